// SPDX-License-Identifier: GPL-3.0-or-later
// index.json of the store: one entry a name, or one without a name for a dangling image (image-spec, image-layout.md).
#pragma once

#include "core/base/paths.h"
#include "core/base/result.h"
#include "core/oci/manifest.h"

#include <string>
#include <vector>

namespace tare::image {

inline constexpr char refNameKey[] = "org.opencontainers.image.ref.name"; // familiar: what skopeo asks for
inline constexpr char fullNameKey[] = "io.containerd.image.name";         // with the registry
inline constexpr char repoDigestKey[] = "org.tare.image.repo-digest";     // name@digest that a registry served it as
// Of an image that is removed while a container stands on its layers: nobody sees it, and it goes with the container.
inline constexpr char heldKey[] = "org.tare.image.held";

class LayoutIndex
{
public:
    // NotFound when there is no layout yet.
    [[nodiscard]] static Result<LayoutIndex> read(const Paths &paths);
    // Only while the store's lock is held.
    [[nodiscard]] Status write(const Paths &paths) const;

    std::vector<oci::Descriptor> entries;
};

// The entry's name in familiar form; empty for none, or for one that is no reference.
[[nodiscard]] std::string nameOf(const oci::Descriptor &entry);

} // namespace tare::image
