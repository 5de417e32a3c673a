// SPDX-License-Identifier: GPL-3.0-or-later
// /etc/hosts, /etc/hostname and /etc/resolv.conf of a container: files in its folder that are mounted in it.
#pragma once

#include "core/base/result.h"
#include "core/engine/local/record.h"
#include "core/network/types.h"

#include <string>
#include <vector>

namespace tare::local {

// At its start. What the container changed in an earlier run is kept; hosts is made anew where addresses are.
[[nodiscard]] Status writeNetworkFiles(const Record &record, const std::string &bundle, const std::vector<Endpoint> &endpoints);

// While it runs: `gained` and `lost` were connected and disconnected, `endpoints` is what it has now. The files are changed where
// they are, since they are mounted.
[[nodiscard]] Status changeNetworkFiles(const Record &record, const std::string &bundle, const std::vector<Endpoint> &endpoints,
                                        const std::vector<Endpoint> &gained, const std::vector<Endpoint> &lost);

} // namespace tare::local
