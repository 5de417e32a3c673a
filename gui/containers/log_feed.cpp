// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/log_feed.h"

#include <QMetaObject>
#include <QTimer>
#include <deque>
#include <mutex>

namespace tare::gui {

namespace {
constexpr int intervalMs = 30;
}

struct LogFeed::State
{
    std::mutex mutex;
    LogFeed *feed = nullptr; // null once it is gone
    std::deque<LogLine> waiting;
    bool posted = false;
};

LogFeed::LogFeed(QObject *parent) : QObject(parent), m_state(std::make_shared<State>())
{
    m_state->feed = this;
}

LogFeed::~LogFeed()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->feed = nullptr;
}

std::function<bool(const LogLine &)> LogFeed::sink() const
{
    return [state = m_state](const LogLine &line) {
        const std::lock_guard lock(state->mutex);
        if (state->feed == nullptr)
            return false;
        state->waiting.push_back(line);
        if (state->waiting.size() > mostWaiting)
            state->waiting.pop_front();
        if (std::exchange(state->posted, true))
            return true;
        LogFeed *feed = state->feed; // the lock keeps it until the event is posted
        QMetaObject::invokeMethod(
            feed, [feed]() { feed->deliver(); }, Qt::QueuedConnection);
        return true;
    };
}

void LogFeed::deliver()
{
    std::vector<LogLine> part;
    {
        const std::lock_guard lock(m_state->mutex);
        while (!m_state->waiting.empty() && part.size() < parcel) {
            part.push_back(std::move(m_state->waiting.front()));
            m_state->waiting.pop_front();
        }
        m_state->posted = !part.empty();
    }
    if (part.empty())
        return;
    Q_EMIT lines(part);
    // Looks once more a little later, so that a container that writes line by line does not wake us for each.
    QTimer::singleShot(intervalMs, this, [this]() { deliver(); });
}

} // namespace tare::gui
