// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/capabilities.h"

#include "core/base/strings.h"
#include "core/runtime/seccomp/resolve.h"
#include "core/runtime/spec/spec.h"

#include <algorithm>
#include <linux/capability.h>
#include <sys/prctl.h>

namespace tare::local {
namespace {

constexpr const char *everything = "ALL";

bool contains(const std::vector<std::string> &list, const std::string &name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

Status normalise(std::vector<std::string> &list, const char *field)
{
    for (std::string &name : list) {
        name = toUpper(name);
        if (name == everything)
            continue;
        if (!name.starts_with("CAP_"))
            name.insert(0, "CAP_");
        if (runtime::capabilityNumber(name) < 0)
            return fail(Errc::InvalidArgument, {}, std::string("invalid ") + field + ": unknown capability: \"" + name + "\"");
    }
    return {};
}

std::vector<std::string> namesOf(std::uint64_t mask)
{
    std::vector<std::string> out;
    for (int number = 0; number <= CAP_LAST_CAP; ++number) {
        const std::string name = runtime::capabilityName(number);
        if (!name.empty() && (mask >> static_cast<unsigned>(number) & 1U) != 0)
            out.push_back("CAP_" + name);
    }
    return out;
}

} // namespace

Status normaliseCapabilities(Isolation &isolation)
{
    TARE_CHECK(normalise(isolation.capAdd, "CapAdd"));
    return normalise(isolation.capDrop, "CapDrop");
}

std::vector<std::string> allCapabilities()
{
    std::uint64_t mask = 0;
    for (int number = 0; number <= CAP_LAST_CAP; ++number) {
        if (::prctl(PR_CAPBSET_READ, number, 0, 0, 0) == 1)
            mask |= 1ULL << static_cast<unsigned>(number);
    }
    return namesOf(mask);
}

std::vector<std::string> capabilitiesOf(const Isolation &isolation)
{
    if (isolation.privileged)
        return allCapabilities();
    std::vector<std::string> out;
    if (contains(isolation.capAdd, everything)) {
        out = allCapabilities();
    } else {
        if (!contains(isolation.capDrop, everything))
            out = namesOf(runtime::defaultCapabilities());
        out.insert(out.end(), isolation.capAdd.begin(), isolation.capAdd.end());
    }
    // "ALL" dropped leaves what is added by name.
    const bool all = contains(isolation.capDrop, everything);
    std::erase_if(out, [&](const std::string &name) {
        return name == everything || (!all && contains(isolation.capDrop, name) && !contains(isolation.capAdd, name));
    });
    std::sort(out.begin(), out.end(), [](const std::string &a, const std::string &b) {
        return runtime::capabilityNumber(a) < runtime::capabilityNumber(b);
    });
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

} // namespace tare::local
