// SPDX-License-Identifier: GPL-3.0-or-later
// Calling a registry insecure for good: an entry of "insecure-registries" in $XDG_CONFIG_HOME/tare/registries.json (see
// hosts.h). In a library of its own, without libcurl: the window uses it.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace tare::registry {

// In the advice of an error (NetworkError, subject: the host) that this setting is an answer to: the host was reached, and
// speaks no TLS or has a certificate that nobody vouches for.
inline constexpr std::string_view insecureHint = "insecure-registries of registries.json";
[[nodiscard]] bool asksForInsecure(const Error &error);
// Whether it is about the certificate, not about TLS altogether.
[[nodiscard]] bool isAboutCertificate(const Error &error);
inline constexpr std::string_view untrustedCertificate = "its certificate is not trusted";

[[nodiscard]] std::string registrySettingsFile();
// Adds "host" or "host:port" to the file's list; everything else in the file stays as it is. InvalidArgument for what is
// no host, and for a file that cannot be written again without a loss (it has comments, or is no JSON object).
[[nodiscard]] Status allowInsecure(const std::string &host);

} // namespace tare::registry
