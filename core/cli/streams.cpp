// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/streams.h"

#include "core/base/file.h"
#include "core/cli/output.h"
#include "core/cli/terminal.h"

#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <thread>
#include <unistd.h>

namespace tare::cli {
namespace {

sigset_t gated()
{
    sigset_t out;
    sigemptyset(&out);
    // Docker passes on what it can catch, but for what tells of itself; job control stays the shell's.
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH, SIGALRM, SIGCONT, SIGIO, SIGPWR})
        sigaddset(&out, number);
    return out;
}

// Standard input is read by a thread of its own: a container that does not read must not keep us from showing
// what it says. It is let go, not joined, when the session ends: read(2) cannot be taken back.
struct Typing
{
    std::unique_ptr<Session> session;
    bool tty = false;
    DetachKeys keys;
    UniqueFd detach; // becomes readable; lives as long as the thread may write to it
};

void typeInto(const std::shared_ptr<Typing> &typing)
{
    char buffer[32768];
    while (true) {
        const ssize_t n = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        std::string_view bytes(buffer, static_cast<std::size_t>(n));
        std::string filtered;
        if (typing->tty) {
            filtered = typing->keys.filter(bytes);
            bytes = filtered;
        }
        if (!bytes.empty() && !typing->session->write(bytes))
            return;
        if (typing->keys.detached()) {
            const std::uint64_t one = 1;
            [[maybe_unused]] const ssize_t told = ::write(typing->detach.get(), &one, sizeof one);
            return;
        }
    }
    typing->session->closeStdin();
}

} // namespace

SignalGate::SignalGate()
{
    const sigset_t set = gated();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_fd = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

SignalGate::~SignalGate()
{
    ::close(m_fd);
    const sigset_t set = gated();
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

StreamEnd joinStreams(std::unique_ptr<Session> session, const StreamOptions &options,
                      const SignalGate &signals)
{
    auto typing = std::make_shared<Typing>();
    typing->session = std::move(session);
    typing->tty = options.tty;
    typing->keys = options.detachKeys;
    typing->detach.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    Session &s = *typing->session;
    std::optional<RawTerminal> terminal;
    if (options.tty && isTerminal(STDIN_FILENO))
        terminal.emplace(STDIN_FILENO);
    if (options.tty) {
        if (const TerminalSize size = terminalSize(); size.rows > 0)
            s.resize(size.rows, size.columns);
    }
    if (options.withStdin)
        std::thread(typeInto, typing).detach();

    StreamEnd end;
    int insisted = 0;
    bool gone[2] = {!options.showStdout, !options.showStderr};
    while (true) {
        pollfd fds[3] = {{s.pollFd(), POLLIN, 0}, {signals.fd(), POLLIN, 0}, {typing->detach.get(), POLLIN, 0}};
        if (::poll(fds, 3, -1) < 0)
            continue;
        signalfd_siginfo info;
        while (fds[1].revents != 0 && ::read(signals.fd(), &info, sizeof info) > 0) {
            const int number = static_cast<int>(info.ssi_signo);
            if (number == SIGWINCH) {
                if (const TerminalSize size = terminalSize(); options.tty && size.rows > 0)
                    s.resize(size.rows, size.columns);
                continue;
            }
            if ((number == SIGINT || number == SIGTERM) && ++insisted >= 3) {
                terminal.reset();
                printError("got 3 SIGTERM/SIGINTs, forcefully exiting");
                ::_exit(1);
            }
            if (options.forward) {
                options.forward(number);
            } else {
                terminal.reset();
                ::_exit(128 + number);
            }
        }
        if (fds[2].revents != 0) {
            end.detached = true;
            break;
        }
        if (fds[0].revents == 0)
            continue;
        const auto chunk = s.read();
        if (!chunk || chunk->stream == Session::Stream::Ended) {
            end.exitCode = s.exitCode();
            break;
        }
        const int which = chunk->stream == Session::Stream::Stdout ? 0 : 1;
        if (!gone[which] && !writeAll(which == 0 ? STDOUT_FILENO : STDERR_FILENO, chunk->bytes))
            gone[which] = true; // nobody reads: the container need not know
    }
    // The thread may still hold the session; it goes with the process.
    static std::shared_ptr<Typing> kept;
    if (options.withStdin)
        kept = std::move(typing);
    return end;
}

} // namespace tare::cli
