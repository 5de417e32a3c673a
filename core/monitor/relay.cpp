// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/relay.h"

#include "core/monitor/io.h"

#include <cerrno>
#include <fcntl.h>
#include <initializer_list>
#include <sys/ioctl.h>
#include <unistd.h>

namespace tare::monitor {

bool Relay::makePipes(bool withStdin, int child[3])
{
    int out[2], err[2], in[2] = {-1, -1};
    if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0)
        return false;
    if (withStdin) {
        if (::pipe2(in, O_CLOEXEC) != 0)
            return false;
        setNonBlocking(in[1]);
    } else {
        in[0] = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
    setNonBlocking(out[0]);
    setNonBlocking(err[0]);
    child[0] = in[0];
    child[1] = out[1];
    child[2] = err[1];
    m_in = in[1];
    m_out = out[0];
    m_err = err[0];
    return true;
}

void Relay::setTerminal(int master, bool withStdin)
{
    setNonBlocking(master);
    m_terminal = true;
    m_out = master;
    m_in = withStdin ? master : -1;
}

std::size_t Relay::poll(pollfd *fds) const
{
    fds[0] = {m_out, POLLIN, 0};
    fds[1] = {m_err, POLLIN, 0};
    fds[2] = {m_blocked ? m_in : -1, POLLOUT, 0};
    return 3;
}

void Relay::handle(const pollfd *fds, std::size_t)
{
    if (fds[2].revents != 0)
        m_blocked = false;
    if (fds[0].revents != 0 && fds[0].fd == m_out)
        readFrom(m_out, false);
    if (fds[1].revents != 0 && fds[1].fd == m_err)
        readFrom(m_err, true);
    m_log.flush();
}

bool Relay::readFrom(int &fd, bool isStderr)
{
    if (fd < 0)
        return false;
    static char buffer[16384];
    const ssize_t got = readSome(fd, buffer, sizeof buffer);
    if (got < 0 && errno == EAGAIN)
        return false;
    // EIO: no process holds the terminal's other side any more; a hung-up descriptor would wake us for ever.
    if (got <= 0) {
        if (m_terminal)
            m_in = -1;
        ::close(fd);
        fd = -1;
        return false;
    }
    m_log.add(isStderr, buffer, static_cast<std::size_t>(got));
    m_clients.output(isStderr, buffer, static_cast<std::size_t>(got));
    return true;
}

void Relay::drain()
{
    // No process is left to write: what the kernel holds is all, and an end or EAGAIN comes surely.
    while (readFrom(m_out, false)) {
    }
    while (readFrom(m_err, true)) {
    }
    m_log.finish();
}

void Relay::reset()
{
    if (!m_terminal && m_in >= 0)
        ::close(m_in); // a terminal's is the same as its output
    for (int *fd : {&m_out, &m_err}) {
        if (*fd >= 0)
            ::close(*fd);
        *fd = -1;
    }
    m_in = -1;
    m_terminal = m_blocked = false;
}

std::size_t Relay::write(const char *bytes, std::size_t n)
{
    if (m_in < 0)
        return n; // it closed its input: what is said to it is lost, as with a pipe
    const ssize_t done = ::write(m_in, bytes, n);
    if (done > 0)
        return static_cast<std::size_t>(done);
    if (done < 0 && errno == EAGAIN) {
        m_blocked = true;
        return 0;
    }
    if (done < 0 && errno == EINTR)
        return write(bytes, n);
    if (!m_terminal)
        close();
    return n;
}

void Relay::close()
{
    if (m_in < 0 || m_terminal)
        return;
    ::close(m_in);
    m_in = -1;
    m_blocked = false;
}

void Relay::resize(unsigned short rows, unsigned short columns)
{
    if (!m_terminal || m_out < 0 || rows == 0 || columns == 0)
        return;
    winsize size{};
    size.ws_row = rows;
    size.ws_col = columns;
    ::ioctl(m_out, TIOCSWINSZ, &size);
}

} // namespace tare::monitor
