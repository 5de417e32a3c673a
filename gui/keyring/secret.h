// SPDX-License-Identifier: GPL-3.0-or-later
// What a credential helper and its caller tell each other (docker-credential-helpers, credentials.Credentials).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tare::keyring {

struct Secret
{
    std::string server, user, password;
};

// {"ServerURL": …, "Username": …, "Secret": …}; nothing for what is none, or has no server.
[[nodiscard]] std::optional<Secret> parseSecret(std::string_view json);
[[nodiscard]] std::string secretText(const Secret &secret);

} // namespace tare::keyring
