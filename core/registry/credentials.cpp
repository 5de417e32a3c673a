// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/credentials.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/oci/json_read.h"
#include "core/registry/base64.h"

#include <algorithm>
#include <vector>

namespace tare::registry {
namespace {

namespace read = oci::read;

// "https://index.docker.io/v1/" → "docker.io"; "https://host:5000/v2/" → "host:5000". A path is kept:
// Podman's keys may have one.
std::string normalKey(std::string key)
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
        const auto plain = base64Decode(auth);
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

Result<std::optional<Credentials>> ask(const std::string &helper, const std::string &domain)
{
    const bool plainName = !helper.empty() && std::all_of(helper.begin(), helper.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    });
    if (!plainName)
        return fail(Errc::InvalidArgument, helper, "not the name of a credential helper");
    SpawnOptions options;
    options.argv = {"docker-credential-" + helper, "get"};
    RunLimits limits;
    limits.time = std::chrono::seconds(30);
    limits.output = 1U << 20U;
    limits.input = domain == "docker.io" ? "https://index.docker.io/v1/" : domain;
    const RunOutput output = TARE_TRY(run(std::move(options), limits));
    if (output.exitCode != 0) {
        if (output.out.find("credentials not found") != std::string::npos)
            return std::optional<Credentials>();
        return fail(Errc::Unauthorized, domain,
                    "docker-credential-" + helper + " failed: " + std::string(trim(output.out)));
    }
    const auto j = read::json::parse(output.out, nullptr, false);
    Credentials out{read::text(j, "Username"), read::text(j, "Secret"), {}};
    if (out.user == "<token>") {
        out.identityToken = std::move(out.password);
        out.user.clear();
        out.password.clear();
    }
    return std::optional<Credentials>(std::move(out));
}

} // namespace

std::optional<Credentials> credentialsIn(std::string_view text, const std::string &domain,
                                         const std::string &path, std::string &helper)
{
    const auto j = read::json::parse(text, nullptr, false);
    const std::vector<std::string> keys = keysFor(domain, path);
    auto matching = [&](const char *member) -> const read::json * {
        const read::json *map = read::member(j, member);
        if (map == nullptr || !map->is_object())
            return nullptr;
        for (const std::string &key : keys) {
            for (const auto &[name, value] : map->items()) {
                if (normalKey(name) == key)
                    return &value;
            }
        }
        return nullptr;
    };
    if (const read::json *own = matching("credHelpers"); own != nullptr && own->is_string()) {
        helper = own->get<std::string>();
        return std::nullopt;
    }
    if (const read::json *entry = matching("auths")) {
        if (auto found = decode(*entry))
            return found;
        helper = read::text(
            j, "credsStore"); // `docker login` leaves an empty entry when a helper keeps the password
    }
    return std::nullopt;
}

Result<std::optional<Credentials>> findCredentials(const std::string &domain, const std::string &path)
{
    const std::string runtimeDir = environment("XDG_RUNTIME_DIR");
    const std::string docker = environment("DOCKER_CONFIG");
    const std::string files[] = {
        environment("REGISTRY_AUTH_FILE"), runtimeDir.empty() ? "" : runtimeDir + "/containers/auth.json",
        (docker.empty() ? environment("HOME") + "/.docker" : docker) + "/config.json"};
    for (const std::string &file : files) {
        if (file.empty())
            continue;
        const auto text = readFile(file, 4U << 20U);
        if (!text)
            continue;
        std::string helper;
        if (auto found = credentialsIn(*text, domain, path, helper))
            return found;
        if (!helper.empty()) {
            auto answer = TARE_TRY(ask(helper, domain));
            if (answer)
                return answer;
        }
    }
    return std::optional<Credentials>();
}

} // namespace tare::registry
