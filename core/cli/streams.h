// SPDX-License-Identifier: GPL-3.0-or-later
// Joins a Session to the standard streams: what `docker run`, `attach` and `exec` do in the foreground.
#pragma once

#include "core/cli/detach_keys.h"
#include "core/engine/session.h"

#include <functional>
#include <memory>
#include <optional>

namespace tare::cli {

struct StreamOptions
{
    bool tty = false;
    DetachKeys detachKeys = {}; // looked for in what is typed into a terminal
    bool withStdin = false;
    bool showStdout = true, showStderr = true;
    // A signal of ours that belongs to the process; none: it ends us as usual.
    std::function<void(int)> forward;
};

struct StreamEnd
{
    bool detached = false;       // by its keys
    std::optional<int> exitCode; // unknown when the session broke
};

// Blocks SIGINT and its like from the constructor on, so that none is lost between a container's start and
// join().
class SignalGate
{
public:
    SignalGate();
    ~SignalGate();
    SignalGate(const SignalGate &) = delete;
    SignalGate &operator=(const SignalGate &) = delete;
    [[nodiscard]] int fd() const { return m_fd; }

private:
    int m_fd = -1;
};

[[nodiscard]] StreamEnd joinStreams(std::unique_ptr<Session> session, const StreamOptions &options,
                                    const SignalGate &signals);

} // namespace tare::cli
