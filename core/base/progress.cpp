// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/progress.h"

#include <nlohmann/json.hpp>

namespace tare {

using nlohmann::json;

namespace {
constexpr const char *names[] = {"waiting",   "downloading",  "uploading", "verifying",
                                 "unpacking", "already here", "done",      "working"};
} // namespace

const char *phaseName(Progress::Phase phase) { return names[static_cast<std::size_t>(phase)]; }

Progress::Phase phaseFromName(const std::string &name)
{
    for (std::size_t i = 0; i < std::size(names); ++i) {
        if (name == names[i])
            return static_cast<Progress::Phase>(i);
    }
    return Progress::Phase::Working;
}

std::string progressToJson(const Progress &p)
{
    const json j = {{"progress", {{"id", p.id}, {"phase", phaseName(p.phase)}, {"current", p.current},
                                  {"total", p.total}, {"text", p.text}}}};
    return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool progressFromJson(const std::string &line, Progress &out)
{
    const json j = json::parse(line, nullptr, false);
    if (!j.is_object() || !j.contains("progress") || !j["progress"].is_object())
        return false;
    const json &p = j["progress"];
    out.id = p.value("id", std::string());
    out.phase = phaseFromName(p.value("phase", std::string()));
    out.current = p.value("current", std::int64_t{0});
    out.total = p.value("total", std::int64_t{0});
    out.text = p.value("text", std::string());
    return true;
}

} // namespace tare
