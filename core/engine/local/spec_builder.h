// SPDX-License-Identifier: GPL-3.0-or-later
// A container's record as config.json of an OCI bundle (runtime-spec), with Docker's defaults.
#pragma once

#include "core/base/paths.h"
#include "core/engine/local/record.h"
#include "core/engine/local/users.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/userns/userns.h"

#include <optional>
#include <string>

namespace tare::local {

struct SpecInput
{
    const Record &record;
    std::string bundle, rootfs;
    ResolvedUser user;
    std::string cgroupsPath; // empty: none may be made
    cgroup::Resources resources;
    std::optional<userns::Mapping> mapping; // set: in a user namespace
    std::string networkPath = {};           // of the network namespace to join; empty: one of its own, unless it is the host's
    std::string userPath = {};              // of the user namespace to join, with `mapping`; empty: one of its own
    std::string pidPath = {};               // of the process namespace to join
    bool idmap = false;                     // made by root: what is on disk stays as it is without a user namespace
    std::string init = {};                  // tare-init on the host, when it is to be the first process
    std::vector<std::string> volumes = {};  // where each of the record's is on the host
    std::string filesFrom = {};             // whose /etc/hosts and so on are mounted; empty: its own, in the bundle
};

// The annotation that asks tare-runtime for its prebuilt default filter. Other runtimes ignore it.
inline constexpr const char *seccompAnnotation = "org.tare.seccomp";

// Where tare-init is in the container, as docker-init is there.
inline constexpr const char *initPath = "/sbin/tare-init";

// InvalidArgument: a device that is gone.
[[nodiscard]] Result<std::string> buildSpec(const SpecInput &input);
// The same configuration with other limits.
[[nodiscard]] Result<std::string> withResources(const std::string &config, const cgroup::Resources &resources);
// The same container's process object with what an exec changes: for `tare-runtime exec --process`.
[[nodiscard]] std::string buildExecProcess(const Record &record, const ExecSpec &exec,
                                           const ResolvedUser &user);

} // namespace tare::local
