// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/health.h"

#include "core/monitor/io.h"
#include "core/monitor/processes.h"
#include "core/monitor/record.h"
#include "core/monitor/runtime.h"
#include "core/monitor/text.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace tare::monitor {
namespace {

constexpr const char *pidFile = "health.pid"; // in the live folder
constexpr std::size_t mostOutput = 4096, mostResults = 5;

struct Result
{
    std::int64_t started, ended;
    int exitCode;
    std::size_t size;
    bool cut;
    char output[mostOutput];
};
// And the one that is being made. Not a member, and not initialized: a monitor that checks nothing never touches these pages.
Result results[mostResults + 1];

constexpr std::int64_t longestStart = 30'000; // ms that the runtime may take to begin one

} // namespace

void HealthMonitor::begin()
{
    if (m_options.health == nullptr)
        return;
    m_began = monotonicMs();
    m_status = "starting";
    m_streak = 0;
    m_step = Step::Waiting;
    write();
    arm();
}

void HealthMonitor::end()
{
    if (m_output >= 0)
        ::close(m_output);
    m_output = -1;
    m_runtime = m_process = m_earlyPid = -1;
    m_step = Step::Off;
}

void HealthMonitor::arm()
{
    const HealthTimes &t = m_options.healthTimes;
    const std::int64_t now = monotonicMs();
    const bool beginning = now - m_began < t.startPeriod && std::strcmp(m_status, "starting") == 0;
    m_due = now + (beginning ? t.startInterval : t.interval);
    m_step = Step::Waiting;
}

int HealthMonitor::due() const
{
    if (m_step == Step::Off)
        return -1;
    const std::int64_t left = m_due - monotonicMs();
    return left < 0 ? 0 : left > 1'000'000'000 ? 1'000'000'000 : static_cast<int>(left);
}

pollfd HealthMonitor::poll() const
{
    return {m_output, POLLIN, 0};
}

void HealthMonitor::handle(short events)
{
    if (events != 0 && m_output >= 0)
        read();
}

bool HealthMonitor::paused() const
{
    return ::access("paused", F_OK) == 0;
}

void HealthMonitor::work()
{
    if (m_step == Step::Off || monotonicMs() < m_due)
        return;
    if (paused()) { // nothing of it can run, or be ended
        m_due = monotonicMs() + 1000;
        return;
    }
    switch (m_step) {
    case Step::Waiting: return probe();
    case Step::Starting:
        ::kill(m_runtime, SIGKILL);
        break;
    case Step::Running:
        killTree(m_process);
        break;
    case Step::Killing:
    case Step::Off: break;
    }
    m_step = Step::Killing;
    m_due = monotonicMs() + longestStart;
}

void HealthMonitor::probe()
{
    Result &result = results[m_count % (mostResults + 1)];
    result.started = now();
    result.size = 0;
    result.cut = false;
    m_process = m_earlyPid = -1;
    ::unlink(pidFile);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return finish(-1);
    setNonBlocking(ends[0]);
    m_output = ends[0];
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    const int stdio[3] = {null, ends[1], ends[1]};
    const char *argv[] = {m_options.runtime, "--root",  m_options.runtimeRoot, "exec", "--detach", "--pid-file", pidFile, "--process",
                          m_options.health,  m_options.id, nullptr};
    m_runtime = startProgram(argv, stdio, -1);
    ::close(ends[1]);
    ::close(null);
    if (m_runtime < 0)
        return finish(-1);
    m_step = Step::Starting;
    m_due = monotonicMs() + longestStart;
}

void HealthMonitor::read()
{
    Result &result = results[m_count % (mostResults + 1)];
    char rest[4096];
    while (m_output >= 0) {
        const std::size_t room = mostOutput - result.size;
        const ssize_t got = room > 0 ? readSome(m_output, result.output + result.size, room) : readSome(m_output, rest, sizeof rest);
        if (got < 0)
            return; // nothing more for now
        if (got == 0) {
            ::close(m_output);
            m_output = -1;
            return;
        }
        if (room > 0)
            result.size += static_cast<std::size_t>(got);
        else
            result.cut = true;
    }
}

bool HealthMonitor::takeFinished()
{
    const bool out = m_finished;
    m_finished = false;
    return out;
}

void HealthMonitor::ended(pid_t pid, int status)
{
    if (m_step == Step::Off)
        return;
    if (pid == m_runtime) {
        m_runtime = -1;
        started(status);
    } else if (pid == m_process) {
        m_process = -1;
        if (m_step == Step::Killing)
            fail("Health check exceeded timeout (", m_options.healthTimes.timeout);
        else
            finish(exitCodeOf(status));
    } else if (m_step == Step::Starting) {
        m_earlyPid = pid;
        m_earlyStatus = status;
    }
}

void HealthMonitor::started(int status)
{
    char text[24];
    text[readFile(pidFile, text, sizeof text - 1)] = '\0';
    ::unlink(pidFile);
    m_process = static_cast<pid_t>(parseNumber(text));
    if (m_step == Step::Killing) {
        if (m_process > 0)
            killTree(m_process);
        return fail("timed out starting health check (", longestStart);
    }
    if (exitCodeOf(status) != 0 || m_process <= 0) // what it said is the output
        return finish(-1);
    m_step = Step::Running;
    m_due = monotonicMs() + m_options.healthTimes.timeout;
    if (m_earlyPid == m_process)
        ended(m_process, m_earlyStatus);
}

void HealthMonitor::fail(const char *why, std::int64_t ms)
{
    read();
    Result &result = results[m_count % (mostResults + 1)];
    Text<mostOutput> text;
    text.add(why);
    if (ms >= 1000 && ms % 1000 == 0)
        text.number(ms / 1000).add("s)");
    else
        text.number(ms).add("ms)");
    if (result.size > 0)
        text.add(": ").add(result.output, result.size);
    std::memcpy(result.output, text.bytes(), text.size());
    result.size = text.size();
    finish(-1);
}

void HealthMonitor::finish(int exitCode)
{
    if (m_output >= 0) {
        read(); // who is left behind by the check may hold it open: not waited for
        if (m_output >= 0)
            ::close(m_output);
        m_output = -1;
    }
    Result &result = results[m_count % (mostResults + 1)];
    result.ended = now();
    result.exitCode = exitCode;
    ++m_count;
    m_finished = true;
    const HealthTimes &t = m_options.healthTimes;
    const char *status = m_status;
    if (exitCode == 0) {
        m_streak = 0;
        status = "healthy";
    } else {
        // One that is only beginning, and was never well, may fail.
        const bool beginning = std::strcmp(m_status, "starting") == 0 && monotonicMs() - (result.ended - result.started) / 1'000'000 - m_began < t.startPeriod;
        if (!beginning && ++m_streak >= t.retries)
            status = "unhealthy";
    }
    const bool changed = std::strcmp(status, m_status) != 0;
    m_status = status;
    write();
    if (changed) {
        Text<64> action;
        action.add("health_status: ").add(status);
        addEvent(m_options, action.c_str());
    }
    arm();
}

// In pieces: five outputs with all their escapes would take more memory than all the rest.
void HealthMonitor::write() const
{
    Text<4096> path, temporary;
    path.add(m_options.bundle).add("/health.json");
    temporary.add(path.c_str(), path.size()).add(".tmp-monitor");
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return;
    bool good = true;
    Text<2048> part;
    const auto flush = [&] {
        good = good && writeSome(fd, part.bytes(), part.size()) == part.size();
        part.clear();
    };
    part.add("{\"status\":\"").add(m_status).add("\",\"failingStreak\":").number(m_streak).add(",\"log\":[");
    for (std::size_t i = m_count > mostResults ? m_count - mostResults : 0, first = i; i < m_count; ++i) {
        const Result &one = results[i % (mostResults + 1)];
        part.add(i == first ? "" : ",").add("{\"started\":").number(one.started).add(",\"ended\":").number(one.ended);
        part.add(",\"exitCode\":").number(one.exitCode).add(",\"output\":\"");
        for (std::size_t at = 0; at < one.size;) {
            char escaped[8];
            std::size_t written = 0;
            at += escapeOne(reinterpret_cast<const unsigned char *>(one.output) + at, one.size - at, escaped, written);
            part.add(escaped, written);
            if (part.size() > 1900)
                flush();
        }
        part.add(one.cut ? "...\"}" : "\"}");
        flush();
    }
    part.add("]}\n");
    flush();
    ::close(fd);
    if (!good || ::rename(temporary.c_str(), path.c_str()) != 0)
        ::unlink(temporary.c_str()); // a full disk: what was there stays
}

} // namespace tare::monitor
