// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/qemu/machine.h"

#include "core/base/file.h"
#include "core/base/time.h"
#include "core/vm/channel.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/socket.h>

namespace tare::vm {

namespace {

constexpr std::size_t consoleKept = 64U << 10U;
constexpr std::size_t piece = 64U << 10U;

} // namespace

QemuMachine::QemuMachine(Child child, UniqueFd channel, UniqueFd console, UniqueFd complaints,
                         std::string command)
    : m_child(std::move(child)), m_channel(std::move(channel)), m_serial(std::move(console)),
      m_complaints(std::move(complaints)), m_command(std::move(command))
{
}

QemuMachine::~QemuMachine()
{
    if (!m_gone) {
        (void)m_child.kill(SIGKILL);
        (void)m_child.wait();
    }
}

void QemuMachine::readConsole(UniqueFd &fd, bool serial)
{
    char buffer[4096];
    const ssize_t n = ::read(fd.get(), buffer, sizeof buffer);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (n <= 0) {
        fd.reset();
        return;
    }
    const std::int64_t time = monotonicNs();
    if (serial && m_firstByte == 0)
        m_firstByte = time;
    m_console.append(buffer, static_cast<std::size_t>(n));
    // SeaBIOS says so just before it jumps into what loads the kernel.
    if (serial && !m_kernelSaid && m_console.find("Booting from ROM") != std::string::npos)
        sayKernelRuns(time);
    if (m_console.size() > consoleKept)
        m_console.erase(0, m_console.size() - consoleKept);
}

void QemuMachine::sayKernelRuns(std::int64_t time)
{
    m_kernelSaid = true;
    m_events.push_back({GuestEvent::Kind::Kernel, time, {}, 0});
}

Status QemuMachine::take(char type, std::string_view body, std::int64_t time)
{
    using Kind = GuestEvent::Kind;
    GuestEvent event{Kind::Hello, time, std::string(body), 0};
    switch (type) {
    case 'H':
        // A firmware that says nothing of the kind: the first byte of the console is the nearest that is
        // known.
        if (!m_kernelSaid && m_firstByte != 0)
            sayKernelRuns(m_firstByte);
        // Large commands fit: the guest reads them as they come.
        TARE_CHECK(writeAll(m_channel.get(), m_command));
        break;
    case 'S':
        event.kind = Kind::Stage;
        break;
    case 'O':
        event.kind = Kind::Stdout;
        break;
    case 'E':
        event.kind = Kind::Stderr;
        break;
    case 'F':
        event.kind = Kind::Failed;
        break;
    case 'X':
        event.kind = Kind::Exited;
        event.code = static_cast<int>(std::min<std::uint32_t>(bigEndian32(body), 255));
        event.text.clear();
        break;
    default:
        return fail(Errc::Unsupported, "the guest's channel", "a frame of unknown type");
    }
    m_events.push_back(std::move(event));
    return {};
}

Status QemuMachine::readChannel()
{
    char buffer[piece];
    const ssize_t n = ::read(m_channel.get(), buffer, sizeof buffer);
    const std::int64_t time = monotonicNs();
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return {};
    if (n <= 0) {
        m_channel.reset();
        return {};
    }
    return m_parser.feed(std::string_view(buffer, static_cast<std::size_t>(n)),
                         [&](char type, std::string_view body) { return take(type, body, time); });
}

void QemuMachine::finish()
{
    // What it said before it ended is still in the socket and the pipe.
    while (m_channel) {
        pollfd one = {m_channel.get(), POLLIN, 0};
        if (::poll(&one, 1, 0) <= 0 || !readChannel())
            break;
    }
    for (UniqueFd *fd : {&m_serial, &m_complaints})
        while (*fd) {
            pollfd one = {fd->get(), POLLIN, 0};
            if (::poll(&one, 1, 0) <= 0)
                break;
            readConsole(*fd, false);
        }
    GuestEvent gone;
    const Result<int> code = m_child.wait();
    gone.code = code ? *code : -1;
    gone.time = monotonicNs();
    m_events.push_back(std::move(gone));
    m_gone = true;
}

Result<GuestEvent> QemuMachine::next(std::chrono::milliseconds limit, const CancelToken &cancel)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (m_events.empty()) {
        TARE_CHECK(cancel.check());
        if (m_gone)
            return fail(Errc::NotRunning, "virtual machine", "it has ended");
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return fail(Errc::Timeout, "virtual machine", "the guest did not answer in time");
        pollfd fds[5] = {{m_channel.get(), POLLIN, 0},
                         {m_serial.get(), POLLIN, 0},
                         {m_complaints.get(), POLLIN, 0},
                         {m_child.pidFd(), POLLIN, 0},
                         {cancel.pollFd(), POLLIN, 0}};
        if (::poll(fds, 5, static_cast<int>(std::min<long long>(left.count(), 60'000))) < 0 && errno != EINTR)
            return failSystem("wait for", "virtual machine");
        if (fds[1].revents != 0)
            readConsole(m_serial, true);
        if (fds[2].revents != 0)
            readConsole(m_complaints, false);
        if (fds[0].revents != 0)
            TARE_CHECK(readChannel());
        if (fds[3].revents != 0)
            finish();
    }
    GuestEvent event = std::move(m_events.front());
    m_events.pop_front();
    return event;
}

} // namespace tare::vm
