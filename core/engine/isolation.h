// SPDX-License-Identifier: GPL-3.0-or-later
// How far a container is kept from the host, and what it may do there: those options of `docker run`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tare {

struct TmpfsMount
{
    std::string target;
    std::string options; // "size=64m,mode=1770", as mount(8)'s; on top of noexec,nosuid,nodev
    bool byMount = false; // of --mount: inspect tells of it elsewhere

    bool operator==(const TmpfsMount &) const = default;
};

// A device of the host, or a folder of them.
struct DeviceAccess
{
    std::string source;
    std::string target;
    std::string access = "rwm"; // read, write, mknod

    bool operator==(const DeviceAccess &) const = default;
};

struct Isolation
{
    bool privileged = false;                 // every capability and device, no filter of system calls; root alone
    std::vector<std::string> capAdd, capDrop; // "SYS_TIME", "CAP_SYS_TIME", "ALL"; in any case
    bool noNewPrivileges = false;            // no program gives more rights than its caller has (setuid)
    std::string seccomp;                     // empty: Tare's own; "unconfined"; else a profile in Docker's form (JSON)
    std::vector<std::string> groups;         // more groups of the first process, names or numbers
    std::string pid, ipc, uts;               // whose namespace: empty its own, "host"; pid: "container:NAME" too; ipc: "none" too
    std::string userns;                      // empty and "host": root has none, a user always has; "auto": root, too
    std::optional<std::int64_t> shmSize;     // of /dev/shm; bytes; 64 MiB
    std::map<std::string, std::string> sysctls;
    std::vector<TmpfsMount> tmpfs;
    std::vector<DeviceAccess> devices;
    std::vector<std::string> deviceRules;    // "c 1:3 mr", "b *:* rwm": what may be used, whether there is a node for it or not
    std::optional<int> oomScoreAdj;          // -1000 … 1000: whom the kernel ends first when memory is short

    bool operator==(const Isolation &) const = default;
};

} // namespace tare
