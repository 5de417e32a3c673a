// SPDX-License-Identifier: GPL-3.0-or-later
// What a container writes to its terminal, in pieces, with the window changing its size in between.
// First two bytes: rows and columns. Then 0xFF ROWS COLUMNS changes the size; everything else is written.
#include "gui/widgets/terminal/surface.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    tare::gui::TerminalSurface surface(data[0] % 60, data[1] % 120);
    std::size_t i = 2;
    while (i < size) {
        std::size_t end = i;
        while (end < size && data[end] != 0xFF)
            ++end;
        surface.feed({reinterpret_cast<const char *>(data + i), end - i});
        i = end;
        if (i < size && i + 2 < size)
            surface.resize(data[i + 1] % 60, data[i + 2] % 120);
        i += 3;
    }
    const auto cursor = surface.cursor();
    if (cursor.row < 0 || cursor.row >= surface.rows() || cursor.column < 0 ||
        cursor.column >= surface.columns())
        std::abort();
    for (int line = 0; line < surface.scrollbackSize() + surface.rows(); ++line)
        (void)surface.line(line).text();
    (void)surface.screenText();
    (void)surface.takeDamage();
    surface.paste({reinterpret_cast<const char *>(data), size});
    surface.mouseMove(data[0], data[1], {});
    surface.mouseButton(1, true, {});
    if (surface.takeOutput().size() > (8U << 20U))
        std::abort();
    return 0;
}
