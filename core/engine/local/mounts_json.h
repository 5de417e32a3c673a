// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a container's mounts, policy and check in its record.
#pragma once

#include "core/engine/types.h"

#include <nlohmann/json.hpp>

namespace tare {

void to_json(nlohmann::json &out, const BindMount &in);
void from_json(const nlohmann::json &in, BindMount &out); // throws what nlohmann throws, as its at() does
void to_json(nlohmann::json &out, const VolumeMount &in);
void from_json(const nlohmann::json &in, VolumeMount &out);
void to_json(nlohmann::json &out, const RestartPolicy &in);
void from_json(const nlohmann::json &in, RestartPolicy &out);
void to_json(nlohmann::json &out, const HealthCheck &in);
void from_json(const nlohmann::json &in, HealthCheck &out);

} // namespace tare
