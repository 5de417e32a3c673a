// SPDX-License-Identifier: GPL-3.0-or-later
// What is inside an image. Only tare-image reads layers from blobs; here their indexes and their unpacked files are read.
#include "core/engine/local/image_helper.h"
#include "core/engine/local/image_reader.h"
#include "core/engine/local/local_engine.h"
#include "core/image/documents_read.h"
#include "core/image/inspect/image_contents.h"
#include "core/image/inspect/index_files.h"
#include "core/image/inspect/layer_file.h"
#include "core/image/inspect/union_tree.h"

#include <algorithm>
#include <filesystem>

namespace tare::local {

Result<std::shared_ptr<const image::ImageContents>>
LocalEngine::contents(const std::string &nameOrId, const ProgressSink &progress, const CancelToken &cancel)
{
    const image::StoredImage stored = TARE_TRY(m_images.find(nameOrId));
    return contentsOf(stored, progress, cancel);
}

Result<std::shared_ptr<const image::ImageContents>>
LocalEngine::contentsOf(const image::StoredImage &stored, const ProgressSink &progress, const CancelToken &cancel)
{
    if (stored.layers.size() != stored.config.diffIds.size())
        return fail(Errc::CorruptArchive, stored.id.text(), "its manifest and its configuration name different numbers of layers");
    {
        const std::scoped_lock lock(m_mutex);
        const auto known = m_contents.find(stored.id.text());
        const auto there = known == m_contents.end() ? nullptr : known->second.lock();
        if (there && there->names() == stored.names && there->manifestDigest() == stored.manifest.text())
            return there;
    }
    image::ImageParts parts;
    parts.id = stored.id.text();
    parts.manifestDigest = stored.manifest.text();
    parts.names = stored.names;
    parts.repoDigests = stored.repoDigests;
    parts.config = stored.config;
    bool made = false;
    for (std::size_t l = 0; l < stored.layers.size(); ++l) {
        TARE_CHECK(cancel.check());
        const std::string diffId = stored.config.diffIds[l].text();
        auto index = image::readIndex(m_store.paths(), diffId);
        if (!index && !made && (index.error().code == Errc::NotFound || index.error().code == Errc::CorruptArchive)) {
            made = true; // once, and for all layers that need it
            TARE_CHECK(runImageHelper(m_store.paths(), {"index", stored.id.text()}, progress, cancel));
            index = image::readIndex(m_store.paths(), diffId);
        }
        if (!index)
            return tl::unexpected<Error>(std::move(index).error());
        parts.layers.push_back({stored.layers[l].digest.text(), stored.layers[l].mediaType, stored.layers[l].size,
                                std::move(*index)});
    }
    auto out = TARE_TRY(image::ImageContents::create(std::move(parts)));
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_contents, [](const auto &entry) { return entry.second.expired(); });
    m_contents[out->id()] = out;
    return out;
}

Result<std::int64_t> LocalEngine::readImageFile(const std::string &nameOrId, const image::FileRequest &request,
                                                const image::FileSink &sink, const CancelToken &cancel)
{
    const image::StoredImage stored = TARE_TRY(m_images.find(nameOrId));
    const auto inside = TARE_TRY(contentsOf(stored, {}, cancel));
    if (inside->layers().empty() || (request.layer && *request.layer >= inside->layers().size()))
        return fail(Errc::NotFound, request.path, "the image has no such layer");
    const auto tree = request.layer ? inside->tree(image::TreeQuery::upTo(*request.layer)) : inside->wholeTree();
    const image::NodeId id = tree->resolve(request.path);
    if (id == image::noNode)
        return fail(Errc::NotFound, request.path, "no such file in the image");
    const image::Node node = tree->node(id);
    if (node.type != image::NodeType::File)
        return fail(Errc::InvalidArgument, request.path, "not a regular file");
    const std::vector<std::string> folders = TARE_TRY(layersOf(stored));
    const std::string &folder = folders.at(node.layer);
    const auto file = image::openLayerFile(folder, tree->path(id));
    if (file) {
        TARE_CHECK(image::readLayerFile(*file, request.offset, request.length, sink, cancel));
        return file->size;
    }
    if (file.error().code != Errc::PermissionDenied)
        return tl::unexpected<Error>(file.error());
    // Files of subordinate ids: tare-image can read them.
    const std::string chain = std::filesystem::path(folder).parent_path().filename();
    TARE_CHECK(runImageReader(m_store.paths(),
                              {"read-file", "--offset", std::to_string(std::max<std::int64_t>(request.offset, 0)), "--length",
                               std::to_string(std::max<std::int64_t>(request.length, 0)), "--", chain, tree->path(id)},
                              sink, cancel));
    return node.size;
}

Result<image::ImageDocuments> LocalEngine::imageDocuments(const std::string &nameOrId, bool verify,
                                                          const ProgressSink &progress, const CancelToken &cancel)
{
    const image::StoredImage stored = TARE_TRY(m_images.find(nameOrId));
    image::ImageDocuments out = TARE_TRY(image::readDocuments(m_images, stored));
    if (!verify)
        return out;
    const std::vector<std::string> good =
        TARE_TRY(runImageHelper(m_store.paths(), {"verify", stored.id.text()}, progress, cancel));
    for (image::ImageDocument &d : out.all) {
        if (d.digest.empty() || d.check == image::ImageDocument::Check::Missing)
            continue;
        const bool right = std::find(good.begin(), good.end(), d.digest) != good.end();
        d.check = right ? image::ImageDocument::Check::Good : image::ImageDocument::Check::Bad;
    }
    return out;
}

} // namespace tare::local
