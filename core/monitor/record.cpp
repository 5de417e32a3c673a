// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/record.h"

#include "core/monitor/io.h"

#include <cstring>
#include <fcntl.h>
#include <initializer_list>
#include <unistd.h>

namespace tare::monitor {
namespace {

constexpr std::size_t paddedSize = 1023;

// A fixed order and one line, so that the engine reads it like any other JSON.
bool write(const Options &options, const Run &run, const char *status, const char *error,
           std::size_t errorSize, bool sync)
{
    Text<12288> text;
    char boot[64];
    std::size_t bootSize = readFile("/proc/sys/kernel/random/boot_id", boot, sizeof boot);
    while (bootSize > 0 && boot[bootSize - 1] == '\n')
        --bootSize;
    text.add("{\"status\":\"").add(status).add("\",\"pid\":").number(run.pid);
    text.add(",\"startTime\":").number(static_cast<std::int64_t>(run.startTime));
    text.add(",\"bootId\":\"").json(boot, bootSize);
    text.add("\",\"monitorPid\":").number(::getpid());
    text.add(",\"monitorStartTime\":").number(static_cast<std::int64_t>(startTimeOf(::getpid())));
    text.add(",\"exitCode\":").number(run.exitCode);
    text.add(",\"oomKilled\":").add(run.oomKilled ? "true" : "false");
    text.add(",\"started\":").number(run.started).add(",\"finished\":").number(run.finished);
    text.add(",\"cgroup\":\"").json(run.cgroup);
    text.add("\",\"error\":\"").json(error, errorSize).add("\",\"restarts\":").number(run.restarts);
    text.add(",\"byHand\":").add(run.byHand ? "true" : "false").add("}");
    while (text.size() < paddedSize)
        text.add(" ");
    text.add("\n");
    Text<4096> path;
    path.add(options.bundle).add("/state.json");
    if (writeWhole(path.c_str(), text, sync && !options.autoRemove))
        return true;
    // A full disk: what was there is as long, so its place can be written over.
    const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    const bool good = fd >= 0 && writeSome(fd, text.bytes(), text.size()) == text.size() &&
                      ::ftruncate(fd, static_cast<off_t>(text.size())) == 0;
    if (fd >= 0)
        ::close(fd);
    return good;
}

// The path after "N:…memory…:" (version 1), or after "0::"; false when neither is below a root.
bool cgroupFolder(const char *line, std::size_t n, char *out, std::size_t size)
{
    const char *end = line + n;
    const auto *first = static_cast<const char *>(std::memchr(line, ':', n));
    const auto *second = first == nullptr ? nullptr
                                          : static_cast<const char *>(std::memchr(
                                                first + 1, ':', static_cast<std::size_t>(end - first - 1)));
    if (second == nullptr || end - second < 3)
        return false;
    const std::size_t controllers = static_cast<std::size_t>(second - first - 1);
    const bool unified = controllers == 0;
    if (!unified && (controllers < 6 || ::memmem(first + 1, controllers, "memory", 6) == nullptr))
        return false;
    Text<1024> folder;
    const std::size_t pathSize = static_cast<std::size_t>(end - second - 1);
    char events[1100];
    for (const char *base : {"/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/memory"}) {
        const bool forV1 = std::strlen(base) > 14 && base[15] == 'm';
        if (forV1 == unified)
            continue;
        folder.clear();
        folder.add(base).add(second + 1, pathSize);
        Text<1100> file;
        file.add(folder.bytes(), folder.size()).add(unified ? "/cgroup.events" : "/memory.oom_control");
        if (readFile(file.c_str(), events, 1) == 0)
            continue;
        if (folder.size() + 1 > size)
            return false;
        std::memcpy(out, folder.c_str(), folder.size() + 1);
        return true;
    }
    return false;
}

} // namespace

std::uint64_t startTimeOf(pid_t pid)
{
    Text<64> path;
    path.add("/proc/").number(pid).add("/stat");
    char stat[1024];
    const std::size_t n = readFile(path.c_str(), stat, sizeof stat - 1);
    stat[n] = '\0';
    // The name in parentheses may hold anything; the last ')' ends it. The state is field 3.
    const char *at = std::strrchr(stat, ')');
    for (int field = 2; at != nullptr && field < 22; ++field)
        at = std::strchr(at + 1, ' ');
    return at == nullptr ? 0 : static_cast<std::uint64_t>(parseNumber(at + 1));
}

void findCgroup(Run &run)
{
    Text<64> path;
    path.add("/proc/").number(run.pid).add("/cgroup");
    char lines[4096];
    const std::size_t n = readFile(path.c_str(), lines, sizeof lines);
    bool haveMemory = false;
    for (std::size_t at = 0; at < n && !haveMemory;) {
        const auto *end = static_cast<const char *>(std::memchr(lines + at, '\n', n - at));
        const std::size_t length = end == nullptr ? n - at : static_cast<std::size_t>(end - lines) - at;
        const bool found = cgroupFolder(lines + at, length, run.cgroup, sizeof run.cgroup);
        haveMemory = found && std::strstr(run.cgroup, "/memory/") != nullptr;
        at += length + 1;
    }
}

bool oomKilled(const Run &run)
{
    if (run.cgroup[0] == '\0')
        return false;
    for (const char *name : {"/memory.oom_control", "/memory.events"}) {
        Text<1100> path;
        path.add(run.cgroup).add(name);
        char bytes[512];
        const std::size_t n = readFile(path.c_str(), bytes, sizeof bytes - 1);
        bytes[n] = '\0';
        const char *at = std::strstr(bytes, "oom_kill ");
        if (at != nullptr && parseNumber(at + 9) > 0)
            return true;
    }
    return false;
}

bool writeRunning(const Options &options, const Run &run)
{
    return write(options, run, "running", "", 0, false);
}

bool writeExited(const Options &options, const Run &run, const char *error, std::size_t errorSize)
{
    return write(options, run, "exited", error, errorSize, true);
}

bool writeRestarting(const Options &options, const Run &run)
{
    return write(options, run, "restarting", "", 0, true);
}

bool writeFailed(const Options &options, int code, const char *error, std::size_t errorSize)
{
    Run run;
    run.exitCode = code;
    return write(options, run, "created", error, errorSize, false);
}

namespace {

void appendLine(const Options &options, const TextBase &line)
{
    const int fd = ::open(options.events, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return;
    writeSome(fd, line.bytes(), line.size());
    ::close(fd);
}

} // namespace

void addVolumeEvent(const Options &options, const char *volume, const char *action)
{
    if (options.events == nullptr)
        return;
    Text<2048> line;
    line.add("{\"time\":").number(now()).add(",\"type\":\"volume\",\"action\":\"").add(action);
    line.add("\",\"id\":\"").json(volume).add("\",\"name\":\"").json(volume).add("\"}\n");
    appendLine(options, line);
}

void addEvent(const Options &options, const char *action, int exitCode)
{
    if (options.events == nullptr)
        return;
    char name[300];
    Text<4096> link;
    link.add(options.bundle).add("/name");
    const ssize_t nameSize = ::readlink(link.c_str(), name, sizeof name);
    Text<2048> line;
    line.add("{\"time\":").number(now()).add(",\"type\":\"container\",\"action\":\"").add(action);
    line.add("\",\"id\":\"").json(options.id).add("\",\"name\":\"");
    line.json(name, nameSize > 0 ? static_cast<std::size_t>(nameSize) : 0).add("\"");
    if (std::strcmp(action, "die") == 0)
        line.add(",\"exitCode\":").number(exitCode);
    line.add("}\n");
    appendLine(options, line);
}

} // namespace tare::monitor
