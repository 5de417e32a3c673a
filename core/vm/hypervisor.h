// SPDX-License-Identifier: GPL-3.0-or-later
// A program that runs virtual machines. Narrow, so that others than QEMU can stand behind it.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/vm/guest_command.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <sys/types.h>

namespace tare::vm {

enum class Acceleration { Kvm, Emulation };
// "KVM", "TCG (software emulation)"
[[nodiscard]] const char *accelerationName(Acceleration acceleration);

struct BootSpec
{
    std::string kernel, initramfs;
    std::string disk; // raw; never written to: what the guest writes is thrown away. Empty: none
    int cpus = 1;
    std::int64_t memory = 256LL << 20U; // bytes
    Acceleration acceleration = Acceleration::Emulation;
    GuestCommand command;
};

// What came from a guest, with the host's CLOCK_MONOTONIC when it was read.
struct GuestEvent
{
    enum class Kind {
        Kernel, // the firmware hands over to the kernel, as far as the serial console tells
        Hello,  // its first process runs
        Stage,  // text: "init", "disk", "exec"
        Stdout, // text: bytes of the command, at most 64 KiB; nothing in them is trusted
        Stderr,
        Failed, // text: why the guest gave up
        Exited, // code: the command's
        Gone,   // the machine has ended; nothing comes after this
    };
    Kind kind = Kind::Gone;
    std::int64_t time = 0;
    std::string text;
    int code = 0;
};

// Destroying it ends the machine and waits for that. The thread that booted it must outlive it.
class VirtualMachine
{
public:
    virtual ~VirtualMachine() = default;
    // The process to weigh.
    [[nodiscard]] virtual pid_t pid() const = 0;
    // Timeout, Cancelled; Unsupported when the guest speaks nonsense (end it then).
    [[nodiscard]] virtual Result<GuestEvent> next(std::chrono::milliseconds limit,
                                                  const CancelToken &cancel) = 0;
    // The last 64 KiB of the serial console and of the hypervisor's own complaints. Not trusted.
    [[nodiscard]] virtual std::string console() const = 0;
};

class Hypervisor
{
public:
    virtual ~Hypervisor() = default;
    // The hypervisor's process is started; the guest is not waited for. It ends with the thread that called,
    // inherits nothing, and has no network.
    [[nodiscard]] virtual Result<std::unique_ptr<VirtualMachine>> boot(const BootSpec &spec) = 0;
    [[nodiscard]] virtual std::string version() const = 0;
};

} // namespace tare::vm
