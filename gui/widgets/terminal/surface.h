// SPDX-License-Identifier: GPL-3.0-or-later
// A terminal without a widget: bytes of a program in, cells out; keys in, bytes for the program out. A thin
// layer over libvterm (ECMA-48, xterm's additions). Nothing that a program writes reaches beyond these cells:
// control strings (titles, clipboard requests …) are dropped, answers to queries and the scrollback are
// bounded. One thread at a time.
#pragma once

#include "gui/widgets/terminal/input_filter.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tare::gui {

struct TerminalColor
{
    enum class Kind : std::uint8_t { Default, Indexed, Rgb };
    Kind kind = Kind::Default;
    std::uint8_t red = 0, green = 0, blue = 0; // red is the index when Indexed

    bool operator==(const TerminalColor &) const = default;
};

struct TerminalStyle
{
    TerminalColor foreground, background;
    bool bold = false, italic = false, underline = false, reverse = false, strike = false;

    bool operator==(const TerminalStyle &) const = default;
};

struct TerminalCell
{
    char32_t base = 0;      // 0: nothing was written here
    std::uint8_t width = 1; // 2: a wide character; 0: the second half of one
    TerminalStyle style;

    bool operator==(const TerminalCell &) const = default;
};

// Cells from the left; those that are missing at the end are blank.
struct TerminalLine
{
    std::vector<TerminalCell> cells;
    std::vector<std::pair<int, std::u32string>> marks; // combining characters, by column, ascending

    [[nodiscard]] const TerminalCell &cell(int column) const;
    [[nodiscard]] std::u32string_view marksAt(int column) const;
    // UTF-8 of the columns [from, to), without blanks at the end.
    [[nodiscard]] std::string text(int from = 0, int to = 1 << 20) const;
};

class TerminalSurface
{
public:
    enum class Key {
        Enter,
        Tab,
        Backspace,
        Escape,
        Up,
        Down,
        Left,
        Right,
        Insert,
        Delete,
        Home,
        End,
        PageUp,
        PageDown
    };
    enum class Mouse { None, Click, Drag, Move }; // what the program wants to hear of
    enum class CursorShape { Block, Underline, Bar };
    struct Modifiers
    {
        bool shift = false, alt = false, control = false;
    };
    struct Cursor
    {
        int row = 0, column = 0; // of the screen
        bool visible = true;
        CursorShape shape = CursorShape::Block;
    };
    struct Damage
    {
        int firstRow = 0, lastRow = -1; // of the screen; empty when last < first
        bool scrollback = false;        // lines came to or went from the scrollback
        bool bell = false;
    };

    static constexpr int maxRows = 500, maxColumns = 1000;
    static constexpr int scrollbackLines = 10'000;
    static constexpr std::size_t scrollbackCells = 2'000'000;

    TerminalSurface(int rows, int columns); // brought into 1…maxRows, 2…maxColumns
    ~TerminalSurface();
    TerminalSurface(const TerminalSurface &) = delete;
    TerminalSurface &operator=(const TerminalSurface &) = delete;

    void feed(std::string_view bytes); // sequences and characters may be split anywhere
    void resize(int rows, int columns);
    void reset(); // as a terminal that was just switched on; the scrollback goes too

    [[nodiscard]] int rows() const { return m_rows; }
    [[nodiscard]] int columns() const { return m_columns; }
    [[nodiscard]] int scrollbackSize() const { return static_cast<int>(m_scrollback.size()); }
    // How many lines left the scrollback at its far end since the start: keeps a selection in place.
    [[nodiscard]] std::int64_t droppedLines() const { return m_dropped; }
    // 0 is the oldest line of the scrollback; the screen begins at scrollbackSize().
    [[nodiscard]] TerminalLine line(int index) const;
    [[nodiscard]] std::string screenText() const; // lines with '\n', without blank ones at the end
    [[nodiscard]] Cursor cursor() const { return m_cursor; }
    [[nodiscard]] bool alternateScreen() const { return m_alternate; }
    [[nodiscard]] Mouse mouse() const { return m_mouse; }
    [[nodiscard]] Damage takeDamage();

    // What the user does; the bytes for the program wait in takeOutput().
    void key(Key key, Modifiers modifiers);
    void functionKey(int number, Modifiers modifiers); // 1 … 12
    void character(char32_t c, Modifiers modifiers);
    void
    paste(std::string_view utf8); // bracketed when the program asked for that; control characters are dropped
    void mouseMove(int row, int column, Modifiers modifiers);
    void mouseButton(int button, bool pressed,
                     Modifiers modifiers); // 1 left, 2 middle, 3 right, 4 and 5 wheel
    void focus(bool in);
    [[nodiscard]] std::string takeOutput();

private:
    struct Terminal;
    struct Callbacks;
    void push(TerminalLine line);

    std::unique_ptr<Terminal> m_terminal;
    TerminalInputFilter m_filter;
    int m_rows, m_columns;
    std::deque<TerminalLine> m_scrollback;
    std::size_t m_scrollbackCells = 0;
    std::int64_t m_dropped = 0;
    Cursor m_cursor;
    bool m_alternate = false;
    Mouse m_mouse = Mouse::None;
    Damage m_damage;
    std::string m_output;
};

// Appends as UTF-8; what is no character becomes U+FFFD.
void appendUtf8(std::string &out, char32_t c);

} // namespace tare::gui
