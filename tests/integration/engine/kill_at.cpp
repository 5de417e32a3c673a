// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/engine/kill_at.h"

#include "core/base/file.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <map>
#include <poll.h>
#include <set>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tare;

namespace {

// By what it was called: the link "exe" of a program that runs from a mount of its own says nothing but "/".
std::string programOf(pid_t pid)
{
    std::string name = readFile("/proc/" + std::to_string(pid) + "/cmdline").value_or("");
    name.resize(std::min(name.find('\0'), name.size()));
    return name.substr(name.rfind('/') + 1);
}

class Follower
{
public:
    Follower(pid_t command, const std::string &program, int n) : m_command(command), m_program(program), m_n(n) {}

    KilledRun run()
    {
        while (!m_over.killed && !m_processes.empty()) {
            int status = 0;
            const pid_t pid = ::waitpid(-1, &status, __WALL);
            if (pid < 0 && errno == EINTR)
                continue;
            if (pid < 0)
                break;
            handle(pid, status);
        }
        letGo();
        awaitCommand();
        return m_over;
    }
    void add(pid_t pid) { m_processes[pid] = programOf(pid) == m_program; }

private:
    void handle(pid_t pid, int status)
    {
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            ended(pid, status);
            return;
        }
        if (m_processes.find(pid) == m_processes.end())
            add(pid); // a new child, whose first stop this is
        const int event = status >> 16, signal = WSTOPSIG(status);
        expectChild(pid, event);
        if (event == PTRACE_EVENT_EXEC)
            add(pid);
        const bool counts = signal == (SIGTRAP | 0x80) && m_processes[pid];
        m_over.stops += counts ? 1 : 0;
        if (counts && m_over.stops >= m_n) {
            m_over.killed = true;
            m_over.at = m_program + ", process " + std::to_string(pid);
            ::kill(pid, SIGKILL);
            return;
        }
        if (event == PTRACE_EVENT_STOP && signal != SIGTRAP) {
            ::ptrace(PTRACE_LISTEN, pid, nullptr, nullptr);
            return;
        }
        const bool own = event != 0 || signal == (SIGTRAP | 0x80); // ours, not a signal for the process
        ::ptrace(m_processes[pid] ? PTRACE_SYSCALL : PTRACE_CONT, pid, nullptr, static_cast<long>(own ? 0 : signal));
    }

    // A child is traced from its birth and stops by itself: it must be met before we go, or it stays stopped.
    void expectChild(pid_t parent, int event)
    {
        unsigned long child = 0;
        const bool born = event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK || event == PTRACE_EVENT_CLONE;
        if (born && ::ptrace(PTRACE_GETEVENTMSG, parent, nullptr, &child) == 0 &&
            m_seen.count(static_cast<pid_t>(child)) == 0)
            m_processes.emplace(static_cast<pid_t>(child), m_processes[parent]);
    }

    void ended(pid_t pid, int status)
    {
        m_processes.erase(pid);
        m_seen.insert(pid);
        if (pid != m_command)
            return;
        m_over.commandEnded = true;
        m_over.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

    // Every process is stopped, for it can only be let go then.
    void letGo()
    {
        for (const auto &[pid, ours] : m_processes)
            ::ptrace(PTRACE_INTERRUPT, pid, nullptr, nullptr);
        while (!m_processes.empty()) {
            int status = 0;
            const pid_t pid = ::waitpid(-1, &status, __WALL);
            if (pid < 0 && errno == EINTR)
                continue;
            if (pid < 0)
                return;
            if (WIFEXITED(status) || WIFSIGNALED(status)) {
                ended(pid, status);
                continue;
            }
            expectChild(pid, status >> 16);
            const bool own = status >> 16 != 0 || WSTOPSIG(status) == (SIGTRAP | 0x80);
            ::ptrace(PTRACE_DETACH, pid, nullptr, static_cast<long>(own ? 0 : WSTOPSIG(status)));
            m_processes.erase(pid);
            m_seen.insert(pid);
        }
    }

    void awaitCommand()
    {
        for (int i = 0; i < 6000 && !m_over.commandEnded; ++i) {
            int status = 0;
            if (::waitpid(m_command, &status, WNOHANG) == m_command)
                ended(m_command, status);
            else
                ::poll(nullptr, 0, 10);
        }
        if (m_over.commandEnded)
            return;
        ::kill(m_command, SIGKILL);
        ::waitpid(m_command, nullptr, 0);
    }

    pid_t m_command;
    const std::string &m_program;
    int m_n;
    std::map<pid_t, bool> m_processes; // with whether it is the program's
    std::set<pid_t> m_seen; // which are gone or let go
    KilledRun m_over;
};

} // namespace

Result<KilledRun> runAndKill(const std::vector<std::string> &argv, const std::string &program, int n)
{
    int gate[2];
    if (::pipe2(gate, O_CLOEXEC) != 0)
        return failSystem("create", "pipe");
    std::vector<char *> words;
    for (const std::string &word : argv)
        words.push_back(const_cast<char *>(word.c_str())); // NOLINT: the interface of execve(2)
    words.push_back(nullptr);
    // Who is traced cannot look for leaks.
    const char *known = ::getenv("ASAN_OPTIONS"); // NOLINT(concurrency-mt-unsafe): before there is a thread
    const std::string sanitizer = (known != nullptr ? std::string(known) + ":" : std::string()) + "detect_leaks=0";
    const pid_t pid = ::fork();
    if (pid == 0) {
        char go = 0;
        const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
        for (int fd = 0; fd < 3; ++fd)
            ::dup2(null, fd);
        if (::read(gate[0], &go, 1) != 1)
            ::_exit(125);
        ::setenv("ASAN_OPTIONS", sanitizer.c_str(), 1); // NOLINT(concurrency-mt-unsafe): the only thread
        ::execv(words[0], words.data());
        ::_exit(127);
    }
    ::close(gate[0]);
    const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
                         PTRACE_O_TRACEEXEC;
    const bool seized = pid > 0 && ::ptrace(PTRACE_SEIZE, pid, nullptr, options) == 0;
    const int error = errno;
    const bool gone = ::write(gate[1], "g", seized ? 1 : 0) < 0;
    ::close(gate[1]);
    if (!seized || gone) {
        if (pid > 0)
            ::waitpid(pid, nullptr, 0);
        return failSystem("trace", argv[0], error);
    }
    Follower follower(pid, program, n);
    follower.add(pid);
    return follower.run();
}
