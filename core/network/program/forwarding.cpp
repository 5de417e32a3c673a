// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/program/operations.h"
#include "core/network/program/world.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"

#include <cstdio>
#include <dirent.h>

namespace tare::network {

Status setNetworkValue(const std::string &name, const std::string &value)
{
    const std::string path = "/proc/sys/net/" + name;
    const auto now = readFile(path, 64);
    if (now && trim(*now) == value)
        return {};
    return writeExisting(path, value);
}

Status allowForwarding(bool v6)
{
    const std::string name = v6 ? "ipv6/conf/all/forwarding" : "ipv4/ip_forward";
    const auto now = readFile("/proc/sys/net/" + name, 64);
    if (now && trim(*now) != "0")
        return {};
    if (v6) {
        // A machine that forwards ignores router advertisements unless it is told not to: it must not lose its own route.
        DIR *devices = ::opendir("/proc/sys/net/ipv6/conf");
        if (devices != nullptr) {
            const ScopeExit close([&] { ::closedir(devices); });
            while (const dirent *entry = ::readdir(devices)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
                const std::string file = std::string("/proc/sys/net/ipv6/conf/") + entry->d_name + "/accept_ra";
                const auto accept = readFile(file, 64);
                if (accept && trim(*accept) == "1" && std::string_view(entry->d_name) != "default")
                    TARE_CHECK(writeExisting(file, "2"));
            }
        }
    }
    TARE_CHECK(setNetworkValue(name, "1"));
    if (!inWorld()) // else it is nothing of the machine's
        std::fprintf(stderr, "tare: net.%s is on now: containers' networks need it\n", v6 ? "ipv6.conf.all.forwarding" : "ipv4.ip_forward");
    return {};
}

} // namespace tare::network
