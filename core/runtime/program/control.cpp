// SPDX-License-Identifier: GPL-3.0-or-later
// pause, resume, unshare; print.
#include "core/base/file.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/program/arguments.h"
#include "core/runtime/program/commands.h"
#include "core/runtime/state/state.h"
#include "core/runtime/userns/userns.h"

namespace tare::runtime {
namespace {

Result<cgroup::Group> groupOf(const Global &global, const Words &words, const char *command,
                              ContainerStatus &status)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, {}, true));
    if (a.words().size() != 1)
        return fail(Errc::InvalidArgument, command, "it takes the id of one container");
    const State state = TARE_TRY(StateDir::read(global.root, a.words()[0]));
    status = currentStatus(global.root, state);
    if (status == ContainerStatus::Stopped || status == ContainerStatus::Creating)
        return fail(Errc::NotRunning, state.id);
    if (state.cgroupPath.empty())
        return fail(Errc::NotOnThisMachine, command, "the container has no control group of its own");
    const auto hierarchy = TARE_TRY(cgroup::Hierarchy::detect());
    return cgroup::Group::open(hierarchy, state.cgroupPath);
}

} // namespace

void print(std::string_view text)
{
    (void)writeAll(1, text);
}

Result<int> commandPause(const Global &global, const Words &words)
{
    ContainerStatus status{};
    const auto group = TARE_TRY(groupOf(global, words, "pause", status));
    if (status == ContainerStatus::Paused)
        return fail(Errc::AlreadyPaused, words.back());
    TARE_CHECK(group.freeze());
    return 0;
}

Result<int> commandResume(const Global &global, const Words &words)
{
    ContainerStatus status{};
    const auto group = TARE_TRY(groupOf(global, words, "resume", status));
    if (status != ContainerStatus::Paused)
        return fail(Errc::NotPaused, words.back());
    TARE_CHECK(group.thaw());
    return 0;
}

Result<int> commandUnshare(const Global &, const Words &words)
{
    const Arguments a = TARE_TRY(Arguments::parse(words, {}, false));
    if (a.words().empty())
        return fail(Errc::InvalidArgument, "unshare", "it takes a command");
    if (!userns::needed()) { // root is root already
        userns::Mapping all;
        all.uids = all.gids = {{0, 0, 0xffff'ffff}};
        return userns::run(all, {a.words(), {}, true});
    }
    const userns::Mapping mapping = TARE_TRY(userns::mappingOfCaller());
    return userns::run(mapping, {a.words(), {}, true});
}

} // namespace tare::runtime
