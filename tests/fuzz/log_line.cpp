// SPDX-License-Identifier: GPL-3.0-or-later
// A line of a container's log: its colours and its level. No letter comes in that was not there, and none goes that is none of
// a control sequence's.
#include "gui/containers/logs/ansi_text.h"
#include "gui/containers/logs/log_level.h"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tare;
    const std::string_view line(reinterpret_cast<const char *>(data), size);
    std::string plain;
    AnsiStyle before;
    bool first = true;
    for (const AnsiRun &run : ansiRuns(line)) {
        if (run.text.empty() || (!first && run.style == before) || run.text.find("\x1b[") != std::string::npos)
            std::abort();
        if ((run.style.kind == AnsiStyle::Kind::Palette && run.style.colour > 255) || run.style.colour > 0xFFFFFF ||
            (run.style.kind == AnsiStyle::Kind::None && run.style.colour != 0))
            std::abort();
        before = run.style;
        first = false;
        plain += run.text;
    }
    if (plain.size() > line.size() || plain.find('\r') != std::string::npos)
        std::abort();
    if (line.find("\x1b[") == std::string_view::npos && line.find_first_of("\r\n") == std::string_view::npos && plain != line)
        std::abort();
    // The level is a matter of the beginning: what stands far behind does not change it.
    const LogLevel level = levelOf(plain);
    if (level != levelOf(plain.size() > 8192 ? plain.substr(0, 8192) : plain))
        std::abort();
    return 0;
}
