// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/stream/byte_source.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace tare::image {
namespace {

constexpr std::size_t pieceSize = 512U << 10U; // small pieces are gathered to this, so that threads meet seldom
constexpr std::size_t depth = 8;

class ThreadedSource final : public ByteSource
{
public:
    explicit ThreadedSource(Source inner) : m_inner(std::move(inner)), m_thread([this] { work(); }) {}

    ~ThreadedSource() override
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_stop = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }

    Result<std::string_view> next() override
    {
        std::unique_lock lock(m_mutex);
        if (m_current.capacity() != 0)
            m_spare.push_back(std::move(m_current));
        m_current = {};
        m_changed.wait(lock, [this] { return !m_full.empty() || m_ended; });
        if (m_full.empty()) {
            if (!m_result)
                return tl::unexpected<Error>(m_result.error());
            return std::string_view();
        }
        m_current = std::move(m_full.front());
        m_full.pop_front();
        lock.unlock();
        m_changed.notify_all();
        return std::string_view(m_current);
    }

private:
    // False when the reader has gone.
    bool hand(std::string piece)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_full.size() < depth || m_stop; });
        if (m_stop)
            return false;
        m_full.push_back(std::move(piece));
        lock.unlock();
        m_changed.notify_all();
        return true;
    }

    std::string spare()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_spare.empty()) {
            std::string out;
            out.reserve(pieceSize + (256U << 10U));
            return out;
        }
        std::string out = std::move(m_spare.back());
        m_spare.pop_back();
        out.clear();
        return out;
    }

    void work()
    {
        Status result;
        std::string gathered = spare();
        while (true) {
            auto piece = m_inner->next();
            if (!piece) {
                result = tl::unexpected<Error>(std::move(piece).error());
                break;
            }
            const bool end = piece->empty();
            gathered.append(*piece);
            if ((gathered.size() >= pieceSize || end) && !gathered.empty()) {
                if (!hand(std::move(gathered)))
                    return;
                gathered = spare();
            }
            if (end)
                break;
        }
        {
            const std::scoped_lock lock(m_mutex);
            m_result = std::move(result);
            m_ended = true;
        }
        m_changed.notify_all();
    }

    Source m_inner;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::string> m_full;
    std::vector<std::string> m_spare;
    std::string m_current;
    Status m_result;
    bool m_ended = false, m_stop = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace

Source threadedSource(Source inner) { return std::make_unique<ThreadedSource>(std::move(inner)); }

} // namespace tare::image
