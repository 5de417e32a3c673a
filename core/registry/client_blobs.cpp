// SPDX-License-Identifier: GPL-3.0-or-later
// Several blobs at once.
#include "core/registry/client.h"
#include "core/registry/file_sink.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <unistd.h>

namespace tare::registry {
namespace {

constexpr std::size_t parallel = 3; // Docker's number: more are slower on most lines, and impolite
constexpr int maxRenewals = 2;      // of the token, for one blob without a byte in between

// Their bytes are only where their maker keeps them; addresses in a manifest are never followed
// (CVE-2020-15157).
bool isForeign(const std::string &mediaType)
{
    return mediaType.find(".foreign.") != std::string::npos ||
           mediaType.find(".nondistributable.") != std::string::npos;
}

} // namespace

class BlobQueue
{
public:
    BlobQueue(Client &client, const std::vector<BlobTarget> &targets, const ProgressSink &progress)
        : m_client(client), m_targets(targets), m_progress(progress), m_order(targets.size())
    {
        std::iota(m_order.begin(), m_order.end(), std::size_t{0});
        std::stable_sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) {
            return targets[a].blob.size > targets[b].blob.size;
        });
    }
    BlobQueue(const BlobQueue &) = delete;
    BlobQueue &operator=(const BlobQueue &) = delete;
    ~BlobQueue()
    {
        for (const auto &way : m_ways) {
            m_client.m_connection.http().drop(way->id);
            if (!m_targets[way->target].resume || way->wrong || way->sink.offset() == 0)
                ::unlink(m_targets[way->target].file.c_str());
        }
    }

    Status run(const std::function<void(std::size_t)> &done)
    {
        for (const BlobTarget &t : m_targets)
            tell(t, Progress::Phase::Waiting, 0);
        while (m_next < m_order.size() || !m_ways.empty() || !m_busy.empty()) {
            TARE_CHECK(fill(done));
            if (m_ways.empty()) {
                if (!m_busy.empty())
                    TARE_CHECK(m_client.m_connection.http().rest(std::chrono::milliseconds(100)));
                continue;
            }
            Finished finished = TARE_TRY(m_client.m_connection.http().wait());
            const auto it = std::find_if(m_ways.begin(), m_ways.end(),
                                         [&](const auto &way) { return way->id == finished.id; });
            if (it == m_ways.end())
                continue;
            if (TARE_TRY(ended(**it, std::move(finished.result))))
                finish(it, done);
        }
        return {};
    }

private:
    struct Way // of one blob to its file
    {
        std::size_t target;
        FileSink sink;
        int id = 0;
        int renewals = 0;
        std::int64_t held = 0;
        std::string authorization;
        bool wrong = false; // its bytes are not the blob's
    };
    using Done = std::function<void(std::size_t)>;

    void finish(std::vector<std::unique_ptr<Way>>::iterator way, const Done &done)
    {
        const std::size_t target = (*way)->target;
        m_ways.erase(way);
        done(target);
    }

    // As many as may be under way at once.
    Status fill(const Done &done)
    {
        std::vector<std::size_t> waiting = std::move(m_busy);
        m_busy.clear();
        for (const std::size_t target : waiting)
            TARE_CHECK(m_ways.size() < parallel ? begin(target, done) : later(target));
        while (m_ways.size() < parallel && m_next < m_order.size())
            TARE_CHECK(begin(m_order[m_next++], done));
        return {};
    }

    Status later(std::size_t target)
    {
        m_busy.push_back(target);
        return {};
    }

    void tell(const BlobTarget &t, Progress::Phase phase, std::int64_t current) const
    {
        if (m_progress)
            m_progress({t.blob.digest.shortHex(), phase, current, t.blob.size, {}});
    }

    Status begin(std::size_t target, const Done &done)
    {
        const BlobTarget &t = m_targets[target];
        if (t.claim) {
            const BlobClaim claim = TARE_TRY(t.claim());
            if (claim == BlobClaim::Busy)
                return later(target);
            if (claim == BlobClaim::Here) {
                tell(t, Progress::Phase::AlreadyHere, t.blob.size);
                done(target);
                return {};
            }
        }
        FileSinkOptions options;
        options.name = t.blob.digest.text();
        options.algorithm = t.blob.digest.algorithm();
        options.expected = t.blob.digest;
        options.exactly = t.blob.size;
        options.progressId = t.blob.digest.shortHex();
        options.progress = m_progress;
        auto sink = t.resume ? FileSink::resume(t.file, std::move(options)) : FileSink::create(t.file, std::move(options));
        m_ways.push_back(std::make_unique<Way>(Way{target, TARE_TRY(std::move(sink))}));
        Way &way = *m_ways.back();
        if (way.sink.resumedAt() == t.blob.size && t.blob.size > 0 && TARE_TRY(verified(way)))
            finish(m_ways.end() - 1, done);
        else
            request(way);
        return {};
    }

    // False when what was there before did not fit, and everything must be fetched.
    Result<bool> verified(Way &way)
    {
        const BlobTarget &t = m_targets[way.target];
        tell(t, Progress::Phase::Verifying, t.blob.size);
        const bool resumed = way.sink.resumedAt() > 0;
        const auto digest = way.sink.finish();
        if (digest)
            return true;
        way.wrong = true;
        if (!resumed || digest.error().code != Errc::DigestMismatch)
            return tl::unexpected<Error>(digest.error());
        TARE_CHECK(way.sink.restart());
        way.wrong = false;
        return false;
    }

    void request(Way &way)
    {
        Request ask = m_client.request("blobs/" + m_targets[way.target].blob.digest.text());
        ask.sink = &way.sink;
        way.authorization = ask.authorization;
        way.id = m_client.m_connection.http().start(std::move(ask));
    }

    // Whether the blob is whole.
    Result<bool> ended(Way &way, Result<Response> result)
    {
        const BlobTarget &t = m_targets[way.target];
        if (!result) {
            way.wrong = result.error().code == Errc::DigestMismatch;
            return tl::unexpected<Error>(std::move(result.error()));
        }
        const Response &response = *result;
        if (response.head.status == 200 || response.head.status == 206) {
            if (TARE_TRY(verified(way)))
                return true;
            request(way);
            return false;
        }
        way.renewals = way.sink.offset() > way.held ? 0 : way.renewals;
        way.held = way.sink.offset();
        if (++way.renewals > maxRenewals || !TARE_TRY(m_client.m_connection.renewed(response, way.authorization)))
            return m_client.m_connection.refused(response, "blob " + t.blob.digest.text());
        request(way);
        return false;
    }

    Client &m_client;
    const std::vector<BlobTarget> &m_targets;
    const ProgressSink &m_progress;
    std::vector<std::size_t> m_order; // largest first
    std::size_t m_next = 0;
    std::vector<std::size_t> m_busy; // at another program
    std::vector<std::unique_ptr<Way>> m_ways;
};

Status Client::blobs(const std::vector<BlobTarget> &targets, const ProgressSink &progress,
                     const std::function<void(std::size_t)> &done)
{
    for (const BlobTarget &t : targets) {
        if (isForeign(t.blob.mediaType))
            return fail(Errc::Unsupported, t.blob.mediaType,
                        "layer " + t.blob.digest.text() +
                            " may not be passed on by registries, and addresses in a "
                            "manifest are not followed");
    }
    BlobQueue queue(*this, targets, progress);
    return queue.run(done);
}

} // namespace tare::registry
