// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/guest/system.h"

#include "core/vm/channel.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::guest {

namespace {

int channel = -1;

void writeAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

} // namespace

void setChannel(int fd)
{
    channel = fd;
}

void send(char type, std::string_view body)
{
    // One write for head and body: the host sees a stage's time once.
    if (channel >= 0)
        writeAll(channel, vm::frame(type, body));
}

void die(const std::string &what)
{
    const std::string text = what + ": " + std::strerror(errno);
    send('F', text);
    writeAll(STDERR_FILENO, "tare-guest-init: " + text + "\n");
    powerOff();
}

void powerOff()
{
    ::sync();
    ::reboot(RB_POWER_OFF);
    ::reboot(RB_AUTOBOOT); // with QEMU's -no-reboot this ends it too
    for (;;)
        ::pause();
}

void mountOrDie(const char *source, const char *target, const char *type, unsigned long flags,
                const char *data)
{
    if (::mount(source, target, type, flags, data) != 0)
        die(std::string("mount ") + type + " on " + target);
}

void makeDir(const char *path)
{
    if (::mkdir(path, 0755) != 0 && errno != EEXIST)
        die(std::string("create folder ") + path);
}

std::string readSmall(const char *path, std::size_t limit)
{
    std::string out;
    const int fd = ::open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return out;
    struct stat st
    {
    };
    if (::fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        char buffer[8192];
        ssize_t n = 0;
        while (out.size() < limit && (n = ::read(fd, buffer, sizeof buffer)) > 0)
            out.append(buffer, static_cast<std::size_t>(n));
    }
    ::close(fd);
    return out;
}

} // namespace tare::guest
