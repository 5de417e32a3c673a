// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/app/desktop/notice.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace tare::gui {

// Containers that end by themselves, run out of memory or fall ill; not those that somebody stopped, killed or removed. A
// container is spoken of once a minute at most, and of all at most a few; how many more there were comes in one.
class DeathWatch : public QObject
{
    Q_OBJECT
public:
    explicit DeathWatch(Context &context, QObject *parent = nullptr);

    void setEnabled(bool enabled) { m_enabled = enabled; }
    // For tests: after an end is heard of, until it is judged; and for which time few are spoken of.
    void setPatience(int settleMs, int windowMs);

Q_SIGNALS:
    void noticed(const tare::gui::Notice &notice);

private:
    struct Death
    {
        std::string id, name;
        int exitCode = 0;
        bool outOfMemory = false;
        qint64 heard = 0; // the how manieth event it was
    };
    void hear(const Event &event);
    void judge(const Death &death);
    void judged(const Death &death, const Result<Container> &container);
    void say(const std::string &id, const Notice &notice);
    [[nodiscard]] bool isByHand(const Death &death);

    Context &m_context;
    QHash<QString, qint64> m_byHand;   // the how manieth event told that somebody stopped it
    QHash<QString, qint64> m_spokenOf; // when it last was, ms of m_clock
    QSet<QString> m_outOfMemory;
    QElapsedTimer m_clock;
    QTimer m_window; // runs while more than a few would be too many
    qint64 m_events = 0;
    int m_said = 0, m_more = 0;
    int m_settleMs, m_windowMs;
    bool m_enabled = true;
};

} // namespace tare::gui
