// SPDX-License-Identifier: GPL-3.0-or-later
// The image's configuration and the user's wishes put together, by Docker's rules.
#pragma once

#include "core/engine/local/record.h"
#include "core/oci/image_config.h"

namespace tare::local {

// Sets args, env, workingDir, user, hostname, stopSignal, labels and imageVolumes of a record whose id and
// spec are set. InvalidArgument: no command, a bad variable, target, network, limit of resources, signal.
[[nodiscard]] Status merge(Record &record, const oci::ImageConfig &image);

// "KILL", "SIGKILL", "9", "RTMIN+3": the number. InvalidArgument.
[[nodiscard]] Result<int> parseSignal(const std::string &text);

} // namespace tare::local
