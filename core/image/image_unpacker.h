// SPDX-License-Identifier: GPL-3.0-or-later
// The layers of one image, from blobs to folders, lowest first. A layer is published by a rename when its blob's digest
// and its diff id have both been seen to match, and the file system has been told to keep it (one syncfs(2) a layer).
#pragma once

#include "core/base/cancel.h"
#include "core/base/paths.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/image/store.h"
#include "core/image/work_folder.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tare::image {

struct UnpackOptions
{
    // Bytes that an image may unpack to. 0: a hundred times its compressed size, 1 GiB at least, 128 GiB at most.
    std::int64_t maxUnpacked = 0;
    ProgressSink progress;
    CancelToken cancel;
};

class ImageUnpacker
{
public:
    ImageUnpacker(const Paths &paths, WorkFolder &work, const UnpackOptions &options);

    // `file` holds the blob (in the store, or still in the work folder); with `verified`, its digest was seen to match.
    // DigestMismatch, CorruptArchive, UnsafePath, TooLarge, NoSpace.
    [[nodiscard]] Status add(const LayerBlob &blob, const oci::Digest &diffId, const std::string &file, bool verified);
    // Writes down which layers the image has.
    [[nodiscard]] Status finish(const oci::Digest &imageId);

private:
    [[nodiscard]] Status unpack(const LayerBlob &blob, const oci::Digest &diffId, const std::string &file,
                                bool verified, const std::string &chainHex);

    Paths m_paths;
    WorkFolder &m_work;
    const UnpackOptions &m_options;
    oci::Digest m_chain;
    std::vector<std::string> m_chainHexes;
    std::int64_t m_unpacked = 0;
};

// Every layer of an image that is in the store, where it is not there yet.
[[nodiscard]] Status unpackStored(const Store &store, const StoredImage &image, const UnpackOptions &options);

} // namespace tare::image
