// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP over libcurl: any number of requests at once on one thread and few connections (HTTP/2 where the
// server speaks it), followed and retried here, by hand.
//
// An upload follows only a redirect that keeps the method (307, 308). Redirects: at most ten; credentials stay with the origin (scheme, host, port) that they were made for;
// never from https to http. Plain http only to loopback addresses and to the host that the user called
// insecure, unless the request says otherwise. Made again with back-off and jitter: 408, 429 (Retry-After), 5xx, cut or stalled connections; a
// cut body goes on where it ended.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/registry/hosts.h"
#include "core/registry/url.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tare::registry {

struct Head
{
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;           // names in lower case
    [[nodiscard]] std::string header(std::string_view lowerName) const; // the first, or empty
    [[nodiscard]] std::vector<std::string> all(std::string_view lowerName) const;
};

// Takes the body of a 200 or 206 in pieces, across retries.
class BodySink
{
public:
    virtual ~BodySink() = default;
    // Before the first byte of each answer; offset() bytes are held and this answer continues them.
    [[nodiscard]] virtual Status begin(const Head &head) = 0;
    [[nodiscard]] virtual Status write(std::string_view bytes) = 0;
    // Bytes held so far: what a retry need not send again.
    [[nodiscard]] virtual std::int64_t offset() const = 0;
    // The answer starts at the first byte again: what is held goes.
    [[nodiscard]] virtual Status restart() = 0;
    // Whether the whole is verified in the end, so that the rest may come from anywhere. Otherwise it is
    // taken only from the same version of the resource (a strong ETag).
    [[nodiscard]] virtual bool verified() const = 0;
};

// A part of a file as a request's body.
struct FilePart
{
    int fd = -1; // lives as long as the request; only pread(2) is used
    std::int64_t from = 0, length = 0;
    std::function<void(std::int64_t)> sent; // bytes of the part that are on their way; may go back to 0
};

struct Request
{
    std::string method = "GET"; // or HEAD, DELETE; POST sends `form`, POST, PUT and PATCH send `body` or `file`
    Url url;
    std::vector<std::string> headers; // "Name: value"
    std::string authorization;        // that header's value; goes to the origin of `url` alone
    std::string form;                 // application/x-www-form-urlencoded
    std::string body;
    std::optional<FilePart> file;
    BodySink *sink = nullptr;         // without: the body is in the response
    std::size_t limit = 4U << 20U;    // of a body in the response; TooLarge beyond
    std::string insecureHost;         // there, neither TLS nor a certificate is asked for
    bool plain = false;               // http is as good as https: for what the user named by a whole address
    int maxRedirects = 10;
    bool retry = true;
    std::chrono::seconds time{0};      // for the whole request; 0: as long as bytes come
    std::chrono::milliseconds delay{0}; // before it begins
    bool patient = false;              // the server may be silent ten times as long as usual (it hashes what it got)
};

struct Response
{
    Head head;
    std::string body; // of an error: at most 64 KiB of it
    Url url;          // that answered in the end
};

struct HttpOptions
{
    std::chrono::milliseconds connectTime{20'000};
    std::chrono::seconds stallTime{60};     // without a byte
    std::chrono::milliseconds backOff{500}; // doubled for each attempt, with jitter
    std::chrono::seconds longestWait{60};   // a longer Retry-After is an error
    int attempts = 5;                       // without a byte of progress
    std::shared_ptr<const Hosts> hosts;     // certificates, and who may be insecure; may be null
};

struct Finished
{
    int id = 0;
    Result<Response> result;
    bool noTls = false; // nobody speaks TLS there, or nobody is there
};

class HttpSession
{
public:
    explicit HttpSession(const HttpOptions &options = {}, const CancelToken &cancel = {});
    ~HttpSession();
    HttpSession(HttpSession &&) noexcept;
    HttpSession &operator=(HttpSession &&) noexcept;

    // Answers a number that its end will bear. The sink must live until then, or as long as the session.
    int start(Request request);
    // The next one that ends, in any order. Cancelled; Internal when nothing is under way.
    [[nodiscard]] Result<Finished> wait();
    // One request to its end; others go on meanwhile. An answer of any status is a success: NetworkError,
    // Timeout, TooLarge, Cancelled, InvalidArgument (an address that may not be used), and what the sink
    // fails with.
    [[nodiscard]] Result<Response> perform(Request request, bool *noTls = nullptr);
    [[nodiscard]] Status rest(std::chrono::milliseconds time); // while nothing is under way
    void setCancel(const CancelToken &cancel); // from now on
    void drop(int id);                         // forgets a request that is under way

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace tare::registry
