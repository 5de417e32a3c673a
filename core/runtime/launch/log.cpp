// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/log.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/time.h"

#include <fcntl.h>

namespace tare::runtime {
namespace {

struct Log
{
    UniqueFd file;
    bool json = false, debug = false;
};

Log &current() // one thread, from main() to the end
{
    static Log log;
    return log;
}

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + "\"";
}

void write(const char *level, std::string_view text)
{
    const Log &log = current();
    const std::string message = quoted(escapeControl(text));
    const std::string line = log.json ? std::string("{\"level\":\"") + level + "\",\"msg\":" + message + ",\"time\":\"" +
                                            formatTime(nowNs()) + "\"}\n"
                                      : "time=\"" + formatTime(nowNs()) + "\" level=" + level + " msg=" + message + "\n";
    (void)writeAll(log.file ? log.file.get() : 2, line);
}

} // namespace

bool openLog(const LogTarget &target)
{
    Log &log = current();
    log.json = target.json;
    log.debug = target.debug;
    if (target.file.empty())
        return true;
    auto file = openFile(target.file, O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (!file)
        return false;
    log.file = std::move(*file);
    return true;
}

void debug(std::string_view text)
{
    if (current().debug)
        write("debug", text);
}

void warn(std::string_view text)
{
    write("warning", text);
}

void logError(std::string_view text)
{
    if (current().file)
        write("error", text);
}

} // namespace tare::runtime
