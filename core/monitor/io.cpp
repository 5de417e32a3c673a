// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/io.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

namespace tare::monitor {

std::size_t writeSome(int fd, const char *bytes, std::size_t n)
{
    std::size_t done = 0;
    while (done < n) {
        const ssize_t written = ::write(fd, bytes + done, n - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        done += static_cast<std::size_t>(written);
    }
    return done;
}

ssize_t readSome(int fd, char *bytes, std::size_t n)
{
    ssize_t got = 0;
    do {
        got = ::read(fd, bytes, n);
    } while (got < 0 && errno == EINTR);
    return got;
}

std::size_t readFile(const char *path, char *bytes, std::size_t n)
{
    const int fd = ::open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    std::size_t used = 0;
    while (used < n) {
        const ssize_t got = readSome(fd, bytes + used, n - used);
        if (got <= 0)
            break;
        used += static_cast<std::size_t>(got);
    }
    ::close(fd);
    return used;
}

bool writeWhole(const char *path, const TextBase &text, bool sync)
{
    Text<4096> temporary;
    temporary.add(path).add(".tmp-monitor");
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return false;
    bool good = writeSome(fd, text.bytes(), text.size()) == text.size();
    good = good && (!sync || ::fsync(fd) == 0);
    ::close(fd);
    good = good && ::rename(temporary.c_str(), path) == 0;
    if (!good)
        ::unlink(temporary.c_str());
    return good;
}

bool setNonBlocking(int fd)
{
    const int flags = ::fcntl(fd, F_GETFL);
    return flags >= 0 && ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0;
}

std::int64_t monotonicMs()
{
    timespec t{};
    ::clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1'000'000;
}

long long parseNumber(const char *text)
{
    long long out = 0;
    for (; *text >= '0' && *text <= '9'; ++text)
        out = out * 10 + (*text - '0');
    return out;
}

} // namespace tare::monitor
