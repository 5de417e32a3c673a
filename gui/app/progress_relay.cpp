// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/progress_relay.h"

#include <QMetaObject>
#include <QTimer>
#include <algorithm>
#include <mutex>

namespace tare::gui {

namespace {
constexpr int intervalMs = 50;
}

struct ProgressRelay::State
{
    std::mutex mutex;
    ProgressRelay *relay = nullptr; // null once it is gone
    std::vector<Progress> waiting;
    bool posted = false;
};

ProgressRelay::ProgressRelay(QObject *parent) : QObject(parent), m_state(std::make_shared<State>())
{
    m_state->relay = this;
}

ProgressRelay::~ProgressRelay()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->relay = nullptr;
}

ProgressSink ProgressRelay::sink() const
{
    return [state = m_state](const Progress &progress) {
        const std::lock_guard lock(state->mutex);
        if (state->relay == nullptr)
            return;
        const auto same = std::find_if(state->waiting.begin(), state->waiting.end(),
                                       [&](const Progress &other) { return other.id == progress.id; });
        if (same != state->waiting.end())
            *same = progress;
        else
            state->waiting.push_back(progress);
        if (std::exchange(state->posted, true))
            return;
        // The lock keeps the relay alive until the event is posted.
        ProgressRelay *relay = state->relay;
        QMetaObject::invokeMethod(
            relay, [relay]() { QTimer::singleShot(intervalMs, relay, [relay]() { relay->deliver(); }); },
            Qt::QueuedConnection);
    };
}

void ProgressRelay::deliver()
{
    std::vector<Progress> parts;
    {
        const std::lock_guard lock(m_state->mutex);
        parts.swap(m_state->waiting);
        m_state->posted = false;
    }
    Q_EMIT progressed(parts);
}

} // namespace tare::gui
