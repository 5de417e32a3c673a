// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/cgroup2/guest.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"

#include <algorithm>
#include <dirent.h>
#include <functional>
#include <map>
#include <sys/stat.h>

using namespace tare;

namespace {

constexpr const char *endMark = "tare-guest-end ";

Result<std::string> mustRun(std::vector<std::string> argv, const std::string &input = {})
{
    SpawnOptions options;
    const std::string name = argv.front();
    options.argv = std::move(argv);
    RunLimits limits;
    limits.input = input;
    RunOutput out = TARE_TRY(tare::run(std::move(options), limits));
    if (out.exitCode != 0)
        return fail(Errc::Internal, name, out.err + out.out);
    return std::move(out.out);
}

std::vector<std::string> entriesOf(const std::string &folder)
{
    std::vector<std::string> names;
    DIR *dir = ::opendir(folder.c_str());
    if (dir == nullptr)
        return names;
    const ScopeExit close([&] { ::closedir(dir); });
    while (const dirent *e = ::readdir(dir))
        names.emplace_back(e->d_name);
    std::sort(names.begin(), names.end());
    return names;
}

std::string parentOf(const std::string &path)
{
    return path.substr(0, path.rfind('/'));
}

// The modules that `wanted` need, each after what it needs, as paths below the folder of modules.dep.
Result<std::vector<std::string>> moduleOrder(const std::string &modules,
                                             const std::vector<std::string> &wanted)
{
    std::map<std::string, std::vector<std::string>> needs;
    const std::string text = TARE_TRY(readFile(modules + "/modules.dep"));
    for (const std::string_view line : split(text, '\n')) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            continue;
        auto &list = needs[std::string(line.substr(0, colon))];
        for (const std::string_view word : split(line.substr(colon + 1), ' ')) {
            if (!word.empty())
                list.emplace_back(word);
        }
    }
    std::vector<std::string> order;
    const std::function<void(const std::string &)> add = [&](const std::string &path) {
        if (std::find(order.begin(), order.end(), path) != order.end())
            return;
        for (const auto &need : needs[path])
            add(need);
        order.push_back(path);
    };
    for (const auto &name : wanted) {
        for (const auto &[path, list] : std::map(needs)) {
            if (path.find("/" + name + ".ko") != std::string::npos)
                add(path);
        }
    }
    return order; // a module that is not there is built in
}

} // namespace

Result<GuestKernel> findGuestKernel()
{
    GuestKernel found;
    for (const std::string &name : entriesOf("/boot")) {
        if (!name.starts_with("vmlinuz-"))
            continue;
        const GuestKernel candidate{"/boot/" + name, "/lib/modules/" + name.substr(8)};
        if (exists(candidate.modules + "/modules.dep") &&
            (found.image.empty() || name.ends_with("-cloud-amd64")))
            found = candidate;
    }
    // What `tare vm kernel --fetch` unpacked (core/vm/kernel/install_kernel.cpp).
    for (const std::string &root : {std::string("/var/lib/tare"), environment("HOME") + "/.local/share/tare"})
        for (const std::string &release : entriesOf(root + "/vm/kernels")) {
            const std::string folder = root + "/vm/kernels/" + release;
            // One that an older version unpacked lacks overlay.
            const auto modules = readFile(folder + "/modules/modules.dep");
            if (found.image.empty() && exists(folder + "/vmlinuz") && modules &&
                modules->find("/overlay.ko") != std::string::npos)
                found = {folder + "/vmlinuz", folder + "/modules"};
        }
    if (found.image.empty())
        return fail(Errc::NotOnThisMachine, "guest kernel", "no vmlinuz with its modules in /boot",
                    "Install linux-image-cloud-amd64, or run `tare vm kernel --fetch`.");
    return found;
}

Status CgroupGuest::addFile(const std::string &target, const std::string &text, unsigned int mode)
{
    const std::string path = m_folder + "/disk" + target;
    TARE_CHECK(makeDirs(parentOf(path), 0755));
    return writeFileAtomic(path, text, mode);
}

Status CgroupGuest::addProgram(const std::string &path, const std::string &target)
{
    auto copy = [&](const std::string &from, const std::string &to) -> Status {
        const std::string place = m_folder + "/disk" + to;
        if (exists(place))
            return {};
        TARE_CHECK(makeDirs(parentOf(place), 0755));
        return mustRun({"cp", "--dereference", "--preserve=mode", from, place}).map([](const std::string &) {
        });
    };
    TARE_CHECK(copy(path, target.empty() ? path : target));
    SpawnOptions ldd;
    ldd.argv = {"ldd", path};
    const RunOutput out = TARE_TRY(tare::run(ldd)); // exit code 1: "not a dynamic executable"
    for (const std::string_view line : split(out.out, '\n')) {
        const std::size_t slash = line.find('/');
        if (slash == std::string_view::npos)
            continue;
        const std::string library(line.substr(slash, line.find(' ', slash) - slash));
        TARE_CHECK(copy(library, library));
    }
    return {};
}

Status CgroupGuest::makeInitramfs()
{
    const std::string root = m_folder + "/initramfs";
    for (const char *dir : {"bin", "proc", "sys", "dev", "root", "modules"})
        TARE_CHECK(makeDirs(root + "/" + dir, 0755));
    TARE_CHECK(mustRun({"cp", "/bin/busybox", root + "/bin/busybox"}).map([](const std::string &) {}));
    std::string init = "#!/bin/busybox sh\n"
                       "/bin/busybox mount -t devtmpfs dev /dev\n"
                       "/bin/busybox mount -t proc proc /proc\n";
    const auto order = TARE_TRY(moduleOrder(m_kernel.modules, {"virtio_pci", "virtio_blk", "ext4", "overlay"}));
    for (const std::string &module : order) {
        std::string name = module.substr(module.rfind('/') + 1);
        const std::string source = m_kernel.modules + "/" + module;
        if (name.ends_with(".xz")) {
            name.resize(name.size() - 3);
            const std::string bytes = TARE_TRY(mustRun({"xz", "-dc", source}));
            TARE_CHECK(writeFileAtomic(root + "/modules/" + name, bytes, 0644));
        } else {
            TARE_CHECK(mustRun({"cp", source, root + "/modules/" + name}).map([](const std::string &) {}));
        }
        init += "/bin/busybox insmod /modules/" + name + "\n";
    }
    init += "for i in 1 2 3 4 5 6 7 8 9; do [ -b /dev/vda ] && break; /bin/busybox sleep 0.3; done\n"
            "/bin/busybox mount -t ext4 /dev/vda /root\n"
            "/bin/busybox umount /proc\n"
            "/bin/busybox mount --move /dev /root/dev\n"
            "exec /bin/busybox switch_root /root /init\n";
    TARE_CHECK(writeFileAtomic(root + "/init", init, 0755));
    const std::string archive =
        TARE_TRY(mustRun({"sh", "-c", "cd \"$1\" && find . | cpio -o -H newc --quiet -R 0:0", "sh", root}));
    return writeFileAtomic(m_folder + "/initramfs.cpio", archive);
}

Status CgroupGuest::makeDisk()
{
    const std::string disk = m_folder + "/disk.img";
    const std::string kib = TARE_TRY(mustRun({"du", "-sk", m_folder + "/disk"}));
    const auto used = parseInt(std::string_view(kib).substr(0, kib.find('\t'))).value_or(0);
    return mustRun({"/usr/sbin/mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", "-d", m_folder + "/disk", disk,
                    std::to_string(used + used / 4 + 256 * 1024) + "k"})
        .map([](const std::string &) {});
}

Result<GuestRun> CgroupGuest::run(const std::string &script, std::chrono::seconds limit)
{
    for (const char *dir : {"proc", "sys", "dev", "tmp", "run", "bin", "root", "etc"})
        TARE_CHECK(makeDirs(m_folder + "/disk/" + dir, 0755));
    TARE_CHECK(addProgram("/bin/busybox"));
    TARE_CHECK(addFile("/script", script, 0755));
    TARE_CHECK(addFile("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\ntester:x:1000:1000::/tmp:/bin/sh\n"));
    TARE_CHECK(addFile("/etc/group", "root:x:0:\ntester:x:1000:\n"));
    TARE_CHECK(addFile("/etc/subuid", "tester:100000:65536\n"));
    TARE_CHECK(addFile("/etc/subgid", "tester:100000:65536\n"));
    // The programs may have been copied by an ordinary user; in the guest everything is root's.
    TARE_CHECK(addFile("/init",
                       "#!/bin/busybox sh\n"
                       "export PATH=/sbin:/usr/sbin:/usr/bin:/bin HOME=/root\n"
                       "/bin/busybox --install -s /bin\n"
                       "mount -t proc proc /proc; mount -t sysfs sys /sys; mkdir -p /dev/pts /dev/shm\n"
                       "mount -t devpts devpts /dev/pts; mount -t tmpfs shm /dev/shm\n"
                       "chown -R 0:0 /bin /usr /lib /etc /tare 2>/dev/null; chmod 1777 /tmp /dev/shm\n"
                       "chmod u+s /usr/bin/newuidmap /usr/bin/newgidmap 2>/dev/null\n"
                       "mount -t cgroup2 cgroup /sys/fs/cgroup\n"
                       "ip link set lo up\n"
                       "sh /script; code=$?; echo; echo \"tare-guest-end $code\"\n"
                       "sync; poweroff -f\n",
                       0755));
    TARE_CHECK(makeInitramfs());
    TARE_CHECK(makeDisk());

    SpawnOptions qemu;
    qemu.argv = {"qemu-system-x86_64",
                 "-nodefaults",
                 "-no-user-config",
                 "-no-reboot",
                 "-display",
                 "none",
                 "-machine",
                 "q35,accel=tcg",
                 "-cpu",
                 "max",
                 "-smp",
                 "2",
                 "-m",
                 "1024",
                 "-nic",
                 "none",
                 "-kernel",
                 m_kernel.image,
                 "-initrd",
                 m_folder + "/initramfs.cpio",
                 "-append",
                 "console=ttyS0 quiet loglevel=3 panic=-1 no_timer_check random.trust_cpu=on mitigations=off",
                 "-drive",
                 "file=" + m_folder + "/disk.img,if=virtio,format=raw,cache=unsafe",
                 "-serial",
                 "stdio"};
    GuestRun result;
    RunLimits limits;
    limits.time = limit;
    limits.onOutLine = [&](std::string_view raw) {
        const std::string line(trim(raw));
        if (const std::size_t at = line.find(endMark); at != std::string::npos) {
            result.finished = true;
            result.exitCode = static_cast<int>(parseInt(line.substr(at + 15)).value_or(-1));
        }
        result.lines.push_back(line);
    };
    const auto ran = tare::run(qemu, limits);
    if (!ran && ran.error().code != Errc::Timeout)
        return tl::unexpected<Error>(ran.error());
    if (ran && ran->exitCode != 0)
        return fail(Errc::Internal, "qemu-system-x86_64", ran->err);
    return result;
}
