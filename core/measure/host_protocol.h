// SPDX-License-Identifier: GPL-3.0-or-later
// Between an experiment and its `tare-lab host-subject`, on a socket of their own: both are the same program,
// so plain structures are exchanged.
#pragma once

#include <cstdint>

namespace tare::measure {

constexpr int hostSocketFd = 3; // in host-subject
constexpr int hostOutputFd = 4; // what the workload has as its standard output and error

// Followed by `length` bytes: the command, as the body of a guest's C frame (core/vm/channel.h). Length 0:
// end the workload that was started last.
struct HostRequest
{
    std::uint32_t length = 0;
};

// One when it is ready (pid 0), then one a request. Times are CLOCK_MONOTONIC.
struct HostReply
{
    std::int64_t go = 0;       // just before the process is made
    std::int64_t executed = 0; // execve(2) has succeeded or failed
    std::int32_t pid = 0;
    std::int32_t failure = 0; // errno
};

} // namespace tare::measure
