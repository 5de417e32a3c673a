// SPDX-License-Identifier: GPL-3.0-or-later
// Who is attached. Any number up to maxClients reads, one writes. A reader that is slow is served from an
// unnamed file and never makes the container wait; one that is too far behind is let go.
#pragma once

#include "core/monitor/protocol.h"

#include <cstddef>
#include <cstdint>
#include <poll.h>
#include <sys/types.h>

namespace tare::monitor {

// What clients want from the container's input; implemented by the relay.
class Input
{
public:
    // Bytes to the container. How many were taken; 0: none for now.
    virtual std::size_t write(const char *bytes, std::size_t n) = 0;
    virtual void close() = 0;
    virtual void resize(unsigned short rows, unsigned short columns) = 0;
    [[nodiscard]] virtual bool writable() const = 0; // there is an input at all

protected:
    ~Input() = default;
};

// What clients want of the container's life; implemented by the monitor.
class Life
{
public:
    virtual void quit() = 0; // it is not to be started again
    virtual void setPolicy(char when, std::uint32_t most) = 0;

protected:
    ~Life() = default;
};

class Clients
{
public:
    // `spillDir`: where unnamed files are made.
    void open(const char *spillDir, Input &input, Life *life = nullptr)
    {
        m_spillDir = spillDir;
        m_input = &input;
        m_life = life;
    }
    // Takes the descriptor. The first is the one the container was started for: it reads from the beginning,
    // and when it goes the container's input ends, unless it is a terminal (`inputEndsWithIt`).
    void addFirst(int fd, bool inputEndsWithIt);
    void add(int fd);
    // Fills at most maxClients entries; `inputBlocked`: the writer is not listened to for now.
    std::size_t poll(pollfd *fds, bool inputBlocked) const;
    void handle(const pollfd *fds, std::size_t count);
    // The container takes input again: what the writer was kept waiting with goes on.
    void resume();
    void output(bool isStderr, const char *bytes, std::size_t n);
    // Frames an exit code for everybody, and nothing more is read from them. When it is not the `last`, those who wait for
    // that one stay, and those who have not said yet what they want.
    void exit(int code, bool last = true);
    // Somebody still has to receive something.
    [[nodiscard]] bool pending() const;
    void closeAll();

private:
    struct Client
    {
        int fd = -1;
        bool reads = false, writes = false, ending = false;
        bool first = false, inputEndsWithIt = false;
        bool greeted = false, forLast = false;
        unsigned char head[headSize];
        std::size_t headUsed = 0;
        unsigned char body[maxControlBody];
        std::size_t bodyUsed = 0;
        std::uint32_t bodyLeft = 0;
        int spill = -1;
        off_t spillHead = 0, spillTail = 0;
    };

    void drop(Client &client);
    void receive(Client &client);
    bool feed(); // the writer's bytes to the container; false: it takes no more for now
    void control(Client &client);
    void send(Client &client, const unsigned char *head, const char *bytes, std::size_t n);
    void spill(Client &client, const char *bytes, std::size_t n);
    void unspill(Client &client);

    Client m_clients[maxClients];
    char m_stdin[4096]; // of the one that writes
    std::size_t m_stdinUsed = 0, m_stdinAt = 0;
    const char *m_spillDir = nullptr;
    Input *m_input = nullptr;
    Life *m_life = nullptr;
};

} // namespace tare::monitor
