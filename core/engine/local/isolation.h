// SPDX-License-Identifier: GPL-3.0-or-later
// The options of core/engine/isolation.h: checked when a container is made, and what they come to in config.json.
#pragma once

#include "core/base/result.h"
#include "core/engine/local/record.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tare::local {

// Makes names canonical. InvalidArgument: what makes no sense; NotOnThisMachine: what needs root. Texts are Docker's.
// Names of other containers in `pid` are left to the engine.
[[nodiscard]] Status checkIsolation(CreateSpec &spec);

// "noexec,nosuid,nodev" and what the user says about one, the later word winning (moby, pkg/mount, MergeTmpfsOptions).
[[nodiscard]] std::vector<std::string> tmpfsOptions(const std::string &wanted);

// Adds to a configuration what is not a mount: devices, namespaces that are shared, sysctls, system calls, masked paths.
// `pidPath`: of the process namespace to join.
[[nodiscard]] Status isolate(nlohmann::json &config, const Isolation &isolation, const std::string &pidPath);

} // namespace tare::local
