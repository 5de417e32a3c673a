// SPDX-License-Identifier: GPL-3.0-or-later
// Where Docker, Podman and skopeo keep registry passwords (docker config.json, containers-auth.json(5)), read. login.h
// writes.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::registry {

struct Credentials
{
    std::string user, password;
    std::string identityToken; // an OAuth refresh token, in place of a password
};

// For a repository, "docker.io" and "library/ubuntu". Looked for in $REGISTRY_AUTH_FILE,
// $XDG_RUNTIME_DIR/containers/ auth.json and $DOCKER_CONFIG or ~/.docker, in this order, and then in the desktop's keyring
// when our own list says that it is there (keyring.h); nothing when nobody knows any. A credential helper that is named for this server, or has kept its password, and fails, is an error, since
// going on without would end in a denial that nobody understands; one that is asked for every server may fail.
[[nodiscard]] Result<std::optional<Credentials>> findCredentials(const std::string &domain,
                                                                 const std::string &path);

// Those files that have a name here, in that order; they need not be there.
[[nodiscard]] std::vector<std::string> credentialFiles();

// An entry of "auths" in such a file, as JSON; nothing when there is no account in it.
[[nodiscard]] std::optional<Credentials> decodeAuth(std::string_view json);

// One such file's answer, without running a helper; `helper` is set when the file names one instead (its credHelpers for
// this server, or its credsStore for all). With `helpersOnly` what the file itself keeps is not looked at.
[[nodiscard]] std::optional<Credentials> credentialsIn(std::string_view json, const std::string &domain,
                                                       const std::string &path, std::string &helper,
                                                       bool helpersOnly = false);

// What a key of such a file is about: "https://index.docker.io/v1/" → "docker.io", "https://host:5000/v2/" →
// "host:5000". A path is kept: Podman's keys may have one.
[[nodiscard]] std::string configKey(std::string key);

} // namespace tare::registry
