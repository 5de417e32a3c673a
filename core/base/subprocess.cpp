// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/subprocess.h"

#include "core/base/scope_exit.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace tare {
namespace {

using Clock = std::chrono::steady_clock;

int exitCodeOf(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int remainingMs(Clock::time_point deadline)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::clamp<long long>(left, 0, 1'000'000'000));
}

std::vector<char *> pointers(const std::vector<std::string> &words)
{
    std::vector<char *> out;
    out.reserve(words.size() + 1);
    for (const auto &w : words)
        out.push_back(const_cast<char *>(w.c_str())); // NOLINT: the interface of execve(2)
    out.push_back(nullptr);
    return out;
}

} // namespace

Result<Child> spawn(const SpawnOptions &options)
{
    if (options.argv.empty())
        return fail(Errc::InvalidArgument, {}, "no program to start");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    const ScopeExit freeActions([&] { posix_spawn_file_actions_destroy(&actions); });
    const bool share[3] = {options.inheritStdin, options.inheritStdout, options.inheritStderr};
    for (int n = 0; n < 3; ++n) {
        const bool named = std::any_of(options.fds.begin(), options.fds.end(), [&](auto &f) { return f.second == n; });
        if (!named && !share[n])
            posix_spawn_file_actions_addopen(&actions, n, "/dev/null", n == 0 ? O_RDONLY : O_WRONLY, 0);
    }
    // Sources are first moved out of the range of the targets, so that no dup2 overwrites one that is needed.
    std::vector<UniqueFd> moved;
    int high = 3;
    for (const auto &f : options.fds)
        high = std::max(high, f.second + 1);
    for (const auto &f : options.fds) {
        moved.emplace_back(::fcntl(f.first, F_DUPFD_CLOEXEC, high));
        if (!moved.back())
            return failSystem("duplicate descriptor for", options.argv[0]);
        posix_spawn_file_actions_adddup2(&actions, moved.back().get(), f.second);
    }
    posix_spawnattr_t attr;
    posix_spawnattr_init(&attr);
    const ScopeExit freeAttr([&] { posix_spawnattr_destroy(&attr); });
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &all);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    if (options.newSession)
        flags = static_cast<short>(flags | POSIX_SPAWN_SETSID);
    posix_spawnattr_setflags(&attr, flags);

    if (!options.dir.empty())
        posix_spawn_file_actions_addchdir_np(&actions, options.dir.c_str());
    auto argv = pointers(options.argv);
    auto env = pointers(options.env);
    const std::string &file = options.file.empty() ? options.argv[0] : options.file;
    pid_t pid = -1;
    const int error = ::posix_spawnp(&pid, file.c_str(), &actions, &attr, argv.data(),
                                     options.env.empty() ? environ : env.data());
    if (error == ENOENT)
        return fail(Errc::NotFound, file, "program not found");
    if (error != 0)
        return failSystem("start", file, error);
    UniqueFd pidFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    return Child(pid, std::move(pidFd));
}

Result<int> Child::wait()
{
    int status = 0;
    while (::waitpid(m_pid, &status, 0) < 0) {
        if (errno != EINTR)
            return failSystem("wait for process", std::to_string(m_pid));
    }
    return exitCodeOf(status);
}

Result<int> Child::wait(std::chrono::milliseconds limit, const CancelToken &cancel)
{
    pollfd fds[2] = {{m_pidFd.get(), POLLIN, 0}, {cancel.pollFd(), POLLIN, 0}};
    const auto deadline = Clock::now() + limit;
    while (true) {
        const int n = ::poll(fds, 2, remainingMs(deadline));
        if (n < 0 && errno == EINTR)
            continue;
        if (fds[0].revents != 0)
            return wait();
        if (cancel.cancelled())
            return fail(Errc::Cancelled, {});
        if (n == 0)
            return fail(Errc::Timeout, "process " + std::to_string(m_pid));
    }
}

Status Child::kill(int signal) const
{
    if (::syscall(SYS_pidfd_send_signal, m_pidFd.get(), signal, nullptr, 0) != 0 && errno != ESRCH)
        return failSystem("signal process", std::to_string(m_pid));
    return {};
}

Result<Pipe> makePipe()
{
    int fds[2];
    if (::pipe2(fds, O_CLOEXEC) != 0)
        return failSystem("create pipe", {});
    return Pipe{UniqueFd(fds[0]), UniqueFd(fds[1])};
}

namespace {

// Feeds and drains the child's three streams until both outputs close.
class Pump
{
public:
    Pump(const RunLimits &limits, RunOutput &output) : m_limits(limits), m_output(output) {}

    Status pump(UniqueFd in, UniqueFd out, UniqueFd err)
    {
        const auto deadline = Clock::now() + m_limits.time;
        std::string_view input = m_limits.input;
        for (const UniqueFd *fd : {&in, &out, &err}) {
            if (*fd)
                ::fcntl(fd->get(), F_SETFL, ::fcntl(fd->get(), F_GETFL) | O_NONBLOCK);
        }
        while (out || err) {
            if (input.empty())
                in.reset();
            pollfd fds[4] = {{in.get(), POLLOUT, 0},
                             {out.get(), POLLIN, 0},
                             {err.get(), POLLIN, 0},
                             {m_limits.cancel.pollFd(), POLLIN, 0}};
            const int n = ::poll(fds, 4, remainingMs(deadline));
            if (n < 0 && errno != EINTR)
                return failSystem("poll", {});
            TARE_CHECK(m_limits.cancel.check());
            if (n == 0)
                return fail(Errc::Timeout, "program");
            if (fds[0].revents != 0 && in) {
                const ssize_t written = ::write(in.get(), input.data(), input.size());
                if (written > 0)
                    input.remove_prefix(static_cast<std::size_t>(written));
                else if (written < 0 && errno != EAGAIN && errno != EINTR)
                    in.reset(); // it does not read: not our business
            }
            if (fds[1].revents != 0)
                drain(out, m_output.out, true);
            if (fds[2].revents != 0)
                drain(err, m_output.err, false);
        }
        if (!m_line.empty() && m_limits.onOutLine)
            m_limits.onOutLine(m_line);
        return {};
    }

private:
    void drain(UniqueFd &fd, std::string &into, bool lines)
    {
        char buffer[16384];
        const ssize_t n = ::read(fd.get(), buffer, sizeof buffer);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n <= 0) {
            fd.reset();
            return;
        }
        const std::string_view bytes(buffer, static_cast<std::size_t>(n));
        into.append(bytes.substr(0, m_limits.output - std::min(m_limits.output, into.size())));
        if (!lines || !m_limits.onOutLine)
            return;
        for (const char c : bytes) {
            if (c == '\n') {
                m_limits.onOutLine(m_line);
                m_line.clear();
            } else if (m_line.size() < m_limits.output) {
                m_line += c;
            }
        }
    }

    const RunLimits &m_limits;
    RunOutput &m_output;
    std::string m_line;
};

} // namespace

Result<RunOutput> run(SpawnOptions options, const RunLimits &limits)
{
    Pipe in = TARE_TRY(makePipe());
    Pipe out = TARE_TRY(makePipe());
    Pipe err = TARE_TRY(makePipe());
    // The caller may give it an input of its own instead of `limits.input`.
    if (std::none_of(options.fds.begin(), options.fds.end(), [](const auto &fd) { return fd.second == 0; }))
        options.fds.emplace_back(in.read.get(), 0);
    options.fds.emplace_back(out.write.get(), 1);
    if (!options.inheritStderr)
        options.fds.emplace_back(err.write.get(), 2);
    Child child = TARE_TRY(spawn(options));
    in.read.reset();
    out.write.reset();
    err.write.reset();

    // A child that closes its input early must not end us: the write is answered by EPIPE instead.
    sigset_t pipeSignal, before;
    sigemptyset(&pipeSignal);
    sigaddset(&pipeSignal, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipeSignal, &before);
    RunOutput output;
    Status pumped = Pump(limits, output).pump(std::move(in.write), std::move(out.read), std::move(err.read));
    const timespec now{};
    while (::sigtimedwait(&pipeSignal, nullptr, &now) > 0) {
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);

    if (!pumped) {
        [[maybe_unused]] const Status asked = child.kill(SIGTERM);
        if (!child.wait(std::chrono::seconds(2))) {
            [[maybe_unused]] const Status forced = child.kill(SIGKILL);
            [[maybe_unused]] const Result<int> reaped = child.wait();
        }
        pumped.error().subject = options.argv[0];
        return tl::unexpected<Error>(std::move(pumped).error());
    }
    output.exitCode = TARE_TRY(child.wait(limits.time, limits.cancel));
    return output;
}

} // namespace tare
