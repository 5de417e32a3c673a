// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/keyring/secret.h"

#include <nlohmann/json.hpp>

namespace tare::keyring {

using Json = nlohmann::json;

std::optional<Secret> parseSecret(std::string_view text)
{
    const Json j = Json::parse(text, nullptr, false);
    const auto member = [&](const char *name) {
        const auto found = j.is_object() ? j.find(name) : j.end();
        return j.is_object() && found != j.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    Secret out{member("ServerURL"), member("Username"), member("Secret")};
    if (out.server.empty())
        return std::nullopt;
    return out;
}

std::string secretText(const Secret &secret)
{
    const Json j = {{"ServerURL", secret.server}, {"Username", secret.user}, {"Secret", secret.password}};
    return j.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace tare::keyring
