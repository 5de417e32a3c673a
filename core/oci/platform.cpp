// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oci/platform.h"

#include "core/base/strings.h"

#include <algorithm>
#include <sys/utsname.h>

namespace tare::oci {
namespace {

// containerd's platforms/database.go: what people and kernels write for Go's names.
void normalize(Platform &p)
{
    p.os = toLower(p.os);
    std::string &a = p.architecture;
    a = toLower(a);
    if (a == "x86_64" || a == "x86-64")
        a = "amd64";
    else if (a == "aarch64" || a == "arm64e")
        a = "arm64";
    else if (a == "i386" || a == "i486" || a == "i586" || a == "i686")
        a = "386";
    else if (a == "armhf" || a == "armv7l" || a == "armv8l")
        a = "arm", p.variant = p.variant.empty() ? "v7" : p.variant;
    else if (a == "armel" || a == "armv6l")
        a = "arm", p.variant = p.variant.empty() ? "v6" : p.variant;
    p.variant = toLower(p.variant);
    if (a == "arm64" && (p.variant == "v8" || p.variant == "8"))
        p.variant.clear();
    if (a == "amd64" && p.variant == "v1")
        p.variant.clear();
    if (a == "arm" && p.variant.empty())
        p.variant = "v7";
}

// v7 → 7; what is no number is 0.
int level(const std::string &variant)
{
    if (variant.size() < 2 || variant[0] != 'v')
        return 0;
    return static_cast<int>(std::clamp<std::int64_t>(parseInt(variant.substr(1)).value_or(0), 0, 99));
}

} // namespace

Result<Platform> Platform::parse(std::string_view text)
{
    const auto parts = split(text, '/');
    auto wordly = [](std::string_view part) {
        return !part.empty() && part.size() <= 32 && std::all_of(part.begin(), part.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                   c == '-' || c == '.';
        });
    };
    if (parts.size() < 2 || parts.size() > 3 || !std::all_of(parts.begin(), parts.end(), wordly))
        return fail(Errc::InvalidArgument, std::string(text.substr(0, 100)),
                    "not a platform: os/architecture or os/architecture/variant");
    Platform out{std::string(parts[0]), std::string(parts[1]), parts.size() == 3 ? std::string(parts[2]) : ""};
    normalize(out);
    return out;
}

Platform Platform::ofThisMachine()
{
    utsname names{};
    Platform out{"linux", ::uname(&names) == 0 ? names.machine : "", ""};
    normalize(out);
    return out;
}

std::string Platform::text() const
{
    return os + "/" + architecture + (variant.empty() ? std::string() : "/" + variant);
}

int Platform::rank(const Platform &offered) const
{
    Platform theirs = offered;
    Platform ours = *this;
    normalize(theirs);
    normalize(ours);
    if (theirs.os != ours.os || theirs.architecture != ours.architecture)
        return 0;
    if (theirs.variant == ours.variant)
        return 100;
    if (ours.architecture == "arm") // a newer one runs what is for an older one
        return level(theirs.variant) <= level(ours.variant) ? 1 + level(theirs.variant) : 0;
    // amd64/v3 and arm64/v9 may use instructions that nobody has asked for.
    return theirs.variant.empty() ? 50 : 0;
}

} // namespace tare::oci
