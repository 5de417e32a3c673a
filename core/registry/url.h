// SPDX-License-Identifier: GPL-3.0-or-later
// http and https addresses (RFC 3986, by libcurl's parser), and who may be spoken to without TLS.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace tare::registry {

struct Url
{
    std::string text;         // as it is requested
    std::string scheme, host; // lower-case; an IPv6 host keeps its brackets
    int port = 0;

    // InvalidArgument for other schemes, for user names in it, and for anything that is not printable ASCII.
    [[nodiscard]] static Result<Url> parse(std::string_view text);
    // A Location header, relative ones included.
    [[nodiscard]] Result<Url> resolve(std::string_view location) const;

    [[nodiscard]] bool plain() const { return scheme == "http"; }
    [[nodiscard]] bool sameOrigin(const Url &other) const
    {
        return scheme == other.scheme && host == other.host && port == other.port;
    }
    // localhost, 127.0.0.0/8 or ::1.
    [[nodiscard]] bool loopback() const;
    // "example.org" or "example.org:5000": what a person calls it.
    [[nodiscard]] std::string authority() const;
};

// For a query (RFC 3986: unreserved characters stay).
[[nodiscard]] std::string percentEncode(std::string_view text);

} // namespace tare::registry
