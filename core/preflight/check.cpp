// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preflight/check.h"

#include <nlohmann/json.hpp>

namespace tare::preflight {

using nlohmann::json;

const char *stateName(State state)
{
    switch (state) {
    case State::Works: return "works";
    case State::Limited: return "limited";
    case State::Missing: return "missing";
    case State::NotNeeded: return "not needed";
    }
    return "";
}

const std::vector<std::string> &ids()
{
    static const std::vector<std::string> all = {
        "kernel",  "seccomp", "userns",     "subuid",        "overlay",      "cpus",   "memory", "memory-swap",  "pids", "cpuset",
        "io",      "io-weight", "bridge",   "nat",           "forwarding",   "bridge-filter",    "uplink",       "tun",  "ports",
        "ipv6",    "inotify", "files",      "store",         "clock",        "qemu",   "guest-kernel",           "kvm"};
    return all;
}

std::string toJson(const Check &check)
{
    const json line = {{"id", check.id}, {"state", stateName(check.state)}, {"found", check.found}, {"fix", check.fix}};
    return line.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<Check> fromJson(std::string_view line)
{
    const json in = json::parse(line, nullptr, false);
    if (!in.is_object())
        return {};
    const auto text = [&](const char *name) {
        const auto at = in.find(name);
        return at != in.end() && at->is_string() ? at->get<std::string>() : std::string();
    };
    Check check{text("id"), State::Works, text("found"), text("fix")};
    const std::string state = text("state");
    for (const State one : {State::Works, State::Limited, State::Missing, State::NotNeeded}) {
        if (state != stateName(one))
            continue;
        check.state = one;
        return check.id.empty() ? std::optional<Check>() : check;
    }
    return {};
}

} // namespace tare::preflight
