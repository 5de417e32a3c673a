// SPDX-License-Identifier: GPL-3.0-or-later
// A container's health check as its monitor is told of it, and what came of it.
#pragma once

#include "core/engine/local/record.h"
#include "core/engine/local/users.h"

#include <nlohmann/json.hpp>
#include <optional>

namespace tare::local {

// Something is checked: a test that is neither missing nor NONE nor of an unknown kind.
[[nodiscard]] bool isChecked(const HealthCheck &check);
// Writes the check's process into the bundle; the monitor's words for it. Nothing when nothing is checked.
[[nodiscard]] Result<std::vector<std::string>> prepareHealth(const Record &record, const ResolvedUser &user, const std::string &bundle);
// What the monitor has written down; "starting" before it has. Nothing when nothing is checked.
[[nodiscard]] std::optional<Health> readHealth(const Record &record, const std::string &bundle);
// As Docker's JSON has it: Config.Healthcheck.
[[nodiscard]] nlohmann::ordered_json healthCheckJson(const HealthCheck &check);
// InvalidArgument names what is wrong with the text. Never throws.
[[nodiscard]] Result<Health> parseHealth(std::string_view text);

} // namespace tare::local
