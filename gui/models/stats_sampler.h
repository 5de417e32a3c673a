// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/models/stats_history.h"

#include <QHash>
#include <QStringList>
#include <map>

class QTimer;

namespace tare::gui {

// Reads the counters of the running containers once a second, all in one job, while somebody looks, and every ten seconds
// while nobody does: the hour that charts show is then an hour.
class StatsSampler : public QObject
{
    Q_OBJECT
public:
    explicit StatsSampler(Context &context, QObject *parent = nullptr);

    // Histories of others are forgotten, except for those in `kept`: stopped containers whose chart stays.
    void setTargets(const QStringList &running, const QStringList &kept);
    void setActive(bool active);
    [[nodiscard]] bool isActive() const;
    // Empty when nothing is known.
    [[nodiscard]] const StatsHistory &history(const QString &id) const;

Q_SIGNALS:
    void sampled();

private:
    using Reading = std::vector<std::pair<QString, Result<Stats>>>;
    void read();
    void take(const Reading &reading);

    Context &m_context;
    QTimer *m_timer = nullptr;
    QStringList m_running;
    std::map<QString, StatsHistory> m_histories;
    bool m_active = false, m_reading = false;
};

} // namespace tare::gui
