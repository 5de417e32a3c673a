// SPDX-License-Identifier: GPL-3.0-or-later
// From /proc/net/tcp and its kin to the socket's inode, and from there to the process that has it open (proc(5)).
#include "core/network/ports.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"

#include <cstdlib>
#include <dirent.h>
#include <set>
#include <unistd.h>

namespace tare::network {
namespace {

std::set<std::string> socketsAt(std::uint16_t port, const std::string &protocol)
{
    std::set<std::string> out;
    for (const char *family : {"", "6"}) {
        const auto table = readFile("/proc/self/net/" + protocol + family, 32U << 20U);
        if (!table)
            continue;
        for (const std::string_view line : split(*table, '\n')) {
            std::vector<std::string_view> words;
            for (const std::string_view word : split(line, ' ')) {
                if (!word.empty())
                    words.push_back(word);
            }
            if (words.size() < 10 || (protocol == "tcp" && words[3] != "0A")) // TCP_LISTEN
                continue;
            const std::string local(words[1].substr(words[1].rfind(':') + 1));
            if (std::strtoul(local.c_str(), nullptr, 16) == port)
                out.insert("socket:[" + std::string(words[9]) + "]");
        }
    }
    return out;
}

bool holds(const std::string &process, const std::set<std::string> &sockets)
{
    DIR *fds = ::opendir((process + "/fd").c_str());
    if (fds == nullptr)
        return false;
    const ScopeExit close([&] { ::closedir(fds); });
    while (const dirent *fd = ::readdir(fds)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        char target[64];
        const ssize_t n = ::readlinkat(::dirfd(fds), fd->d_name, target, sizeof target);
        if (n > 0 && sockets.count(std::string(target, static_cast<std::size_t>(n))) > 0)
            return true;
    }
    return false;
}

} // namespace

std::string portHolder(std::uint16_t port, const std::string &protocol)
{
    const std::set<std::string> sockets = socketsAt(port, protocol);
    DIR *proc = sockets.empty() ? nullptr : ::opendir("/proc");
    if (proc == nullptr)
        return {};
    const ScopeExit close([&] { ::closedir(proc); });
    while (const dirent *entry = ::readdir(proc)) { // NOLINT(concurrency-mt-unsafe)
        const std::string pid = entry->d_name;
        if (!parseUnsigned(pid) || !holds("/proc/" + pid, sockets))
            continue;
        const auto name = readFile("/proc/" + pid + "/comm", 64);
        return escapeControl(name ? trim(*name) : std::string_view("a program")) + " (process " + pid + ")";
    }
    return {};
}

} // namespace tare::network
