// SPDX-License-Identifier: GPL-3.0-or-later
// linux.resources of the runtime specification (config-linux.md, "Control groups").
#pragma once

#include "core/runtime/cgroup/cgroup.h"

#include <nlohmann/json_fwd.hpp>

namespace tare::local {

[[nodiscard]] nlohmann::json resourcesPart(const cgroup::Resources &resources, nlohmann::json deviceRules);

} // namespace tare::local
