// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/cgroup/tree.h"

#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

namespace tare::cgroup {
namespace {

Result<std::vector<std::string>> subfolders(const std::string &folder)
{
    DIR *dir = ::opendir(folder.c_str());
    if (dir == nullptr && errno == ENOENT)
        return std::vector<std::string>();
    if (dir == nullptr)
        return failSystem("list", folder);
    const ScopeExit close([&] { ::closedir(dir); });
    std::vector<std::string> out;
    while (const dirent *e = ::readdir(dir)) { // NOLINT(concurrency-mt-unsafe): a DIR of our own
        if (e->d_type == DT_DIR && std::string_view(e->d_name) != "." && std::string_view(e->d_name) != "..")
            out.push_back(folder + "/" + e->d_name);
    }
    return out;
}

void pause(std::int64_t ns)
{
    const timespec t{ns / 1'000'000'000, ns % 1'000'000'000};
    ::nanosleep(&t, nullptr);
}

} // namespace

Status removeGroupTree(const std::string &folder)
{
    std::int64_t wait = 50'000; // doubled up to 20 ms: most groups are free within the first
    std::int64_t waited = 0;
    while (::rmdir(folder.c_str()) != 0) {
        if (errno == ENOENT)
            return {};
        if (errno != EBUSY)
            return failSystem("remove control group", folder);
        for (const std::string &below : TARE_TRY(subfolders(folder)))
            TARE_CHECK(removeGroupTree(below));
        if (::rmdir(folder.c_str()) == 0 || errno == ENOENT)
            return {};
        if (waited > 2'000'000'000)
            return failSystem("remove control group", folder, EBUSY);
        pause(wait);
        waited += wait;
        wait = std::min<std::int64_t>(wait * 2, 20'000'000);
    }
    return {};
}

Result<std::vector<pid_t>> pidsBelow(const std::string &folder)
{
    std::vector<pid_t> out;
    const auto text = readFile(folder + "/cgroup.procs");
    if (!text) {
        // ENODEV: removed while it was open. EOPNOTSUPP: a threaded v2 group, whose processes show in its
        // domain.
        const int os = text.error().osError;
        if (text.error().code == Errc::NotFound || os == ENODEV)
            return out;
        if (os != EOPNOTSUPP)
            return tl::unexpected<Error>(text.error());
    } else {
        for (const std::string_view line : split(*text, '\n')) {
            if (const auto pid = parseInt(line); pid && *pid > 0)
                out.push_back(static_cast<pid_t>(*pid));
        }
    }
    for (const std::string &below : TARE_TRY(subfolders(folder))) {
        const auto more = TARE_TRY(pidsBelow(below));
        out.insert(out.end(), more.begin(), more.end());
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

bool handDown(const std::string &folder, const std::string &controller)
{
    const std::string file = folder + "/cgroup.subtree_control";
    const Status first = writeExisting(file, "+" + controller);
    if (first)
        return true;
    if (first.error().osError != EBUSY)
        return false;
    const auto procs = readFile(folder + "/cgroup.procs");
    if (!procs)
        return false;
    const std::string self = std::to_string(::getpid());
    const auto lines = split(*procs, '\n');
    if (std::find(lines.begin(), lines.end(), self) == lines.end())
        return false;
    const std::string leaf = folder + "/tare.leaf";
    if (::mkdir(leaf.c_str(), 0755) != 0 && errno != EEXIST)
        return false;
    for (const std::string_view pid : lines) {
        if (!pid.empty() && pid != "0")
            (void)writeExisting(leaf + "/cgroup.procs", pid);
    }
    return writeExisting(file, "+" + controller).has_value();
}

} // namespace tare::cgroup
