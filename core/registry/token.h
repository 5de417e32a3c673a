// SPDX-License-Identifier: GPL-3.0-or-later
// The Authorization header for one repository of one registry (distribution, spec/auth/token and
// spec/auth/oauth).
#pragma once

#include "core/base/result.h"
#include "core/registry/credentials.h"
#include "core/registry/http.h"
#include "core/registry/url.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::registry {

struct AuthRequest
{
    Url registry;      // who asked
    std::string name;  // for errors: "docker.io"
    std::vector<std::string> scopes; // "repository:library/ubuntu:pull": ours alone, whatever the challenge says
    bool login = false;              // ask for a token that stands in for the password, too
    std::vector<std::string> challenges; // WWW-Authenticate headers
    std::optional<Credentials> credentials;
    std::string insecureHost;
};

struct Authorization
{
    std::string header;       // "Basic …" or "Bearer …"
    std::string refreshToken; // with `login`, when the token server gives one
};

// A password goes to the registry itself, or to the token server that it names. That
// one must speak https, unless the registry itself is reached by plain http and it is the same host. The
// token request follows no redirect. Unauthorized, RegistryError, NetworkError.
[[nodiscard]] Result<Authorization> authorize(HttpSession &http, const AuthRequest &request);

// The token in a token server's answer: "token" or "access_token". RegistryError about `server` for anything
// that could not be one header's value.
[[nodiscard]] Result<std::string> parseToken(std::string_view body, const std::string &server);

} // namespace tare::registry
