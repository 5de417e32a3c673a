// SPDX-License-Identifier: GPL-3.0-or-later
// Who is logged in where: the accounts that findCredentials() would use, without their passwords.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::registry {

struct KnownAccount
{
    std::string domain;     // "docker.io", "localhost:5000", with a path for the keys that have one
    std::string user;       // empty: only the helper knows, and did not say
    std::string where;      // a helper's program, or a file
    bool plainText = false; // the file
};

// In the order in which a pull looks for them; a domain that is in several files is named once. Asks each credential
// helper for its list.
[[nodiscard]] std::vector<KnownAccount> knownAccounts();

// What one of Docker's files says. `helper` is the one that has the password; empty: the file itself.
struct FileAccount
{
    std::string domain, user, helper;
};
[[nodiscard]] std::vector<FileAccount> accountsIn(std::string_view json);

} // namespace tare::registry
