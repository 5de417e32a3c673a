// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/terminal/surface_private.h"

#include <algorithm>
#include <new>

namespace tare::gui {

namespace {

// A program that asks for its cursor's position in a loop and never reads must not fill our memory.
constexpr std::size_t maxOutput = 1U << 20U;
constexpr std::uint32_t secondHalf = 0xFFFFFFFFU;

TerminalColor convert(const VTermColor &color)
{
    TerminalColor result;
    if (VTERM_COLOR_IS_DEFAULT_FG(&color) || VTERM_COLOR_IS_DEFAULT_BG(&color))
        return result;
    if (VTERM_COLOR_IS_INDEXED(&color)) {
        result.kind = TerminalColor::Kind::Indexed;
        result.red = color.indexed.idx;
        return result;
    }
    return {TerminalColor::Kind::Rgb, color.rgb.red, color.rgb.green, color.rgb.blue};
}

TerminalLine convert(const VTermScreenCell *cells, int columns)
{
    TerminalLine line;
    line.cells.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) {
        const VTermScreenCell &from = cells[column];
        TerminalCell cell;
        cell.base = static_cast<char32_t>(from.chars[0]);
        cell.width = static_cast<std::uint8_t>(std::clamp<int>(from.width, 1, 2));
        if (from.chars[0] == secondHalf) {
            cell.base = 0;
            cell.width = 0;
        }
        cell.style = {convert(from.fg),       convert(from.bg),          from.attrs.bold != 0,
                      from.attrs.italic != 0, from.attrs.underline != 0, from.attrs.reverse != 0,
                      from.attrs.strike != 0};
        std::u32string marks;
        for (int i = 1; cell.base != 0 && i < VTERM_MAX_CHARS_PER_CELL && from.chars[i] != 0; ++i)
            marks.push_back(static_cast<char32_t>(from.chars[i]));
        if (!marks.empty())
            line.marks.emplace_back(column, std::move(marks));
        line.cells.push_back(cell);
    }
    static const TerminalCell blank;
    while (!line.cells.empty() && line.cells.back() == blank)
        line.cells.pop_back();
    line.cells.shrink_to_fit();
    return line;
}

} // namespace

void appendUtf8(std::string &out, char32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        c = 0xFFFD;
    if (c < 0x80) {
        out += static_cast<char>(c);
        return;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    out += static_cast<char>((0xF0U << (3U - static_cast<unsigned>(more))) |
                             (c >> (6U * static_cast<unsigned>(more))));
    for (int i = more - 1; i >= 0; --i)
        out += static_cast<char>(0x80U | ((c >> (6U * static_cast<unsigned>(i))) & 0x3FU));
}

const TerminalCell &TerminalLine::cell(int column) const
{
    static const TerminalCell blank;
    const auto index = static_cast<std::size_t>(column);
    return column >= 0 && index < cells.size() ? cells[index] : blank;
}

std::u32string_view TerminalLine::marksAt(int column) const
{
    for (const auto &[at, text] : marks) {
        if (at == column)
            return text;
    }
    return {};
}

std::string TerminalLine::text(int from, int to) const
{
    std::string out;
    std::size_t solid = 0;
    const int end = std::min(to, static_cast<int>(cells.size()));
    for (int column = std::max(0, from); column < end; ++column) {
        const TerminalCell &c = cell(column);
        if (c.width == 0)
            continue;
        appendUtf8(out, c.base == 0 ? U' ' : c.base);
        for (char32_t mark : marksAt(column))
            appendUtf8(out, mark);
        if (c.base != 0 && c.base != U' ')
            solid = out.size();
    }
    out.resize(solid);
    return out;
}

struct TerminalSurface::Callbacks
{
    static TerminalSurface &self(void *user) { return *static_cast<TerminalSurface *>(user); }

    static int damage(VTermRect rect, void *user)
    {
        Damage &d = self(user).m_damage;
        if (d.lastRow < d.firstRow) {
            d.firstRow = rect.start_row;
            d.lastRow = rect.end_row - 1;
        } else {
            d.firstRow = std::min(d.firstRow, rect.start_row);
            d.lastRow = std::max(d.lastRow, rect.end_row - 1);
        }
        return 1;
    }

    static int moveCursor(VTermPos pos, VTermPos old, int visible, void *user)
    {
        TerminalSurface &s = self(user);
        s.m_cursor.row = std::clamp(pos.row, 0, s.m_rows - 1);
        s.m_cursor.column = std::clamp(pos.col, 0, s.m_columns - 1);
        s.m_cursor.visible = visible != 0;
        damage({old.row, old.row + 1, 0, s.m_columns}, user);
        damage({pos.row, pos.row + 1, 0, s.m_columns}, user);
        return 1;
    }

    static int property(VTermProp property, VTermValue *value, void *user)
    {
        TerminalSurface &s = self(user);
        switch (property) {
        case VTERM_PROP_CURSORVISIBLE:
            s.m_cursor.visible = value->boolean != 0;
            damage({s.m_cursor.row, s.m_cursor.row + 1, 0, s.m_columns}, user);
            break;
        case VTERM_PROP_ALTSCREEN:
            s.m_alternate = value->boolean != 0;
            s.m_damage.scrollback = true;
            break;
        case VTERM_PROP_CURSORSHAPE:
            s.m_cursor.shape = value->number == VTERM_PROP_CURSORSHAPE_UNDERLINE  ? CursorShape::Underline
                               : value->number == VTERM_PROP_CURSORSHAPE_BAR_LEFT ? CursorShape::Bar
                                                                                  : CursorShape::Block;
            break;
        case VTERM_PROP_MOUSE:
            s.m_mouse = static_cast<Mouse>(std::clamp(value->number, 0, 3));
            break;
        default: // titles and icon names are the window's, not the container's
            break;
        }
        return 1;
    }

    static int bell(void *user)
    {
        self(user).m_damage.bell = true;
        return 1;
    }

    static int pushLine(int columns, const VTermScreenCell *cells, void *user)
    {
        self(user).push(convert(cells, columns));
        return 1;
    }

    static int popLine(int columns, VTermScreenCell *cells, void *user);

    static void output(const char *bytes, std::size_t size, void *user)
    {
        std::string &out = self(user).m_output;
        out.append(bytes, std::min(size, maxOutput - std::min(maxOutput, out.size())));
    }
};

int TerminalSurface::Callbacks::popLine(int columns, VTermScreenCell *cells, void *user)
{
    TerminalSurface &s = self(user);
    if (s.m_scrollback.empty())
        return 0;
    const TerminalLine line = std::move(s.m_scrollback.back());
    s.m_scrollback.pop_back();
    s.m_scrollbackCells -= line.cells.size();
    s.m_damage.scrollback = true;
    VTermColor foreground{};
    VTermColor background{};
    vterm_state_get_default_colors(s.m_terminal->state, &foreground, &background);
    const auto toVterm = [](const TerminalColor &color, const VTermColor &standard) {
        VTermColor out = standard;
        if (color.kind == TerminalColor::Kind::Indexed)
            vterm_color_indexed(&out, color.red);
        else if (color.kind == TerminalColor::Kind::Rgb)
            vterm_color_rgb(&out, color.red, color.green, color.blue);
        return out;
    };
    for (int column = 0; column < columns; ++column) {
        const TerminalCell &from = line.cell(column);
        VTermScreenCell to{};
        to.chars[0] = from.width == 0 ? secondHalf : static_cast<std::uint32_t>(from.base);
        to.width = static_cast<char>(std::max<int>(1, from.width));
        if (to.width == 2 && column + 1 >= columns) { // its second half would lie outside
            to.chars[0] = ' ';
            to.width = 1;
        }
        std::size_t i = 1;
        for (char32_t mark : line.marksAt(column)) {
            if (i < VTERM_MAX_CHARS_PER_CELL)
                to.chars[i++] = static_cast<std::uint32_t>(mark);
        }
        to.attrs.bold = from.style.bold ? 1U : 0U;
        to.attrs.italic = from.style.italic ? 1U : 0U;
        to.attrs.underline = from.style.underline ? 1U : 0U;
        to.attrs.reverse = from.style.reverse ? 1U : 0U;
        to.attrs.strike = from.style.strike ? 1U : 0U;
        to.fg = toVterm(from.style.foreground, foreground);
        to.bg = toVterm(from.style.background, background);
        cells[column] = to;
    }
    return 1;
}

TerminalSurface::TerminalSurface(int rows, int columns)
    : m_terminal(std::make_unique<Terminal>()), m_rows(std::clamp(rows, 1, maxRows)),
      m_columns(std::clamp(columns, 2, maxColumns))
{
    static const VTermScreenCallbacks callbacks = {
        &Callbacks::damage, nullptr, &Callbacks::moveCursor, &Callbacks::property,
        &Callbacks::bell,   nullptr, &Callbacks::pushLine,   &Callbacks::popLine,
    };
    m_terminal->vterm = vterm_new(m_rows, m_columns);
    if (m_terminal->vterm == nullptr)
        throw std::bad_alloc();
    vterm_set_utf8(m_terminal->vterm, 1);
    vterm_output_set_callback(m_terminal->vterm, &Callbacks::output, this);
    m_terminal->state = vterm_obtain_state(m_terminal->vterm);
    m_terminal->screen = vterm_obtain_screen(m_terminal->vterm);
    vterm_screen_set_callbacks(m_terminal->screen, &callbacks, this);
    vterm_screen_set_damage_merge(m_terminal->screen, VTERM_DAMAGE_ROW);
    vterm_screen_enable_altscreen(m_terminal->screen, 1);
    vterm_screen_reset(m_terminal->screen, 1);
}

TerminalSurface::~TerminalSurface()
{
    vterm_free(m_terminal->vterm);
}

void TerminalSurface::feed(std::string_view bytes)
{
    const std::string clean = m_filter.pass(bytes, m_columns);
    vterm_input_write(m_terminal->vterm, clean.data(), clean.size());
    vterm_screen_flush_damage(m_terminal->screen);
}

void TerminalSurface::resize(int rows, int columns)
{
    rows = std::clamp(rows, 1, maxRows);
    columns = std::clamp(columns, 2, maxColumns);
    if (rows == m_rows && columns == m_columns)
        return;
    // libvterm keeps margins that lie outside of a smaller screen, and then writes there. As xterm: no
    // margins.
    VTermPos before{};
    vterm_state_get_cursorpos(m_terminal->state, &before);
    const std::string noMargins = "\x18\x1b[r\x1b[?69l\x1b[" + std::to_string(before.row + 1) + ";" +
                                  std::to_string(before.col + 1) + "H";
    vterm_input_write(m_terminal->vterm, noMargins.data(), noMargins.size());
    // The callbacks clamp to the new size while libvterm changes to it.
    m_rows = rows;
    m_columns = columns;
    vterm_set_size(m_terminal->vterm, rows, columns);
    constexpr std::string_view anyCsi = "\x1b[?0h"; // brings a cursor that lies outside back
    vterm_input_write(m_terminal->vterm, anyCsi.data(), anyCsi.size());
    vterm_screen_flush_damage(m_terminal->screen);
    VTermPos position{};
    vterm_state_get_cursorpos(m_terminal->state, &position);
    m_cursor.row = std::clamp(position.row, 0, m_rows - 1);
    m_cursor.column = std::clamp(position.col, 0, m_columns - 1);
    m_damage.firstRow = 0;
    m_damage.lastRow = rows - 1;
    m_damage.scrollback = true;
}

void TerminalSurface::reset()
{
    m_filter.reset();
    feed("\x18\x1b[?1049l\x1b[?1000l\x1b[?1002l\x1b[?1003l"); // what libvterm's reset forgets
    m_dropped += scrollbackSize();
    m_scrollback.clear();
    m_scrollbackCells = 0;
    vterm_screen_reset(m_terminal->screen, 1);
    vterm_screen_flush_damage(m_terminal->screen);
    m_output.clear();
    m_damage = {0, m_rows - 1, true, false};
}

void TerminalSurface::push(TerminalLine line)
{
    m_scrollbackCells += line.cells.size();
    m_scrollback.push_back(std::move(line));
    while (m_scrollback.size() > scrollbackLines || m_scrollbackCells > scrollbackCells) {
        m_scrollbackCells -= m_scrollback.front().cells.size();
        m_scrollback.pop_front();
        ++m_dropped;
    }
    m_damage.scrollback = true;
}

TerminalLine TerminalSurface::line(int index) const
{
    if (index < 0 || index >= scrollbackSize() + m_rows)
        return {};
    if (index < scrollbackSize())
        return m_scrollback[static_cast<std::size_t>(index)];
    std::vector<VTermScreenCell> cells(static_cast<std::size_t>(m_columns));
    const int row = index - scrollbackSize();
    for (int column = 0; column < m_columns; ++column)
        vterm_screen_get_cell(m_terminal->screen, {row, column}, &cells[static_cast<std::size_t>(column)]);
    return convert(cells.data(), m_columns);
}

std::string TerminalSurface::screenText() const
{
    std::string out;
    std::size_t solid = 0;
    for (int row = 0; row < m_rows; ++row) {
        const std::string text = line(scrollbackSize() + row).text();
        out += text;
        if (!text.empty())
            solid = out.size();
        out += '\n';
    }
    out.resize(solid);
    return out;
}

TerminalSurface::Damage TerminalSurface::takeDamage()
{
    Damage damage = m_damage;
    damage.firstRow = std::max(0, damage.firstRow);
    damage.lastRow = std::min(damage.lastRow, m_rows - 1);
    m_damage = {};
    return damage;
}

} // namespace tare::gui
