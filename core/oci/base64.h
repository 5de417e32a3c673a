// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tare::oci {

// RFC 4648 section 4, with padding (OpenSSL).
// Empty for more than 1 MiB, no answer for no text or more than 8 MiB of it.
[[nodiscard]] std::string base64Encode(std::string_view bytes);
[[nodiscard]] std::optional<std::string> base64Decode(std::string_view text);

} // namespace tare::oci
