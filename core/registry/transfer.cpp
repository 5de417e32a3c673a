// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/transfer.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"
#include "core/registry/retry.h"

#include <ctime>
#include <random>
#include <sys/socket.h>
#include <unistd.h>

namespace tare::registry {
namespace {

constexpr std::size_t maxHeaders = 256U << 10U;
constexpr std::size_t maxErrorBody = 64U << 10U;
constexpr std::size_t maxIgnored = 4U << 20U; // of an error or a redirect that never ends

// libcurl's own sockets are not closed on exec.
curl_socket_t openSocket(void *, curlsocktype, curl_sockaddr *address)
{
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

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

bool Transfer::trusted(const Url &url) const
{
    return url.host == m_request.insecureHost || (m_options.hosts && m_options.hosts->settings().isInsecure(url));
}

Status Transfer::mayAsk(const Url &url) const
{
    if (!url.plain() || url.loopback() || trusted(url))
        return {};
    return fail(Errc::InvalidArgument, url.authority(),
                "it is plain http, which anybody on the way can read and change",
                "Use https, or say that this host may be insecure (--insecure).");
}

Status Transfer::arm()
{
    if (m_easy == nullptr)
        return fail(Errc::Internal, m_url.host, "libcurl has no memory");
    TARE_CHECK(mayAsk(m_url));
    m_head = {};
    m_headerBytes = m_ignored = 0;
    m_headOver = m_begun = false;
    m_body.clear();
    m_errorText[0] = '\0';
    curl_easy_reset(m_easy);
    curl_slist_free_all(m_headerList);
    m_headerList = nullptr;
    auto addHeader = [this](const std::string &line) {
        m_headerList = curl_slist_append(m_headerList, line.c_str());
    };
    for (const std::string &line : m_request.headers)
        addHeader(line);
    if (m_authorized && !m_request.authorization.empty())
        addHeader("Authorization: " + m_request.authorization);
    m_askedFrom = m_request.sink != nullptr ? m_request.sink->offset() : 0;
    if (m_askedFrom > 0 && !m_request.sink->verified() && m_etag.empty()) {
        TARE_CHECK(m_request.sink->restart());
        m_askedFrom = 0;
    }
    if (m_askedFrom > 0) {
        addHeader("Range: bytes=" + std::to_string(m_askedFrom) + "-");
        if (!m_request.sink->verified())
            addHeader("If-Range: " + m_etag);
    }

    if (uploads())
        addHeader("Expect:"); // no waiting for a server that says nothing to it
    if (m_options.hosts)
        m_certificates = TARE_TRY(m_options.hosts->certificates(m_url));

    CURL *e = m_easy;
    bool good = true;
    auto set = [&](CURLoption option, auto value) {
        good = good && curl_easy_setopt(e, option, value) == CURLE_OK;
    };
    set(CURLOPT_PRIVATE, this);
    set(CURLOPT_URL, m_url.text.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTPHEADER, m_headerList);
    set(CURLOPT_USERAGENT, "tare/" TARE_VERSION);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(CURLOPT_PIPEWAIT, 1L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ERRORBUFFER, static_cast<char *>(m_errorText));
    set(CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &Transfer::onBody);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_BUFFERSIZE, 256L << 10);
    set(CURLOPT_OPENSOCKETFUNCTION, &openSocket);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_options.connectTime.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME,
        static_cast<long>(m_options.stallTime.count()) * (m_request.patient ? 10L : 1L));
    set(CURLOPT_TIMEOUT, static_cast<long>(m_request.time.count()));
    good = good && setBody() && setProxy() && setTls();
    if (!good)
        return fail(Errc::Internal, m_url.host, "libcurl refused an option");
    return {};
}

bool Transfer::uploads() const
{
    return m_request.method == "PUT" || m_request.method == "PATCH" ||
           (m_request.method == "POST" && (m_request.file || !m_request.body.empty()));
}

std::int64_t Transfer::uploadLength() const
{
    return m_request.file ? m_request.file->length : static_cast<std::int64_t>(m_request.body.size());
}

bool Transfer::setBody()
{
    bool good = true;
    auto set = [&](CURLoption option, auto value) {
        good = good && curl_easy_setopt(m_easy, option, value) == CURLE_OK;
    };
    m_sent = 0;
    if (m_request.method == "HEAD")
        set(CURLOPT_NOBODY, 1L);
    if (m_request.method == "DELETE")
        set(CURLOPT_CUSTOMREQUEST, "DELETE");
    if (uploads()) {
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_CUSTOMREQUEST, m_request.method.c_str());
        set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(uploadLength()));
        set(CURLOPT_READFUNCTION, &Transfer::onRead);
        set(CURLOPT_READDATA, this);
        set(CURLOPT_SEEKFUNCTION, &Transfer::onSeek);
        set(CURLOPT_SEEKDATA, this);
        set(CURLOPT_UPLOAD_BUFFERSIZE, 1L << 20);
    } else if (m_request.method == "POST") {
        set(CURLOPT_POSTFIELDSIZE, static_cast<long>(m_request.form.size()));
        set(CURLOPT_POSTFIELDS, m_request.form.c_str());
    }
    return good;
}

std::size_t Transfer::onRead(char *bytes, std::size_t size, std::size_t count, void *self)
{
    auto *t = static_cast<Transfer *>(self);
    const std::int64_t left = t->uploadLength() - t->m_sent;
    const std::size_t wanted = std::min(size * count, static_cast<std::size_t>(std::max<std::int64_t>(left, 0)));
    if (wanted == 0)
        return 0;
    if (!t->m_request.file) {
        t->m_request.body.copy(bytes, wanted, static_cast<std::size_t>(t->m_sent));
        t->m_sent += static_cast<std::int64_t>(wanted);
        return wanted;
    }
    const FilePart &file = *t->m_request.file;
    const ssize_t got = ::pread(file.fd, bytes, wanted, file.from + t->m_sent);
    if (got <= 0) {
        t->m_failure = got < 0 ? Status(failSystem("read", t->m_url.authority()))
                               : Status(fail(Errc::Internal, t->m_url.authority(), "the file to send became shorter"));
        return CURL_READFUNC_ABORT;
    }
    t->m_sent += got;
    if (file.sent)
        file.sent(t->m_sent);
    return static_cast<std::size_t>(got);
}

int Transfer::onSeek(void *self, curl_off_t offset, int origin)
{
    auto *t = static_cast<Transfer *>(self);
    if (origin != SEEK_SET || offset < 0 || offset > t->uploadLength())
        return CURL_SEEKFUNC_FAIL;
    t->m_sent = offset;
    return CURL_SEEKFUNC_OK;
}

// As Go's programs read the environment; libcurl itself knows no HTTP_PROXY in capitals, because of CGI.
bool Transfer::setProxy()
{
    if (m_url.loopback()) // a proxy's loopback is another one
        return curl_easy_setopt(m_easy, CURLOPT_PROXY, "") == CURLE_OK;
    const std::string proxy = environment("HTTP_PROXY");
    if (!m_url.plain() || proxy.empty() || !environment("http_proxy").empty() || !environment("REQUEST_METHOD").empty())
        return true;
    return curl_easy_setopt(m_easy, CURLOPT_PROXY, proxy.c_str()) == CURLE_OK;
}

bool Transfer::setTls()
{
    bool good = true;
    auto set = [&](CURLoption option, auto value) {
        good = good && curl_easy_setopt(m_easy, option, value) == CURLE_OK;
    };
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    const bool trusting = trusted(m_url);
    set(CURLOPT_SSL_VERIFYPEER, trusting ? 0L : 1L);
    set(CURLOPT_SSL_VERIFYHOST, trusting ? 0L : 2L);
    // What OpenSSL's and Go's programs read; libcurl leaves it to its callers.
    std::string authorities = environment("SSL_CERT_FILE");
    if (!authorities.empty())
        set(CURLOPT_CAINFO, authorities.c_str());
    if (const std::string folder = environment("SSL_CERT_DIR"); !folder.empty())
        set(CURLOPT_CAPATH, folder.c_str());
    if (!m_certificates.authorities.empty()) {
        // A blob stands in for the file of the system's authorities, so these go into it too. (And with a blob, libcurl
        // shares no cache of authorities with other hosts.)
        const char *usual = nullptr;
        if (authorities.empty() && curl_easy_getinfo(m_easy, CURLINFO_CAINFO, &usual) == CURLE_OK && usual != nullptr)
            authorities = usual;
        std::string all = m_certificates.authorities;
        if (!authorities.empty())
            all += readFile(authorities).value_or(std::string());
        curl_blob blob{all.data(), all.size(), CURL_BLOB_COPY};
        set(CURLOPT_CAINFO_BLOB, &blob);
    }
    if (!m_certificates.certificate.empty()) {
        set(CURLOPT_SSLCERT, m_certificates.certificate.c_str());
        set(CURLOPT_SSLKEY, m_certificates.key.c_str());
    }
    return good;
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
        return fail(Errc::NetworkError, where, "its certificate is not trusted: " + why,
                    "Put its authority into " + configDir() + "/certs.d/" + where +
                        "/ca.crt, or use --insecure if you trust the network.")
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
