// SPDX-License-Identifier: GPL-3.0-or-later
// capabilities(7) of a container, by Docker's rules (moby, oci/caps/utils.go, TweakCapabilities).
#pragma once

#include "core/base/result.h"
#include "core/engine/isolation.h"

#include <string>
#include <vector>

namespace tare::local {

// "sys_time" → "CAP_SYS_TIME"; "ALL" stays. InvalidArgument: unknown.
[[nodiscard]] Status normaliseCapabilities(Isolation &isolation);
// What its processes may have, in the order of their numbers. `isolation` is normalised.
[[nodiscard]] std::vector<std::string> capabilitiesOf(const Isolation &isolation);
// All that this process could give away (its bounding set).
[[nodiscard]] std::vector<std::string> allCapabilities();

} // namespace tare::local
