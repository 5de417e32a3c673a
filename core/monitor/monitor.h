// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/clients.h"
#include "core/monitor/health.h"
#include "core/monitor/log.h"
#include "core/monitor/options.h"
#include "core/monitor/record.h"
#include "core/monitor/relay.h"
#include "core/monitor/restart.h"
#include "core/monitor/text.h"

namespace tare::monitor {

class Monitor final : public Life
{
public:
    explicit Monitor(const Options &options) : m_options(options), m_relay(m_clients, m_log), m_health(options)
    {
        m_restart.parse(options.restart);
    }
    // From the start of the container to the removal of its last trace; the program's exit code.
    int run();

    void quit() override { m_quit = true; }
    void setPolicy(char when, std::uint32_t most) override { m_restart.set(when, most); }

private:
    using Failure = Text<10240>; // as JSON

    bool prepare(); // live folder, lock, sockets
    bool start();   // the container runs, or the failure is written down
    int launch(Failure &failure); // 0: it runs; else the exit code that says why not
    bool startFailed(const Failure &failure, int code);
    bool startAgain(); // as its policy wants; false: that failed, or somebody stopped it meanwhile
    bool hear(int milliseconds);
    bool wait(int milliseconds);
    void accept(); // a client
    void shrink(); // gives back the memory that only the start needed
    void loop();   // until the first process ends
    int settle(); // what ended is written down; how long to wait before it is started again, in ms, or -1
    void finish();
    void retire();             // with --auto-remove: the container is unlisted in one step
    void removeFiles();        // and its files go while nobody waits
    void leave(); // the live folder goes
    void answer(const char *head, const char *body, std::size_t n, const char *tail);
    [[nodiscard]] bool reap(); // true when the first process was among them

    void releaseName();

    const Options &m_options;
    std::uint32_t m_goneVolumes = 0; // of its own, which go with it
    Text<4096> m_gone; // where the container's folder is when it is being removed
    Clients m_clients;
    JsonLog m_log;
    Relay m_relay;
    Run m_run;
    RestartManager m_restart;
    std::int64_t m_began = 0; // the run; CLOCK_MONOTONIC, ms
    bool m_quit = false;
    int m_signals = -1, m_listener = -1, m_console = -1;
    HealthMonitor m_health;
};

} // namespace tare::monitor
