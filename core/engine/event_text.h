// SPDX-License-Identifier: GPL-3.0-or-later
// Events as `docker events` prints them.
#pragma once

#include "core/engine/types.h"

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace tare {

// What is known of the container that an event speaks of, beside its name; empty when it has gone and was never seen.
struct EventSubject
{
    std::string image;
    std::map<std::string, std::string> labels;

    bool operator==(const EventSubject &) const = default;
};

// Docker's Actor.Attributes: labels, image, name, exitCode.
[[nodiscard]] std::map<std::string, std::string> eventAttributes(const Event &event, const EventSubject &subject);
// "image=tare/starter, name=web"
[[nodiscard]] std::string attributesText(const std::map<std::string, std::string> &attributes);
// "2026-11-28T13:21:21.312190942Z container create ID (image=…, name=…)", control characters made visible.
[[nodiscard]] std::string eventLine(const Event &event, const EventSubject &subject);
// Docker's object; dump() is a line of `--format json`.
[[nodiscard]] nlohmann::ordered_json eventJson(const Event &event, const EventSubject &subject);
[[nodiscard]] std::string eventJsonLine(const Event &event, const EventSubject &subject);

} // namespace tare
