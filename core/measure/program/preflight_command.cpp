// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/program/commands.h"

#include "core/base/strings.h"
#include "core/preflight/check.h"

#include <cstdio>
#include <unistd.h>

namespace tare::lab {

Result<int> preflightCommand(const Context &context, bool again)
{
    bool missing = false;
    const auto report = [&](const preflight::Check &check) {
        missing = missing || check.state == preflight::State::Missing;
        std::string line;
        if (context.json) {
            line = preflight::toJson(check) + "\n";
        } else {
            const std::string state = preflight::stateName(check.state);
            line = state + std::string(12 - state.size(), ' ') + check.id + std::string(15 - check.id.size(), ' ') + escapeControl(check.found) + "\n";
            if (!check.fix.empty())
                line += std::string(27, ' ') + escapeControl(check.fix) + "\n";
        }
        std::fputs(line.c_str(), stdout);
        std::fflush(stdout); // a reader that waits sees each at once
    };
    TARE_CHECK(preflight::run(context.paths, again, report, context.cancel));
    return missing ? 1 : 0;
}

} // namespace tare::lab
