// SPDX-License-Identifier: GPL-3.0-or-later
// Names going, and images with them: mark what the index refers to, sweep the rest.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/image/layer_record.h"
#include "core/image/layout_index.h"
#include "core/image/store.h"
#include "core/image/store_write.h"
#include "core/image/work_folder.h"
#include "core/oci/manifest.h"

#include <algorithm>
#include <dirent.h>
#include <memory>
#include <set>
#include <unistd.h>

namespace tare::image {
namespace {

std::vector<std::string> hexNamesIn(const std::string &dir)
{
    std::vector<std::string> out;
    const std::unique_ptr<DIR, int (*)(DIR *)> d(::opendir(dir.c_str()), ::closedir);
    while (const dirent *e = d ? ::readdir(d.get()) : nullptr) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        const std::string_view name = e->d_name;
        if ((name.size() == 64 || name.size() == 128) && isHex(name))
            out.emplace_back(name);
    }
    return out;
}

struct Marks
{
    std::set<std::string> blobs;  // "sha256:…"
    std::set<std::string> layers; // hex
    std::set<std::string> images; // hex of the configuration
};

void markManifest(const Paths &paths, const oci::Digest &digest, Marks &marks, int depth = 0)
{
    if (!marks.blobs.insert(digest.text()).second || depth > 4)
        return;
    const auto bytes = readFile(paths.images() + "/blobs/" + digest.algorithm() + "/" + digest.hex(), oci::maxDocument);
    if (!bytes)
        return;
    if (const auto manifest = oci::Manifest::parse(*bytes)) {
        marks.blobs.insert(manifest->config.digest.text());
        marks.images.insert(manifest->config.digest.hex());
        for (const oci::Descriptor &layer : manifest->layers)
            marks.blobs.insert(layer.digest.text());
        if (const auto chain = readChain(paths, manifest->config.digest))
            marks.layers.insert(chain->begin(), chain->end());
    } else if (const auto index = oci::Index::parse(*bytes)) { // another tool's doing
        for (const oci::Descriptor &d : index->manifests)
            markManifest(paths, d.digest, marks, depth + 1);
    }
}

// Only while the store's lock is held. Answers the chain ids whose folders went.
Result<std::vector<std::string>> sweep(const Paths &paths)
{
    const LayoutIndex index = TARE_TRY(LayoutIndex::read(paths));
    Marks marks;
    for (const oci::Descriptor &d : index.entries)
        markManifest(paths, d.digest, marks);
    const WorkState work = TARE_TRY(surveyWork(paths));
    for (const std::string &kept : work.kept) {
        marks.blobs.insert(kept);
        marks.layers.insert(kept);
    }
    std::vector<std::string> gone;
    for (const std::string &hex : hexNamesIn(paths.layers())) {
        if (marks.layers.contains(hex))
            continue;
        TARE_CHECK(moveToTrash(paths, layerDir(paths, hex)));
        gone.push_back(hex);
    }
    for (const std::string &hex : hexNamesIn(chainFolder(paths))) {
        if (!marks.images.contains(hex) && !marks.blobs.contains("sha256:" + hex))
            ::unlink((chainFolder(paths) + "/" + hex).c_str());
    }
    for (const char *algorithm : {"sha256", "sha512"}) {
        const std::string folder = paths.images() + "/blobs/" + algorithm;
        for (const std::string &hex : hexNamesIn(folder)) {
            if (!marks.blobs.contains(std::string(algorithm) + ":" + hex))
                ::unlink((folder + "/" + hex).c_str());
        }
    }
    for (const std::string &dead : work.dead)
        TARE_CHECK(moveToTrash(paths, dead));
    return gone;
}

std::string repository(const std::string &name)
{
    auto r = oci::Reference::parse(name);
    return r ? r->domain + "/" + r->path : name;
}

} // namespace

Status Store::tag(const std::string &source, const oci::Reference &target)
{
    if (!target.digest.empty())
        return fail(Errc::InvalidArgument, target.familiar(), "a new name cannot have a digest");
    const StoredImage image = TARE_TRY(find(source));
    const LayoutIndex index = TARE_TRY(LayoutIndex::read(m_paths));
    const auto entry = std::find_if(index.entries.begin(), index.entries.end(),
                                    [&](const oci::Descriptor &d) { return d.digest == image.manifest; });
    if (entry == index.entries.end())
        return fail(Errc::NoSuchImage, source);
    TARE_TRY(addImage(m_paths, {image.id, *entry, {target}, {}}));
    tellImageEvent(m_paths, "tag", image.id.text(), target.familiar());
    return {};
}

Result<std::vector<std::string>> Store::remove(const std::string &nameOrId, bool force,
                                               const std::vector<std::string> &inUse)
{
    std::vector<std::string> out;
    {
        const FileLock lock = TARE_TRY(lockStore(m_paths));
        const StoredImage image = TARE_TRY(find(nameOrId));
        LayoutIndex index = TARE_TRY(LayoutIndex::read(m_paths));
        const auto reference = oci::Reference::parse(nameOrId);
        const std::string asked = reference ? reference->familiar() : std::string();
        const bool byName = std::find(image.names.begin(), image.names.end(), asked) != image.names.end();
        const bool used = std::find(inUse.begin(), inUse.end(), image.id.text()) != inUse.end();
        const bool last = !byName || image.names.size() <= 1;
        if (last && used && !force)
            return fail(Errc::ImageInUse, nameOrId, "a container uses it",
                        "Remove the container first, or use --force to take only the name away.");
        std::set<std::string> repositories;
        for (const std::string &name : image.names)
            repositories.insert(repository(name));
        if (!byName && repositories.size() > 1 && !force)
            return fail(Errc::ImageInUse, nameOrId, "it has names in several repositories: " + join(image.names, ", "),
                        "Remove it by each of its names, or use --force.");
        std::vector<oci::Descriptor> kept;
        bool keptOne = false;
        for (oci::Descriptor &d : index.entries) {
            const bool its = d.digest == image.manifest;
            const std::string name = nameOf(d);
            if (!its || (byName && !last && name != asked)) {
                kept.push_back(std::move(d));
                continue;
            }
            if (!name.empty())
                out.push_back("Untagged: " + name);
            if (last && used && !keptOne) { // with force: the name goes, the image stays
                d.annotations.erase(refNameKey);
                d.annotations.erase(fullNameKey);
                d.annotations.erase(repoDigestKey);
                kept.push_back(std::move(d));
                keptOne = true;
            }
        }
        if (last) {
            for (const std::string &digest : image.repoDigests)
                out.push_back("Untagged: " + digest);
        }
        index.entries = std::move(kept);
        TARE_CHECK(index.write(m_paths));
        std::vector<std::string> chain = readChain(m_paths, image.id).value_or(std::vector<std::string>());
        const std::vector<std::string> gone = TARE_TRY(sweep(m_paths));
        if (last && !used) {
            out.push_back("Deleted: " + image.id.text());
            for (auto hex = chain.rbegin(); hex != chain.rend(); ++hex) {
                if (std::find(gone.begin(), gone.end(), *hex) != gone.end())
                    out.push_back("Deleted: sha256:" + *hex);
            }
        }
        tellImageEvent(m_paths, last && !used ? "delete" : "untag", image.id.text(), byName ? asked : std::string());
    }
    TARE_CHECK(emptyTrash(m_paths));
    return out;
}

Status Store::cleanUp()
{
    bool work = false;
    {
        const std::unique_ptr<DIR, int (*)(DIR *)> d(::opendir(m_paths.temporary().c_str()), ::closedir);
        while (const dirent *e = d ? ::readdir(d.get()) : nullptr) // NOLINT(concurrency-mt-unsafe): as above
            work = work || std::string_view(e->d_name).starts_with("op-") ||
                   std::string_view(e->d_name).starts_with("trash-");
    }
    if (!work)
        return {};
    {
        const FileLock lock = TARE_TRY(lockStore(m_paths));
        if (!TARE_TRY(surveyWork(m_paths)).dead.empty())
            TARE_TRY(sweep(m_paths));
    }
    return emptyTrash(m_paths);
}

} // namespace tare::image
