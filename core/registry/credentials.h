// SPDX-License-Identifier: GPL-3.0-or-later
// Where Docker, Podman and skopeo keep registry passwords (docker config.json, containers-auth.json(5)). Only
// read; ours are never written.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace tare::registry {

struct Credentials
{
    std::string user, password;
    std::string identityToken; // an OAuth refresh token, in place of a password
};

// For a repository, "docker.io" and "library/ubuntu". Looked for in $REGISTRY_AUTH_FILE,
// $XDG_RUNTIME_DIR/containers/ auth.json and $DOCKER_CONFIG or ~/.docker, in this order; nothing when nobody
// knows any. A credential helper that fails is an error, since going on without would end in a denial that
// nobody understands.
[[nodiscard]] Result<std::optional<Credentials>> findCredentials(const std::string &domain,
                                                                 const std::string &path);

// One such file's answer, without running a helper; `helper` is set when the file names one instead.
[[nodiscard]] std::optional<Credentials> credentialsIn(std::string_view json, const std::string &domain,
                                                       const std::string &path, std::string &helper);

} // namespace tare::registry
