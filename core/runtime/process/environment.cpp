// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/process/environment.h"

#include "core/base/file.h"
#include "core/base/safe_path.h"
#include "core/base/strings.h"
#include "core/runtime/process/command.h"

#include <algorithm>
#include <fcntl.h>
#include <unordered_set>

namespace tare::runtime {
namespace {

// The image's file: of no size that it likes, and no FIFO (CVE-2024-9676).
std::string homeOf(std::uint32_t uid)
{
    const auto root = openFile("/", O_PATH | O_DIRECTORY);
    const auto passwd = root ? readFileInRoot(root->get(), "/etc/passwd", 1U << 20U) : Result<std::string>(std::string());
    for (const std::string_view line : split(passwd ? std::string_view(*passwd) : std::string_view(), '\n')) {
        const auto fields = split(line, ':'); // name:password:uid:gid:comment:home:shell
        if (fields.size() > 5 && parseUnsigned(fields[2]) == uid && !fields[5].empty())
            return std::string(fields[5]);
    }
    return "/";
}

} // namespace

std::vector<std::string> environmentOf(const Process &p)
{
    std::vector<std::string> env;
    std::unordered_set<std::string_view> names;
    for (auto it = p.env.rbegin(); it != p.env.rend(); ++it) {
        const std::string_view entry = *it;
        if (names.insert(entry.substr(0, entry.find('='))).second && entry != "HOME=")
            env.push_back(*it);
    }
    std::reverse(env.begin(), env.end());
    if (variable(env, "HOME").empty())
        env.push_back("HOME=" + homeOf(p.uid));
    if (p.terminal && variable(env, "TERM").empty())
        env.emplace_back("TERM=xterm");
    return env;
}

} // namespace tare::runtime
