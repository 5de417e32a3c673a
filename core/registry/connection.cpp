// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/connection.h"

#include "core/registry/registry_error.h"
#include "core/registry/retry.h"
#include "core/registry/token.h"

namespace tare::registry {
namespace {

// Where Docker Hub's API is; its name in references is another.
std::string apiHost(const std::string &domain)
{
    return domain == "docker.io" ? "registry-1.docker.io" : domain;
}

} // namespace

Connection::Connection(ConnectionOptions options)
    : m_options(std::move(options)), m_http(m_options.http, m_options.cancel)
{
}

Result<Connection> Connection::open(ConnectionOptions options)
{
    if (!options.http.hosts)
        options.http.hosts = TARE_TRY(Hosts::load());
    Connection out(std::move(options));
    TARE_CHECK(out.connect());
    return out;
}

Status Connection::connect()
{
    const bool mirror = !m_options.mirror.empty();
    const std::string host = apiHost(m_options.domain);
    const Url root = TARE_TRY(Url::parse(mirror ? m_options.mirror : "https://" + host + "/"));
    m_base = TARE_TRY(root.resolve("/v2/"));
    m_options.insecure = m_options.insecure || m_options.http.hosts->settings().isInsecure(m_base);
    if (!m_options.credentials)
        m_options.credentials =
            TARE_TRY(findCredentials(mirror ? m_base.authority() : m_options.domain, m_options.repository));
    Request ping;
    ping.url = m_base;
    ping.insecureHost = m_options.insecure ? m_base.host : std::string();
    ping.maxRedirects = 0;
    ping.time = std::chrono::seconds(60);
    bool noTls = false;
    Result<Response> answer = m_http.perform(ping, &noTls);
    if (!answer && noTls && !mirror && (m_options.insecure || m_base.loopback())) {
        ping.url = m_base = TARE_TRY(Url::parse("http://" + host + "/v2/"));
        answer = m_http.perform(ping);
    } else if (!answer && noTls && answer.error().advice.empty()) {
        answer.error().advice = "If the registry speaks plain http only, and you trust the network, use --insecure.";
    }
    const Response response = TARE_TRY(std::move(answer));
    // Other answers than "come in" and "who are you" say little: some registries have no page here.
    if (response.head.status == 401)
        return authorizeBy(response.head.all("www-authenticate"));
    if (retryableStatus(response.head.status))
        return refused(response, m_options.domain);
    if (response.head.status == 200 && response.head.header("content-type").starts_with("text/html"))
        return fail(Errc::RegistryError, m_base.authority(), "a web page answers there, not a registry",
                    "A login page of a network, or a proxy, may stand in between.");
    return {};
}

Status Connection::authorizeBy(const std::vector<std::string> &challenges)
{
    AuthRequest ask;
    ask.registry = m_base;
    ask.name = m_options.mirror.empty() ? m_options.domain : m_base.authority();
    ask.scopes = m_options.scopes;
    ask.challenges = challenges;
    ask.credentials = m_options.credentials;
    ask.insecureHost = m_options.insecure ? m_base.host : std::string();
    ask.login = m_options.login;
    Authorization got = TARE_TRY(authorize(m_http, ask));
    m_authorization = std::move(got.header);
    m_refreshToken = std::move(got.refreshToken);
    return {};
}

Result<bool> Connection::renewed(const Response &response, const std::string &used)
{
    // Another server than the registry that says "who are you" gets no answer.
    if (response.head.status != 401 || !response.url.sameOrigin(m_base))
        return false;
    if (used != m_authorization) // renewed meanwhile, for another request
        return true;
    const std::vector<std::string> challenges = response.head.all("www-authenticate");
    if (challenges.empty())
        return false;
    TARE_CHECK(authorizeBy(challenges));
    return true;
}

Request Connection::request(std::string_view path) const
{
    Request out;
    // Repository names, tags and digests have passed the reference's grammar: none of them needs an escape.
    const auto url = m_base.resolve(path);
    out.url = url ? *url : m_base;
    out.authorization = m_authorization;
    out.insecureHost = m_options.insecure ? m_base.host : std::string();
    return out;
}

Result<Request> Connection::requestAt(const Url &from, std::string_view location) const
{
    Request out;
    out.url = TARE_TRY(from.resolve(location));
    if (out.url.plain() && !m_base.plain())
        return fail(Errc::NetworkError, m_base.authority(),
                    "it sends us from https to http: " + out.url.authority());
    if (out.url.sameOrigin(m_base))
        out.authorization = m_authorization;
    out.insecureHost = m_options.insecure ? m_base.host : std::string();
    return out;
}

Result<Response> Connection::perform(const Request &request)
{
    Response response = TARE_TRY(m_http.perform(request));
    if (!TARE_TRY(renewed(response, request.authorization)))
        return response;
    Request again = request;
    again.authorization = m_authorization;
    return m_http.perform(std::move(again));
}

tl::unexpected<Error> Connection::refused(const Response &response, const std::string &what) const
{
    return refusal(response, {m_options.domain, m_options.repository, m_options.action, what});
}

} // namespace tare::registry
