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
            ::unlink(m_targets[way->target].file.c_str());
        }
    }

    Status run(const std::function<void(std::size_t)> &done)
    {
        for (const BlobTarget &t : m_targets)
            tell(t, Progress::Phase::Waiting, 0);
        while (m_next < m_order.size() || !m_ways.empty()) {
            while (m_ways.size() < parallel && m_next < m_order.size())
                TARE_CHECK(begin(m_order[m_next++]));
            Finished finished = TARE_TRY(m_client.m_connection.http().wait());
            const auto it = std::find_if(m_ways.begin(), m_ways.end(),
                                         [&](const auto &way) { return way->id == finished.id; });
            if (it == m_ways.end())
                continue;
            const Response response = TARE_TRY(std::move(finished.result));
            if (TARE_TRY(ended(**it, response))) {
                const std::size_t target = (*it)->target;
                m_ways.erase(it);
                done(target);
            }
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
    };

    void tell(const BlobTarget &t, Progress::Phase phase, std::int64_t current) const
    {
        if (m_progress)
            m_progress({t.blob.digest.shortHex(), phase, current, t.blob.size, {}});
    }

    Status begin(std::size_t target)
    {
        const BlobTarget &t = m_targets[target];
        FileSinkOptions options;
        options.name = t.blob.digest.text();
        options.algorithm = t.blob.digest.algorithm();
        options.expected = t.blob.digest;
        options.exactly = t.blob.size;
        options.progressId = t.blob.digest.shortHex();
        options.progress = m_progress;
        m_ways.push_back(
            std::make_unique<Way>(Way{target, TARE_TRY(FileSink::create(t.file, std::move(options)))}));
        request(*m_ways.back());
        return {};
    }

    void request(Way &way)
    {
        Request ask = m_client.request("blobs/" + m_targets[way.target].blob.digest.text());
        ask.sink = &way.sink;
        way.authorization = ask.authorization;
        way.id = m_client.m_connection.http().start(std::move(ask));
    }

    // Whether the blob is whole.
    Result<bool> ended(Way &way, const Response &response)
    {
        const BlobTarget &t = m_targets[way.target];
        if (response.head.status == 200 || response.head.status == 206) {
            tell(t, Progress::Phase::Verifying, t.blob.size);
            TARE_TRY(way.sink.finish());
            return true;
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
