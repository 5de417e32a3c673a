// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/store_write.h"

#include "core/base/file.h"
#include "core/base/time.h"
#include "core/image/layout_index.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <optional>

namespace tare::image {
namespace {

std::string blobFolder(const Paths &paths, const oci::Digest &digest)
{
    return paths.images() + "/blobs/" + digest.algorithm();
}

// The configuration that a stored manifest names; nothing when it is no image's manifest.
std::optional<oci::Digest> idOf(const Paths &paths, const oci::Digest &manifest)
{
    const auto bytes = readFile(blobFolder(paths, manifest) + "/" + manifest.hex(), oci::maxDocument);
    if (!bytes)
        return std::nullopt;
    const auto parsed = oci::Manifest::parse(*bytes);
    return parsed ? std::optional(parsed->config.digest) : std::nullopt;
}

} // namespace

Status publishBlobFile(const Paths &paths, const std::string &file, const oci::Digest &digest)
{
    const std::string folder = blobFolder(paths, digest);
    TARE_CHECK(makeDirs(folder, 0700));
    {
        const UniqueFd fd = TARE_TRY(openFile(file, O_RDONLY));
        if (::fsync(fd.get()) != 0)
            return failSystem("fsync", file);
    }
    if (::rename(file.c_str(), (folder + "/" + digest.hex()).c_str()) != 0)
        return failSystem("rename", file);
    return syncDir(folder);
}

Status publishBlob(const Paths &paths, WorkFolder &work, const oci::Digest &digest, std::string_view bytes)
{
    if (TARE_TRY(work.keepBlob(digest)))
        return {};
    const std::string file = work.fresh("blob-");
    {
        const UniqueFd fd = TARE_TRY(openFile(file, O_WRONLY | O_CREAT | O_EXCL));
        TARE_CHECK(writeAll(fd.get(), bytes));
    }
    return publishBlobFile(paths, file, digest);
}

Result<oci::Digest> addImage(const Paths &paths, const NewImage &image)
{
    const FileLock lock = TARE_TRY(lockStore(paths));
    LayoutIndex index = TARE_TRY(LayoutIndex::read(paths));
    oci::Descriptor base = image.manifest;
    base.annotations.clear();
    for (const oci::Descriptor &d : index.entries) {
        if (d.digest != image.manifest.digest && idOf(paths, d.digest) == image.id) {
            base = d;
            base.annotations.clear();
            break;
        }
    }
    std::erase_if(index.entries, [&](const oci::Descriptor &d) {
        return d.digest == base.digest && d.annotations.contains(heldKey); // it is here again
    });
    for (const oci::Reference &name : image.names) {
        for (oci::Descriptor &d : index.entries) {
            if (nameOf(d) == name.familiar()) {
                d.annotations.erase(refNameKey);
                d.annotations.erase(fullNameKey);
                if (d.digest != base.digest)
                    d.annotations.erase(repoDigestKey);
            }
        }
        oci::Descriptor named = base;
        named.annotations[refNameKey] = name.familiar();
        named.annotations[fullNameKey] = name.full();
        if (!image.repoDigest.empty())
            named.annotations[repoDigestKey] = image.repoDigest;
        index.entries.push_back(std::move(named));
    }
    if (image.names.empty()) {
        oci::Descriptor unnamed = base;
        if (!image.repoDigest.empty())
            unnamed.annotations[repoDigestKey] = image.repoDigest;
        index.entries.push_back(std::move(unnamed));
    }
    // An image keeps an entry without a name only when it has no other entry.
    std::vector<oci::Descriptor> kept;
    for (const oci::Descriptor &d : index.entries) {
        const bool named = d.annotations.contains(refNameKey);
        const bool hasNamed = std::any_of(index.entries.begin(), index.entries.end(), [&](const oci::Descriptor &o) {
            return o.digest == d.digest && o.annotations.contains(refNameKey);
        });
        const bool seen = std::any_of(kept.begin(), kept.end(), [&](const oci::Descriptor &o) {
            return o.digest == d.digest && o.annotations == d.annotations;
        });
        if ((named || !hasNamed || d.annotations.contains(repoDigestKey)) && !seen)
            kept.push_back(d);
    }
    index.entries = std::move(kept);
    TARE_CHECK(index.write(paths));
    return base.digest;
}

void tellImageEvent(const Paths &paths, std::string_view action, const std::string &id, const std::string &name)
{
    const nlohmann::json event = {{"time", nowNs()}, {"type", "image"}, {"action", action}, {"id", id}, {"name", name}};
    const UniqueFd fd(::open(paths.events().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (fd)
        (void)writeAll(fd.get(), event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

} // namespace tare::image
