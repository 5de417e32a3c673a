// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vm/hypervisor.h"
#include "core/vm/kernel/guest_kernel.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tare::vm {

class Qemu : public Hypervisor
{
public:
    Qemu() = default; // of no use before find()
    // NotOnThisMachine when there is no QEMU for this architecture.
    [[nodiscard]] static Result<Qemu> find();
    [[nodiscard]] Result<std::unique_ptr<VirtualMachine>> boot(const BootSpec &spec) override;
    [[nodiscard]] std::string version() const override { return m_version; } // "7.2.22"

    [[nodiscard]] Transport transport() const { return m_microvm ? Transport::Mmio : Transport::Pci; }
    [[nodiscard]] const std::string &program() const { return m_program; }
    // q35, without what a guest of ours has no use for. $TARE_QEMU_MACHINE=microvm picks the other: it starts
    // somewhat faster, but has no timer against which a busy emulating host can calibrate the guest's clock,
    // and then hangs.
    [[nodiscard]] std::string machine() const { return m_microvm ? "microvm" : "q35"; }

    // What the guest's kernel is told (the kernel's admin-guide/kernel-parameters.txt).
    [[nodiscard]] std::string kernelCommandLine(Acceleration acceleration) const;
    // The command line. The channel and the console are given as descriptors that QEMU has as these numbers.
    [[nodiscard]] std::vector<std::string> arguments(const BootSpec &spec, int channelFd,
                                                     int consoleFd) const;

private:
    std::string m_program, m_version;
    std::int64_t m_tscKhz = 0; // 0: not known
    bool m_microvm = false;
};

} // namespace tare::vm
