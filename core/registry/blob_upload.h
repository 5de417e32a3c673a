// SPDX-License-Identifier: GPL-3.0-or-later
// One blob on its way into a repository: a request at a time, and what its answer leads to. Only pusher.cpp uses this.
#pragma once

#include "core/base/unique_fd.h"
#include "core/registry/pusher.h"

namespace tare::registry {

class BlobUpload
{
public:
    BlobUpload(Connection &connection, const std::string &repository, const PushBlob &blob,
               const ProgressSink &progress);
    ~BlobUpload(); // forgets a request that is under way
    BlobUpload(const BlobUpload &) = delete;
    BlobUpload &operator=(const BlobUpload &) = delete;

    [[nodiscard]] Status begin();
    [[nodiscard]] int id() const { return m_id; } // of the request under way
    // Whether the registry has the blob now; otherwise another request is under way.
    [[nodiscard]] Result<bool> ended(Result<Response> result);

private:
    enum class Step {
        Asking,    // HEAD: is it there?
        Mounting,  // POST …?mount=&from=
        Starting,  // POST: where to?
        Sending,   // PATCH with a part
        Checking,  // GET: how much has come?
        Finishing, // PUT ?digest=
        Whole,     // PUT ?digest= with everything
    };
    Status ask();
    Status mountOrStart();
    Status start();
    Status transfer(); // by one of the next two
    Status send();
    Status check(std::chrono::milliseconds pause = {});
    Status finish();
    Status whole();
    Status go(Step step, Request request);
    // From the beginning, after something that cannot be gone on with.
    Status over(const Error &why);
    [[nodiscard]] Result<std::chrono::milliseconds> pause(const Response *response, const Error &why);

    Result<bool> asked(const Response &response);
    Result<bool> opened(const Response &response);
    Result<bool> sent(const Response &response);
    Result<bool> checked(const Response &response);
    Result<bool> finished(const Response &response);
    Result<bool> broken(const Error &why);
    Status moved(const Response &response); // a new Location
    Result<bool> done(Progress::Phase phase, const std::string &words);
    void tell(Progress::Phase phase, std::int64_t current, const std::string &words = {}) const;
    [[nodiscard]] Error refusedAs(const Response &response) const;
    void setSource(Request &request, std::int64_t from, std::int64_t length);

    Connection &m_connection;
    std::string m_repository;
    const PushBlob &m_blob;
    const ProgressSink &m_progress;
    UniqueFd m_file;
    int m_id = 0;
    Step m_step = Step::Asking;
    std::string m_authorization; // of the request under way
    std::size_t m_mount = 0;     // of m_blob.from
    Url m_answered;              // who sent the Location
    std::string m_location;
    std::int64_t m_offset = 0;   // bytes that the registry has
    std::int64_t m_part = 0;     // bytes under way
    std::int64_t m_largest;      // part that it takes
    std::int64_t m_told = 0;
    bool m_inParts;              // by PATCH
    int m_attempt = 0, m_restarts = 0, m_renewals = 0;
};

} // namespace tare::registry
