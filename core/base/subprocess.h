// SPDX-License-Identifier: GPL-3.0-or-later
// Starts programs by posix_spawn, which does not copy the caller's page tables: a fork from a window of
// a few hundred megabytes costs more than a container's start.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace tare {

struct SpawnOptions
{
    std::vector<std::string> argv;                 // argv[0] is searched in PATH unless it has a slash
    std::vector<std::string> env;                  // "K=V"; empty: the caller's environment
    std::vector<std::pair<int, int>> fds;          // {ours, the child's number}; all others are closed on exec
    bool newSession = false;                       // setsid()
    // 0, 1 and 2 are /dev/null unless `fds` names them or these say to share the caller's.
    bool inheritStdin = false, inheritStdout = false, inheritStderr = false;
    std::string file = {}; // the program, where argv[0] is only what it is called
    std::string dir = {};  // its working folder; empty: the caller's
};

// A running child. Destroying it neither kills nor waits.
class Child
{
public:
    Child() = default;
    Child(pid_t pid, UniqueFd pidFd) : m_pid(pid), m_pidFd(std::move(pidFd)) {}
    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] int pidFd() const { return m_pidFd.get(); }
    // Exit code, or 128 + n for signal n. Once only.
    [[nodiscard]] Result<int> wait();
    // Waits at most `limit`; Errc::Timeout when it still runs, Errc::Cancelled when asked to stop.
    [[nodiscard]] Result<int> wait(std::chrono::milliseconds limit, const CancelToken &cancel = {});
    Status kill(int signal) const;

private:
    pid_t m_pid = -1;
    UniqueFd m_pidFd;
};

// NotFound when the program does not exist.
[[nodiscard]] Result<Child> spawn(const SpawnOptions &options);

struct RunOutput
{
    int exitCode = 0;
    std::string out, err; // each cut at RunLimits::output bytes
};

struct RunLimits
{
    std::chrono::milliseconds time = std::chrono::minutes(1);
    std::size_t output = 16U << 20U;
    CancelToken cancel;
    std::string input;                                    // given to the child's standard input, unless `fds` has a 0
    std::function<void(std::string_view)> onOutLine;      // each whole line of stdout, without its end
};

// Runs a program to its end. A child that is cancelled or out of time gets SIGTERM, then SIGKILL after 2 s.
// A non-zero exit code is not an error here.
[[nodiscard]] Result<RunOutput> run(SpawnOptions options, const RunLimits &limits = {});

// Both ends O_CLOEXEC.
struct Pipe
{
    UniqueFd read, write;
};
[[nodiscard]] Result<Pipe> makePipe();

} // namespace tare
