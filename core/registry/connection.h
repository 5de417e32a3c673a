// SPDX-License-Identifier: GPL-3.0-or-later
// One registry, spoken to with one authorization, which is renewed when the registry asks for it again.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/registry/credentials.h"
#include "core/registry/http.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::registry {

struct ConnectionOptions
{
    std::string domain;   // as in references: "docker.io", "localhost:5000"
    std::string mirror;   // an address to ask instead; credentials are then the mirror's own
    bool insecure = false; // plain HTTP, or any certificate; of this registry's host alone
    HttpOptions http;     // without hosts: those of the settings
    CancelToken cancel;
    std::optional<Credentials> credentials; // instead of those that files and helpers know
    bool login = false;                     // those are tried: ask for a token in their place, too
    std::string repository;                 // for looking up credentials, and for errors; may be empty
    std::string action = "pull";            // for errors: "pull", "push"
    std::vector<std::string> scopes;        // of a token: "repository:library/ubuntu:pull"
};

class Connection
{
public:
    // Asks GET /v2/ by https, then by plain http where that is allowed: for loopback (as Docker does), or with
    // `insecure`; and gets the authorization that it is told to get. Unauthorized, RegistryError, NetworkError,
    // Timeout, Cancelled.
    [[nodiscard]] static Result<Connection> open(ConnectionOptions options);

    [[nodiscard]] HttpSession &http() { return m_http; }
    [[nodiscard]] const Url &base() const { return m_base; }
    [[nodiscard]] const ConnectionOptions &options() const { return m_options; }
    [[nodiscard]] const std::string &refreshToken() const { return m_refreshToken; } // after a login; may be empty

    // A request below the registry's root, "/v2/…", authorized.
    [[nodiscard]] Request request(std::string_view path) const;
    // Of an address that the registry sent (a Location): authorized only when it is the registry's own.
    [[nodiscard]] Result<Request> requestAt(const Url &from, std::string_view location) const;
    // Performs it, once more when the authorization had to be renewed.
    [[nodiscard]] Result<Response> perform(const Request &request);
    // Whether a request that ended so may be made again with the authorization that stands now.
    [[nodiscard]] Result<bool> renewed(const Response &response, const std::string &used);
    // The registry's no as an Error; `what` is what a 404 is about.
    [[nodiscard]] tl::unexpected<Error> refused(const Response &response, const std::string &what) const;

private:
    explicit Connection(ConnectionOptions options);
    [[nodiscard]] Status connect();
    [[nodiscard]] Status authorizeBy(const std::vector<std::string> &challenges);

    ConnectionOptions m_options;
    HttpSession m_http;
    Url m_base; // https://registry-1.docker.io/v2/
    std::string m_authorization, m_refreshToken;
};

} // namespace tare::registry
