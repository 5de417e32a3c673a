// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/logs/ansi_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tare {
namespace {

constexpr std::size_t mostNumbers = 16; // of one sequence
constexpr std::uint32_t largest = 0xFFFF;

struct Numbers
{
    std::array<std::uint32_t, mostNumbers> at{};
    std::size_t count = 0;
};

// "1;38;5;208", and with colons as ISO 8613-6 has them.
Numbers numbersOf(std::string_view text)
{
    Numbers out;
    std::uint32_t value = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            value = std::min(value * 10 + static_cast<std::uint32_t>(c - '0'), largest);
            continue;
        }
        if (out.count + 1 >= mostNumbers)
            break;
        out.at[out.count++] = value;
        value = 0;
    }
    out.at[out.count++] = value; // a missing one is 0
    return out;
}

// What stands behind 38 or 48; answers how many numbers that were.
std::size_t takeColour(const Numbers &n, std::size_t at, AnsiStyle *style)
{
    const auto left = n.count - at;
    if (left >= 2 && n.at[at] == 5) {
        if (style != nullptr && n.at[at + 1] <= 255) {
            style->kind = AnsiStyle::Kind::Palette;
            style->colour = n.at[at + 1];
        }
        return 2;
    }
    if (left >= 4 && n.at[at] == 2) {
        if (style != nullptr) {
            style->kind = AnsiStyle::Kind::Rgb;
            style->colour = (n.at[at + 1] & 255U) << 16U | (n.at[at + 2] & 255U) << 8U | (n.at[at + 3] & 255U);
        }
        return 4;
    }
    return left;
}

void apply(std::string_view parameters, AnsiStyle &style)
{
    const Numbers n = numbersOf(parameters);
    for (std::size_t i = 0; i < n.count; ++i) {
        const std::uint32_t number = n.at[i];
        if (number == 0)
            style = {};
        else if (number == 1)
            style.bold = true;
        else if (number == 4)
            style.underline = true;
        else if (number == 22)
            style.bold = false;
        else if (number == 24)
            style.underline = false;
        else if (number == 38)
            i += takeColour(n, i + 1, &style);
        else if (number == 48)
            i += takeColour(n, i + 1, nullptr);
        else if (number == 39)
            style.kind = AnsiStyle::Kind::None;
        else if ((number >= 30 && number <= 37) || (number >= 90 && number <= 97)) {
            style.kind = AnsiStyle::Kind::Palette;
            style.colour = number < 90 ? number - 30 : number - 90 + 8;
        }
    }
    if (style.kind == AnsiStyle::Kind::None)
        style.colour = 0;
}

// Behind ESC [: where the sequence ends. `sgr`: its parameters when it is one that changes the style.
std::size_t endOfSequence(std::string_view line, std::size_t at, std::string_view &sgr, bool &isSgr)
{
    const std::size_t from = at;
    while (at < line.size() && line[at] >= 0x20 && line[at] < 0x40)
        ++at;
    if (at >= line.size() || line[at] < 0x40)
        return at;
    sgr = line.substr(from, at - from);
    isSgr = line[at] == 'm' && sgr.find_first_not_of("0123456789;:") == std::string_view::npos;
    return at + 1;
}

} // namespace

std::vector<AnsiRun> ansiRuns(std::string_view line)
{
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    if (const auto overwritten = line.rfind('\r'); overwritten != std::string_view::npos)
        line.remove_prefix(overwritten + 1);
    std::vector<AnsiRun> out;
    AnsiStyle style;
    for (std::size_t i = 0; i < line.size();) {
        if (line.substr(i, 2) == "\x1b[") {
            std::string_view sgr;
            bool isSgr = false;
            i = endOfSequence(line, i + 2, sgr, isSgr);
            if (isSgr)
                apply(sgr, style);
            continue;
        }
        const std::size_t end = std::min(line.find("\x1b[", i), line.size());
        if (out.empty() || out.back().style != style)
            out.push_back({{}, style});
        out.back().text += line.substr(i, end - i);
        i = end;
    }
    return out;
}

} // namespace tare
