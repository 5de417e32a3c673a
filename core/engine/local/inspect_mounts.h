// SPDX-License-Identifier: GPL-3.0-or-later
// A container's mounts as `docker inspect` tells of them.
#pragma once

#include "core/engine/local/record.h"

#include <nlohmann/json.hpp>

namespace tare::local {

[[nodiscard]] nlohmann::ordered_json inspectBinds(const CreateSpec &spec);  // HostConfig.Binds: -v's; null when there are none
[[nodiscard]] nlohmann::ordered_json inspectWanted(const CreateSpec &spec); // HostConfig.Mounts: --mount's, in the words of the API
[[nodiscard]] nlohmann::ordered_json inspectMounted(const Record &record, const Paths &paths); // Mounts: what is really there

} // namespace tare::local
