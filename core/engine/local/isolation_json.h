// SPDX-License-Identifier: GPL-3.0-or-later
// core/engine/isolation.h as it is kept in container.json.
#pragma once

#include "core/engine/isolation.h"

#include <nlohmann/json.hpp>

namespace tare {

void to_json(nlohmann::json &out, const Isolation &in);
void from_json(const nlohmann::json &in, Isolation &out);

} // namespace tare
