// SPDX-License-Identifier: GPL-3.0-or-later
// What a block of the log's document is, packed into its userState(): a hundred thousand of them cost nothing more.
#pragma once

#include "gui/containers/logs/log_level.h"

namespace tare::gui {

struct LogMark
{
    LogLevel level = LogLevel::None;
    bool isStderr = false;
    bool begins = false; // a line; false: it goes on from the block above, which was too long

    [[nodiscard]] int packed() const { return static_cast<int>(level) | (isStderr ? 8 : 0) | (begins ? 16 : 0); }
    // Of what QTextBlock::userState() answers; -1: nothing was said.
    [[nodiscard]] static LogMark of(int state)
    {
        if (state < 0)
            return {};
        const int level = state & 7;
        return {static_cast<LogLevel>(level > static_cast<int>(LogLevel::Error) ? 0 : level), (state & 8) != 0, (state & 16) != 0};
    }
};

} // namespace tare::gui
