// SPDX-License-Identifier: GPL-3.0-or-later
// Docker's grammar of published ports (github.com/docker/go-connections/nat).
#pragma once

#include "core/base/result.h"
#include "core/network/types.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tare::network {

// "80", "8080:80", "127.0.0.1:8080:80", "127.0.0.1::80", "[::1]:8080:80", "8000-8010:80", "8000-8001:80-81", each with
// "/tcp" or "/udp". A range of host ports for one container port is a choice; as many as container ports are pairs.
// InvalidArgument in Docker's words.
[[nodiscard]] Result<std::vector<PublishedPort>> parsePublished(const std::string &text);
// "80", "80/udp", "8000-8002": one "PORT/PROTOCOL" each; of --expose and of an image's ports.
[[nodiscard]] Result<std::vector<std::string>> parseExposed(const std::string &text);
// "80/udp" → 80, "udp"; {0, ""} when it is none.
[[nodiscard]] std::pair<std::uint16_t, std::string> splitPort(std::string_view text);

// Docker's PORTS column: "0.0.0.0:8080->80/tcp, :::8080->80/tcp", runs of neighbours as ranges, then exposed ones that
// are not published.
[[nodiscard]] std::string portsText(std::vector<PortMapping> ports, const std::vector<std::string> &exposed);

// Who listens on a port, where /proc shows it: "nginx (process 1234)"; empty when it cannot be seen.
[[nodiscard]] std::string portHolder(std::uint16_t port, const std::string &protocol);

} // namespace tare::network
