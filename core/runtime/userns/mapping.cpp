// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/userns/userns.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"

#include <unistd.h>

namespace tare::userns {
namespace {

// The name in /etc/passwd. Not getpwuid(): in a static program it would load the system's NSS plug-ins; a
// user who is only in a directory service is found in subuid by number, or by $USER when that is what
// /etc/subuid speaks of.
std::string userName(uid_t uid)
{
    const auto passwd = readFile("/etc/passwd", 4U << 20U);
    if (passwd) {
        for (const std::string_view line : split(*passwd, '\n')) {
            const auto fields = split(line, ':');
            if (fields.size() >= 3 && parseUnsigned(fields[2]) == uid)
                return std::string(fields[0]);
        }
    }
    return environment("USER");
}

std::string findInPath(const std::string &program)
{
    std::string path = environment("PATH");
    path += ":/usr/bin:/usr/sbin:/bin";
    for (const std::string_view dir : split(path, ':')) {
        std::string file = std::string(dir) + "/" + program;
        if (!dir.empty() && ::access(file.c_str(), X_OK) == 0)
            return file;
    }
    return {};
}

std::vector<SubId> readSubIds(const char *file)
{
    const auto text = readFile(file, 4U << 20U);
    return text ? parseSubIds(*text) : std::vector<SubId>();
}

std::string mapText(const std::vector<Range> &ranges)
{
    std::string out;
    for (const Range &r : ranges)
        out +=
            std::to_string(r.inside) + " " + std::to_string(r.outside) + " " + std::to_string(r.count) + "\n";
    return out;
}

Status runMapper(const char *program, pid_t pid, const std::vector<Range> &ranges)
{
    const std::string file = findInPath(program);
    if (file.empty())
        return fail(Errc::NotOnThisMachine, program, "the program is missing", "Install the package uidmap.");
    SpawnOptions options;
    options.argv = {file, std::to_string(pid)};
    for (const Range &r : ranges) {
        options.argv.push_back(std::to_string(r.inside));
        options.argv.push_back(std::to_string(r.outside));
        options.argv.push_back(std::to_string(r.count));
    }
    const RunOutput done = TARE_TRY(tare::run(options));
    if (done.exitCode != 0)
        return fail(Errc::NotOnThisMachine, program, std::string(trim(done.err)),
                    "Check the user's ranges in /etc/subuid and /etc/subgid.");
    return {};
}

} // namespace

bool needed()
{
    return ::geteuid() != 0;
}

Result<Mapping> mappingOfCaller()
{
    const uid_t uid = ::geteuid();
    const gid_t gid = ::getegid();
    const std::string name = userName(uid);
    Mapping m;
    m.uids = mapIds(uid, name, readSubIds("/etc/subuid"));
    // Ranges of groups are given to users, too: /etc/subgid names the user, or its uid.
    m.gids = mapIds(uid, name, readSubIds("/etc/subgid"));
    m.gids.front().outside = gid;
    std::string missing;
    if (m.uids.size() < 2 || m.gids.size() < 2)
        missing = std::string("there is no range for ") + (name.empty() ? std::to_string(uid) : name) +
                  " in " + (m.uids.size() < 2 ? "/etc/subuid" : "/etc/subgid");
    else if (findInPath("newuidmap").empty() || findInPath("newgidmap").empty())
        missing = "newuidmap and newgidmap are not installed";
    if (!missing.empty()) {
        m.uids.resize(1);
        m.gids.resize(1);
        m.whySingle = missing;
        m.fix = missing.front() == 'n'
                    ? "sudo apt install uidmap"
                    : "sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " +
                          (name.empty() ? std::to_string(uid) : name);
    }
    return m;
}

bool inside()
{
    const auto map = readFile("/proc/self/uid_map", 4096);
    if (!map)
        return false;
    std::vector<std::string_view> words;
    for (const std::string_view word : split(*map, ' ')) {
        if (!trim(word).empty())
            words.push_back(trim(word));
    }
    return words.size() != 3 || words[0] != "0" || words[1] != "0" || words[2] != "4294967295";
}

Status apply(pid_t pid, const Mapping &mapping)
{
    const std::string proc = "/proc/" + std::to_string(pid) + "/";
    const bool root = ::geteuid() == 0;
    if (root || mapping.single()) {
        // An ordinary user may map groups only when the process cannot change them any more
        // (user_namespaces(7)).
        if (!root)
            TARE_CHECK(writeExisting(proc + "setgroups", "deny"));
        TARE_CHECK(writeExisting(proc + "uid_map", mapText(mapping.uids)));
        return writeExisting(proc + "gid_map", mapText(mapping.gids));
    }
    TARE_CHECK(runMapper("newuidmap", pid, mapping.uids));
    return runMapper("newgidmap", pid, mapping.gids);
}

} // namespace tare::userns
