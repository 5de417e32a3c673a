// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/clients.h"
#include "core/monitor/log.h"
#include "core/monitor/options.h"
#include "core/monitor/record.h"
#include "core/monitor/relay.h"
#include "core/monitor/text.h"

namespace tare::monitor {

class Monitor
{
public:
    explicit Monitor(const Options &options) : m_options(options), m_relay(m_clients, m_log) {}
    // From the start of the container to the removal of its last trace; the program's exit code.
    int run();

private:
    bool prepare(); // live folder, lock, sockets
    bool start();   // the container runs, or the failure is written down
    bool startFailed(const char *error, std::size_t size, int code);
    void shrink(); // gives back the memory that only the start needed
    void loop();   // until the first process ends
    void endOrphans();
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
    int m_signals = -1, m_listener = -1, m_console = -1;
};

} // namespace tare::monitor
