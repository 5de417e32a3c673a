// SPDX-License-Identifier: GPL-3.0-or-later
// Logging in as `docker login` does: the registry is asked first, and a credential helper keeps the password, or, where
// none is configured or installed, Docker's own file does.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/registry/credentials.h"
#include "core/registry/http.h"

#include <optional>
#include <string>
#include <string_view>

namespace tare::registry {

struct LoginAttempt
{
    std::string server; // empty: Docker Hub; an address is taken for its host
    Credentials credentials;
    bool insecure = false;
    HttpOptions http;
    CancelToken cancel;
};

// The name in references ("docker.io", "localhost:5000") of what a user calls a server. InvalidArgument.
[[nodiscard]] Result<std::string> serverDomain(const std::string &server);
// The key of config.json and of helpers: "https://index.docker.io/v1/" for Docker Hub, else the domain.
[[nodiscard]] std::string serverKey(const std::string &domain);

// Whether the registry takes them; what should be kept of them (a token in the password's place when there is one).
// Unauthorized, and what Connection::open() fails with.
[[nodiscard]] Result<Credentials> tryLogin(const LoginAttempt &attempt);

struct Kept
{
    std::string where;      // a helper's program, or a file
    bool plainText = false; // the file
};
// In $REGISTRY_AUTH_FILE or Docker's config.json, or where that one says. With a helper configured nothing secret is
// ever written to the file. Where Docker would write a password into its own file, the desktop's keyring takes it if
// there is one (keyring.h).
[[nodiscard]] Result<Kept> keepCredentials(const std::string &domain, const Credentials &credentials);
// Where keepCredentials() would put those of this registry, as things are.
[[nodiscard]] Result<Kept> keepingPlace(const std::string &domain);
// Whether there were any.
[[nodiscard]] Result<bool> forgetCredentials(const std::string &domain);

// config.json with an entry for the key, and those under other spellings of it gone; without `credentials` it is an
// empty one (a helper has them), and none at all with `remove`. InvalidArgument for what is no such file.
struct Entry
{
    std::string key;
    std::optional<Credentials> credentials;
    bool remove = false;
    std::string credsStore; // set when not empty
};
[[nodiscard]] Result<std::string> changedConfig(std::string_view json, const Entry &entry, bool *had = nullptr);

} // namespace tare::registry
