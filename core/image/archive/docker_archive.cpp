// SPDX-License-Identifier: GPL-3.0-or-later
// manifest.json of `docker save`: [{"Config": path, "RepoTags": […], "Layers": [path …]}] (moby, image/tarexport).
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/image/archive/load.h"
#include "core/image/archive/members.h"
#include "core/image/archive/repack.h"
#include "core/image/stream/inflate.h"
#include "core/oci/json_read.h"

namespace tare::image {
namespace {

namespace read = oci::read;

Result<DraftLayer> layerOf(const Members &members, const std::string &name)
{
    Member member = TARE_TRY(members.get(name));
    const std::string first = TARE_TRY(member.read(8));
    const auto compression = TARE_TRY(detectCompression(first, name));
    if (!hasMediaType(compression))
        member = TARE_TRY(members.repacked(member, name));
    DraftLayer out;
    out.descriptor.mediaType = layerMediaType(compression);
    out.descriptor.digest = member.digest;
    out.descriptor.size = member.size;
    out.part = member.bytes();
    out.name = name;
    return out;
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
    std::string bytes = TARE_TRY(members.text(configName));
    out.configDigest = oci::Digest::sha256(bytes);
    TARE_CHECK(checkName(configName, out.configDigest));
    out.config = TARE_TRY(oci::ImageConfig::parse(std::move(bytes)));
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
    for (const std::string &name : layers)
        out.layers.push_back(TARE_TRY(layerOf(members, name)));
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
