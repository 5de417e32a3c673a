// SPDX-License-Identifier: GPL-3.0-or-later
// image-spec, media-types.md, and Docker's (distribution, manifest-v2-2).
#pragma once

#include "core/base/result.h"

#include <string_view>

namespace tare::oci::media {

inline constexpr char ociIndex[] = "application/vnd.oci.image.index.v1+json";
inline constexpr char ociManifest[] = "application/vnd.oci.image.manifest.v1+json";
inline constexpr char ociConfig[] = "application/vnd.oci.image.config.v1+json";
inline constexpr char ociLayer[] = "application/vnd.oci.image.layer.v1.tar";
inline constexpr char ociLayerGzip[] = "application/vnd.oci.image.layer.v1.tar+gzip";
inline constexpr char ociLayerZstd[] = "application/vnd.oci.image.layer.v1.tar+zstd";
inline constexpr char dockerList[] = "application/vnd.docker.distribution.manifest.list.v2+json";
inline constexpr char dockerManifest[] = "application/vnd.docker.distribution.manifest.v2+json";
inline constexpr char dockerConfig[] = "application/vnd.docker.container.image.v1+json";
inline constexpr char dockerLayer[] = "application/vnd.docker.image.rootfs.diff.tar";
inline constexpr char dockerLayerGzip[] = "application/vnd.docker.image.rootfs.diff.tar.gzip";
inline constexpr char dockerSchema1[] = "application/vnd.docker.distribution.manifest.v1+json";
inline constexpr char dockerSchema1Signed[] = "application/vnd.docker.distribution.manifest.v1+prettyjws";

[[nodiscard]] bool isIndex(std::string_view type);
[[nodiscard]] bool isManifest(std::string_view type);
[[nodiscard]] bool isSchema1(std::string_view type);
[[nodiscard]] bool isConfig(std::string_view type);
// Unsupported names what is wrong with it: encrypted, or not a file system layer at all.
[[nodiscard]] Status checkLayer(std::string_view type);

} // namespace tare::oci::media
