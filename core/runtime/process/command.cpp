// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/process/command.h"

#include "core/base/strings.h"

#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::runtime {
namespace {

constexpr std::string_view defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

// 0, or why not.
int runnable(const std::string &file)
{
    struct stat st
    {
    };
    if (::stat(file.c_str(), &st) != 0)
        return errno;
    if (S_ISDIR(st.st_mode))
        return EISDIR;
    if (!S_ISREG(st.st_mode))
        return EACCES;
    return ::faccessat(AT_FDCWD, file.c_str(), X_OK, AT_EACCESS) == 0 ? 0 : errno;
}

bool isMissing(int os)
{
    return os == ENOENT || os == ENOTDIR;
}

} // namespace

std::string_view variable(const std::vector<std::string> &env, std::string_view name)
{
    for (auto it = env.rbegin(); it != env.rend(); ++it) {
        const std::string_view v = *it;
        if (v.size() > name.size() && v[name.size()] == '=' && v.substr(0, name.size()) == name)
            return v.substr(name.size() + 1);
    }
    return {};
}

Result<std::string> findCommand(const std::string &name, const std::vector<std::string> &env)
{
    if (name.empty())
        return fail(Errc::CommandNotFound, name);
    if (name.find('/') != std::string::npos) {
        const int os = runnable(name);
        if (isMissing(os))
            return fail(Errc::CommandNotFound, name, strerrorText(os));
        if (os != 0)
            return fail(Errc::CommandNotRunnable, name, strerrorText(os));
        return name;
    }
    std::string_view path = variable(env, "PATH");
    if (path.empty())
        path = defaultPath;
    int refused = 0;
    for (const std::string_view dir : split(path, ':')) {
        std::string file = std::string(dir.empty() ? "." : dir) + "/" + name;
        const int os = runnable(file);
        if (os == 0)
            return file;
        if (!isMissing(os) && os != EISDIR)
            refused = os;
    }
    if (refused != 0)
        return fail(Errc::CommandNotRunnable, name, strerrorText(refused));
    return fail(Errc::CommandNotFound, name);
}

Status enterWorkingDir(const std::string &cwd)
{
    if (::chdir(cwd.c_str()) != 0)
        return failSystem("enter the working folder", cwd);
    char buffer[PATH_MAX];
    // The system call itself: libc falls back to looking around. Outside the root it says "(unreachable)/…".
    const long n = ::syscall(SYS_getcwd, buffer, sizeof buffer);
    if (n <= 0 || buffer[0] != '/')
        return fail(Errc::UnsafePath, cwd, "the working folder lies outside the container's root");
    return {};
}

Status closeOnExecFrom(unsigned first)
{
    if (::syscall(SYS_close_range, first, ~0U, CLOSE_RANGE_CLOEXEC) != 0)
        return failSystem("close", "descriptors");
    return {};
}

Error execCommand(const std::string &file, const std::vector<std::string> &args,
                  const std::vector<std::string> &env)
{
    const auto pointers = [](const std::vector<std::string> &words) {
        std::vector<char *> out;
        out.reserve(words.size() + 1);
        for (const auto &w : words)
            out.push_back(const_cast<char *>(w.c_str())); // NOLINT: the interface of execve(2)
        out.push_back(nullptr);
        return out;
    };
    const auto argv = pointers(args);
    const auto envp = pointers(env);
    ::execve(file.c_str(), argv.data(), envp.data());
    const int os = errno;
    // The file was there a moment ago: what is missing is the interpreter that it names, or the dynamic
    // loader.
    auto failed = fail(isMissing(os) ? Errc::CommandNotFound : Errc::CommandNotRunnable, args[0],
                       isMissing(os) ? "its interpreter does not exist" : strerrorText(os));
    failed.value().osError = os;
    return std::move(failed.value());
}

} // namespace tare::runtime
