// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/propagation.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <climits>
#include <cstdlib>

namespace tare::local {
namespace {

// proc(5): space, tab, newline and backslash are written as three octal digits.
std::string unescape(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size()) {
            out += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            out += text[i];
        }
    }
    return out;
}

} // namespace

MountPoint mountOf(std::string_view mountinfo, const std::string &path)
{
    MountPoint out;
    for (const std::string_view line : split(mountinfo, '\n')) {
        const auto fields = split(line, ' ');
        if (fields.size() < 7)
            continue;
        const std::string at = unescape(fields[4]);
        const bool holds = at == "/" || path == at || path.starts_with(at + "/");
        if (!holds || at.size() < out.path.size())
            continue; // of several at one place the last is on top
        out = {at, false, false};
        for (std::size_t i = 6; i < fields.size() && fields[i] != "-"; ++i) {
            out.shared = out.shared || fields[i].starts_with("shared:");
            out.slave = out.slave || fields[i].starts_with("master:");
        }
    }
    return out;
}

Status checkPropagation(const std::vector<BindMount> &mounts)
{
    std::string mountinfo;
    for (const BindMount &mount : mounts) {
        const bool shared = mount.propagation == "shared" || mount.propagation == "rshared";
        const bool slave = mount.propagation == "slave" || mount.propagation == "rslave";
        if (!shared && !slave)
            continue;
        if (mountinfo.empty())
            mountinfo = TARE_TRY(readFile("/proc/self/mountinfo"));
        char resolved[PATH_MAX];
        const std::string source = ::realpath(mount.source.c_str(), resolved) == nullptr ? mount.source : resolved;
        const MountPoint at = mountOf(mountinfo, source);
        if (at.shared || (slave && at.slave))
            continue;
        return fail(Errc::InvalidArgument, {},
                    "path " + mount.source + " is mounted on " + at.path + " but it is not a shared " + (slave ? "or slave " : "") + "mount",
                    "mount --make-shared " + shellQuote(at.path) + " makes it one.");
    }
    return {};
}

} // namespace tare::local
