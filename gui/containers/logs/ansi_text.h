// SPDX-License-Identifier: GPL-3.0-or-later
// Colours in a line of a log (ECMA-48, SGR). Nothing else that a terminal would do is done: other control sequences (CSI) are
// taken out, and whatever else begins with ESC stays as it is, to be made visible.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tare {

struct AnsiStyle
{
    enum class Kind : std::uint8_t { None, Palette, Rgb };
    Kind kind = Kind::None;    // of the text's colour; a ground's is not taken over, so that nothing can be hidden
    std::uint32_t colour = 0;  // 0 to 255 of xterm's palette, or 0xRRGGBB
    bool bold = false, underline = false;

    bool operator==(const AnsiStyle &) const = default;
};

struct AnsiRun
{
    std::string text; // bytes without control sequences; other control characters are still in it
    AnsiStyle style;

    bool operator==(const AnsiRun &) const = default;
};

// Of one line, without its end; of one that was overwritten by carriage returns the last part. Neighbours differ in style.
[[nodiscard]] std::vector<AnsiRun> ansiRuns(std::string_view line);

} // namespace tare
