// SPDX-License-Identifier: GPL-3.0-or-later
// A registry with one image, each of whose answers a test may replace.
#pragma once

#include "core/oci/digest.h"
#include "core/oci/reference.h"
#include "tests/core/registry/mock_server.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class MockRegistry
{
public:
    // Layers of these sizes, of bytes that repeat nowhere.
    explicit MockRegistry(const std::vector<std::size_t> &layerSizes = {300'000, 70'000});

    // Called first, with a lock held; an answer replaces the ordinary one.
    std::function<std::optional<MockReply>(const MockRequest &)> interfere;

    [[nodiscard]] tare::oci::Reference reference(const std::string &tagOrDigest = ":1") const;
    [[nodiscard]] std::string blobTarget(const tare::oci::Digest &digest) const
    {
        return "/v2/a/b/blobs/" + digest.text();
    }
    [[nodiscard]] MockServer &server() { return *m_server; }
    [[nodiscard]] MockReply ordinary(const MockRequest &request) const;

    std::string manifest, manifestType, config;
    std::vector<std::string> layers;
    std::map<std::string, std::pair<std::string, std::string>> manifests; // by tag or digest: type and bytes

    void put(const std::string &tag, const std::string &type, const std::string &bytes); // by its digest too

private:
    std::unique_ptr<MockServer> m_server;
};
