// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tare::gui {

// What stands between a stranger's bytes and libvterm (0.1.4 in Debian 12). Sequences may be split anywhere.
// - Control strings (DCS, OSC, SOS, PM, APC; ECMA-48, 8.3) are taken out. They carry titles, clipboard
// writes, colour
//   tables and queries: nothing that a container needs of our window. One that does not end is given up after
//   a bound, so that a stray opener cannot blind the terminal.
// - REP (CSI n b) is written out, at most a line of it: libvterm never comes back from one without a
// character before.
// - Numbers with more than four digits become 9999, long before any arithmetic can overflow; a sequence with
// more than 16 of them is dropped:
//   libvterm would write past its array.
// - C1 controls written as characters (U+0080 … U+009F) are dropped: libvterm takes their width to be -1.
class TerminalInputFilter
{
public:
    [[nodiscard]] std::string pass(std::string_view bytes, int columns);
    void reset();

private:
    enum class State { Text, Escape, Intermediate, Csi, String, StringEscape };
    void text(std::string &out, char c);
    void finishCsi(std::string &out, char final, int columns);

    State m_state = State::Text;
    std::string m_csi;  // between "ESC [" (or "ESC") and the final byte
    std::string m_last; // the last character, as REP repeats it; empty when there is none
    bool m_bellEnds = false, m_mayBeC1 = false;
    std::size_t m_length = 0;
};

} // namespace tare::gui
