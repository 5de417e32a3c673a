// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/accounts.h"

#include "core/base/file.h"
#include "core/oci/json_read.h"
#include "core/registry/credential_helper.h"
#include "core/registry/credentials.h"
#include "core/registry/keyring.h"
#include "core/registry/login.h"

#include <algorithm>
#include <map>

namespace tare::registry {
namespace {

namespace read = oci::read;

constexpr std::size_t maxConfig = 4U << 20U;

// A helper's users by domain; asked once.
class HelperLists
{
public:
    const std::map<std::string, std::string> &of(const std::string &helper)
    {
        const auto [at, isNew] = m_lists.try_emplace(helper);
        if (isNew) {
            const auto list = helperList(helper);
            for (const auto &[server, user] : list.value_or(std::map<std::string, std::string>()))
                at->second.emplace(configKey(server), user == "<token>" ? std::string() : user);
        }
        return at->second;
    }

private:
    std::map<std::string, std::map<std::string, std::string>> m_lists;
};

} // namespace

std::vector<FileAccount> accountsIn(std::string_view text)
{
    std::vector<FileAccount> out;
    const auto j = read::json::parse(text, nullptr, false);
    const auto add = [&](FileAccount one) {
        const bool known = std::any_of(out.begin(), out.end(), [&](const auto &o) { return o.domain == one.domain; });
        if (!known && !one.domain.empty())
            out.push_back(std::move(one));
    };
    if (const read::json *own = read::member(j, "credHelpers"); own != nullptr && own->is_object()) {
        for (const auto &[key, helper] : own->items()) {
            if (helper.is_string())
                add({configKey(key), {}, helper.get<std::string>()});
        }
    }
    const std::string store = read::text(j, "credsStore");
    if (const read::json *auths = read::member(j, "auths"); auths != nullptr && auths->is_object()) {
        for (const auto &[key, entry] : auths->items()) {
            if (const auto kept = decodeAuth(entry.dump(-1, ' ', false, read::json::error_handler_t::replace)))
                add({configKey(key), kept->user, {}});
            else if (!store.empty())
                add({configKey(key), {}, store});
        }
    }
    return out;
}

std::vector<KnownAccount> knownAccounts()
{
    std::vector<KnownAccount> out;
    HelperLists lists;
    const auto add = [&](KnownAccount one) {
        const bool known = std::any_of(out.begin(), out.end(), [&](const auto &o) { return o.domain == one.domain; });
        if (!known)
            out.push_back(std::move(one));
    };
    for (const std::string &file : credentialFiles()) {
        const auto text = readFile(file, maxConfig);
        if (!text)
            continue;
        for (const FileAccount &one : accountsIn(*text)) {
            if (one.helper.empty()) {
                add({one.domain, one.user, file, true});
                continue;
            }
            // A helper that is named for a registry need not have anything.
            const auto &users = lists.of(one.helper);
            if (const auto found = users.find(one.domain); found != users.end())
                add({one.domain, found->second, "docker-credential-" + one.helper, false});
        }
    }
    for (const KeyringAccount &one : keyringAccounts())
        add({one.domain, one.user, std::string("docker-credential-") + keyringHelper, false});
    return out;
}

} // namespace tare::registry
