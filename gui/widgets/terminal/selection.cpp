// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/terminal/selection.h"

#include <string_view>

namespace tare::gui {

namespace {

bool isWordPart(const TerminalCell &cell)
{
    constexpr std::u32string_view alsoPart = U"-_./~:@%+=?&#,";
    const char32_t c = cell.base;
    return cell.width == 0 || c >= 0x80 || (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') ||
           (c >= U'a' && c <= U'z') || (c != 0 && alsoPart.find(c) != std::u32string_view::npos);
}

} // namespace

std::string TerminalSelection::text(const TerminalSurface &surface) const
{
    std::string out;
    const std::int64_t first = surface.droppedLines();
    const std::int64_t last = first + surface.scrollbackSize() + surface.rows() - 1;
    for (std::int64_t line = std::max(begin().line, first); line <= std::min(end().line, last); ++line) {
        const int from = line == begin().line ? begin().column : 0;
        const int to = line == end().line ? end().column : surface.columns();
        out += surface.line(static_cast<int>(line - first)).text(from, to);
        if (line < end().line)
            out += '\n';
    }
    return out;
}

void TerminalSelection::selectWord(const TerminalSurface &surface, TerminalPosition at)
{
    const TerminalLine line = surface.line(static_cast<int>(at.line - surface.droppedLines()));
    if (!isWordPart(line.cell(at.column))) {
        set(at, {at.line, at.column + 1});
        return;
    }
    int from = at.column;
    int to = at.column + 1;
    while (from > 0 && isWordPart(line.cell(from - 1)))
        --from;
    while (to < surface.columns() && isWordPart(line.cell(to)))
        ++to;
    set({at.line, from}, {at.line, to});
}

} // namespace tare::gui
