// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/frame_parser.h"

#include "core/base/strings.h"
#include "core/vm/channel.h"

#include <algorithm>

namespace tare::vm {

namespace {

tl::unexpected<Error> nonsense(const std::string &reason)
{
    return fail(Errc::Unsupported, "the guest's channel", reason);
}

} // namespace

Status FrameParser::check(char type, std::size_t length) const
{
    if (std::string_view("HSOEFX").find(type) == std::string_view::npos)
        return nonsense("a frame of unknown type " + escapeControl(std::string_view(&type, 1)));
    if (length > largestFrame)
        return nonsense("a frame of " + std::to_string(length) + " bytes");
    if (type == 'X' && length != 4)
        return nonsense("an exit code of " + std::to_string(length) + " bytes");
    return {};
}

Status FrameParser::accept(char type, std::string_view body)
{
    if (m_exited)
        return nonsense("a frame after the exit code");
    if (type == 'H') {
        if (m_hello)
            return nonsense("it said hello twice");
        if (body != channelVersion)
            return nonsense("it speaks version " + escapeControl(body.substr(0, 32)));
        m_hello = true;
    } else if (!m_hello) {
        return nonsense("it did not say hello first");
    }
    m_exited = type == 'X';
    return {};
}

Status FrameParser::feed(std::string_view bytes, const Sink &sink)
{
    if (m_broken)
        return nonsense("it was broken before");
    m_broken = true;
    while (!bytes.empty() || m_pending.size() >= frameHead) {
        if (m_pending.size() < frameHead) {
            const std::size_t take = std::min(frameHead - m_pending.size(), bytes.size());
            m_pending.append(bytes.substr(0, take));
            bytes.remove_prefix(take);
            if (m_pending.size() < frameHead)
                break;
        }
        const char type = m_pending[0];
        const std::size_t length = bigEndian32(std::string_view(m_pending).substr(1));
        TARE_CHECK(check(type, length));
        const std::size_t take = std::min(frameHead + length - m_pending.size(), bytes.size());
        m_pending.append(bytes.substr(0, take));
        bytes.remove_prefix(take);
        if (m_pending.size() < frameHead + length)
            break;
        const std::string_view body = std::string_view(m_pending).substr(frameHead);
        TARE_CHECK(accept(type, body));
        TARE_CHECK(sink(type, body));
        m_pending.clear();
    }
    m_broken = false;
    return {};
}

} // namespace tare::vm
