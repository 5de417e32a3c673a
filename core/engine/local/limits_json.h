// SPDX-License-Identifier: GPL-3.0-or-later
// Limits in a container's record and as Docker's inspect shows them.
#pragma once

#include "core/engine/types.h"

#include <nlohmann/json_fwd.hpp>

namespace tare::local {

[[nodiscard]] nlohmann::json limitsJson(const Limits &limits);
// Throws what nlohmann::json throws for a document of other types.
[[nodiscard]] Limits limitsOf(const nlohmann::json &in);
// Puts the fields of HostConfig there.
void showLimits(const Limits &limits, nlohmann::ordered_json &hostConfig);

} // namespace tare::local
