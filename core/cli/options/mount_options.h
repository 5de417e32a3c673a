// SPDX-License-Identifier: GPL-3.0-or-later
// -v, --mount and --tmpfs: Docker's grammars for what is mounted in a container.
#pragma once

#include "core/base/result.h"
#include "core/engine/types.h"

#include <string>
#include <variant>
#include <vector>

namespace tare::cli {

using AnyMount = std::variant<BindMount, VolumeMount, TmpfsMount>;

// "[SOURCE:]TARGET[:OPTIONS]" (moby, volume/mounts, ParseMountRaw): an absolute SOURCE, or one that begins with a dot, is
// bound; any other is a volume's name; without one the volume is the container's own. InvalidArgument in Docker's words.
[[nodiscard]] Result<AnyMount> parseVolume(const std::string &text);
// "type=bind,source=…,target=…,…" as CSV (docker/cli, opts/mount.go).
[[nodiscard]] Result<AnyMount> parseMount(const std::string &text);
// One record of comma-separated values with quotes (RFC 4180), as Go's encoding/csv reads it.
[[nodiscard]] Result<std::vector<std::string>> parseCsv(const std::string &text);

// Into the lists of the spec to which it belongs.
void addMount(CreateSpec &spec, AnyMount mount);

} // namespace tare::cli
