// SPDX-License-Identifier: GPL-3.0-or-later
// What refers to one image in the store, as Docker counts it: tags and name@digest, a reference each.
#pragma once

#include "core/image/layout_index.h"

#include <string>
#include <vector>

namespace tare::image {

struct ImageReference
{
    std::string text;       // familiar
    std::string repository; // with the registry, without tag and digest
    bool digest = false;    // name@digest
};

// In the order in which they go: tags, then digests, each sorted.
[[nodiscard]] std::vector<ImageReference> referencesOf(const LayoutIndex &index, const oci::Digest &manifest);
// Puts the image's entries in the index in line with these; without any, one entry without a name stays.
void setReferences(LayoutIndex &index, const oci::Digest &manifest, const std::vector<ImageReference> &references);
// At most one tag, and all of one repository. Not so when there are none (moby, daemon/images/image_delete.go).
[[nodiscard]] bool isSingleReference(const std::vector<ImageReference> &references);

} // namespace tare::image
