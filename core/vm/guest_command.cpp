// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/guest_command.h"

#include "core/vm/channel.h"

namespace tare::vm {

Result<std::string> encodeCommand(const GuestCommand &command)
{
    std::string body;
    bool nul = false;
    const auto add = [&](std::string_view key, const std::string &value) {
        nul = nul || value.find('\0') != std::string::npos;
        body.append(key).append("=").append(value).push_back('\0');
    };
    for (const std::string &word : command.argv)
        add("arg", word);
    for (const std::string &entry : command.env)
        add("env", entry);
    add("cwd", command.workingDir);
    add("user", command.user);
    add("hostname", command.hostname);
    add("disk", command.disk ? "1" : "0");
    if (nul)
        return fail(Errc::InvalidArgument, "command", "it holds a NUL byte");
    if (body.size() > largestCommand)
        return fail(Errc::TooLarge, "command", "it is longer than 4 MiB with its environment");
    return frame('C', body);
}

} // namespace tare::vm
