// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/keyring.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/oci/json_read.h"
#include "core/registry/credential_helper.h"

#include <algorithm>

namespace tare::registry {
namespace {

namespace read = oci::read;

constexpr std::size_t maxAccounts = 1U << 20U;

std::string accountsFile()
{
    return configDir() + "/accounts.json";
}

} // namespace

bool keyringWorks()
{
    return helperExists(keyringHelper) && helperAvailable(keyringHelper);
}

std::vector<KeyringAccount> parseKeyringAccounts(std::string_view text)
{
    std::vector<KeyringAccount> out;
    const auto j = read::json::parse(text, nullptr, false);
    const read::json *accounts = read::member(j, "accounts");
    if (accounts == nullptr || !accounts->is_object())
        return out;
    for (const auto &[domain, account] : accounts->items())
        out.push_back({domain, read::text(account, "user")});
    return out;
}

std::vector<KeyringAccount> keyringAccounts()
{
    const auto text = readFile(accountsFile(), maxAccounts);
    return text ? parseKeyringAccounts(*text) : std::vector<KeyringAccount>();
}

Status noteKeyringAccount(const std::string &domain, const std::optional<std::string> &user)
{
    std::vector<KeyringAccount> accounts = keyringAccounts();
    const auto before = accounts.size();
    std::erase_if(accounts, [&](const KeyringAccount &one) { return one.domain == domain; });
    if (!user && accounts.size() == before)
        return {};
    if (user)
        accounts.push_back({domain, *user});
    read::json all = read::json::object();
    for (const KeyringAccount &one : accounts)
        all[one.domain] = {{"user", one.user}};
    const read::json file = {{"accounts", std::move(all)}};
    TARE_CHECK(makeDirs(configDir(), 0700));
    return writeFileAtomic(accountsFile(), file.dump(1, '\t', false, read::json::error_handler_t::replace) + "\n", 0600);
}

} // namespace tare::registry
