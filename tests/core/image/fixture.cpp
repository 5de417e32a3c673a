// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/image/fixture.h"

#include "core/base/file.h"
#include "core/image/layout_index.h"
#include "core/image/layer_record.h"
#include "core/oci/media_type.h"
#include "core/oci/platform.h"

#include <algorithm>
#include <filesystem>

using namespace tare;

namespace {

std::string hexOf(const std::string &bytes) { return oci::Digest::sha256(bytes).hex(); }

std::string quotedList(const std::vector<std::string> &list)
{
    std::string out;
    for (const std::string &one : list)
        out += (out.empty() ? "\"" : ",\"") + one + "\"";
    return "[" + out + "]";
}

std::string descriptor(const std::string &type, const std::string &bytes)
{
    return "{\"mediaType\":\"" + type + "\",\"digest\":\"sha256:" + hexOf(bytes) + "\",\"size\":" +
           std::to_string(bytes.size()) + "}";
}

} // namespace

TestImage makeImage(const std::vector<std::string> &tars, const std::vector<std::string> &tags,
                    std::string (*pack)(std::string_view), const std::string &architecture)
{
    TestImage out;
    std::vector<std::string> ids;
    for (const std::string &tar : tars) {
        ids.push_back("sha256:" + hexOf(tar));
        out.layers.push_back(pack == nullptr ? tar : pack(tar));
    }
    const std::string machine = architecture.empty() ? oci::Platform::ofThisMachine().architecture : architecture;
    out.config = "{\"architecture\":\"" + machine + "\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"sh\"]},\"rootfs\":" +
                 "{\"type\":\"layers\",\"diff_ids\":" + quotedList(ids) + "}}";
    out.tags = tags;
    return out;
}

std::string dockerArchive(const std::vector<TestImage> &images)
{
    TarBuilder tar;
    std::string manifest;
    for (const TestImage &image : images) {
        std::vector<std::string> paths;
        for (const std::string &layer : image.layers) {
            paths.push_back(hexOf("id of " + layer) + "/layer.tar");
            if (tar.unfinished().find(paths.back()) == std::string::npos)
                tar.file(paths.back(), layer);
        }
        tar.file(hexOf(image.config) + ".json", image.config);
        manifest += (manifest.empty() ? "" : ",") + std::string("{\"Config\":\"") + hexOf(image.config) +
                    ".json\",\"RepoTags\":" + (image.tags.empty() ? "null" : quotedList(image.tags)) +
                    ",\"Layers\":" + quotedList(paths) + "}";
    }
    tar.file("manifest.json", "[" + manifest + "]"); // the last, as Docker has it
    return tar.bytes();
}

std::string ociManifest(const TestImage &image, const std::string &layerType)
{
    std::string layers;
    for (const std::string &layer : image.layers)
        layers += (layers.empty() ? "" : ",") + descriptor(layerType, layer);
    return "{\"schemaVersion\":2,\"mediaType\":\"" + std::string(oci::media::ociManifest) + "\",\"config\":" +
           descriptor(oci::media::ociConfig, image.config) + ",\"layers\":[" + layers + "]}";
}

std::string ociArchive(const TestImage &image, const std::string &layerType)
{
    const std::string manifest = ociManifest(image, layerType);
    std::string entry = descriptor(oci::media::ociManifest, manifest);
    if (!image.tags.empty())
        entry.insert(entry.size() - 1, ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + image.tags[0] + "\"}");
    TarBuilder tar;
    tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
    tar.file("index.json", "{\"schemaVersion\":2,\"manifests\":[" + entry + "]}");
    tar.folder("blobs").folder("blobs/sha256");
    std::vector<std::string> blobs = image.layers;
    blobs.push_back(image.config);
    blobs.push_back(manifest);
    for (const std::string &blob : blobs)
        tar.file("blobs/sha256/" + hexOf(blob), blob);
    return tar.bytes();
}

std::string dockerArchive25(const std::vector<TestImage> &images)
{
    TarBuilder tar;
    std::string manifest;
    std::string entries;
    tar.folder("blobs").folder("blobs/sha256");
    for (const TestImage &image : images) {
        std::vector<std::string> paths;
        const std::string document = ociManifest(image, oci::media::ociLayer);
        std::vector<std::string> blobs = image.layers;
        blobs.push_back(image.config);
        blobs.push_back(document);
        for (const std::string &blob : blobs)
            tar.file("blobs/sha256/" + hexOf(blob), blob);
        for (const std::string &layer : image.layers)
            paths.push_back("blobs/sha256/" + hexOf(layer));
        manifest += (manifest.empty() ? "" : ",") + std::string("{\"Config\":\"blobs/sha256/") + hexOf(image.config) +
                    "\",\"RepoTags\":" + quotedList(image.tags) + ",\"Layers\":" + quotedList(paths) + "}";
        entries += (entries.empty() ? "" : ",") + descriptor(oci::media::ociManifest, document);
    }
    tar.file("index.json", "{\"schemaVersion\":2,\"manifests\":[" + entries + "]}");
    tar.file("manifest.json", "[" + manifest + "]");
    tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
    return tar.bytes();
}

std::vector<std::string> treeOf(const std::string &folder)
{
    std::vector<std::string> out;
    std::error_code error;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder, error))
        out.push_back(entry.path().string().substr(folder.size()));
    std::sort(out.begin(), out.end());
    return out;
}

std::string storeFault(const Paths &paths)
{
    const auto index = image::LayoutIndex::read(paths);
    if (!index)
        return index.error().text();
    auto blob = [&](const oci::Digest &digest) { return readFile(paths.images() + "/blobs/sha256/" + digest.hex(), 1U << 30U); };
    for (const oci::Descriptor &d : index->entries) {
        const auto bytes = blob(d.digest);
        if (!bytes || oci::Digest::sha256(*bytes) != d.digest)
            return "manifest " + d.digest.text();
        const auto manifest = oci::Manifest::parse(*bytes);
        if (!manifest)
            return manifest.error().text();
        std::vector<oci::Digest> all = {manifest->config.digest};
        for (const oci::Descriptor &layer : manifest->layers)
            all.push_back(layer.digest);
        for (const oci::Digest &digest : all) {
            const auto content = blob(digest);
            if (!content || oci::Digest::sha256(*content) != digest)
                return "blob " + digest.text();
        }
    }
    auto store = image::Store::open(paths);
    if (!store)
        return store.error().text();
    const auto images = store->list();
    if (!images)
        return images.error().text();
    for (const image::StoredImage &one : *images) {
        if (const auto folders = store->layerFolders(one); !folders)
            return folders.error().text();
    }
    for (const auto &entry : std::filesystem::directory_iterator(paths.layers())) {
        const std::string name = entry.path().filename().string();
        if (name.size() == 64 && !image::readLayerMeta(paths, name))
            return "layer " + name + " has no meta";
    }
    return {};
}
