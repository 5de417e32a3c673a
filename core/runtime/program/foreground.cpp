// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/program/foreground.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/runtime/launch/console.h"
#include "core/runtime/spec/spec.h"

#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>

namespace tare::runtime {
namespace {

sigset_t forwarded()
{
    sigset_t set;
    sigfillset(&set);
    for (const int n : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGPIPE, SIGTTOU, SIGTTIN, SIGTSTP, SIGURG})
        sigdelset(&set, n);
    return set;
}

// The caller's terminal in raw mode, given back at the end.
class RawTerminal
{
public:
    RawTerminal()
    {
        if (::tcgetattr(0, &m_before) != 0)
            return;
        termios raw = m_before;
        ::cfmakeraw(&raw);
        m_changed = ::tcsetattr(0, TCSANOW, &raw) == 0;
    }
    RawTerminal(const RawTerminal &) = delete;
    RawTerminal &operator=(const RawTerminal &) = delete;
    ~RawTerminal()
    {
        if (m_changed)
            ::tcsetattr(0, TCSANOW, &m_before);
    }

private:
    termios m_before{};
    bool m_changed = false;
};

void copySize(int master)
{
    winsize size{};
    if (::ioctl(0, TIOCGWINSZ, &size) == 0)
        ::ioctl(master, TIOCSWINSZ, &size);
}

// False at the end of what can be read.
bool relay(int from, int to)
{
    char buffer[16384];
    const ssize_t n = ::read(from, buffer, sizeof buffer);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    return n > 0 && writeAll(to, std::string_view(buffer, static_cast<std::size_t>(n)));
}

} // namespace

void blockForwardedSignals()
{
    const sigset_t set = forwarded();
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
}

Result<SocketPair> makeSocketPair()
{
    int fds[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
        return failSystem("create", "socket pair");
    return SocketPair{UniqueFd(fds[0]), UniqueFd(fds[1])};
}

Result<int> attendChild(pid_t pid, int pidFd, const UniqueFd &master)
{
    const sigset_t set = forwarded();
    const UniqueFd signals(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals)
        return failSystem("create", "signalfd");
    const RawTerminal *raw = master ? new RawTerminal : nullptr;
    const ScopeExit restore([&] { delete raw; });
    if (master)
        copySize(master.get());
    bool stdinOpen = static_cast<bool>(master);
    bool masterOpen = static_cast<bool>(master);
    bool ended = false;
    while (!ended || masterOpen) {
        pollfd fds[4] = {{signals.get(), POLLIN, 0},
                         {ended ? -1 : pidFd, POLLIN, 0},
                         {masterOpen ? master.get() : -1, POLLIN, 0},
                         {stdinOpen ? 0 : -1, POLLIN, 0}};
        // What the terminal still holds when the process is gone is read, but not waited for.
        const int n = ::poll(fds, 4, ended ? 50 : -1);
        if (n < 0 && errno != EINTR)
            return failSystem("poll", "");
        if (ended && n == 0)
            break;
        signalfd_siginfo info{};
        if (fds[0].revents != 0 && ::read(signals.get(), &info, sizeof info) == sizeof info) {
            if (info.ssi_signo == SIGWINCH && master)
                copySize(master.get());
            else if (info.ssi_signo != SIGCHLD)
                (void)::syscall(SYS_pidfd_send_signal, pidFd, info.ssi_signo, nullptr, 0);
        }
        if (fds[2].revents != 0)
            masterOpen = relay(master.get(), 1);
        if (fds[3].revents != 0)
            stdinOpen = relay(0, master.get());
        if (fds[1].revents != 0)
            ended = true;
    }
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return failSystem("wait for process", std::to_string(pid));
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

Result<int> runInForeground(LaunchOptions options)
{
    UniqueFd ours;
    if (options.consoleSocket.empty()) {
        const Spec spec = TARE_TRY(Spec::load(options.bundle));
        if (spec.process && spec.process->terminal) {
            SocketPair pair = TARE_TRY(makeSocketPair());
            ours = std::move(pair.ours);
            options.consoleFd = std::move(pair.theirs);
        }
    }
    blockForwardedSignals();
    const Launched launched = TARE_TRY(launch(std::move(options)));
    UniqueFd master;
    if (ours)
        master = TARE_TRY(receiveFd(ours.get()));
    return attendChild(launched.state.process.pid, launched.pidFd.get(), master);
}

} // namespace tare::runtime
