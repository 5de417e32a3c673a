// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/prune_filters.h"

#include "core/base/time.h"
#include "core/cli/docker_text.h"

namespace tare::cli {

Result<PruneOptions> readPrune(const std::vector<std::string> &filters, const std::vector<std::string> &known)
{
    PruneOptions out;
    for (const auto &[key, value] : TARE_TRY(parseFilters(filters, known))) {
        if (key == "label") {
            out.labels.push_back(value);
        } else if (key == "label!") {
            out.notLabels.push_back(value);
        } else if (key == "dangling") {
            out.all = !TARE_TRY(parseGoBool(key, value));
        } else {
            out.until = parseSince(value, nowNs());
            if (!out.until)
                return fail(Errc::InvalidArgument, {}, "invalid filter 'until=" + value + "'");
        }
    }
    return out;
}

} // namespace tare::cli
