// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preflight/probes.h"

#include "core/vm/kernel/guest_kernel.h"
#include "core/vm/qemu/probe.h"

namespace tare::preflight {

namespace {

// "…: sudo adduser $USER kvm, then log in again": the command of an advice in words.
std::string commandIn(const std::string &text)
{
    const std::size_t from = text.find("sudo ");
    return from == std::string::npos ? std::string() : text.substr(from, text.find_first_of(",)", from) - from);
}

} // namespace

void checkVirtualMachines(const Paths &paths, bool again, const Report &report, const CancelToken &cancel)
{
    auto qemu = vm::Qemu::find();
    if (qemu)
        report({"qemu", State::Works, "QEMU " + qemu->version() + " is here.", {}});
    else
        report({"qemu", State::Missing, sentence(qemu.error().text()), "sudo apt install qemu-system-x86"});
    const auto kernel = vm::findGuestKernel(paths);
    if (kernel)
        report({"guest-kernel", State::Works, "Guests boot " + kernel->release + ".", {}});
    else
        report({"guest-kernel", State::Missing, sentence(kernel.error().text()), "tare vm kernel --fetch"});
    if (!qemu || !kernel) {
        report({"kvm", State::Missing, "No guest can be asked before the two above are here.", {}});
        return;
    }
    const auto answer = vm::probeKvm(paths, *qemu, *kernel, again, cancel);
    if (!answer)
        report({"kvm", State::Missing, sentence(answer.error().text()), {}});
    else if (answer->acceleration == vm::Acceleration::Kvm)
        report({"kvm", State::Works, "A guest came up on KVM.", {}});
    else
        report({"kvm", State::Limited, sentence("Guests run in software emulation: " + answer->reason), commandIn(answer->reason)});
}

} // namespace tare::preflight
