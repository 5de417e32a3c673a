// SPDX-License-Identifier: GPL-3.0-or-later
// The mounts of a container's config.json, in the order in which they are made.
#pragma once

#include "core/engine/local/spec_builder.h"

#include <nlohmann/json.hpp>

namespace tare::local {

[[nodiscard]] nlohmann::json specMounts(const SpecInput &input);
// What is to be bound is there, or is made where that is asked for. InvalidArgument in Docker's words.
[[nodiscard]] Status prepareMounts(const CreateSpec &spec);

} // namespace tare::local
