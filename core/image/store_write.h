// SPDX-License-Identifier: GPL-3.0-or-later
// How an image gets into the store. The order is that of a crash that may come at any moment: blobs, layers,
// configuration, manifest, and the name last.
#pragma once

#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/image/work_folder.h"
#include "core/oci/manifest.h"
#include "core/oci/reference.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::image {

// `file` is in the work folder and its bytes are `digest`'s: it is made durable and becomes the blob.
[[nodiscard]] Status publishBlobFile(const Paths &paths, const std::string &file, const oci::Digest &digest);
// The same for a small document at hand, unless the store has it.
[[nodiscard]] Status publishBlob(const Paths &paths, WorkFolder &work, const oci::Digest &digest,
                                 std::string_view bytes);

struct NewImage
{
    oci::Digest id;
    oci::Descriptor manifest; // media type, digest, size, platform
    std::vector<oci::Reference> names;
    std::string repoDigest; // "ubuntu@sha256:…", or empty
};
// Names it in index.json; a name that another image had moves. When the store has this very image under another
// manifest (other compression), that one stays and gets the names. Answers the manifest that stands in the index.
[[nodiscard]] Result<oci::Digest> addImage(const Paths &paths, const NewImage &image);

// One line in Paths::events(), for windows. What goes wrong here is not the caller's concern.
void tellImageEvent(const Paths &paths, std::string_view action, const std::string &id, const std::string &name);

} // namespace tare::image
