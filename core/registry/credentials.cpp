// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/credentials.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/oci/json_read.h"
#include "core/oci/base64.h"
#include "core/registry/credential_helper.h"
#include "core/registry/keyring.h"
#include "core/registry/login.h"

#include <algorithm>

namespace tare::registry {
namespace {

namespace read = oci::read;

// "docker.io/library/ubuntu", "docker.io/library", "docker.io"
std::vector<std::string> keysFor(const std::string &domain, const std::string &path)
{
    std::vector<std::string> out;
    std::string key = domain + "/" + path;
    while (true) {
        out.push_back(key);
        const std::size_t slash = key.rfind('/');
        if (slash == std::string::npos)
            return out;
        key.resize(slash);
    }
}

std::optional<Credentials> decode(const read::json &entry)
{
    Credentials out;
    out.identityToken = read::text(entry, "identitytoken");
    out.user = read::text(entry, "username");
    out.password = read::text(entry, "password");
    if (const std::string auth = read::text(entry, "auth"); !auth.empty()) {
        const auto plain = oci::base64Decode(auth);
        const std::size_t colon = plain ? plain->find(':') : std::string::npos;
        if (colon != std::string::npos) {
            out.user = plain->substr(0, colon);
            out.password = plain->substr(colon + 1);
            while (!out.password.empty() && out.password.back() == '\0')
                out.password.pop_back();
        }
    }
    if (out.user.empty() && out.identityToken.empty())
        return std::nullopt;
    return out;
}

// Whether the file says that this server's password is at a helper: `docker login` leaves an empty entry then.
bool isNamed(std::string_view text, const std::string &domain)
{
    const auto j = read::json::parse(text, nullptr, false);
    for (const char *member : {"credHelpers", "auths"}) {
        const read::json *map = read::member(j, member);
        if (map == nullptr || !map->is_object())
            continue;
        for (const auto &[name, value] : map->items()) {
            if (configKey(name) == domain)
                return true;
        }
    }
    return false;
}

} // namespace

std::optional<Credentials> decodeAuth(std::string_view json)
{
    const auto entry = read::json::parse(json, nullptr, false);
    return entry.is_object() ? decode(entry) : std::nullopt;
}

std::string configKey(std::string key)
{
    for (const char *scheme : {"https://", "http://"}) {
        if (key.starts_with(scheme))
            key = key.substr(std::string_view(scheme).size());
    }
    while (key.ends_with('/'))
        key.pop_back();
    for (const char *version : {"/v1", "/v2"}) {
        if (key.ends_with(version))
            key.resize(key.size() - 3);
    }
    if (key == "index.docker.io" || key == "registry-1.docker.io")
        key = "docker.io";
    return key;
}

std::optional<Credentials> credentialsIn(std::string_view text, const std::string &domain, const std::string &path,
                                         std::string &helper, bool helpersOnly)
{
    const auto j = read::json::parse(text, nullptr, false);
    const std::vector<std::string> keys = keysFor(domain, path);
    auto matching = [&](const char *member) -> const read::json * {
        const read::json *map = read::member(j, member);
        if (map == nullptr || !map->is_object())
            return nullptr;
        for (const std::string &key : keys) {
            for (const auto &[name, value] : map->items()) {
                if (configKey(name) == key)
                    return &value;
            }
        }
        return nullptr;
    };
    if (const read::json *own = matching("credHelpers"); own != nullptr && own->is_string()) {
        helper = own->get<std::string>();
        return std::nullopt;
    }
    const read::json *entry = helpersOnly ? nullptr : matching("auths");
    if (entry != nullptr) {
        if (auto found = decode(*entry))
            return found;
    }
    helper = read::text(j, "credsStore");
    return std::nullopt;
}

std::vector<std::string> credentialFiles()
{
    const std::string runtimeDir = environment("XDG_RUNTIME_DIR");
    const std::string docker = environment("DOCKER_CONFIG");
    std::vector<std::string> files = {
        environment("REGISTRY_AUTH_FILE"), runtimeDir.empty() ? "" : runtimeDir + "/containers/auth.json",
        (docker.empty() ? environment("HOME") + "/.docker" : docker) + "/config.json"};
    std::erase(files, std::string());
    return files;
}

Result<std::optional<Credentials>> findCredentials(const std::string &domain, const std::string &path)
{
    for (const std::string &file : credentialFiles()) {
        const auto text = readFile(file, 4U << 20U);
        if (!text)
            continue;
        std::string helper;
        if (auto found = credentialsIn(*text, domain, path, helper))
            return found;
        if (helper.empty())
            continue;
        auto answer = helperGet(helper, serverKey(domain));
        if (!answer && isNamed(*text, domain))
            return tl::unexpected<Error>(std::move(answer.error()));
        if (answer && *answer)
            return *answer;
    }
    const auto kept = keyringAccounts();
    if (std::any_of(kept.begin(), kept.end(), [&](const KeyringAccount &one) { return one.domain == domain; })) {
        auto answer = helperGet(keyringHelper, serverKey(domain));
        if (!answer && answer.error().advice.empty())
            answer.error().advice = "The account is in the desktop's keyring, which is reached from the desktop's session. "
                                    "Log in here (tare login), or pull from there.";
        return answer;
    }
    return std::optional<Credentials>();
}

} // namespace tare::registry
