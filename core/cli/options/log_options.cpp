// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/log_options.h"

namespace tare::cli {

void LogFlags::addTo(Options &grammar)
{
    grammar.text("--log-driver", driver, "Where its output is kept: json-file (default), local or none");
    grammar.list("--log-opt", options, "How much of it: max-size=10m, max-file=3; labels, env and tag are shown by logs --details");
}

Result<LogConfig> LogFlags::finish() const
{
    if (driver == "none" && !options.empty())
        return fail(Errc::InvalidArgument, {}, "invalid logging opts for driver none");
    LogConfig out;
    out.driver = driver;
    addPairs(options, out.options);
    TARE_TRY(logFiles(out));
    TARE_TRY(logAttributes(out, {}));
    return out;
}

} // namespace tare::cli
