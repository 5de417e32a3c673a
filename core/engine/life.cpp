// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/life.h"

#include "core/base/strings.h"

namespace tare {

const char *restartName(RestartPolicy::When when)
{
    switch (when) {
    case RestartPolicy::When::No: return "no";
    case RestartPolicy::When::OnFailure: return "on-failure";
    case RestartPolicy::When::Always: return "always";
    case RestartPolicy::When::UnlessStopped: return "unless-stopped";
    }
    return "no";
}

// docker/cli, opts.ParseRestartPolicy, and what moby's container.ValidateRestartPolicy says of the result.
Result<RestartPolicy> parseRestart(const std::string &text)
{
    using When = RestartPolicy::When;
    const auto wrong = [](const std::string &why) { return fail(Errc::InvalidArgument, {}, "invalid restart policy" + why); };
    RestartPolicy out;
    if (text.empty())
        return out;
    const std::size_t colon = text.find(':');
    const std::string name = text.substr(0, colon);
    std::optional<std::int64_t> count = 0;
    if (colon != std::string::npos) {
        count = parseInt(text.substr(colon + 1));
        if (name.empty())
            return wrong(" format: no policy provided before colon");
        if (!count || *count > 2'147'483'647 || *count < -2'147'483'647)
            return wrong(" format: maximum retry count must be an integer");
    }
    bool known = false;
    for (const When when : {When::No, When::OnFailure, When::Always, When::UnlessStopped}) {
        if (name == restartName(when)) {
            out.when = when;
            known = true;
        }
    }
    if (!known)
        return wrong(": unknown policy '" + name + "'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'");
    if (out.when != When::OnFailure && *count != 0)
        return wrong(std::string(": maximum retry count can only be used with 'on-failure'") +
                     (*count < 0 ? " and cannot be negative" : ""));
    if (*count < 0)
        return wrong(": maximum retry count cannot be negative");
    out.most = static_cast<int>(*count);
    return out;
}

} // namespace tare
