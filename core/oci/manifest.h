// SPDX-License-Identifier: GPL-3.0-or-later
// Image manifests and indexes, OCI's and Docker's (image-spec, manifest.md and image-index.md).
#pragma once

#include "core/base/result.h"
#include "core/oci/digest.h"
#include "core/oci/platform.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::oci {

inline constexpr std::size_t maxDocument = 4U << 20U; // of a manifest, index or configuration, as Docker's
inline constexpr std::size_t maxLayers = 500;         // overlay takes no more lower folders than this

struct Descriptor
{
    std::string mediaType;
    Digest digest;
    std::int64_t size = 0;
    std::map<std::string, std::string> annotations;
    Platform platform; // of an index's entry
    std::optional<std::string> data; // the content itself, base64 as it stands there: see embedded.h
};

struct Manifest
{
    std::string mediaType;
    Descriptor config;
    std::vector<Descriptor> layers; // lowest first

    // Unsupported for artifacts, schema 1 and encrypted layers; InvalidArgument; TooLarge.
    // `contentType` is what the registry or the index said it was; empty when nobody said anything.
    [[nodiscard]] static Result<Manifest> parse(std::string_view bytes, std::string_view contentType = {});
};

struct Index
{
    std::string mediaType;
    std::vector<Descriptor> manifests;

    [[nodiscard]] static Result<Index> parse(std::string_view bytes, std::string_view contentType = {});
    // The entry that runs best on `platform`; nested indexes (entries without a platform) come last.
    // Attestations ("unknown/unknown") are never an answer. WrongPlatform lists what there is.
    [[nodiscard]] Result<Descriptor> choose(const Platform &platform, const std::string &subject) const;
};

// What the bytes are, by their content and by what was said of them. A document that is both a manifest and an index,
// or that says another type than its envelope, is refused (CVE-2021-41190).
enum class DocumentKind { Manifest, Index };
[[nodiscard]] Result<DocumentKind> documentKind(std::string_view bytes, std::string_view contentType = {});

} // namespace tare::oci
