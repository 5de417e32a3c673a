// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/qemu/probe.h"

#include "core/base/file.h"
#include "core/base/process_id.h"
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/vm/kernel/initramfs.h"

#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>

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

std::string lastLine(const std::string &console)
{
    const std::string_view text = trim(console);
    return escapeControl(trim(text.substr(text.rfind('\n') + 1)).substr(0, 300));
}

} // namespace

Result<ProbeAnswer> probeKvm(const Paths &paths, Qemu &qemu, const GuestKernel &kernel, bool again,
                             const CancelToken &cancel, std::chrono::milliseconds limit)
{
    ProbeAnswer answer;
    const auto kvm = openFile("/dev/kvm", O_RDWR);
    if (!kvm) {
        answer.reason =
            kvm.error().osError == EACCES || kvm.error().osError == EPERM
                ? "/dev/kvm may not be opened by this user (join the group kvm: sudo adduser $USER kvm)"
                : "there is no /dev/kvm that can be opened";
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
            answer.reason = "a guest on KVM ended before it said anything: " + lastLine(machine->console());
        } else if (!event) {
            answer.reason = event.error().code == Errc::Timeout
                                ? "/dev/kvm opens, but a guest on it did not come up within " +
                                      std::to_string(limit.count() / 1000) + " seconds"
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
