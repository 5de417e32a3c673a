// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/hooks.h"

#include "core/base/strings.h"
#include "core/base/subprocess.h"

#include <sys/prctl.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

Status runOne(const Hook &hook, const char *kind, const std::string &input)
{
    // posix_spawn takes the program from argv[0]; a hook may call itself otherwise.
    SpawnOptions options;
    options.argv = hook.args;
    if (options.argv.empty())
        options.argv.push_back(hook.path);
    options.argv[0] = hook.path;
    options.env = hook.env;
    if (options.env.empty())
        options.env.emplace_back("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    RunLimits limits;
    limits.input = input;
    limits.time = hook.timeout > 0 ? std::chrono::seconds(hook.timeout) : std::chrono::hours(24);
    auto done = tare::run(options, limits);
    if (!done)
        return tl::unexpected<Error>(std::move(done.error()).while_(std::string("run ") + kind + " hook"));
    if (done->exitCode != 0)
        return fail(Errc::Internal, hook.path,
                    std::string(kind) + " hook ended with " + std::to_string(done->exitCode) + ": " +
                        std::string(trim(done->err)));
    return {};
}

} // namespace

Status runHooks(const std::vector<Hook> &hooks, const char *kind, const State &state, ContainerStatus status)
{
    if (hooks.empty())
        return {};
    const std::string input = state.toJson(status, false);
    for (const Hook &hook : hooks)
        TARE_CHECK(runOne(hook, kind, input));
    return {};
}

} // namespace tare::runtime
