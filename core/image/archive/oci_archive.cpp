// SPDX-License-Identifier: GPL-3.0-or-later
// index.json of an OCI archive (image-spec, image-layout.md): skopeo, buildah, podman, buildx.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/image/archive/load.h"
#include "core/image/archive/members.h"
#include "core/image/layout_index.h"
#include "core/oci/embedded.h"
#include "core/oci/media_type.h"

namespace tare::image {
namespace {

// containerd writes the whole name beside; skopeo's ref.name is a name, or only a tag ("latest", "1.2", "v3").
std::vector<oci::Reference> namesOf(const oci::Descriptor &d)
{
    std::string name;
    if (const auto full = d.annotations.find(fullNameKey); full != d.annotations.end())
        name = full->second;
    else if (const auto ref = d.annotations.find(refNameKey); ref != d.annotations.end())
        name = ref->second;
    if (name.empty())
        return {};
    const bool whole = name.find_first_of(":/") != std::string::npos;
    const bool version = name == "latest" || (name[0] >= '0' && name[0] <= '9') ||
                         (name.size() > 1 && name[0] == 'v' && name[1] >= '0' && name[1] <= '9');
    auto reference = oci::Reference::parse(name);
    if (!reference || !reference->digest.empty() || (!whole && version))
        return {};
    return {std::move(*reference)};
}

// What the descriptor brings along need not be a file of the archive.
Result<std::string> documentOf(const Members &members, const oci::Descriptor &d)
{
    if (auto bytes = TARE_TRY(oci::embedded(d)))
        return std::move(*bytes);
    return members.document(d.digest, d.size);
}

Result<oci::Descriptor> resolve(const Members &members, oci::Descriptor d, const oci::Platform &platform)
{
    for (int depth = 0; oci::media::isIndex(d.mediaType); ++depth) {
        if (depth == 4)
            return fail(Errc::CorruptArchive, members.archive(), "indexes in indexes without an end");
        const std::string bytes = TARE_TRY(documentOf(members, d));
        const oci::Index index = TARE_TRY(oci::Index::parse(bytes, d.mediaType));
        d = TARE_TRY(index.choose(platform, members.archive()));
    }
    return d;
}

} // namespace

Result<ImageDraft> ociDraft(const Members &members, const oci::Descriptor &descriptor, const oci::Platform &platform)
{
    ImageDraft out;
    out.manifestDescriptor = TARE_TRY(resolve(members, descriptor, platform));
    out.manifest = TARE_TRY(documentOf(members, out.manifestDescriptor));
    const oci::Manifest manifest = TARE_TRY(oci::Manifest::parse(*out.manifest, out.manifestDescriptor.mediaType));
    out.manifestDescriptor.mediaType = manifest.mediaType;
    std::string bytes = TARE_TRY(documentOf(members, manifest.config));
    out.config = TARE_TRY(oci::ImageConfig::parse(std::move(bytes)));
    out.configDigest = manifest.config.digest;
    TARE_CHECK(checkPlatform(out.config, platform, members.archive()));
    for (const oci::Descriptor &layer : manifest.layers) {
        const auto brought = TARE_TRY(oci::embedded(layer));
        const Member member = brought ? TARE_TRY(members.put(*brought, layer.digest)) : TARE_TRY(members.blob(layer.digest, layer.size));
        out.layers.push_back({layer, {}, member.bytes(), layer.digest.text()});
    }
    if (out.layers.size() != out.config.diffIds.size())
        return fail(Errc::CorruptArchive, members.archive(),
                    "the manifest names " + std::to_string(out.layers.size()) + " layers, the configuration " +
                        std::to_string(out.config.diffIds.size()));
    out.names = namesOf(descriptor);
    return out;
}

Result<std::vector<ImageDraft>> ociDrafts(const Members &members, const oci::Platform &platform)
{
    const std::string text = TARE_TRY(members.text("index.json"));
    const oci::Index index = TARE_TRY(oci::Index::parse(text, oci::media::ociIndex));
    std::vector<ImageDraft> out;
    std::optional<Error> otherPlatform;
    for (const oci::Descriptor &d : index.manifests) {
        if (d.platform.os == "unknown") // an attestation
            continue;
        auto draft = ociDraft(members, d, platform);
        if (draft) {
            out.push_back(std::move(*draft));
        } else if (draft.error().code == Errc::WrongPlatform) { // one of several, perhaps
            otherPlatform = std::move(draft).error();
        } else {
            return tl::unexpected<Error>(std::move(draft).error());
        }
    }
    if (out.empty() && otherPlatform)
        return tl::unexpected<Error>(std::move(*otherPlatform));
    return out;
}

} // namespace tare::image
