// SPDX-License-Identifier: GPL-3.0-or-later
// One request on its way: an easy handle, its redirects and its retries. Only http.cpp uses this.
#pragma once

#include "core/registry/http.h"

#include <chrono>
#include <curl/curl.h>
#include <memory>
#include <optional>
#include <string>

namespace tare::registry {

class Transfer
{
public:
    using Clock = std::chrono::steady_clock;

    Transfer(int id, Request request, const HttpOptions &options);
    Transfer(const Transfer &) = delete;
    Transfer &operator=(const Transfer &) = delete;
    ~Transfer();

    [[nodiscard]] int id() const { return m_id; }
    [[nodiscard]] CURL *easy() const { return m_easy; }
    [[nodiscard]] std::chrono::milliseconds delay() const { return m_request.delay; }
    // Prepares the handle for the next attempt or hop.
    [[nodiscard]] Status arm();
    // What comes after an attempt: nothing when the request is over (see take()), or when to arm again.
    [[nodiscard]] std::optional<Clock::time_point> ended(CURLcode code);
    [[nodiscard]] Finished take();

private:
    static std::size_t onHeader(char *bytes, std::size_t size, std::size_t count, void *self);
    static std::size_t onBody(char *bytes, std::size_t size, std::size_t count, void *self);
    static std::size_t onRead(char *bytes, std::size_t size, std::size_t count, void *self);
    static int onSeek(void *self, curl_off_t offset, int origin);

    void headerLine(std::string_view line);
    [[nodiscard]] bool uploads() const;
    [[nodiscard]] bool trusted(const Url &url) const; // without TLS or a certificate
    [[nodiscard]] std::int64_t uploadLength() const;
    [[nodiscard]] bool setTls();
    [[nodiscard]] bool setProxy();
    [[nodiscard]] bool setBody();
    [[nodiscard]] Status body(std::string_view bytes);
    [[nodiscard]] Status beginBody();
    [[nodiscard]] bool toSink() const;
    [[nodiscard]] Status redirect();
    [[nodiscard]] Status mayAsk(const Url &url) const;
    [[nodiscard]] std::optional<Clock::time_point> again(std::optional<std::chrono::seconds> asked);
    [[nodiscard]] Error transportError(CURLcode code) const;

    int m_id;
    Request m_request;
    const HttpOptions &m_options;
    CURL *m_easy;
    curl_slist *m_headerList = nullptr;
    char m_errorText[CURL_ERROR_SIZE] = {};

    Url m_url;                // of this hop
    bool m_authorized = true; // nothing has led away from the origin yet
    int m_redirects = 0;
    int m_attempt = 0;
    std::int64_t m_best = 0; // bytes held after the last attempt
    std::string m_etag;      // of what the sink holds

    Head m_head;
    std::size_t m_headerBytes = 0, m_ignored = 0;
    bool m_headOver = false, m_begun = false;
    std::int64_t m_askedFrom = 0;
    std::int64_t m_sent = 0; // bytes of the request's body
    HostCertificates m_certificates;
    std::string m_body;
    Status m_failure; // of the sink or of a limit: ends the request
    std::optional<Result<Response>> m_result;
    bool m_noTls = false;
};

} // namespace tare::registry
