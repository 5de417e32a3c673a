// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/guest/command.h"

namespace tare::guest {

Command parseCommand(std::string_view body)
{
    Command command;
    while (!body.empty()) {
        const std::size_t end = body.find('\0');
        const std::string_view entry = body.substr(0, end);
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
        const std::size_t equals = entry.find('=');
        if (equals == std::string_view::npos)
            continue;
        const std::string_view key = entry.substr(0, equals);
        std::string value(entry.substr(equals + 1));
        if (key == "arg")
            command.argv.push_back(std::move(value));
        else if (key == "env")
            command.env.push_back(std::move(value));
        else if (key == "cwd")
            command.workingDir = value.empty() ? "/" : std::move(value);
        else if (key == "user")
            command.user = std::move(value);
        else if (key == "hostname")
            command.hostname = std::move(value);
        else if (key == "disk")
            command.disk = value == "1";
    }
    return command;
}

} // namespace tare::guest
