// SPDX-License-Identifier: GPL-3.0-or-later
// What is said on a monitor's attach socket (docs/processes.md). Constants only: the monitor and its clients
// share this header and nothing else.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tare::monitor {

// A frame is a head (type, then the body's length as 32-bit big-endian) and a body.
constexpr std::size_t headSize = 5;
// A longer body from a client is a protocol error, except that of `Stdin`, which is streamed.
constexpr std::size_t maxControlBody = 16;

enum FrameType : unsigned char {
    Attach = 'A',     // client: body "i" wants to write, "" only reads, "w" waits for the exit code alone, "q" for the
                      // last one: it is not started again any more. "p", 'n', 'f', 'a' or 'u', and a number (32-bit
                      // big-endian): another restart policy, and nothing else.
                      // answer: body "i" may write, "r" may not (somebody else does, or there is no stdin)
    Stdin = 'I',      // client
    CloseStdin = 'C', // client
    Window = 'W',     // client: rows and columns, 16-bit big-endian each
    Stdout = 'O',     // monitor
    Stderr = 'E',     // monitor
    Exit = 'X',       // monitor: exit code, 32-bit big-endian; only files that nobody lists are left to remove by then
};

constexpr std::size_t maxClients = 16;

// Names inside the live folder.
constexpr const char *lockName = "lock";
constexpr const char *attachName = "attach.sock";
constexpr const char *consoleName = "console.sock";
constexpr const char *pidName = "pid";
constexpr const char *leavingsName = "leavings"; // from the runtime: what is left to remove at the end

inline void putHead(unsigned char *head, FrameType type, std::uint32_t length)
{
    head[0] = type;
    for (int i = 0; i < 4; ++i)
        head[1 + i] = static_cast<unsigned char>(length >> (24 - 8 * i));
}

inline std::uint32_t getLength(const unsigned char *head)
{
    std::uint32_t out = 0;
    for (int i = 1; i < 5; ++i)
        out = out << 8U | head[i];
    return out;
}

} // namespace tare::monitor
