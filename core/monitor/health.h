// SPDX-License-Identifier: GPL-3.0-or-later
// The container's health check (moby, daemon/health.go): a command that the runtime runs in the container from time to time.
// What comes of it is in <bundle>/health.json and among the events.
#pragma once

#include "core/monitor/options.h"

#include <cstddef>
#include <cstdint>
#include <poll.h>
#include <sys/types.h>

namespace tare::monitor {

class HealthMonitor
{
public:
    explicit HealthMonitor(const Options &options) : m_options(options) {}

    // The container runs from now on.
    void begin();
    // It is over.
    void end();
    // Milliseconds until work() has something to do; -1: never.
    [[nodiscard]] int due() const;
    [[nodiscard]] pollfd poll() const;
    void handle(short events); // of poll()'s descriptor
    void work();
    // A check is over since the last call.
    [[nodiscard]] bool takeFinished();
    // A child of the monitor's has ended. Nothing when it is none of the check's.
    void ended(pid_t pid, int status);

private:
    enum class Step { Off, Waiting, Starting, Running, Killing };

    void arm();
    void probe();
    void read();
    void started(int status);
    void finish(int exitCode);
    void fail(const char *why, std::int64_t seconds);
    [[nodiscard]] bool paused() const;
    void write() const;
    void setStatus(const char *status);

    const Options &m_options;
    Step m_step = Step::Off;
    std::int64_t m_began = 0, m_due = 0; // CLOCK_MONOTONIC, ms
    pid_t m_runtime = -1, m_process = -1;
    pid_t m_earlyPid = -1; // a child that ended before the runtime's word of it was read
    int m_earlyStatus = 0;
    int m_output = -1;
    bool m_finished = false;
    const char *m_status = "starting";
    int m_streak = 0;
    std::size_t m_count = 0; // of results since the start; the last are kept
};

} // namespace tare::monitor
