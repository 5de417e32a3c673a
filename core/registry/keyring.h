// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's keyring (Secret Service, KWallet), reached through docker-credential-tare: a credential helper that is
// installed beside our other programs. Docker's own files do not name it, since Docker might not find it; whose password
// is there is written down in $XDG_CONFIG_HOME/tare/accounts.json, so that a pull without an account asks nobody.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::registry {

inline constexpr const char *keyringHelper = "tare";

// Whether a keyring answers now: there is none without a desktop's session bus.
[[nodiscard]] bool keyringWorks();

struct KeyringAccount
{
    std::string domain, user;
};
// Those that were kept there, by accounts.json; what is no such file has none.
[[nodiscard]] std::vector<KeyringAccount> keyringAccounts();
// Notes the account, or that there is none any more.
[[nodiscard]] Status noteKeyringAccount(const std::string &domain, const std::optional<std::string> &user);

// The parser of accounts.json: {"accounts": {"registry.example.org": {"user": "ann"}}}.
[[nodiscard]] std::vector<KeyringAccount> parseKeyringAccounts(std::string_view json);

} // namespace tare::registry
