// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/terminal/palette.h"

#include <QPalette>
#include <array>

namespace tare::gui {

namespace {

constexpr std::array<QRgb, 16> onDark = {
    0xFF45475A, 0xFFF2777A, 0xFF8CCF7E, 0xFFE5C76B, 0xFF67A6F0, 0xFFC792EA, 0xFF6CD0CA, 0xFFC8CBD4,
    0xFF7F849C, 0xFFFF9A9D, 0xFFA9E79B, 0xFFF5DD8C, 0xFF93C3FF, 0xFFDDB2F8, 0xFF98ECE5, 0xFFFFFFFF};
constexpr std::array<QRgb, 16> onLight = {
    0xFF20242C, 0xFFB3202A, 0xFF23762B, 0xFF8A5A00, 0xFF1A5FB4, 0xFF813D9C, 0xFF0B7285, 0xFF6B7280,
    0xFF555B66, 0xFFD0303B, 0xFF2F8F38, 0xFFA16B00, 0xFF2B74D0, 0xFF9A52B8, 0xFF15889C, 0xFF8C929E};

} // namespace

TerminalPalette::TerminalPalette(const QPalette &palette)
    : m_foreground(palette.color(QPalette::Active, QPalette::Text)),
      m_background(palette.color(QPalette::Active, QPalette::Base)), m_dark(m_background.lightness() < 128)
{
}

QColor TerminalPalette::indexed(int index) const
{
    if (index < 16)
        return QColor::fromRgb((m_dark ? onDark : onLight)[static_cast<std::size_t>(index)]);
    if (index < 232) { // xterm's cube of 6 × 6 × 6
        const auto level = [](int part) { return part == 0 ? 0 : 55 + 40 * part; };
        const int cube = index - 16;
        return {level(cube / 36), level(cube / 6 % 6), level(cube % 6)};
    }
    const int grey = 8 + 10 * (index - 232);
    return {grey, grey, grey};
}

QColor TerminalPalette::color(const TerminalColor &color, const QColor &standard, bool bright) const
{
    switch (color.kind) {
    case TerminalColor::Kind::Default:
        return standard;
    case TerminalColor::Kind::Indexed:
        return indexed(bright && color.red < 8 ? color.red + 8 : color.red);
    case TerminalColor::Kind::Rgb:
        break;
    }
    return {color.red, color.green, color.blue};
}

QColor TerminalPalette::foreground(const TerminalStyle &style) const
{
    return style.reverse ? color(style.background, m_background, false)
                         : color(style.foreground, m_foreground, style.bold && m_dark);
}

QColor TerminalPalette::background(const TerminalStyle &style) const
{
    if (style.reverse)
        return color(style.foreground, m_foreground, false);
    return style.background.kind == TerminalColor::Kind::Default
               ? QColor()
               : color(style.background, m_background, false);
}

} // namespace tare::gui
