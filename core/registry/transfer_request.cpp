// SPDX-License-Identifier: GPL-3.0-or-later
// What a transfer asks: the easy handle's options, the body that is sent, and whom it trusts.
#include "core/registry/transfer.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/strings.h"

#include <algorithm>
#include <cstdio>
#include <sys/socket.h>
#include <unistd.h>

namespace tare::registry {
namespace {

// libcurl's own sockets are not closed on exec.
curl_socket_t openSocket(void *, curlsocktype, curl_sockaddr *address)
{
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

} // namespace

bool Transfer::trusted(const Url &url) const
{
    return url.host == m_request.insecureHost ||
           (m_options.hosts && m_options.hosts->settings().isInsecure(url));
}

Status Transfer::mayAsk(const Url &url) const
{
    if (!url.plain() || m_request.plain || url.loopback() || trusted(url))
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
    const std::size_t wanted =
        std::min(size * count, static_cast<std::size_t>(std::max<std::int64_t>(left, 0)));
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
        t->m_failure =
            got < 0 ? Status(failSystem("read", t->m_url.authority()))
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
    if (!m_url.plain() || proxy.empty() || !environment("http_proxy").empty() ||
        !environment("REQUEST_METHOD").empty())
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
        // A blob stands in for the file of the system's authorities, so these go into it too. (And with a
        // blob, libcurl shares no cache of authorities with other hosts.)
        const char *usual = nullptr;
        if (authorities.empty() && curl_easy_getinfo(m_easy, CURLINFO_CAINFO, &usual) == CURLE_OK &&
            usual != nullptr)
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

} // namespace tare::registry
