// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/qemu/probe.h"

#include "core/base/file.h"
#include "core/base/process_id.h"
#include "core/base/time.h"
#include "core/vm/kernel/initramfs.h"
#include "core/vm/qemu/console.h"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace tare::vm {

namespace {

using nlohmann::json;

std::string memoryFile(const Paths &paths)
{
    return paths.state + "/kvm-probe.json";
}

bool recall(const Paths &paths, const Qemu &qemu, ProbeAnswer &answer)
{
    const auto bytes = readFile(memoryFile(paths), 64U << 10U);
    if (!bytes)
        return false;
    const json saved = json::parse(*bytes, nullptr, false);
    if (!saved.is_object() || saved.value("boot", json()) != bootId() ||
        saved.value("qemu", json()) != qemu.version() || !saved.contains("kvm") ||
        !saved["kvm"].is_boolean() || !saved.contains("reason") || !saved["reason"].is_string())
        return false;
    answer.acceleration = saved["kvm"].get<bool>() ? Acceleration::Kvm : Acceleration::Emulation;
    answer.reason = saved["reason"].get<std::string>();
    answer.remembered = true;
    return true;
}

void remember(const Paths &paths, const Qemu &qemu, const ProbeAnswer &answer)
{
    const json saved = {{"boot", bootId()},
                        {"qemu", qemu.version()},
                        {"kvm", answer.acceleration == Acceleration::Kvm},
                        {"reason", answer.reason}};
    // Forgetting costs a few seconds next time, no more.
    (void)makeDirs(paths.state);
    (void)writeFileAtomic(memoryFile(paths), saved.dump(-1, ' ', false, json::error_handler_t::replace));
}

std::string cannotOpen(const std::string &device, const Error &error)
{
    if (error.code == Errc::NotFound || error.osError == ENOENT)
        return "there is no " + device +
               ": the processor's virtualization is switched off in the firmware, or hidden by a virtual "
               "machine "
               "that this machine is, or the module kvm is not loaded";
    struct stat st
    {
    };
    if ((error.osError != EACCES && error.osError != EPERM) || ::stat(device.c_str(), &st) != 0)
        return device + " cannot be opened: " + error.text();
    const group *owner = ::getgrgid(st.st_gid); // NOLINT(concurrency-mt-unsafe): one thread asks
    if ((st.st_mode & (S_IRGRP | S_IWGRP)) != (S_IRGRP | S_IWGRP) || owner == nullptr || st.st_gid == 0)
        return device + " may not be opened by this user, only by root";
    return device + " may not be opened by this user (join the group " + owner->gr_name +
           ": sudo adduser $USER " + owner->gr_name + ", then log in again)";
}

} // namespace

Result<ProbeAnswer> probeKvm(const Paths &paths, Qemu &qemu, const GuestKernel &kernel, bool again,
                             const CancelToken &cancel, std::chrono::milliseconds limit,
                             const std::string &device)
{
    ProbeAnswer answer;
    if (const auto kvm = openFile(device, O_RDWR); !kvm) {
        answer.reason = cannotOpen(device, kvm.error());
        return answer;
    }
    if (!again && recall(paths, qemu, answer))
        return answer;
    BootSpec spec;
    spec.kernel = kernel.image;
    spec.initramfs = TARE_TRY(ensureInitramfs(paths, kernel, qemu.transport()));
    spec.acceleration = Acceleration::Kvm;
    const std::int64_t began = monotonicNs();
    const auto deadline = std::chrono::steady_clock::now() + limit;
    const auto machine = TARE_TRY(qemu.boot(spec));
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        const auto event = machine->next(left, cancel);
        if (!event && event.error().code == Errc::Cancelled)
            return tl::unexpected<Error>(event.error());
        if (event && event->kind == GuestEvent::Kind::Hello) {
            answer.acceleration = Acceleration::Kvm;
            answer.reason.clear();
        } else if (event && event->kind == GuestEvent::Kind::Gone) {
            answer.reason = "a guest on KVM ended before it said anything: " + lastWords(machine->console());
        } else if (!event) {
            answer.reason = event.error().code == Errc::Timeout
                                ? device + " opens, but a guest on it did not come up within " +
                                      fmt::format("{:.1f} seconds", static_cast<double>(limit.count()) / 1000)
                                : event.error().text();
        } else {
            continue;
        }
        break;
    }
    answer.took = monotonicNs() - began;
    remember(paths, qemu, answer);
    return answer;
}

} // namespace tare::vm
