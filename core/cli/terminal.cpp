// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace tare::cli {

bool isTerminal(int fd)
{
    return ::isatty(fd) == 1;
}

TerminalSize terminalSize()
{
    for (const int fd : {STDOUT_FILENO, STDIN_FILENO, STDERR_FILENO}) {
        winsize size{};
        if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
            return {size.ws_row, size.ws_col};
    }
    return {};
}

RawTerminal::RawTerminal(int fd) : m_fd(fd)
{
    termios now{};
    if (::tcgetattr(fd, &now) != 0)
        return;
    m_before = now;
    ::cfmakeraw(&now);
    ::tcsetattr(fd, TCSADRAIN, &now);
}

void RawTerminal::restore()
{
    if (m_before)
        ::tcsetattr(m_fd, TCSADRAIN, &*m_before);
    m_before.reset();
}

} // namespace tare::cli
