// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to networks as lines of docker network, quoted for a shell.
#pragma once

#include "core/network/types.h"

#include <QString>

namespace tare::gui {

[[nodiscard]] QString networkCreateLine(const NetworkSpec &spec);
[[nodiscard]] QString networkConnectLine(const std::string &container, const EndpointSpec &endpoint);
[[nodiscard]] QString networkDisconnectLine(const std::string &container, const std::string &network);
[[nodiscard]] QString networkRemoveLine(const std::string &network);

} // namespace tare::gui
