// SPDX-License-Identifier: GPL-3.0-or-later
// manifest.json of `docker save`: [{"Config": path, "RepoTags": […], "Layers": [path …]}] (moby, image/tarexport).
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/image/archive/load.h"
#include "core/image/archive/members.h"
#include "core/image/stream/inflate.h"
#include "core/oci/json_read.h"
#include "core/oci/media_type.h"

#include <fcntl.h>
#include <unistd.h>

namespace tare::image {
namespace {

namespace read = oci::read;

Result<const char *> layerType(const Member &member, const std::string &name)
{
    char first[8] = {};
    const UniqueFd fd = TARE_TRY(openFile(member.file, O_RDONLY));
    const ssize_t n = ::read(fd.get(), first, sizeof first);
    const auto compression = TARE_TRY(
        detectCompression(std::string_view(first, n > 0 ? static_cast<std::size_t>(n) : 0), name));
    return compression == Compression::Gzip   ? oci::media::ociLayerGzip
           : compression == Compression::Zstd ? oci::media::ociLayerZstd
                                              : oci::media::ociLayer;
}

// The configuration's file is named after its digest: "<hex>.json" or "blobs/sha256/<hex>".
Status checkName(const std::string &path, const oci::Digest &digest)
{
    std::string name = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
    if (name.ends_with(".json"))
        name.resize(name.size() - 5);
    if (name.size() == 64 && isHex(name) && name != digest.hex())
        return fail(Errc::DigestMismatch, "sha256:" + name, "the configuration's bytes are " + digest.text());
    return {};
}

Result<ImageDraft> draftOf(const Members &members, const read::json &entry, const oci::Platform &platform)
{
    ImageDraft out;
    const std::string configName = read::text(entry, "Config");
    const Member config = TARE_TRY(members.get(configName));
    TARE_CHECK(checkName(configName, config.digest));
    std::string bytes = TARE_TRY(members.text(configName));
    out.config = TARE_TRY(oci::ImageConfig::parse(std::move(bytes)));
    out.configDigest = config.digest;
    TARE_CHECK(checkPlatform(out.config, platform, members.archive()));
    for (const std::string &name : read::texts(entry, "RepoTags")) {
        oci::Reference reference = TARE_TRY(oci::Reference::parse(name));
        if (!reference.digest.empty())
            return fail(Errc::InvalidArgument, name, "a tag in an archive cannot have a digest");
        out.names.push_back(std::move(reference));
    }
    const std::vector<std::string> layers = read::texts(entry, "Layers");
    if (layers.size() != out.config.diffIds.size())
        return fail(Errc::CorruptArchive, members.archive(),
                    "manifest.json names " + std::to_string(layers.size()) + " layers, the configuration " +
                        std::to_string(out.config.diffIds.size()));
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const Member member = TARE_TRY(members.get(layers[i]));
        DraftLayer layer;
        layer.descriptor.mediaType = TARE_TRY(layerType(member, layers[i]));
        layer.descriptor.digest = member.digest;
        layer.descriptor.size = member.size;
        layer.file = member.file;
        const bool plain = layer.descriptor.mediaType == oci::media::ociLayer;
        if (plain && out.config.diffIds[i].algorithm() == "sha256" && member.digest != out.config.diffIds[i])
            return fail(Errc::DigestMismatch, out.config.diffIds[i].text(),
                        "layer " + layers[i] + " is " + member.digest.text());
        out.layers.push_back(std::move(layer));
    }
    return out;
}

} // namespace

Result<std::vector<ImageDraft>> dockerDrafts(const Members &members, const oci::Platform &platform)
{
    const std::string text = TARE_TRY(members.text("manifest.json"));
    const auto j = read::json::parse(text, nullptr, false);
    if (!j.is_array())
        return fail(Errc::CorruptArchive, members.archive(), "its manifest.json is not a list");
    if (j.size() > 1000)
        return fail(Errc::TooLarge, members.archive(), "more than 1000 images");
    std::vector<ImageDraft> out;
    for (const read::json &entry : j)
        out.push_back(TARE_TRY(draftOf(members, entry, platform)));
    return out;
}

} // namespace tare::image
