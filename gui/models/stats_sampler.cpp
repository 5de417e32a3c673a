// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/stats_sampler.h"

#include <QTimer>

namespace tare::gui {

namespace {
constexpr int intervalMs = 1000, seldomMs = 10'000;
}

StatsSampler::StatsSampler(Context &context, QObject *parent)
    : QObject(parent), m_context(context), m_timer(new QTimer(this))
{
    m_timer->setInterval(seldomMs);
    connect(m_timer, &QTimer::timeout, this, &StatsSampler::read);
}

void StatsSampler::setTargets(const QStringList &running, const QStringList &kept)
{
    const bool began = running != m_running;
    m_running = running;
    std::erase_if(m_histories, [&](const auto &entry) {
        return !running.contains(entry.first) && !kept.contains(entry.first);
    });
    if (began && isActive())
        read();
}

void StatsSampler::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    m_timer->start(active ? intervalMs : seldomMs);
    if (active)
        read();
}

bool StatsSampler::isActive() const
{
    return m_active;
}

const StatsHistory &StatsSampler::history(const QString &id) const
{
    static const StatsHistory empty;
    const auto found = m_histories.find(id);
    return found == m_histories.end() ? empty : found->second;
}

void StatsSampler::read()
{
    if (m_reading || m_running.isEmpty())
        return;
    m_reading = true;
    m_context.run<Reading>(
        this,
        [engine = m_context.engine(), ids = m_running](const CancelToken &cancel) {
            Reading out;
            for (const QString &id : ids) {
                if (cancel.cancelled())
                    break;
                out.emplace_back(id, engine->stats(id.toStdString()));
            }
            return out;
        },
        [this](const Reading &reading) { take(reading); });
}

void StatsSampler::take(const Reading &reading)
{
    m_reading = false;
    for (const auto &[id, stats] : reading) {
        // One that stopped in between says so by an event; its chart keeps what it has.
        if (stats && m_running.contains(id))
            m_histories[id].add(*stats);
    }
    Q_EMIT sampled();
}

} // namespace tare::gui
