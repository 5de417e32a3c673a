// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/paths.h"

#include "core/base/file.h"

#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>

namespace tare {

std::string environment(const char *name)
{
    const char *value = ::getenv(name); // NOLINT(concurrency-mt-unsafe): nothing of ours calls setenv
    return value == nullptr ? std::string() : std::string(value);
}

namespace {

std::string absoluteEnvironment(const char *name)
{
    std::string value = environment(name);
    while (value.size() > 1 && value.back() == '/')
        value.pop_back();
    return value.empty() || value.front() != '/' ? std::string() : value;
}

std::string home()
{
    const std::string value = absoluteEnvironment("HOME");
    return value.empty() ? "/" : value;
}

Result<std::string> absolute(const std::string &path)
{
    if (path.front() == '/')
        return path;
    char *cwd = ::getcwd(nullptr, 0);
    if (cwd == nullptr)
        return failSystem("read the current folder for", path);
    std::string out = std::string(cwd) + "/" + path;
    ::free(cwd); // NOLINT: getcwd(3) allocates with malloc
    return out;
}

// A folder in /tmp may have been put there by another user.
Status checkOwn(const std::string &path)
{
    TARE_CHECK(makeDirs(path, 0700));
    struct stat st
    {};
    if (::lstat(path.c_str(), &st) != 0)
        return failSystem("look at", path);
    if (!S_ISDIR(st.st_mode) || st.st_uid != ::geteuid() || (st.st_mode & 077U) != 0)
        return fail(Errc::PermissionDenied, path, "it belongs to somebody else or is open to others",
                    "Set XDG_RUNTIME_DIR, or give another folder with --state.");
    return {};
}

} // namespace

Result<Paths> Paths::resolve(const std::string &root, const std::string &state)
{
    const bool super = ::geteuid() == 0;
    Paths out;
    const std::string rootAsked = root.empty() ? environment("TARE_ROOT") : root;
    if (!rootAsked.empty()) {
        out.root = TARE_TRY(absolute(rootAsked));
    } else if (super) {
        out.root = "/var/lib/tare";
    } else {
        const std::string data = absoluteEnvironment("XDG_DATA_HOME");
        out.root = (data.empty() ? home() + "/.local/share" : data) + "/tare";
    }
    const std::string stateAsked = state.empty() ? environment("TARE_STATE") : state;
    if (!stateAsked.empty()) {
        out.state = TARE_TRY(absolute(stateAsked));
    } else if (super) {
        out.state = "/run/tare";
    } else if (const std::string runtimeDir = absoluteEnvironment("XDG_RUNTIME_DIR"); !runtimeDir.empty()) {
        out.state = runtimeDir + "/tare";
    } else {
        out.state = "/tmp/tare-" + std::to_string(::geteuid());
        TARE_CHECK(checkOwn(out.state));
    }
    return out;
}

Status Paths::create() const
{
    // 0711: a container's first process, whose root is mapped to another user, must be able to pass through
    // to the layers; it cannot list anything. The files of a container are behind folders of their own.
    TARE_CHECK(makeDirs(root, 0711));
    for (const std::string &dir : {containers(), layers()})
        TARE_CHECK(makeDirs(dir, 0711));
    for (const std::string &dir : {images(), vm(), experiments(), temporary()})
        TARE_CHECK(makeDirs(dir, 0700));
    TARE_CHECK(makeDirs(state, 0700));
    TARE_CHECK(makeDirs(state + "/c", 0700));
    return makeDirs(runtime(), 0700);
}

std::string configDir()
{
    const std::string config = absoluteEnvironment("XDG_CONFIG_HOME");
    return (config.empty() ? home() + "/.config" : config) + "/tare";
}

} // namespace tare
