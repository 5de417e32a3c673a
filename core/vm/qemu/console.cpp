// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/qemu/console.h"

#include "core/base/strings.h"

#include <algorithm>
#include <vector>

namespace tare::vm {

namespace {

constexpr std::size_t mostBytes = 400;
constexpr std::size_t mostLines = 3;

// Without control sequences (ECMA-48, 5.4: ESC [, parameters, one final byte) and other escapes of two bytes.
std::string plain(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r')
            continue;
        if (text[i] != '\x1b') {
            out += text[i];
            continue;
        }
        if (++i >= text.size() || text[i] != '[')
            continue;
        do
            ++i;
        while (i < text.size() && (text[i] < '@' || text[i] > '~'));
    }
    return out;
}

// The kernel's "[    0.040000] " in front of a line.
std::string_view withoutTime(std::string_view line)
{
    if (line.empty() || line.front() != '[')
        return line;
    const std::size_t end = line.find("] ");
    return end == std::string_view::npos || end > 20 ? line : line.substr(end + 2);
}

bool insideCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::string beginning(std::string text)
{
    std::size_t to = std::min(text.size(), mostBytes);
    while (to > 0 && to < text.size() && insideCharacter(text[to]))
        --to;
    text.resize(to);
    return text;
}

std::string ending(const std::string &text)
{
    std::size_t from = text.size() - std::min(text.size(), mostBytes);
    while (from > 0 && from < text.size() && insideCharacter(text[from]))
        ++from;
    return text.substr(from);
}

} // namespace

std::string lastWords(std::string_view console)
{
    const std::string text = plain(console);
    std::vector<std::string_view> lines;
    for (const std::string_view line : split(text, '\n')) {
        const std::string_view words = withoutTime(trim(line));
        if (words.rfind("Kernel panic", 0) == 0)
            return beginning(escapeControl(words.substr(0, mostBytes)));
        if (!words.empty())
            lines.push_back(words);
    }
    if (lines.empty())
        return "nothing";
    std::string out;
    for (std::size_t i = lines.size() - std::min(lines.size(), mostLines); i < lines.size(); ++i)
        out += (out.empty() ? "" : " | ") + escapeControl(lines[i]);
    return ending(out);
}

} // namespace tare::vm
