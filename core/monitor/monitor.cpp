// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/monitor.h"

#include "core/monitor/io.h"
#include "core/monitor/processes.h"
#include "core/monitor/remove.h"
#include "core/monitor/runtime.h"
#include "core/monitor/volumes.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <initializer_list>
#include <sys/auxv.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tare::monitor {
namespace {

constexpr std::uintptr_t pageMask = ~std::uintptr_t{4095};

} // namespace

int Monitor::run()
{
    if (!prepare())
        return 125;
    if (!start())
        return 125;
    do {
        shrink();
        loop();
    } while (startAgain());
    finish();
    return 0;
}

void Monitor::answer(const char *head, const char *body, std::size_t n, const char *tail)
{
    if (m_options.syncFd < 0)
        return;
    Text<12288> line;
    line.add(head).add(body, n).add(tail).add("\n");
    writeSome(m_options.syncFd, line.bytes(), line.size());
    ::close(m_options.syncFd);
}

bool Monitor::prepare()
{
    for (const int fd : {m_options.syncFd, m_options.attachFd}) {
        if (fd >= 0)
            ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    const char *step = "enter the live folder";
    bool good = ::chdir(m_options.live) == 0;
    // The lock says that this monitor lives; it is let go by whatever ends us.
    const int lock = good ? ::open(lockName, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
    if (good) {
        step = "lock the container, which has another monitor";
        good = lock >= 0 && ::flock(lock, LOCK_EX | LOCK_NB) == 0;
    }
    if (good) {
        step = "listen on the attach socket";
        m_listener = listenAt(attachName);
        m_console = m_options.tty ? listenAt(consoleName) : -1;
        good = m_listener >= 0 && (!m_options.tty || m_console >= 0);
    }
    if (!good) {
        const char *reason = ::strerror(errno); // NOLINT(concurrency-mt-unsafe): there is one thread
        Text<512> text;
        text.add("{\"code\":\"Internal\",\"doing\":\"start container\",\"reason\":\"the monitor cannot ")
            .json(step);
        text.add(": ").json(reason).add("\"}");
        answer("{\"error\":", text.bytes(), text.size(), "}");
        return false;
    }
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    m_signals = ::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
    m_log.open(m_options.log, m_options.logSize, m_options.logFiles, m_options.logAttributes);
    m_clients.open(m_options.bundle, m_relay, this);
    return true;
}

int Monitor::launch(Failure &failure)
{
    const auto fail = [&](const char *error, std::size_t size, int code) {
        failure.clear();
        if (size > 0 && error[0] == '{') {
            while (size > 0 && (error[size - 1] == '\n' || error[size - 1] == '\0'))
                --size;
            failure.add(error, size);
        } else {
            failure.add("{\"code\":\"Internal\",\"doing\":\"start container\",\"reason\":\"");
            if (size > 0)
                failure.json(error, size);
            else
                failure.add("the runtime ended with code ").number(code);
            failure.add("\"}");
        }
        return code == 126 || code == 127 ? code : 125;
    };
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    int stdio[3] = {null, null, null};
    int errors[2];
    if (::pipe2(errors, O_CLOEXEC) != 0 || (!m_options.tty && !m_relay.makePipes(m_options.openStdin, stdio)))
        return fail("no descriptors are left", 23, 125);
    const pid_t runtime = startContainer(m_options, stdio, errors[1]);
    ::close(errors[1]);
    if (!m_options.tty) {
        for (const int fd : stdio)
            ::close(fd);
    }
    ::close(null);
    char error[8192];
    std::size_t errorSize = 0;
    // The runtime's end closes the pipe; what it says is read before, so that it never waits for us.
    for (ssize_t got = 0; (got = readSome(errors[0], error + errorSize, sizeof error - errorSize)) > 0;)
        errorSize += static_cast<std::size_t>(got);
    ::close(errors[0]);
    int status = 125 << 8;
    while (runtime > 0 && ::waitpid(runtime, &status, 0) < 0 && errno == EINTR) {
    }
    char pid[24];
    pid[exitCodeOf(status) == 0 ? readFile(pidName, pid, sizeof pid - 1) : 0] = '\0';
    m_run.pid = static_cast<pid_t>(parseNumber(pid));
    if (m_run.pid <= 0)
        return fail(error, errorSize, exitCodeOf(status));
    ::unlink(pidName);
    if (m_options.tty) {
        const int master = receiveConsole(m_console);
        ::close(m_console);
        m_console = -1;
        ::unlink(consoleName);
        if (master < 0)
            return fail("the runtime sent no terminal", 28, 125);
        m_relay.setTerminal(master, m_options.openStdin);
        m_relay.resize(m_options.rows, m_options.columns);
    }
    m_run.started = now();
    m_began = monotonicMs();
    m_run.startTime = startTimeOf(m_run.pid);
    findCgroup(m_run);
    writeRunning(m_options, m_run);
    addEvent(m_options, "start");
    m_health.begin();
    return 0;
}

bool Monitor::start()
{
    Failure failure;
    if (const int code = launch(failure); code != 0)
        return startFailed(failure, code);
    if (m_options.attachFd >= 0)
        m_clients.addFirst(m_options.attachFd, !m_options.tty);
    Text<32> text;
    text.number(m_run.pid);
    answer("{\"started\":{\"pid\":", text.bytes(), text.size(), "}}");
    return true;
}

bool Monitor::startFailed(const Failure &failure, int code)
{
    deleteContainer(m_options, true);
    runAtEnd(m_options);
    writeFailed(m_options, code, failure.bytes(), failure.size());
    retire();
    leave();
    answer("{\"error\":", failure.bytes(), failure.size(), "}");
    removeFiles();
    return false;
}

bool Monitor::startAgain()
{
    const int delay = settle();
    if (delay < 0)
        return false;
    m_clients.exit(m_run.exitCode, false); // who was there has seen it end
    m_relay.reset();
    const bool stopped = !wait(delay);
    const Run before = m_run;
    Failure failure;
    if (!stopped) {
        m_console = m_options.tty ? listenAt(consoleName) : -1;
        m_run = Run();
        m_run.restarts = m_restart.count();
        if (launch(failure) == 0)
            return true;
        deleteContainer(m_options, true);
    }
    m_run = before;
    m_run.byHand = stopped;
    writeExited(m_options, m_run, failure.bytes(), failure.size());
    return false;
}

// Whether a client had something to say within that time.
bool Monitor::hear(int milliseconds)
{
    pollfd fds[1 + maxClients];
    fds[0] = {m_listener, POLLIN, 0};
    const std::size_t clients = m_clients.poll(fds + 1, false);
    if (::poll(fds, 1 + clients, milliseconds) <= 0)
        return false;
    if (fds[0].revents != 0)
        accept();
    m_clients.handle(fds + 1, clients);
    return true;
}

bool Monitor::wait(int milliseconds)
{
    const std::int64_t until = monotonicMs() + milliseconds;
    for (std::int64_t left = milliseconds; left > 0 && !m_quit; left = until - monotonicMs())
        hear(static_cast<int>(left));
    return !m_quit;
}

void Monitor::shrink()
{
    // Pages of the program that were read in for the start, or only because they lie beside those, are
    // dropped; what the loop needs comes back by itself from the page cache. The same for the part of the
    // stack that is free now.
    const auto *segment = reinterpret_cast<const Elf64_Phdr *>(::getauxval(AT_PHDR)); // NOLINT
    std::uintptr_t base = 0; // of a relocated program
    for (unsigned long left = ::getauxval(AT_PHNUM); segment != nullptr && left > 0; --left, ++segment) {
        if (segment->p_type == PT_PHDR)
            base = ::getauxval(AT_PHDR) - segment->p_vaddr;
        if (segment->p_type == PT_LOAD && (segment->p_flags & PF_W) == 0) {
            const std::uintptr_t from = (base + segment->p_vaddr) & pageMask;
            ::madvise(reinterpret_cast<void *>(from), segment->p_memsz, MADV_DONTNEED); // NOLINT
        }
    }
    char here = 0;
    constexpr std::uintptr_t stack = 64U << 10U;
    const std::uintptr_t low = (reinterpret_cast<std::uintptr_t>(&here) & pageMask) - 4096;
    ::madvise(reinterpret_cast<void *>(low - stack), stack,
              MADV_DONTNEED); // NOLINT(performance-no-int-to-ptr)
}

bool Monitor::reap()
{
    signalfd_siginfo info;
    while (::read(m_signals, &info, sizeof info) > 0) {
    }
    bool over = false;
    int status = 0;
    for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
        if (pid == m_run.pid) {
            m_run.exitCode = exitCodeOf(status);
            over = true;
        } else {
            m_health.ended(pid, status);
        }
    }
    return over || (errno == ECHILD && m_run.exitCode == 0);
}

void Monitor::accept()
{
    const int fd = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    ucred peer{};
    socklen_t size = sizeof peer;
    if (fd >= 0 && ::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
        (peer.uid == ::geteuid() || peer.uid == 0))
        m_clients.add(fd);
    else if (fd >= 0)
        ::close(fd);
}

void Monitor::loop()
{
    while (true) {
        constexpr std::size_t own = 3;
        pollfd fds[own + 3 + maxClients];
        fds[0] = {m_signals, POLLIN, 0};
        fds[1] = {m_listener, POLLIN, 0};
        fds[2] = m_health.poll();
        const std::size_t streams = m_relay.poll(fds + own);
        const std::size_t clients = m_clients.poll(fds + own + streams, m_relay.inputBlocked());
        if (::poll(fds, own + streams + clients, m_health.due()) < 0)
            continue; // EINTR, or no memory for a moment
        m_health.handle(fds[2].revents);
        if (fds[1].revents != 0)
            accept();
        m_relay.handle(fds + own, streams);
        m_clients.handle(fds + own + streams, clients);
        if (!m_relay.inputBlocked())
            m_clients.resume();
        if (fds[0].revents != 0 && reap())
            return;
        m_health.work();
        if (m_health.takeFinished())
            shrink();
    }
}

int Monitor::settle()
{
    m_run.finished = now();
    m_health.end();
    endOrphans();
    // Who stops a container says so and then sends the signal: what was said counts, though the end was seen first. Bounded,
    // since a slow reader always has something.
    constexpr int rounds = 2 * maxClients;
    for (int i = 0; i < rounds && !m_quit && hear(0); ++i) {
    }
    m_run.oomKilled = oomKilled(m_run);
    const int delay = m_quit ? -1 : m_restart.next(m_run.exitCode, monotonicMs() - m_began);
    m_run.restarts = m_restart.count();
    m_run.byHand = m_quit;
    // One that removes itself says it too: should we be killed from here on, whoever cleans up knows how it ended.
    if (delay < 0)
        writeExited(m_options, m_run);
    else
        writeRestarting(m_options, m_run);
    m_relay.drain();
    if (m_run.oomKilled)
        addEvent(m_options, "oom");
    addEvent(m_options, "die", m_run.exitCode);
    deleteContainer(m_options, false);
    return delay;
}

void Monitor::finish()
{
    runAtEnd(m_options);
    retire();
    leave();
    m_clients.exit(m_run.exitCode);
    // Slow readers get the rest; the container may be started again meanwhile.
    while (m_clients.pending()) {
        pollfd fds[maxClients];
        const std::size_t n = m_clients.poll(fds, false);
        if (::poll(fds, n, -1) > 0)
            m_clients.handle(fds, n);
    }
    m_clients.closeAll();
    removeFiles();
}

void Monitor::retire()
{
    if (!m_options.autoRemove)
        return;
    // First: should we be killed here, there is still a container whose volumes they are.
    m_goneVolumes = unlistVolumes(m_options);
    addEvent(m_options, "destroy");
    // A folder that is being removed is left alone by others as long as its lock is held. Whoever waits for
    // the start may hold it now; then it is as good.
    Text<4096> path;
    path.add(m_options.bundle).add("/lock");
    const int lock = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (lock >= 0)
        (void)::flock(lock, LOCK_EX | LOCK_NB); // held until we exit
    const char *slash = std::strrchr(m_options.bundle, '/');
    m_gone.add(m_options.bundle, static_cast<std::size_t>(slash - m_options.bundle + 1))
        .add(".rm-")
        .add(m_options.id);
    if (::rename(m_options.bundle, m_gone.c_str()) != 0)
        m_gone.clear();
}

void Monitor::releaseName()
{
    char name[300];
    Text<4096> path;
    path.add(m_gone.bytes(), m_gone.size()).add("/name");
    const ssize_t n = ::readlink(path.c_str(), name, sizeof name);
    if (n <= 0)
        return;
    // A name whose container is gone may be claimed by another meanwhile: looking and removing are one step.
    path.clear();
    path.add(m_options.names).add("/.lock");
    const int lock = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    while (lock >= 0 && ::flock(lock, LOCK_EX) != 0 && errno == EINTR) {
    }
    path.clear();
    path.add(m_options.names).add("/").add(name, static_cast<std::size_t>(n));
    char owner[128];
    const ssize_t size = ::readlink(path.c_str(), owner, sizeof owner);
    if (size > 0 && static_cast<std::size_t>(size) == std::strlen(m_options.id) &&
        std::memcmp(owner, m_options.id, static_cast<std::size_t>(size)) == 0)
        ::unlink(path.c_str());
    ::close(lock);
}

void Monitor::removeFiles()
{
    if (m_gone.size() == 0)
        return;
    releaseName();
    removeForeignTree(m_options.runtime, m_gone.c_str());
    for (std::size_t i = 0; i < m_options.volumeCount; ++i) {
        if ((m_goneVolumes & 1U << i) != 0)
            removeVolume(m_options, i);
    }
}

void Monitor::leave()
{
    for (const char *name : {attachName, consoleName, pidName, leavingsName, lockName})
        ::unlink(name);
    if (m_listener >= 0)
        ::close(m_listener);
    m_listener = -1;
    ::rmdir(m_options.live);
    // Nothing may keep a folder busy that is removed next.
    if (::chdir("/") != 0)
        return;
}

} // namespace tare::monitor
