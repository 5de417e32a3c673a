// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/image_draft.h"

#include "core/oci/media_type.h"

#include <nlohmann/json.hpp>

namespace tare::image {

std::string makeManifest(const oci::Descriptor &config, const std::vector<oci::Descriptor> &layers)
{
    using Json = nlohmann::ordered_json;
    auto descriptor = [](const oci::Descriptor &d) {
        return Json{{"mediaType", d.mediaType}, {"digest", d.digest.text()}, {"size", d.size}};
    };
    Json out = {{"schemaVersion", 2}, {"mediaType", oci::media::ociManifest}, {"config", descriptor(config)}};
    out["layers"] = Json::array();
    for (const oci::Descriptor &layer : layers)
        out["layers"].push_back(descriptor(layer));
    return out.dump();
}

Status checkPlatform(const oci::ImageConfig &config, const oci::Platform &wanted, const std::string &subject)
{
    const oci::Platform offered{config.os, config.architecture, config.variant};
    if (offered.os.empty() || offered.architecture.empty() || wanted.rank(offered) > 0)
        return {};
    // A variant above the baseline is a hint at most once the user chose this very image.
    if (oci::Platform{offered.os, offered.architecture, ""}.rank(wanted) > 0 && offered.architecture != "arm")
        return {};
    return fail(Errc::WrongPlatform, subject, "it is for " + offered.text() + ", this machine is " + wanted.text());
}

DraftWriter::DraftWriter(Store &store, WorkFolder &work, const UnpackOptions &options)
    : m_store(store), m_work(work), m_unpacker(store.paths(), work, options)
{
}

DraftWriter::DraftWriter(Store &store, WorkFolder &work, LayerPool &pool)
    : m_store(store), m_work(work), m_unpacker(store.paths(), work, pool)
{
}

Status DraftWriter::addLayer(const DraftLayer &layer, const oci::Digest &diffId)
{
    const oci::Descriptor &d = layer.descriptor;
    if (layer.part)
        return m_unpacker.add({d.mediaType, d.digest, d.size}, diffId, *layer.part, layer.name);
    const bool fresh = !TARE_TRY(m_work.keepBlob(d.digest));
    if (fresh && layer.file.empty())
        return fail(Errc::NotFound, d.digest.text(), "the layer's blob is missing");
    if (fresh)
        TARE_CHECK(publishBlobFile(m_store.paths(), layer.file, d.digest));
    BlobBytes bytes;
    bytes.file = m_store.blobPath(d.digest);
    bytes.verified = fresh;
    return m_unpacker.add({d.mediaType, d.digest, d.size}, diffId, bytes);
}

Status DraftWriter::expectLayer(const oci::Descriptor &layer, const oci::Digest &diffId)
{
    return m_unpacker.add({layer.mediaType, layer.digest, layer.size}, diffId, {});
}

Status DraftWriter::layerCame(std::size_t layer, const oci::Digest &blob, bool verified)
{
    BlobBytes bytes;
    bytes.file = m_store.blobPath(blob);
    bytes.verified = verified;
    return m_unpacker.supply(layer, bytes);
}

Result<StoredImage> DraftWriter::finish(const ImageDraft &draft)
{
    const Paths &paths = m_store.paths();
    TARE_CHECK(m_unpacker.complete());
    TARE_CHECK(publishBlob(paths, m_work, draft.configDigest, draft.config.bytes));
    TARE_CHECK(m_unpacker.finish(draft.configDigest));
    oci::Descriptor manifest = draft.manifestDescriptor;
    std::string bytes;
    if (draft.manifest) {
        bytes = *draft.manifest;
    } else {
        std::vector<oci::Descriptor> layers;
        for (std::size_t i = 0; i < draft.layers.size(); ++i) {
            oci::Descriptor layer = draft.layers[i].descriptor;
            if (layer.digest.empty()) {
                const LayerBlob learnt = m_unpacker.blob(i);
                layer.digest = learnt.digest;
                layer.size = learnt.size;
            }
            layers.push_back(std::move(layer));
        }
        oci::Descriptor config;
        config.mediaType = oci::media::ociConfig;
        config.digest = draft.configDigest;
        config.size = static_cast<std::int64_t>(draft.config.bytes.size());
        bytes = makeManifest(config, layers);
        manifest.mediaType = oci::media::ociManifest;
        manifest.digest = oci::Digest::sha256(bytes);
        manifest.size = static_cast<std::int64_t>(bytes.size());
    }
    manifest.platform = {draft.config.os, draft.config.architecture, draft.config.variant};
    TARE_CHECK(publishBlob(paths, m_work, manifest.digest, bytes));
    for (const auto &[digest, index] : draft.indexes)
        TARE_CHECK(publishBlob(paths, m_work, digest, index));
    TARE_TRY(addImage(paths, {draft.configDigest, manifest, draft.names, draft.repoDigest}));
    return m_store.find(draft.configDigest.text());
}

Result<StoredImage> storeDraft(Store &store, WorkFolder &work, const ImageDraft &draft, const UnpackOptions &options)
{
    if (draft.layers.size() != draft.config.diffIds.size())
        return fail(Errc::CorruptArchive, draft.configDigest.text(),
                    "it has " + std::to_string(draft.layers.size()) + " layers, its configuration names " +
                        std::to_string(draft.config.diffIds.size()));
    TARE_TRY(work.keepBlob(draft.configDigest));
    DraftWriter writer(store, work, options);
    for (std::size_t i = 0; i < draft.layers.size(); ++i)
        TARE_CHECK(writer.addLayer(draft.layers[i], draft.config.diffIds[i]));
    return writer.finish(draft);
}

} // namespace tare::image
