// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oci/manifest.h"

#include "core/oci/json_read.h"
#include "core/oci/media_type.h"

#include <algorithm>

namespace tare::oci {
namespace {

tl::unexpected<Error> bad(std::string why) { return fail(Errc::InvalidArgument, "manifest", std::move(why)); }

// "application/json; charset=utf-8" → "application/json"
std::string_view bare(std::string_view type)
{
    type = type.substr(0, type.find(';'));
    while (!type.empty() && type.back() == ' ')
        type.remove_suffix(1);
    return type;
}

struct Document
{
    read::json json;
    std::string mediaType; // empty when neither the body nor the envelope says it
    DocumentKind kind = DocumentKind::Manifest;
};

Result<Document> open(std::string_view bytes, std::string_view contentType)
{
    if (bytes.size() > maxDocument)
        return fail(Errc::TooLarge, "manifest", std::to_string(bytes.size()) + " bytes");
    Document out;
    out.json = read::json::parse(bytes, nullptr, false);
    if (!out.json.is_object())
        return bad("it is not a JSON object");
    const std::string body = read::text(out.json, "mediaType");
    const std::string_view said = bare(contentType);
    const bool known = media::isIndex(said) || media::isManifest(said) || media::isSchema1(said);
    const std::int64_t version = read::integer(out.json, "schemaVersion", -1);
    if (version == 1 || media::isSchema1(said) || media::isSchema1(body))
        return fail(Errc::Unsupported, "image manifest schema 1",
                    "the format of 2015 cannot be verified and is no longer read by anyone",
                    "Ask for the image to be pushed again by a current tool.");
    if (version != 2)
        return bad("its schemaVersion is not 2");
    if (!body.empty() && known && body != said)
        return bad("it was sent as " + std::string(said) + " but says that it is " + body.substr(0, 100));
    const bool layers = out.json.contains("layers") || out.json.contains("config");
    const bool manifests = out.json.contains("manifests");
    if (layers == manifests)
        return bad(layers ? "it is a manifest and an index at once" : "it is neither a manifest nor an index");
    out.mediaType = !body.empty() ? body : std::string(known ? said : std::string_view());
    out.kind = manifests ? DocumentKind::Index : DocumentKind::Manifest;
    const bool typeIsIndex = media::isIndex(out.mediaType);
    if (!out.mediaType.empty() && !typeIsIndex && !media::isManifest(out.mediaType))
        return fail(Errc::Unsupported, out.mediaType.substr(0, 200), "not a manifest of an image");
    if (!out.mediaType.empty() && typeIsIndex != manifests)
        return bad("its content does not fit its type " + out.mediaType);
    if (out.mediaType.empty())
        out.mediaType = manifests ? media::ociIndex : media::ociManifest;
    return out;
}

Result<Descriptor> descriptor(const read::json &j)
{
    if (!j.is_object())
        return bad("a descriptor is not an object");
    Descriptor out;
    out.mediaType = read::text(j, "mediaType");
    out.digest = TARE_TRY(Digest::parse(read::text(j, "digest")));
    out.size = read::integer(j, "size", -1);
    if (out.size < 0)
        return bad("a descriptor has no size");
    out.annotations = read::textMap(j, "annotations");
    if (const read::json *data = read::member(j, "data")) {
        if (!data->is_string())
            return bad("a descriptor's data is not a text");
        out.data = data->get<std::string>();
    }
    if (const read::json *p = read::member(j, "platform"))
        out.platform = {read::text(*p, "os"), read::text(*p, "architecture"), read::text(*p, "variant")};
    return out;
}

} // namespace

Result<DocumentKind> documentKind(std::string_view bytes, std::string_view contentType)
{
    return TARE_TRY(open(bytes, contentType)).kind;
}

Result<Manifest> Manifest::parse(std::string_view bytes, std::string_view contentType)
{
    const Document doc = TARE_TRY(open(bytes, contentType));
    if (doc.kind != DocumentKind::Manifest)
        return bad("it is an index");
    Manifest out;
    out.mediaType = doc.mediaType;
    const read::json *config = read::member(doc.json, "config");
    const read::json *layers = read::member(doc.json, "layers");
    if (config == nullptr || (layers != nullptr && !layers->is_array()))
        return bad("it has no configuration or its layers are no list");
    out.config = TARE_TRY(descriptor(*config));
    if (!media::isConfig(out.config.mediaType))
        return fail(Errc::Unsupported, out.config.mediaType.substr(0, 200),
                    "this is an OCI artifact, not a container image");
    if (out.config.size > static_cast<std::int64_t>(maxDocument))
        return fail(Errc::TooLarge, "image configuration", std::to_string(out.config.size) + " bytes");
    if (layers != nullptr) {
        if (layers->size() > maxLayers)
            return fail(Errc::TooLarge, "manifest", "more than " + std::to_string(maxLayers) + " layers");
        for (const read::json &layer : *layers) {
            out.layers.push_back(TARE_TRY(descriptor(layer)));
            TARE_CHECK(media::checkLayer(out.layers.back().mediaType));
        }
    }
    return out;
}

Result<Index> Index::parse(std::string_view bytes, std::string_view contentType)
{
    const Document doc = TARE_TRY(open(bytes, contentType));
    if (doc.kind != DocumentKind::Index)
        return bad("it is not an index");
    Index out;
    out.mediaType = doc.mediaType;
    const read::json *manifests = read::member(doc.json, "manifests");
    if (manifests != nullptr && !manifests->is_array())
        return bad("its manifests are no list");
    if (manifests != nullptr) {
        for (const read::json &m : *manifests)
            out.manifests.push_back(TARE_TRY(descriptor(m)));
    }
    return out;
}

Result<Descriptor> Index::choose(const Platform &platform, const std::string &subject) const
{
    const Descriptor *best = nullptr;
    int bestRank = 0;
    std::vector<std::string> offered;
    for (const Descriptor &d : manifests) {
        const bool attestation = d.platform.os == "unknown" || d.annotations.contains("vnd.docker.reference.type");
        const bool document = d.mediaType.empty() || media::isManifest(d.mediaType) || media::isIndex(d.mediaType);
        if (attestation || !document)
            continue;
        int rank = platform.rank(d.platform);
        if (d.platform.empty())
            rank = 1;
        else
            offered.push_back(d.platform.text());
        if (rank > bestRank) {
            best = &d;
            bestRank = rank;
        }
    }
    if (best != nullptr)
        return *best;
    std::sort(offered.begin(), offered.end());
    offered.erase(std::unique(offered.begin(), offered.end()), offered.end());
    std::string there;
    for (const std::string &one : offered)
        there += (there.empty() ? "" : ", ") + one;
    return fail(Errc::WrongPlatform, subject,
                "wanted " + platform.text() + ", there is " + (there.empty() ? "none" : there));
}

} // namespace tare::oci
