// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/blob_upload.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/registry/retry.h"

#include <algorithm>
#include <ctime>
#include <fcntl.h>
#include <limits>
#include <random>

namespace tare::registry {
namespace {

constexpr std::int64_t small = 256 << 10;    // sent in one request
constexpr std::int64_t leastPart = 1 << 20;  // smaller ones are not tried
constexpr std::size_t maxMounts = 3;         // Docker tries as many repositories
constexpr int maxRestarts = 4, maxRenewals = 3;

// "0-1023" → 1024; a registry without a byte says "0-0" too.
std::int64_t heldBytes(const std::string &range)
{
    const std::size_t dash = range.rfind('-');
    const auto last = dash == std::string::npos ? std::nullopt : parseInt(std::string_view(range).substr(dash + 1));
    return last && *last > 0 && *last < std::numeric_limits<std::int64_t>::max() ? *last + 1 : 0;
}

std::uint64_t randomNumber()
{
    static thread_local std::mt19937_64 generator{std::random_device{}()};
    return generator();
}

} // namespace

BlobUpload::BlobUpload(Connection &connection, const std::string &repository, const PushBlob &blob,
                       const ProgressSink &progress)
    : m_connection(connection), m_repository(repository), m_blob(blob), m_progress(progress),
      m_largest(std::max<std::int64_t>(blob.blob.size, 1)), m_inParts(blob.blob.size > small)
{
}

BlobUpload::~BlobUpload() { m_connection.http().drop(m_id); }

void BlobUpload::tell(Progress::Phase phase, std::int64_t current, const std::string &words) const
{
    if (m_progress && !m_blob.progressId.empty())
        m_progress({m_blob.progressId, phase, current, m_blob.blob.size, words});
}

Result<bool> BlobUpload::done(Progress::Phase phase, const std::string &words)
{
    tell(phase, m_blob.blob.size, words);
    return true;
}

Error BlobUpload::refusedAs(const Response &response) const
{
    return m_connection.refused(response, "blob " + m_blob.blob.digest.text()).value();
}

Status BlobUpload::go(Step step, Request request)
{
    m_step = step;
    m_authorization = request.authorization;
    m_id = m_connection.http().start(std::move(request));
    return {};
}

Status BlobUpload::begin()
{
    m_file = TARE_TRY(openFile(m_blob.file, O_RDONLY));
    return ask();
}

Status BlobUpload::ask()
{
    Request request = m_connection.request("/v2/" + m_repository + "/blobs/" + m_blob.blob.digest.text());
    request.method = "HEAD";
    return go(Step::Asking, std::move(request));
}

Status BlobUpload::mountOrStart()
{
    if (m_mount >= std::min(maxMounts, m_blob.from.size()))
        return m_location.empty() ? start() : transfer(); // with what the last try to mount has opened
    Request request = m_connection.request("/v2/" + m_repository + "/blobs/uploads/?mount=" +
                                           percentEncode(m_blob.blob.digest.text()) +
                                           "&from=" + percentEncode(m_blob.from[m_mount]));
    request.method = "POST";
    return go(Step::Mounting, std::move(request));
}

Status BlobUpload::start()
{
    m_offset = 0;
    Request request = m_connection.request("/v2/" + m_repository + "/blobs/uploads/");
    request.method = "POST";
    return go(Step::Starting, std::move(request));
}

void BlobUpload::setSource(Request &request, std::int64_t from, std::int64_t length)
{
    m_part = length;
    request.retry = false; // the registry may have got a part of it: see broken()
    request.headers.emplace_back("Content-Type: application/octet-stream");
    request.file = FilePart{m_file.get(), from, length, [this, from](std::int64_t count) {
                                if (std::abs(from + count - m_told) < (64 << 10) && count != m_part)
                                    return;
                                m_told = from + count;
                                tell(Progress::Phase::Uploading, m_told);
                            }};
}

Status BlobUpload::send()
{
    Request request = TARE_TRY(m_connection.requestAt(m_answered, m_location));
    request.method = "PATCH";
    const std::int64_t length = std::min(m_blob.blob.size - m_offset, m_largest);
    request.headers.push_back("Content-Range: " + std::to_string(m_offset) + "-" +
                              std::to_string(m_offset + length - 1));
    setSource(request, m_offset, length);
    tell(Progress::Phase::Uploading, m_offset);
    return go(Step::Sending, std::move(request));
}

Status BlobUpload::transfer() { return m_inParts ? send() : whole(); }

Status BlobUpload::check(std::chrono::milliseconds pause)
{
    Request request = TARE_TRY(m_connection.requestAt(m_answered, m_location));
    request.delay = pause;
    return go(Step::Checking, std::move(request));
}

namespace {

std::string withDigest(const std::string &location, const oci::Digest &digest)
{
    const std::string_view bare = std::string_view(location).substr(0, location.find('#'));
    return std::string(bare) + (bare.find('?') == std::string_view::npos ? "?" : "&") +
           "digest=" + percentEncode(digest.text());
}

} // namespace

Status BlobUpload::finish()
{
    Request request = TARE_TRY(m_connection.requestAt(m_answered, withDigest(m_location, m_blob.blob.digest)));
    request.method = "PUT";
    request.headers.emplace_back("Content-Type: application/octet-stream");
    request.retry = false; // a second one would meet an upload that is over
    request.patient = true;
    return go(Step::Finishing, std::move(request));
}

Status BlobUpload::whole()
{
    Request request = TARE_TRY(m_connection.requestAt(m_answered, withDigest(m_location, m_blob.blob.digest)));
    request.method = "PUT";
    request.patient = true;
    setSource(request, 0, m_blob.blob.size);
    tell(Progress::Phase::Uploading, 0);
    return go(Step::Whole, std::move(request));
}

Result<std::chrono::milliseconds> BlobUpload::pause(const Response *response, const Error &why)
{
    const HttpOptions &http = m_connection.options().http;
    const std::string after = response != nullptr ? response->head.header("retry-after") : std::string();
    const auto asked = after.empty() ? std::nullopt : parseRetryAfter(after, std::time(nullptr));
    const auto backOff = backOffTime(http.backOff, m_attempt, randomNumber());
    if (++m_attempt >= http.attempts || (asked && *asked > http.longestWait))
        return tl::unexpected<Error>(why);
    return asked ? std::chrono::milliseconds(*asked) + backOff / 4 : backOff;
}

Status BlobUpload::over(const Error &why)
{
    if (++m_restarts > maxRestarts)
        return tl::unexpected<Error>(why);
    return start();
}

Status BlobUpload::moved(const Response &response)
{
    const std::string location = response.head.header("location");
    if (location.empty())
        return {};
    m_answered = response.url;
    m_location = location;
    return {};
}

Result<bool> BlobUpload::asked(const Response &response)
{
    const int status = response.head.status;
    if (status == 200) {
        const auto length = parseInt(response.head.header("content-length"));
        if (length && *length != m_blob.blob.size)
            return fail(Errc::DigestMismatch, m_blob.blob.digest.text(),
                        "the registry has " + std::to_string(*length) + " bytes under it, it should have " +
                            std::to_string(m_blob.blob.size));
        if (m_location.empty())
            return done(Progress::Phase::AlreadyHere, "Layer already exists");
        return done(Progress::Phase::Done, "Pushed"); // the answer to our last request was lost
    }
    if (status == 401 || status == 403)
        return tl::unexpected<Error>(refusedAs(response));
    if (!m_location.empty())
        TARE_CHECK(over(refusedAs(response)));
    else
        TARE_CHECK(mountOrStart());
    return false;
}

Result<bool> BlobUpload::opened(const Response &response)
{
    const int status = response.head.status;
    if (m_step == Step::Mounting) {
        if (status == 201)
            return done(Progress::Phase::AlreadyHere, "Mounted from " + m_blob.from[m_mount]);
        ++m_mount;
        if (status == 202) // not there, but it may be sent
            TARE_CHECK(moved(response));
        TARE_CHECK(mountOrStart());
        return false;
    }
    if (status != 202) {
        return tl::unexpected<Error>(refusedAs(response));
    }
    if (response.head.header("location").empty())
        return fail(Errc::RegistryError, m_connection.options().domain, "it does not say where to send a blob to");
    TARE_CHECK(moved(response));
    if (const auto least = parseInt(response.head.header("oci-chunk-min-length")); least && *least > m_largest)
        m_largest = *least;
    TARE_CHECK(transfer());
    return false;
}

Result<bool> BlobUpload::sent(const Response &response)
{
    const int status = response.head.status;
    if (status == 405 || status == 501) { // it takes blobs in one piece only
        m_inParts = false;
        TARE_CHECK(whole());
        return false;
    }
    if (status == 413) { // somebody on the way takes no request as large as this
        m_largest = m_part / 2;
        if (m_largest < leastPart)
            return tl::unexpected<Error>(refusedAs(response));
        TARE_CHECK(check());
        return false;
    }
    if (status == 404) {
        TARE_CHECK(over(refusedAs(response)));
        return false;
    }
    if (status == 416 || retryableStatus(status)) {
        const Error why = refusedAs(response);
        TARE_CHECK(check(TARE_TRY(pause(&response, why))));
        return false;
    }
    if (status < 200 || status > 299)
        return tl::unexpected<Error>(refusedAs(response));
    TARE_CHECK(moved(response));
    const std::string range = response.head.header("range");
    const std::int64_t held = range.empty() ? m_offset + m_part : heldBytes(range);
    if (held > m_blob.blob.size || held <= m_offset)
        return fail(Errc::RegistryError, m_connection.options().domain,
                    "it says to have bytes up to " + std::to_string(held) + " of " + m_blob.blob.digest.text());
    m_offset = held;
    m_attempt = 0;
    TARE_CHECK(m_offset < m_blob.blob.size ? send() : finish());
    return false;
}

Result<bool> BlobUpload::checked(const Response &response)
{
    const int status = response.head.status;
    if (status < 200 || status > 299) {
        TARE_CHECK(over(refusedAs(response)));
        return false;
    }
    TARE_CHECK(moved(response));
    const std::int64_t held = heldBytes(response.head.header("range"));
    if (held > m_blob.blob.size) {
        TARE_CHECK(over(refusedAs(response)));
        return false;
    }
    if (held > m_offset)
        m_attempt = 0;
    m_offset = held;
    TARE_CHECK(m_offset < m_blob.blob.size ? send() : finish());
    return false;
}

Result<bool> BlobUpload::finished(const Response &response)
{
    const int status = response.head.status;
    if (status >= 200 && status <= 299) {
        const std::string said = response.head.header("docker-content-digest");
        if (!said.empty() && m_blob.blob.digest.algorithm() == said.substr(0, said.find(':')) &&
            said != m_blob.blob.digest.text())
            return fail(Errc::DigestMismatch, m_blob.blob.digest.text(), "the registry stored it as " + said);
        return done(Progress::Phase::Done, "Pushed");
    }
    if (status == 404) { // over; with or without the blob
        TARE_CHECK(ask());
        return false;
    }
    if (retryableStatus(status)) {
        const Error why = refusedAs(response);
        TARE_CHECK(check(TARE_TRY(pause(&response, why))));
        return false;
    }
    if (m_step == Step::Whole && !m_inParts && m_blob.blob.size > 0 && status != 401 && status != 403) {
        m_inParts = true; // the other way, before it is given up
        TARE_CHECK(over(refusedAs(response)));
        return false;
    }
    return tl::unexpected<Error>(refusedAs(response));
}

Result<bool> BlobUpload::broken(const Error &why)
{
    const bool mayPass = why.code == Errc::NetworkError || why.code == Errc::Timeout;
    const bool resumable = m_step == Step::Sending || m_step == Step::Finishing || m_step == Step::Whole;
    if (!mayPass || !resumable)
        return tl::unexpected<Error>(why);
    const auto wait = TARE_TRY(pause(nullptr, why));
    if (m_step == Step::Sending)
        TARE_CHECK(check(wait));
    else
        TARE_CHECK(ask()); // it may have come whole, and only the answer was lost
    return false;
}

Result<bool> BlobUpload::ended(Result<Response> result)
{
    m_id = 0;
    if (!result)
        return broken(result.error());
    const Response &response = *result;
    const bool mount = m_step == Step::Mounting; // a no to one more repository is no reason to ask again
    if (response.head.status == 401 && !mount && ++m_renewals <= maxRenewals &&
        TARE_TRY(m_connection.renewed(response, m_authorization))) {
        switch (m_step) {
        case Step::Asking:
            TARE_CHECK(ask());
            break;
        case Step::Mounting:
        case Step::Starting:
            TARE_CHECK(start());
            break;
        default:
            TARE_CHECK(check());
        }
        return false;
    }
    if (response.head.status < 300)
        m_renewals = 0;
    switch (m_step) {
    case Step::Asking:
        return asked(response);
    case Step::Mounting:
    case Step::Starting:
        return opened(response);
    case Step::Sending:
        return sent(response);
    case Step::Checking:
        return checked(response);
    case Step::Finishing:
    case Step::Whole:
        return finished(response);
    }
    return fail(Errc::Internal, m_blob.blob.digest.text());
}

} // namespace tare::registry
