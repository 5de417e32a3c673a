// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/guest/boot.h"

#include "core/vm/channel.h"
#include "core/vm/guest/system.h"

#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::guest {

namespace {

constexpr int waitSteps = 10'000; // of one millisecond

void loadModules()
{
    std::string list = readSmall("/modules.list", 64U << 10U);
    for (char *name = ::strtok(list.data(), "\n"); name != nullptr; name = ::strtok(nullptr, "\n")) {
        const std::string path = std::string("/modules/") + name;
        const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            die("open " + path);
        if (::syscall(SYS_finit_module, fd, "", 0) != 0 && errno != EEXIST)
            die("load " + path);
        ::close(fd);
    }
}

// The device node of the port with our name, or empty. A guest may have other ports.
std::string findPort()
{
    std::string found;
    DIR *dir = ::opendir("/sys/class/virtio-ports");
    if (dir == nullptr)
        return found;
    while (const dirent *entry = ::readdir(dir)) {
        if (entry->d_name[0] == '.')
            continue;
        const std::string name =
            readSmall((std::string("/sys/class/virtio-ports/") + entry->d_name + "/name").c_str(), 256);
        if (name == std::string(vm::channelName) + "\n") {
            found = std::string("/dev/") + entry->d_name;
            break;
        }
    }
    ::closedir(dir);
    return found;
}

void waitMillisecond()
{
    ::usleep(1000);
}

std::string readExactly(int fd, std::size_t length)
{
    std::string out(length, '\0');
    std::size_t done = 0;
    while (done < length) {
        const ssize_t n = ::read(fd, out.data() + done, length - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            die("read from the host");
        if (n == 0)
            powerOff(); // the host is gone
        done += static_cast<std::size_t>(n);
    }
    return out;
}

void loopbackUp()
{
    const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    struct ifreq request
    {
    };
    std::strcpy(request.ifr_name, "lo"); // NOLINT: two characters into sixteen
    request.ifr_flags = IFF_UP;
    (void)::ioctl(fd, SIOCSIFFLAGS, &request);
    ::close(fd);
}

} // namespace

void prepare()
{
    for (const char *path : {"/proc", "/sys", "/dev", "/root"})
        makeDir(path);
    mountOrDie("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC);
    mountOrDie("sysfs", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC);
    if (::mount("devtmpfs", "/dev", "devtmpfs", MS_NOSUID, "mode=0755") != 0 && errno != EBUSY)
        die("mount devtmpfs on /dev");
    loadModules();
}

int openChannel()
{
    for (int step = 0; step < waitSteps; ++step, waitMillisecond()) {
        const std::string path = findPort();
        const int fd = path.empty() ? -1 : ::open(path.c_str(), O_RDWR | O_CLOEXEC);
        if (fd >= 0)
            return fd;
    }
    errno = ETIMEDOUT;
    die("find the virtio port of the host");
}

Command readCommand(int channel)
{
    const std::string head = readExactly(channel, vm::frameHead);
    const std::size_t length = vm::bigEndian32(std::string_view(head).substr(1));
    errno = EPROTO;
    if (head[0] != 'C' || length > vm::largestCommand)
        die("understand the host");
    return parseCommand(readExactly(channel, length));
}

void enterDisk(const Command &command)
{
    int step = 0;
    while (::mount("/dev/vda", "/root", "ext4", MS_NOATIME, "noinit_itable") != 0) {
        if ((errno != ENOENT && errno != ENXIO) || ++step == waitSteps)
            die("mount the disk");
        waitMillisecond();
    }
    // Names below /root are the image's: a symlink among them would only lead to another place of this guest.
    if (::chdir("/root") != 0)
        die("enter the disk");
    for (const char *path : {"proc", "sys", "dev", "run", "tmp"})
        makeDir(path);
    for (const char *name : {"proc", "sys", "dev"})
        if (::mount((std::string("/") + name).c_str(), name, nullptr, MS_MOVE, nullptr) != 0)
            die(std::string("move /") + name);
    if (::mount(".", "/", nullptr, MS_MOVE, nullptr) != 0 || ::chroot(".") != 0 || ::chdir("/") != 0)
        die("make the disk the root");
    (void)::rmdir("/lost+found"); // mke2fs(8) made it; no image has it
    (void)::mkdir("/dev/pts", 0755);
    (void)::mkdir("/dev/shm", 01777);
    mountOrDie("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC,
               "newinstance,ptmxmode=0666,mode=0620,gid=5");
    mountOrDie("tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777");
    mountOrDie("tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755");
    mountOrDie("cgroup2", "/sys/fs/cgroup", "cgroup2", MS_NOSUID | MS_NODEV | MS_NOEXEC);
    const char *const links[][2] = {{"/proc/self/fd", "/dev/fd"},
                                    {"/proc/self/fd/0", "/dev/stdin"},
                                    {"/proc/self/fd/1", "/dev/stdout"},
                                    {"/proc/self/fd/2", "/dev/stderr"}};
    for (const auto &link : links)
        (void)::symlink(link[0], link[1]);
    (void)::sethostname(command.hostname.data(), command.hostname.size());
    loopbackUp();
}

} // namespace tare::guest
