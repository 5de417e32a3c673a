// SPDX-License-Identifier: GPL-3.0-or-later
// [host[:port]/]path[:tag][@digest], by the grammar of distribution/reference.
#pragma once

#include "core/base/result.h"
#include "core/oci/digest.h"

#include <string>
#include <string_view>

namespace tare::oci {

struct Reference
{
    std::string domain;     // "docker.io", "localhost:5000"
    std::string path;       // "library/ubuntu"
    std::string tag;        // "latest" when neither a tag nor a digest is given
    Digest digest;          // may be empty

    // "ubuntu" is docker.io/library/ubuntu:latest. InvalidArgument says what is wrong.
    [[nodiscard]] static Result<Reference> parse(std::string_view text);
    // As Docker shows it: without docker.io/ and library/. "tare/starter:latest", "ubuntu@sha256:…"
    [[nodiscard]] std::string familiar() const;
    [[nodiscard]] std::string full() const; // with the domain
    bool operator==(const Reference &) const = default;
};

} // namespace tare::oci
