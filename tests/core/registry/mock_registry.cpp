// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/registry/mock_registry.h"

#include "core/base/strings.h"
#include "core/oci/media_type.h"

#include <random>

using namespace tare;

namespace {

std::string descriptor(const char *type, const std::string &bytes)
{
    return std::string("{\"mediaType\":\"") + type + "\",\"digest\":\"" + oci::Digest::sha256(bytes).text() +
           "\",\"size\":" + std::to_string(bytes.size()) + "}";
}

} // namespace

MockRegistry::MockRegistry(const std::vector<std::size_t> &layerSizes)
{
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same bytes each time
    for (const std::size_t size : layerSizes) {
        std::string layer(size, '\0');
        for (char &c : layer)
            c = static_cast<char>(random());
        layers.push_back(std::move(layer));
    }
    config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}";
    manifestType = oci::media::ociManifest;
    manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + manifestType +
               "\",\"config\":" + descriptor(oci::media::ociConfig, config) + ",\"layers\":[";
    for (std::size_t i = 0; i < layers.size(); ++i)
        manifest += (i == 0 ? "" : ",") + descriptor(oci::media::ociLayerGzip, layers[i]);
    manifest += "]}";
    put("1", manifestType, manifest);
    m_server = std::make_unique<MockServer>([this](const MockRequest &request) {
        if (interfere) {
            if (auto reply = interfere(request))
                return *reply;
        }
        return ordinary(request);
    });
}

void MockRegistry::put(const std::string &tag, const std::string &type, const std::string &bytes)
{
    manifests[tag] = {type, bytes};
    manifests[oci::Digest::sha256(bytes).text()] = {type, bytes};
}

oci::Reference MockRegistry::reference(const std::string &tagOrDigest) const
{
    return oci::Reference::parse(m_server->host() + "/a/b" + tagOrDigest).value();
}

MockReply MockRegistry::ordinary(const MockRequest &request) const
{
    const std::string start = "/v2/a/b/manifests/";
    if (request.target == "/v2/")
        return {200, {}, "{}"};
    if (request.target.starts_with(start)) {
        if (const auto it = manifests.find(request.target.substr(start.size())); it != manifests.end())
            return {200,
                    {"Content-Type: " + it->second.first,
                     "Docker-Content-Digest: " + oci::Digest::sha256(it->second.second).text()},
                    it->second.second};
    }
    std::vector<std::string> blobs = layers;
    blobs.push_back(config);
    for (const std::string &blob : blobs) {
        if (request.target != blobTarget(oci::Digest::sha256(blob)))
            continue;
        const std::string range = request.header("range");
        if (range.empty())
            return {200, {}, blob};
        const auto from =
            static_cast<std::size_t>(parseUnsigned(split(std::string_view(range).substr(6), '-').at(0)).value_or(0));
        return {206,
                {"Content-Range: bytes " + std::to_string(from) + "-" + std::to_string(blob.size() - 1) +
                 "/" + std::to_string(blob.size())},
                blob.substr(from)};
    }
    return {404,
            {"Content-Type: application/json"},
            "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest \\u001b[2Junknown\"}]}"};
}
