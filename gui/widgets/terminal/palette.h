// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/terminal/surface.h"

#include <QColor>

class QPalette;

namespace tare::gui {

// The colours of a terminal on the window's own background: the sixteen named ones are legible on it, in
// light and dark.
class TerminalPalette
{
public:
    explicit TerminalPalette(const QPalette &palette);

    [[nodiscard]] QColor foreground(const TerminalStyle &style) const; // after reverse
    [[nodiscard]] QColor background(const TerminalStyle &style) const; // invalid: the default
    [[nodiscard]] QColor defaultForeground() const { return m_foreground; }
    [[nodiscard]] QColor defaultBackground() const { return m_background; }

private:
    [[nodiscard]] QColor color(const TerminalColor &color, const QColor &standard, bool bright) const;
    [[nodiscard]] QColor indexed(int index) const;

    QColor m_foreground, m_background;
    bool m_dark = false;
};

} // namespace tare::gui
