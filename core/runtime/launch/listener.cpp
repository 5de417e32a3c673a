// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/listener.h"

#include "core/base/strings.h"
#include "core/runtime/launch/console.h"

#include <nlohmann/json.hpp>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::runtime {

Status sendListener(const SeccompFilter &filter, int pidFd, pid_t pid, const std::string &number, const State &state,
                    ContainerStatus status)
{
    const auto theirs = parseUnsigned(number);
    const UniqueFd listener(
        theirs ? static_cast<int>(::syscall(SYS_pidfd_getfd, pidFd, static_cast<int>(*theirs), 0)) : -1);
    if (!listener)
        return failSystem("take", "the seccomp listener");
    const auto agent = connectSocket(filter.listenerPath);
    if (!agent)
        return tl::unexpected<Error>(Error(agent.error()).while_("failed to connect with seccomp agent"));
    nlohmann::ordered_json j;
    j["ociVersion"] = state.version;
    j["fds"] = {"seccompFd"};
    j["pid"] = pid;
    j["metadata"] = filter.listenerMetadata;
    j["state"] = nlohmann::ordered_json::parse(state.toJson(status, false));
    return sendFd(agent->get(), listener.get(), j.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

} // namespace tare::runtime
