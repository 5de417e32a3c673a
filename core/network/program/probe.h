// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>

namespace tare::network {

// Why it cannot be done here; empty: it can.
struct ProbeAnswer
{
    std::string bridge; // a bridge with a pair of devices
    std::string nat;    // the rules of the firewall
};
// Makes them in a network namespace that ends with this process; for a user without root in a user namespace, too.
[[nodiscard]] Result<ProbeAnswer> probe();

} // namespace tare::network
