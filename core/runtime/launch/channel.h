// SPDX-License-Identifier: GPL-3.0-or-later
// What the runtime and the process that it makes tell each other. Both are one program, so the form is
// private.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <string>
#include <sys/types.h>

namespace tare::runtime {

// From the new process.
enum class Said : char {
    Mapped = 'M', // waits for its ids to be mapped
    Hooks = 'H',  // the namespaces exist, the root is not yet its own: the runtime's hooks may run
    Pid = 'P',    // with the pid of the process that matters, from one that joined namespaces for it
    Listener = 'L', // with the number of its seccomp listener, which is to be handed to the agent
    Ready = 'R',  // everything is set up
    Failed = 'E', // with the Error
    Ended = '\0', // it closed the channel: it runs the container's command
};

struct Message
{
    Said said = Said::Ended;
    std::string body;
};

// Two pipes. After the clone each side keeps its half.
class Channel
{
public:
    Channel() = default;
    [[nodiscard]] static Result<Channel> create();
    void keepParent();
    void keepChild();

    // The runtime's side. Ended when nobody is there any more.
    [[nodiscard]] Message receive() const;
    void go() const;

    // The new process's side.
    void say(Said said, const std::string &body = {}) const;
    // Waits for the next go(). When the runtime is gone the process ends: half a container must not stay.
    void wait() const;
    [[nodiscard]] int reportFd() const { return m_childSays.get(); }

private:
    UniqueFd m_parentReads, m_childSays, m_childReads, m_parentSays;
};

} // namespace tare::runtime
