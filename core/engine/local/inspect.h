// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/paths.h"
#include "core/engine/local/record.h"

#include <string>
#include <vector>

namespace tare::local {

// What the user set, then what the image set, without what every container is given: `.Config.Env`.
[[nodiscard]] std::vector<std::string> configuredEnv(const Record &record);

// One object in the shape of `docker container inspect`, indented.
[[nodiscard]] std::string inspectContainerJson(const Container &container, const Record &record,
                                               const Paths &paths);

} // namespace tare::local
