// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/channel.h"

#include "core/base/file.h"
#include "core/base/subprocess.h"

#include <cerrno>
#include <cstdint>
#include <cstring>

namespace tare::runtime {
namespace {

bool readExactly(int fd, void *to, std::size_t size)
{
    auto *at = static_cast<char *>(to);
    while (size > 0) {
        const ssize_t n = ::read(fd, at, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        size -= static_cast<std::size_t>(n);
    }
    return true;
}

} // namespace

Result<Channel> Channel::create()
{
    Pipe up = TARE_TRY(makePipe());
    Pipe down = TARE_TRY(makePipe());
    Channel c;
    c.m_parentReads = std::move(up.read);
    c.m_childSays = std::move(up.write);
    c.m_childReads = std::move(down.read);
    c.m_parentSays = std::move(down.write);
    return c;
}

void Channel::keepParent()
{
    m_childSays.reset();
    m_childReads.reset();
}

void Channel::keepChild()
{
    m_parentReads.reset();
    m_parentSays.reset();
}

Message Channel::receive() const
{
    Message m;
    char head[5];
    if (!readExactly(m_parentReads.get(), head, sizeof head))
        return m;
    std::uint32_t size = 0;
    std::memcpy(&size, head + 1, sizeof size);
    m.body.resize(std::min<std::uint32_t>(size, 1U << 20U));
    if (!readExactly(m_parentReads.get(), m.body.data(), m.body.size()))
        return m;
    m.said = static_cast<Said>(head[0]);
    return m;
}

void Channel::go() const
{
    (void)writeAll(m_parentSays.get(), "g");
}

void Channel::say(Said said, const std::string &body) const
{
    std::string message(1, static_cast<char>(said));
    const auto size = static_cast<std::uint32_t>(body.size());
    message.append(reinterpret_cast<const char *>(&size), sizeof size);
    message += body;
    (void)writeAll(m_childSays.get(), message);
}

void Channel::wait() const
{
    char byte = 0;
    if (!readExactly(m_childReads.get(), &byte, 1))
        ::_exit(1);
}

} // namespace tare::runtime
