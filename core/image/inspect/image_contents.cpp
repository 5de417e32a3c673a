// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/image_contents.h"

#include "core/image/inspect/contents_parts.h"
#include "core/image/inspect/union_tree.h"

#include <algorithm>
#include <list>
#include <mutex>

namespace tare::image {

struct ImageContents::Impl
{
    ImageParts parts;
    std::shared_ptr<const UnionTree> all;
    std::vector<LayerInfo> layers;
    std::vector<HistoryStep> history;
    PackageList packages;
    std::int64_t compressedSize = 0, size = 0;

    std::mutex mutex;                                 // of what follows
    std::list<std::shared_ptr<const FileTree>> trees; // the last few that were asked for, newest first
};

ImageContents::ImageContents(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
ImageContents::~ImageContents() = default;

Result<std::shared_ptr<const ImageContents>> ImageContents::create(ImageParts parts)
{
    auto impl = std::make_unique<Impl>();
    IndexList indexes;
    for (const ImageParts::Layer &layer : parts.layers) {
        if (!layer.index)
            return fail(Errc::InvalidArgument, parts.id, "a layer without an index");
        if (layer.index->header().hashKey != parts.layers.front().index->header().hashKey)
            return fail(Errc::CorruptArchive, parts.id, "its layers' indexes cannot be compared");
        indexes.push_back(layer.index);
    }
    indexes = TARE_TRY(followLowerLinks(std::move(indexes)));
    impl->all = TARE_TRY(UnionTree::create(std::move(indexes)));
    impl->history = historySteps(parts.config, parts.layers.size());
    impl->layers = layerInfos(parts, *impl->all, impl->history);
    impl->packages = installedPackages(*impl->all);
    for (const LayerInfo &layer : impl->layers) {
        impl->compressedSize += layer.compressedSize;
        impl->size += layer.size;
    }
    impl->parts = std::move(parts);
    return std::shared_ptr<const ImageContents>(new ImageContents(std::move(impl)));
}

const std::string &ImageContents::id() const
{
    return m_impl->parts.id;
}
const std::string &ImageContents::manifestDigest() const
{
    return m_impl->parts.manifestDigest;
}
const std::vector<std::string> &ImageContents::names() const
{
    return m_impl->parts.names;
}
const std::vector<std::string> &ImageContents::repoDigests() const
{
    return m_impl->parts.repoDigests;
}
const oci::ImageConfig &ImageContents::config() const
{
    return m_impl->parts.config;
}
std::int64_t ImageContents::compressedSize() const
{
    return m_impl->compressedSize;
}
std::int64_t ImageContents::size() const
{
    return m_impl->size;
}
const std::vector<LayerInfo> &ImageContents::layers() const
{
    return m_impl->layers;
}
const std::vector<HistoryStep> &ImageContents::history() const
{
    return m_impl->history;
}
const PackageList &ImageContents::packages() const
{
    return m_impl->packages;
}
Waste ImageContents::waste() const
{
    return wasteOf(*m_impl->all);
}
const UnionTree &ImageContents::everything() const
{
    return *m_impl->all;
}

std::shared_ptr<const FileTree> ImageContents::tree(const TreeQuery &query) const
{
    constexpr std::size_t kept = 3;
    const std::scoped_lock lock(m_impl->mutex);
    auto &trees = m_impl->trees;
    const auto known =
        std::find_if(trees.begin(), trees.end(), [&](const auto &t) { return t->query() == query; });
    if (known != trees.end())
        trees.splice(trees.begin(), trees, known);
    else
        trees.push_front(std::make_shared<FileTree>(m_impl->all, query));
    while (trees.size() > kept)
        trees.pop_back();
    return trees.front();
}

std::shared_ptr<const FileTree> ImageContents::wholeTree() const
{
    const std::size_t top = m_impl->layers.empty() ? 0 : m_impl->layers.size() - 1;
    return tree({top, top, false, false});
}

} // namespace tare::image
