// SPDX-License-Identifier: GPL-3.0-or-later
// The plain data of types.h as JSON: what is kept on disk, and what engine and tare-network say to each other.
#pragma once

#include "core/network/types.h"

#include <nlohmann/json.hpp>

namespace tare {

void to_json(nlohmann::json &out, const PublishedPort &in);
void from_json(const nlohmann::json &in, PublishedPort &out);
void to_json(nlohmann::json &out, const PortMapping &in);
void from_json(const nlohmann::json &in, PortMapping &out);
void to_json(nlohmann::json &out, const EndpointSpec &in);
void from_json(const nlohmann::json &in, EndpointSpec &out);
void to_json(nlohmann::json &out, const NetworkingSpec &in);
void from_json(const nlohmann::json &in, NetworkingSpec &out);
void to_json(nlohmann::json &out, const Endpoint &in);
void from_json(const nlohmann::json &in, Endpoint &out);
void to_json(nlohmann::json &out, const NetworkSpec &in);
void from_json(const nlohmann::json &in, NetworkSpec &out);
void to_json(nlohmann::json &out, const Network &in);
void from_json(const nlohmann::json &in, Network &out);

} // namespace tare
