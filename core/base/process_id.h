// SPDX-License-Identifier: GPL-3.0-or-later
// A process that can be told from a later one with the same number.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <cstdint>
#include <string>
#include <sys/types.h>

namespace tare {

struct ProcessId
{
    pid_t pid = 0;
    std::uint64_t startTime = 0; // clock ticks since boot: field 22 of /proc/PID/stat (proc(5))
    std::string bootId;          // /proc/sys/kernel/random/boot_id

    [[nodiscard]] static Result<ProcessId> of(pid_t pid);
    // Still running (a zombie is not).
    [[nodiscard]] bool alive() const;
    // A pidfd that surely belongs to this process; NotFound when it is gone.
    [[nodiscard]] Result<UniqueFd> open() const;
    // Errc::NotFound when it is gone; never signals another process.
    [[nodiscard]] Status signal(int number) const;
};

[[nodiscard]] std::string bootId();

} // namespace tare
