// SPDX-License-Identifier: GPL-3.0-or-later
// Images out of archives, and archives of root file systems into images.
#pragma once

#include "core/base/result.h"
#include "core/image/image_draft.h"
#include "core/image/image_unpacker.h"
#include "core/image/store.h"
#include "core/oci/platform.h"

#include <optional>
#include <string>
#include <vector>

namespace tare::image {

class Members;

// Every image of a docker-archive (docker save, podman save, skopeo) or an OCI archive that runs on `platform`. "-" is
// standard input. All of them are read and checked before the first is stored.
[[nodiscard]] Result<std::vector<StoredImage>> loadArchive(Store &store, const std::string &file,
                                                           const oci::Platform &platform,
                                                           const UnpackOptions &options);

// What an archive holds, by its manifest.json (Docker's) or its index.json (OCI's).
[[nodiscard]] Result<std::vector<ImageDraft>> dockerDrafts(const Members &members, const oci::Platform &platform);
[[nodiscard]] Result<std::vector<ImageDraft>> ociDrafts(const Members &members, const oci::Platform &platform);
// One image by its manifest in the archive.
[[nodiscard]] Result<ImageDraft> ociDraft(const Members &members, const oci::Descriptor &descriptor,
                                          const oci::Platform &platform);

struct ImportRequest
{
    std::string file; // "-" is standard input
    std::optional<oci::Reference> name;
    oci::Platform platform;
    // Dockerfile instructions that set the configuration: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, STOPSIGNAL, USER, VOLUME,
    // WORKDIR.
    std::vector<std::string> changes;
    std::string message; // the history's comment; empty: where it came from
    bool owned = false;  // `file` is in the store's temporary folder, and the image may have it without a copy
    std::string shown;   // what errors and the history call it; empty: the file's name
};

// A root file system as a tar becomes an image of one layer.
[[nodiscard]] Result<StoredImage> importRootfs(Store &store, const ImportRequest &request, const UnpackOptions &options);

} // namespace tare::image
