// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/insecure_setting.h"

#include "core/base/file.h"
#include "core/base/lock.h"
#include "core/base/paths.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace tare::registry {
namespace {

constexpr char listName[] = "insecure-registries";

bool isHost(const std::string &host)
{
    return !host.empty() && host.size() <= 260 && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' ||
               c == ':' || c == '[' || c == ']';
    });
}

tl::unexpected<Error> byHand(const std::string &file, const std::string &host, const std::string &why)
{
    return fail(Errc::InvalidArgument, file, why, "Add \"" + host + "\" to \"" + listName + "\" in it by hand.");
}

} // namespace

bool asksForInsecure(const Error &error)
{
    return error.code == Errc::NetworkError && error.advice.find(insecureHint) != std::string::npos;
}

bool isAboutCertificate(const Error &error) { return error.reason.starts_with(untrustedCertificate); }

std::string registrySettingsFile() { return configDir() + "/registries.json"; }

Status allowInsecure(const std::string &host)
{
    using Json = nlohmann::ordered_json;
    if (!isHost(host))
        return fail(Errc::InvalidArgument, host, "it is no name of a registry");
    TARE_CHECK(makeDirs(configDir(), 0700));
    const FileLock lock = TARE_TRY(FileLock::acquire(configDir() + "/registries.lock", FileLock::Mode::Exclusive));
    std::string file = registrySettingsFile();
    if (char *real = ::realpath(file.c_str(), nullptr)) { // through a symlink, what it points to is replaced
        file = real;
        std::free(real); // NOLINT: realpath(3) allocates
    }
    Json settings = Json::object();
    if (const auto text = readFile(file, 1U << 20U)) {
        settings = Json::parse(*text, nullptr, false);
        if (!settings.is_object())
            return byHand(file, host, "it has comments, or is no JSON object");
    } else if (text.error().code != Errc::NotFound) {
        return tl::unexpected<Error>(text.error());
    }
    Json &list = settings[listName];
    if (list.is_null())
        list = Json::array();
    if (!list.is_array())
        return byHand(file, host, std::string("its \"") + listName + "\" is no list");
    if (std::find(list.begin(), list.end(), Json(host)) != list.end())
        return {};
    list.push_back(host);
    return writeFileAtomic(file, settings.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

} // namespace tare::registry
