// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/terminal/surface.h"

#include <string>

namespace tare::gui {

// A stretch of a terminal's text. Lines are counted from the first that ever was, so that a selection stays
// on its text while the scrollback moves.
struct TerminalPosition
{
    std::int64_t line = 0;
    int column = 0;

    auto operator<=>(const TerminalPosition &) const = default;
};

class TerminalSelection
{
public:
    void start(TerminalPosition at) { m_anchor = m_head = at; }
    void extend(TerminalPosition to) { m_head = to; }
    void clear() { m_head = m_anchor; }
    void set(TerminalPosition from, TerminalPosition to)
    {
        m_anchor = from;
        m_head = to;
    }

    [[nodiscard]] bool isEmpty() const { return m_anchor == m_head; }
    [[nodiscard]] TerminalPosition begin() const { return m_anchor < m_head ? m_anchor : m_head; }
    [[nodiscard]] TerminalPosition end() const { return m_anchor < m_head ? m_head : m_anchor; } // not in it
    [[nodiscard]] bool contains(TerminalPosition at) const { return begin() <= at && at < end(); }
    // UTF-8; lines that are joined by '\n' and have no blanks at their end.
    [[nodiscard]] std::string text(const TerminalSurface &surface) const;
    // The word around a position.
    void selectWord(const TerminalSurface &surface, TerminalPosition at);
    void selectLine(TerminalPosition at) { set({at.line, 0}, {at.line + 1, 0}); }

private:
    TerminalPosition m_anchor, m_head;
};

} // namespace tare::gui
