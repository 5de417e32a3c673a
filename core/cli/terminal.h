// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <termios.h>

namespace tare::cli {

struct TerminalSize
{
    unsigned short rows = 0, columns = 0;
};

[[nodiscard]] bool isTerminal(int fd);
// Of the first of the standard streams that is a terminal; zeros when none is.
[[nodiscard]] TerminalSize terminalSize();

// Every key goes to the container while it lives; what was before comes back with its end, also by exit(3),
// or by a signal that is handled.
class RawTerminal
{
public:
    explicit RawTerminal(int fd);
    ~RawTerminal() { restore(); }
    RawTerminal(const RawTerminal &) = delete;
    RawTerminal &operator=(const RawTerminal &) = delete;
    void restore();

private:
    int m_fd;
    std::optional<termios> m_before;
};

} // namespace tare::cli
