// SPDX-License-Identifier: GPL-3.0-or-later
// What the kernel says of a container's limits, read past everything of ours.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

struct ContainerCgroup
{
    std::string cpu, memory; // folders; empty when the process is in none of its own

    // Of the process with this number on the host; cgroup v1, v2 or both.
    [[nodiscard]] static ContainerCgroup of(int pid);
    [[nodiscard]] std::optional<double> cpus() const; // nothing: no limit
    [[nodiscard]] std::optional<std::int64_t> memoryLimit() const;
    [[nodiscard]] std::int64_t throttledNs() const;
};
