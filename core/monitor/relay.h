// SPDX-License-Identifier: GPL-3.0-or-later
// The container's streams: a terminal's master side or three pipes.
#pragma once

#include "core/monitor/clients.h"
#include "core/monitor/log.h"

namespace tare::monitor {

class Relay final : public Input
{
public:
    Relay(Clients &clients, JsonLog &log) : m_clients(clients), m_log(log) {}

    // Pipes; the container's ends are left in `child` (stdin, stdout, stderr), which the caller closes.
    bool makePipes(bool withStdin, int child[3]);
    // Takes the terminal's master side.
    void setTerminal(int master, bool withStdin);

    [[nodiscard]] std::size_t poll(pollfd *fds) const; // at most 3
    void handle(const pollfd *fds, std::size_t count);
    // All that is left to read after the last process ended.
    void drain();
    // Whatever is left open goes; for another run.
    void reset();
    [[nodiscard]] bool inputBlocked() const { return m_blocked; }

    std::size_t write(const char *bytes, std::size_t n) override;
    void close() override;
    void resize(unsigned short rows, unsigned short columns) override;
    [[nodiscard]] bool writable() const override { return m_in >= 0; }

private:
    bool readFrom(int &fd, bool isStderr);

    Clients &m_clients;
    JsonLog &m_log;
    bool m_terminal = false;
    bool m_blocked = false; // the container did not take all its input
    int m_in = -1, m_out = -1, m_err = -1;
};

} // namespace tare::monitor
