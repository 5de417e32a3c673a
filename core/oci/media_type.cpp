// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oci/media_type.h"

#include <algorithm>
#include <array>

namespace tare::oci::media {
namespace {

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// Foreign and non-distributable layers are ordinary layers when their bytes are at hand.
constexpr std::array<std::string_view, 10> layers = {
    ociLayer,
    ociLayerGzip,
    ociLayerZstd,
    "application/vnd.oci.image.layer.nondistributable.v1.tar",
    "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
    "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd",
    dockerLayer,
    dockerLayerGzip,
    "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
    "application/vnd.docker.image.rootfs.diff.tar.zstd",
};

} // namespace

bool isIndex(std::string_view type) { return type == ociIndex || type == dockerList; }
bool isManifest(std::string_view type) { return type == ociManifest || type == dockerManifest; }
bool isSchema1(std::string_view type) { return type == dockerSchema1 || type == dockerSchema1Signed; }
bool isConfig(std::string_view type) { return type == ociConfig || type == dockerConfig; }

Status checkLayer(std::string_view type)
{
    if (std::find(layers.begin(), layers.end(), type) != layers.end())
        return {};
    if (endsWith(type, "+encrypted"))
        return fail(Errc::Unsupported, std::string(type), "the layer is encrypted");
    return fail(Errc::Unsupported, std::string(type.substr(0, 200)), "not a layer of a container image");
}

} // namespace tare::oci::media
