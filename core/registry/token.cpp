// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/token.h"

#include "core/base/strings.h"
#include "core/oci/json_read.h"
#include "core/registry/auth_challenge.h"
#include "core/oci/base64.h"
#include "core/registry/registry_error.h"

#include <algorithm>

namespace tare::registry {
namespace {

namespace read = oci::read;

constexpr std::size_t maxToken = 1U << 20U;

std::string basic(const Credentials &c)
{
    return "Basic " + oci::base64Encode(c.user + ":" + c.password);
}

std::string loginAdvice(const std::string &name)
{
    return "Log in with `tare login" + (name == "docker.io" ? std::string() : " " + name) + "`.";
}

Status checkRealm(const AuthRequest &request, const Url &realm)
{
    if (!realm.plain())
        return {};
    const bool nearby =
        realm.host == request.registry.host || (realm.loopback() && request.registry.loopback());
    if (request.registry.plain() && nearby)
        return {};
    return fail(Errc::Unauthorized, request.name,
                "it sends us for a token to " + realm.authority() + " by plain http, which is not done");
}

Result<Authorization> bearer(HttpSession &http, const AuthRequest &request, const Challenge &challenge)
{
    const Url realm = TARE_TRY(Url::parse(challenge.parameter("realm")));
    TARE_CHECK(checkRealm(request, realm));
    Request ask;
    ask.limit = maxToken;
    ask.maxRedirects = 0;
    ask.time = std::chrono::seconds(60);
    ask.insecureHost = request.insecureHost;
    const std::string service = challenge.parameter("service");
    if (request.credentials && !request.credentials->identityToken.empty()) {
        ask.method = "POST";
        ask.url = realm;
        ask.form = "grant_type=refresh_token&client_id=tare&service=" + percentEncode(service) +
                   (request.scopes.empty() ? "" : "&scope=" + percentEncode(join(request.scopes, " "))) +
                   "&refresh_token=" + percentEncode(request.credentials->identityToken);
    } else {
        std::vector<std::string> query;
        if (!service.empty())
            query.push_back("service=" + percentEncode(service));
        for (const std::string &scope : request.scopes)
            query.push_back("scope=" + percentEncode(scope));
        if (request.login && request.credentials)
            query.push_back("account=" + percentEncode(request.credentials->user) +
                            "&client_id=tare&offline_token=true");
        std::string text = realm.text;
        if (!query.empty())
            text += (text.find('?') == std::string::npos ? "?" : "&") + join(query, "&");
        ask.url = TARE_TRY(Url::parse(text));
        if (request.credentials)
            ask.authorization = basic(*request.credentials);
    }
    const Response response = TARE_TRY(http.perform(std::move(ask)));
    const int status = response.head.status;
    if (status == 401 || status == 403)
        return fail(Errc::Unauthorized, request.name,
                    request.credentials ? "the user name or password is wrong"
                                        : "it wants a user name and password",
                    loginAdvice(request.name));
    if (status != 200) {
        const std::string words = registryWords(response.body, response.head.header("content-type"));
        return fail(Errc::RegistryError, request.name,
                    "its token server " + realm.authority() + " answers " + std::to_string(status) +
                        (words.empty() ? "" : ": " + words));
    }
    Authorization out{"Bearer " + TARE_TRY(parseToken(response.body, request.name)), {}};
    if (request.login)
        out.refreshToken = read::text(read::json::parse(response.body, nullptr, false), "refresh_token");
    return out;
}

} // namespace

Result<std::string> parseToken(std::string_view body, const std::string &server)
{
    const auto j = read::json::parse(body, nullptr, false);
    std::string token = read::text(j, "token");
    if (token.empty())
        token = read::text(j, "access_token");
    const bool good = !token.empty() &&
                      std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!good)
        return fail(Errc::RegistryError, server, "its token server sends no usable token");
    return token;
}

Result<Authorization> authorize(HttpSession &http, const AuthRequest &request)
{
    bool basicWanted = false;
    for (const std::string &header : request.challenges) {
        for (const Challenge &challenge : parseChallenges(header)) {
            if (challenge.scheme == "bearer" && !challenge.parameter("realm").empty())
                return bearer(http, request, challenge);
            basicWanted = basicWanted || challenge.scheme == "basic";
        }
    }
    if (!basicWanted)
        return fail(Errc::Unauthorized, request.name, "it asks for a way to log in that is not known here");
    if (!request.credentials || request.credentials->user.empty())
        return fail(Errc::Unauthorized, request.name, "it wants a user name and password",
                    loginAdvice(request.name));
    return Authorization{basic(*request.credentials), {}};
}

} // namespace tare::registry
