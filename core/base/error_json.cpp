// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error_json.h"

#include <nlohmann/json.hpp>

namespace tare {

using nlohmann::json;

std::string errorToJson(const Error &e)
{
    json j = {{"code", errcName(e.code)}, {"doing", e.doing},     {"subject", e.subject}, {"reason", e.reason},
              {"advice", e.advice},       {"osError", e.osError}, {"chain", e.chain}};
    return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

Error errorFromJson(std::string_view text)
{
    Error e;
    const json j = json::parse(text, nullptr, false);
    if (!j.is_object() || !j.contains("code") || !j["code"].is_string()) {
        e.reason = std::string(text.substr(0, 4096));
        return e;
    }
    const std::string code = j["code"].get<std::string>();
    for (int c = 0; c <= static_cast<int>(Errc::NotOnThisMachine); ++c) {
        if (code == errcName(static_cast<Errc>(c)))
            e.code = static_cast<Errc>(c);
    }
    auto str = [&](const char *key) {
        return j.contains(key) && j[key].is_string() ? j[key].get<std::string>() : std::string();
    };
    e.doing = str("doing");
    e.subject = str("subject");
    e.reason = str("reason");
    e.advice = str("advice");
    if (j.contains("osError") && j["osError"].is_number_integer())
        e.osError = j["osError"].get<int>();
    if (j.contains("chain") && j["chain"].is_array()) {
        for (const auto &c : j["chain"]) {
            if (c.is_string())
                e.chain.push_back(c.get<std::string>());
        }
    }
    return e;
}

} // namespace tare
