// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/terminal/input_filter.h"

#include "core/base/strings.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace tare::gui {

namespace {

constexpr std::size_t longestString = 64U << 10U;
constexpr std::size_t longestCsi = 256;
constexpr std::size_t longestNumber = 4;
constexpr std::size_t mostParameters = 16; // libvterm has room for so many, and does not look
constexpr std::size_t mostMarks = 2;
constexpr char escape = '\x1b', bell = '\x07', cancel = '\x18', substitute = '\x1a';

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// "leader parameters intermediates" with every part brought into its bounds; nothing when it is no sequence
// that any terminal knows.
std::optional<std::string> tamed(const std::string &csi)
{
    std::string out;
    std::size_t separators = 0;
    std::size_t marks = 0;
    for (std::size_t i = 0; i < csi.size();) {
        const char c = csi[i];
        if (isDigit(c)) {
            std::size_t end = i;
            while (end < csi.size() && isDigit(csi[end]))
                ++end;
            out += end - i > longestNumber ? std::string("9999") : csi.substr(i, end - i);
            i = end;
            continue;
        }
        ++i;
        if (c == ';' || c == ':') {
            if (++separators >= mostParameters)
                return std::nullopt;
        } else if (++marks > mostMarks) { // leaders and intermediates
            return std::nullopt;
        }
        out += c;
    }
    return out;
}

} // namespace

void TerminalInputFilter::reset()
{
    m_state = State::Text;
    m_csi.clear();
    m_last.clear();
    m_mayBeC1 = false;
}

void TerminalInputFilter::text(std::string &out, char c)
{
    const auto byte = static_cast<unsigned char>(c);
    if (std::exchange(m_mayBeC1, false)) {
        if (byte >= 0x80 && byte < 0xA0)
            return;
        out += '\xC2';
        m_last.assign(1, '\xC2');
    }
    if (byte == 0xC2) {
        m_mayBeC1 = true;
        return;
    }
    out += c;
    if (byte < 0x20 || byte == 0x7F)
        m_last.clear();
    else if (byte < 0x80 || byte >= 0xC0)
        m_last.assign(1, c);
    else if (!m_last.empty() && m_last.size() < 4)
        m_last += c;
}

void TerminalInputFilter::finishCsi(std::string &out, char final, int columns)
{
    const std::optional<std::string> kept = tamed(m_csi);
    m_csi.clear();
    m_state = State::Text;
    if (!kept)
        return;
    const std::string &parameters = *kept;
    if (final != 'b' || (!parameters.empty() && !isDigit(parameters[0]))) {
        out += escape;
        out += '[';
        out += parameters;
        out += final;
        m_last.clear();
        return;
    }
    std::string_view number = parameters;
    number = number.substr(0, std::min(number.size(), number.find_first_not_of("0123456789")));
    const std::int64_t wanted = std::max<std::int64_t>(1, parseInt(number).value_or(1));
    for (std::int64_t i = 0; i < std::min<std::int64_t>(wanted, columns) && !m_last.empty(); ++i)
        out += m_last;
}

std::string TerminalInputFilter::pass(std::string_view bytes, int columns)
{
    std::string out;
    out.reserve(bytes.size() + 1);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        switch (m_state) {
        case State::Text:
            if (c == escape) {
                m_mayBeC1 = false;
                m_state = State::Escape;
            } else {
                text(out, c);
            }
            break;
        case State::StringEscape:
            if (c == '\\') {
                m_state = State::Text;
                break;
            }
            [[fallthrough]]; // an escape in a string ends it and begins anew
        case State::Escape:
            if (c == 'P' || c == ']' || c == 'X' || c == '^' || c == '_') {
                m_state = State::String;
                m_bellEnds = c == ']';
                m_length = 0;
            } else if (c == '[') {
                m_state = State::Csi;
                m_csi.clear();
            } else if (c == escape) {
                m_state = State::Escape;
            } else if (byte >= 0x20 && byte < 0x30) {
                m_state = State::Intermediate;
                m_csi.assign(1, c);
            } else if (byte < 0x20) {
                out += c; // acts at once; libvterm goes on with the sequence, and so do we
                m_state = State::Escape;
            } else if (byte >= 0x7F) { // no sequence; libvterm would wait for its end
                m_state = State::Text;
            } else {
                out += escape;
                out += c;
                if (c == '8') // DECRC may leave the screen after a change of size; any CSI brings it back
                    out += "\x1b[?0h";
                m_last.clear();
                m_state = State::Text;
            }
            break;
        case State::Intermediate: // ESC ( B: one intermediate and a final byte; nothing longer is known
            m_state = State::Text;
            if (c == escape) {
                m_state = State::Escape;
            } else if (isDigit(c) || (c >= 'A' && c <= 'O') ||
                       c == '@') { // libvterm takes "ESC & [" for a CSI
                out += escape;
                out += m_csi;
                out += c;
            }
            m_csi.clear();
            m_last.clear();
            break;
        case State::Csi:
            if (byte >= 0x40 && byte < 0x7F)
                finishCsi(out, c, columns);
            else if (c == escape)
                m_state = State::Escape;
            else if (c == cancel || c == substitute || byte >= 0x7F || m_csi.size() >= longestCsi)
                m_state = State::Text;
            else if (byte < 0x20)
                out += c; // acts at once, as on a VT100
            else
                m_csi += c;
            break;
        case State::String:
            if (c == escape)
                m_state = State::StringEscape;
            else if ((c == bell && m_bellEnds) || c == cancel || c == substitute ||
                     ++m_length > longestString)
                m_state = State::Text;
            break;
        }
    }
    return out;
}

} // namespace tare::gui
