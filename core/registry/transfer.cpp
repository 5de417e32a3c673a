// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/transfer.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/registry/insecure_setting.h"
#include "core/registry/retry.h"

#include <ctime>
#include <random>

namespace tare::registry {
namespace {

constexpr std::size_t maxHeaders = 256U << 10U;
constexpr std::size_t maxErrorBody = 64U << 10U;
constexpr std::size_t maxIgnored = 4U << 20U; // of an error or a redirect that never ends

std::uint64_t randomNumber()
{
    static thread_local std::mt19937_64 generator{std::random_device{}()};
    return generator();
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// "bytes 100-199/200" → 100
std::optional<std::int64_t> rangeStart(std::string_view contentRange)
{
    if (!contentRange.starts_with("bytes "))
        return std::nullopt;
    contentRange.remove_prefix(6);
    return parseInt(contentRange.substr(0, contentRange.find('-')));
}

} // namespace

Transfer::Transfer(int id, Request request, const HttpOptions &options)
    : m_id(id), m_request(std::move(request)), m_options(options), m_easy(curl_easy_init()),
      m_url(m_request.url)
{
}

Transfer::~Transfer()
{
    curl_easy_cleanup(m_easy);
    curl_slist_free_all(m_headerList);
}

std::size_t Transfer::onHeader(char *bytes, std::size_t size, std::size_t count, void *self)
{
    auto *t = static_cast<Transfer *>(self);
    const std::size_t length = size * count;
    t->m_headerBytes += length;
    if (t->m_headerBytes > maxHeaders) {
        t->m_failure = fail(Errc::TooLarge, t->m_url.authority(), "its headers");
        return 0;
    }
    t->headerLine(std::string_view(bytes, length));
    return length;
}

void Transfer::headerLine(std::string_view line)
{
    line = trim(line);
    if (line.starts_with("HTTP/") && (m_headOver || m_head.status == 0)) { // after 100 Continue comes another
        m_head = {};
        m_headOver = false;
        const std::size_t space = line.find(' ');
        if (space != std::string_view::npos)
            m_head.status = static_cast<int>(parseUnsigned(line.substr(space + 1, 3)).value_or(0));
        return;
    }
    if (line.empty()) {
        m_headOver = true;
        return;
    }
    const std::size_t colon = line.find(':');
    if (!m_headOver && colon != std::string_view::npos) // trailers are not looked at
        m_head.headers.emplace_back(toLower(trim(line.substr(0, colon))), trim(line.substr(colon + 1)));
}

std::size_t Transfer::onBody(char *bytes, std::size_t size, std::size_t count, void *self)
{
    auto *t = static_cast<Transfer *>(self);
    t->m_failure = t->body(std::string_view(bytes, size * count));
    return t->m_failure ? size * count : 0;
}

bool Transfer::toSink() const
{
    return m_request.sink != nullptr && (m_head.status == 200 || m_head.status == 206);
}

Status Transfer::beginBody()
{
    m_begun = true;
    if (!toSink())
        return {};
    const bool goesOn = m_head.status == 206;
    if (goesOn && (m_askedFrom == 0 || rangeStart(m_head.header("content-range")) != m_askedFrom))
        return fail(Errc::NetworkError, m_url.authority(),
                    "it sent another part than the one that was asked for");
    if (!goesOn && m_request.sink->offset() > 0)
        TARE_CHECK(m_request.sink->restart());
    const std::string etag = m_head.header("etag");
    m_etag = etag.starts_with('"') ? etag : std::string(); // a weak one ("W/…") promises no equal bytes
    return m_request.sink->begin(m_head);
}

Status Transfer::body(std::string_view bytes)
{
    if (!m_begun)
        TARE_CHECK(beginBody());
    if (toSink())
        return m_request.sink->write(bytes);
    const bool wanted = m_head.status >= 200 && m_head.status < 300;
    const std::size_t limit = wanted ? m_request.limit : maxErrorBody;
    if (m_body.size() + bytes.size() > limit) {
        if (wanted)
            return fail(Errc::TooLarge, m_url.authority(),
                        "it sent more than " + std::to_string(limit) + " bytes");
        m_ignored += bytes.size();
        if (m_ignored > maxIgnored)
            return fail(Errc::TooLarge, m_url.authority(),
                        "its answer with status " + std::to_string(m_head.status));
        bytes = bytes.substr(0, limit - m_body.size());
    }
    m_body += bytes;
    return {};
}

Status Transfer::redirect()
{
    if (uploads() && m_head.status != 307 && m_head.status != 308)
        return fail(Errc::NetworkError, m_url.authority(),
                    "it redirects an upload with status " + std::to_string(m_head.status));
    if (++m_redirects > m_request.maxRedirects)
        return fail(Errc::NetworkError, m_request.url.authority(),
                    m_request.maxRedirects == 0 ? "it redirects, where no redirect is allowed"
                                                : "it redirects in circles");
    const Url next = TARE_TRY(m_url.resolve(m_head.header("location")));
    if (next.plain() && !m_url.plain())
        return fail(Errc::NetworkError, m_url.authority(),
                    "it redirects from https to http: " + next.authority());
    TARE_CHECK(mayAsk(next));
    // For good: a stranger could send the request back to another path of the origin.
    m_authorized = m_authorized && next.sameOrigin(m_request.url);
    m_url = next;
    return {};
}

std::optional<Transfer::Clock::time_point> Transfer::again(std::optional<std::chrono::seconds> asked)
{
    const std::int64_t held = m_request.sink != nullptr ? m_request.sink->offset() : 0;
    if (held > m_best)
        m_attempt = 0;
    m_best = std::max(held, m_best);
    const auto pause = backOffTime(m_options.backOff, m_attempt, randomNumber());
    if (++m_attempt >= m_options.attempts || !m_request.retry || (asked && *asked > m_options.longestWait))
        return std::nullopt;
    // From the start: the address that a redirect led to may have been for once.
    m_url = m_request.url;
    m_authorized = true;
    m_redirects = 0;
    return Clock::now() +
           (asked ? std::chrono::duration_cast<std::chrono::milliseconds>(*asked) + pause / 4 : pause);
}

std::optional<Transfer::Clock::time_point> Transfer::ended(CURLcode code)
{
    if (code == CURLE_OK && m_failure && !m_begun)
        m_failure = beginBody(); // an empty body is one too
    if (!m_failure) {
        m_result = tl::unexpected<Error>(m_failure.error());
        return std::nullopt;
    }
    if (code != CURLE_OK) {
        curl_off_t connected = 0; // nobody answers: that does not get better by asking for minutes
        curl_easy_getinfo(m_easy, CURLINFO_CONNECT_TIME_T, &connected);
        if (retryableTransport(code) && connected > 0) {
            if (const auto when = again(std::nullopt))
                return when;
        }
        m_noTls = !m_url.plain() && (code == CURLE_SSL_CONNECT_ERROR || code == CURLE_COULDNT_CONNECT ||
                                     (code == CURLE_OPERATION_TIMEDOUT && m_head.status == 0));
        m_result = tl::unexpected<Error>(transportError(code));
        return std::nullopt;
    }
    if (isRedirect(m_head.status) && !m_head.header("location").empty()) {
        const Status followed = redirect();
        if (followed)
            return Clock::now();
        m_result = tl::unexpected<Error>(followed.error());
        return std::nullopt;
    }
    if (m_head.status == 416 && m_askedFrom > 0) { // it does no ranges, or we hold more than there is
        if (const Status restarted = m_request.sink->restart(); !restarted) {
            m_result = tl::unexpected<Error>(restarted.error());
            return std::nullopt;
        }
        if (const auto when = again(std::nullopt))
            return when;
    }
    if (retryableStatus(m_head.status)) {
        const std::string after = m_head.header("retry-after");
        if (const auto when =
                again(after.empty() ? std::nullopt : parseRetryAfter(after, std::time(nullptr))))
            return when;
    }
    m_result = Response{std::move(m_head), std::move(m_body), m_url};
    return std::nullopt;
}

Error Transfer::transportError(CURLcode code) const
{
    const std::string where = m_url.authority();
    std::string why = m_errorText[0] != '\0' ? std::string(static_cast<const char *>(m_errorText))
                                             : curl_easy_strerror(code);
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return fail(Errc::NetworkError, where, "its name cannot be resolved",
                    "Check the name and the network.")
            .value();
    case CURLE_COULDNT_RESOLVE_PROXY:
        return fail(Errc::NetworkError, where, "the proxy's name cannot be resolved",
                    "Check http_proxy, https_proxy and no_proxy.")
            .value();
    case CURLE_PEER_FAILED_VERIFICATION:
        return fail(Errc::NetworkError, where, std::string(untrustedCertificate) + ": " + why,
                    "Put its authority into " + configDir() + "/certs.d/" + where +
                        "/ca.crt; or, if you trust the network, use --insecure, or name it in " +
                        std::string(insecureHint) + ".")
            .value();
    case CURLE_SSL_CONNECT_ERROR: // somebody is there
        return fail(Errc::NetworkError, where, why,
                    "If the registry speaks plain http only, and you trust the network, use --insecure, or name it in " +
                        std::string(insecureHint) + ".")
            .value();
    case CURLE_OPERATION_TIMEDOUT:
        return fail(Errc::Timeout, where, why).value();
    default:
        return fail(Errc::NetworkError, where, why).value();
    }
}

Finished Transfer::take()
{
    return {m_id,
            m_result ? std::move(*m_result)
                     : Result<Response>(fail(Errc::Internal, m_url.host, "unfinished")),
            m_noTls};
}

} // namespace tare::registry
