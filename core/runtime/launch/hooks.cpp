// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/hooks.h"

#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/runtime/launch/log.h"

#include <cstring>
#include <sys/prctl.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

Status runOne(const Hook &hook, const std::string &what, const std::string &input, const std::string &dir)
{
    const bool inContainer = dir.empty(); // startContainer
    SpawnOptions options;
    options.file = hook.path; // args[0] is what the hook is called, as in execve(2): some tell by it what to do
    options.argv = hook.args;
    if (options.argv.empty())
        options.argv.push_back(hook.path);
    options.dir = dir;
    options.env = hook.env;
    // On the host a hook finds its programs where the caller does; of the rest of the caller's environment it learns nothing.
    const std::string path = inContainer ? std::string() : environment("PATH");
    if (options.env.empty())
        options.env.push_back("PATH=" + (path.empty() ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" : path));
    RunLimits limits;
    limits.input = input;
    limits.time = hook.timeout > 0 ? std::chrono::seconds(hook.timeout) : std::chrono::hours(24);
    auto done = tare::run(options, limits);
    if (!done)
        return tl::unexpected<Error>(std::move(done.error()).while_(what));
    const int signal = done->exitCode - 128;
    const char *name = signal > 0 ? ::sigdescr_np(signal) : nullptr;
    if (done->exitCode != 0)
        return fail(Errc::InvalidArgument, what,
                    "exit status " + std::to_string(done->exitCode) +
                        (name != nullptr ? " (" + toLower(name) + ")" : std::string()) + ", " + hook.path + ": " +
                        std::string(trim(done->err)));
    return {};
}

std::string nameOf(const char *kind, std::size_t n)
{
    return std::string("error running ") + kind + " hook #" + std::to_string(n);
}

} // namespace

Status runHooks(const std::vector<Hook> &hooks, const char *kind, const State &state, ContainerStatus status,
                const std::string &dir)
{
    if (hooks.empty())
        return {};
    const std::string input = state.toJson(status, false);
    for (std::size_t n = 0; n < hooks.size(); ++n)
        TARE_CHECK(runOne(hooks[n], nameOf(kind, n), input, dir));
    return {};
}

void runAllHooks(const std::vector<Hook> &hooks, const char *kind, const State &state, ContainerStatus status,
                 const std::string &dir)
{
    if (hooks.empty())
        return;
    const std::string input = state.toJson(status, false);
    for (std::size_t n = 0; n < hooks.size(); ++n) {
        if (const Status done = runOne(hooks[n], nameOf(kind, n), input, dir); !done)
            warn(done.error().text());
    }
}

} // namespace tare::runtime
