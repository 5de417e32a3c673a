// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a json-file log and its predecessors, FILE.1 the latest of them (core/monitor/log.h).
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/engine/types.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tare::local {

// One line of the file; nothing for what is not such a line (a torn one after a power loss).
[[nodiscard]] std::optional<LogLine> parseLogLine(std::string_view json);

class LogReader
{
public:
    using Sink = std::function<bool(const LogLine &)>; // false: enough

    LogReader(std::string path, LogOptions options) : m_path(std::move(path)), m_options(options)
    {
    }
    // What is there now. False when the sink had enough.
    [[nodiscard]] Result<bool> readExisting(const Sink &sink);
    // Goes on from there until `ended` is readable, the sink has enough, or cancelled; then reads the rest.
    [[nodiscard]] Status follow(const Sink &sink, int ended, const CancelToken &cancel);

private:
    [[nodiscard]] Result<bool> readNew(const Sink &sink);
    [[nodiscard]] bool offer(std::string_view line, const Sink &sink) const;

    std::string m_path;
    LogOptions m_options;
    UniqueFd m_file;
    std::string m_partial; // a line that is not whole yet
};

} // namespace tare::local
