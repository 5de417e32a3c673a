// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/events/event_feed.h"

#include <QTimer>
#include <mutex>
#include <utility>

namespace tare::gui {

namespace {
constexpr int intervalMs = 50;
constexpr std::size_t mostWaiting = 20'000; // of a past that is longer, the end
} // namespace

struct EventFeed::State
{
    std::mutex mutex;
    EventFeed *feed = nullptr; // null once it is gone
    std::vector<Event> waiting;
    bool posted = false;

    void take(const Event &event)
    {
        const std::lock_guard lock(mutex);
        if (feed == nullptr)
            return;
        if (waiting.size() >= mostWaiting)
            waiting.erase(waiting.begin(), waiting.begin() + mostWaiting / 2);
        waiting.push_back(event);
        if (std::exchange(posted, true))
            return;
        // The lock keeps the feed alive until this is posted.
        QMetaObject::invokeMethod(
            feed, [there = feed]() { QTimer::singleShot(intervalMs, there, [there]() { there->deliver(); }); }, Qt::QueuedConnection);
    }
};

EventFeed::EventFeed(Context &context, QObject *parent) : QObject(parent), m_context(context), m_state(std::make_shared<State>())
{
    m_state->feed = this;
}

EventFeed::~EventFeed()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->feed = nullptr;
    }
    m_subscription.reset();
}

void EventFeed::start()
{
    using Subscribed = Result<std::unique_ptr<Subscription>>;
    m_context.run<Subscribed>(
        this,
        [engine = m_context.engine(), state = m_state](const CancelToken &) {
            return engine->subscribe([state](const Event &event) { state->take(event); }, std::int64_t{0});
        },
        [this](Subscribed subscribed) {
            if (subscribed)
                m_subscription = std::move(*subscribed);
            else
                Q_EMIT failed(subscribed.error());
        });
}

void EventFeed::deliver()
{
    std::vector<Event> events;
    {
        const std::lock_guard lock(m_state->mutex);
        events.swap(m_state->waiting);
        m_state->posted = false;
    }
    Q_EMIT happened(events);
}

} // namespace tare::gui
