// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/terminal/surface_private.h"

#include <algorithm>
#include <utility>

namespace tare::gui {

namespace {

VTermModifier convert(TerminalSurface::Modifiers modifiers)
{
    return static_cast<VTermModifier>((modifiers.shift ? VTERM_MOD_SHIFT : 0) |
                                      (modifiers.alt ? VTERM_MOD_ALT : 0) |
                                      (modifiers.control ? VTERM_MOD_CTRL : 0));
}

VTermKey convert(TerminalSurface::Key key)
{
    using Key = TerminalSurface::Key;
    switch (key) {
    case Key::Enter:
        return VTERM_KEY_ENTER;
    case Key::Tab:
        return VTERM_KEY_TAB;
    case Key::Backspace:
        return VTERM_KEY_BACKSPACE;
    case Key::Escape:
        return VTERM_KEY_ESCAPE;
    case Key::Up:
        return VTERM_KEY_UP;
    case Key::Down:
        return VTERM_KEY_DOWN;
    case Key::Left:
        return VTERM_KEY_LEFT;
    case Key::Right:
        return VTERM_KEY_RIGHT;
    case Key::Insert:
        return VTERM_KEY_INS;
    case Key::Delete:
        return VTERM_KEY_DEL;
    case Key::Home:
        return VTERM_KEY_HOME;
    case Key::End:
        return VTERM_KEY_END;
    case Key::PageUp:
        return VTERM_KEY_PAGEUP;
    case Key::PageDown:
        return VTERM_KEY_PAGEDOWN;
    }
    return VTERM_KEY_NONE;
}

} // namespace

void TerminalSurface::key(Key key, Modifiers modifiers)
{
    // libvterm would send "CSI u" sequences for these, which few shells understand.
    if (key == Key::Enter || key == Key::Escape || key == Key::Backspace)
        modifiers.shift = modifiers.control = false;
    if (key == Key::Tab)
        modifiers.control = modifiers.alt = false;
    vterm_keyboard_key(m_terminal->vterm, convert(key), convert(modifiers));
}

void TerminalSurface::functionKey(int number, Modifiers modifiers)
{
    if (number < 1 || number > 12)
        return;
    vterm_keyboard_key(m_terminal->vterm, static_cast<VTermKey>(VTERM_KEY_FUNCTION(number)),
                       convert(modifiers));
}

void TerminalSurface::character(char32_t c, Modifiers modifiers)
{
    std::string bytes;
    if (modifiers.alt)
        bytes += '\x1b';
    if (modifiers.control) {
        // As a VT100: the two upper bits go. Ctrl+Space and Ctrl+@ are NUL, Ctrl+? is DEL.
        if (c == U'?')
            c = 0x7F;
        else if (c == U' ' || (c >= U'@' && c <= U'_') || (c >= U'a' && c <= U'z'))
            c = c & 0x1FU;
    }
    appendUtf8(bytes, c);
    m_output += bytes;
}

void TerminalSurface::paste(std::string_view utf8)
{
    std::string clean;
    clean.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        const unsigned char next = i + 1 < utf8.size() ? static_cast<unsigned char>(utf8[i + 1]) : 0;
        if (c == '\r' && next == '\n')
            continue;
        if (c == 0xC2 && next >= 0x80 && next < 0xA0) { // C1: CSI and its kin in one character
            ++i;
            continue;
        }
        if (c == '\n')
            clean += '\r'; // what the Enter key sends
        else if (c == '\r' || c == '\t' || (c >= 0x20 && c != 0x7F))
            clean += static_cast<char>(c);
    }
    vterm_keyboard_start_paste(m_terminal->vterm);
    m_output += clean;
    vterm_keyboard_end_paste(m_terminal->vterm);
}

void TerminalSurface::mouseMove(int row, int column, Modifiers modifiers)
{
    if (m_mouse == Mouse::None)
        return;
    vterm_mouse_move(m_terminal->vterm, std::clamp(row, 0, m_rows - 1), std::clamp(column, 0, m_columns - 1),
                     convert(modifiers));
}

void TerminalSurface::mouseButton(int button, bool pressed, Modifiers modifiers)
{
    if (m_mouse != Mouse::None && button >= 1 && button <= 5)
        vterm_mouse_button(m_terminal->vterm, button, pressed, convert(modifiers));
}

void TerminalSurface::focus(bool in)
{
    if (in)
        vterm_state_focus_in(m_terminal->state);
    else
        vterm_state_focus_out(m_terminal->state);
}

std::string TerminalSurface::takeOutput()
{
    return std::exchange(m_output, {});
}

} // namespace tare::gui
