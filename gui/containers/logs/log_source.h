// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"
#include "gui/app/context.h"

#include <QObject>
#include <QString>
#include <vector>

class QTimer;

namespace tare::gui {

class LogFeed;

// The log of one container, or of several as one: what is there is sorted by time, and what comes later is held back for a
// moment, so that lines that were written at nearly the same time come in their order.
class LogSource : public QObject
{
    Q_OBJECT
public:
    struct Container
    {
        std::string id;
        QString name; // before its lines, when there are several
        bool operator==(const Container &) const = default;
    };

    explicit LogSource(Context &context, QObject *parent = nullptr);
    ~LogSource() override;

    // From the beginning, at most `mostLines` of what is there.
    void read(const std::vector<Container> &containers, int mostLines);
    void stop();

Q_SIGNALS:
    // Lines of one container, in the order of all. `source`: its name, when there are several.
    void lines(const std::vector<tare::LogLine> &lines, const QString &source);
    void failed(const tare::Error &error);

private:
    struct Waiting
    {
        LogLine line;
        std::size_t container;
    };
    void followAll(const std::vector<std::int64_t> &since);
    void follow(std::size_t container, const LogOptions &options, std::int64_t behind);
    void flush();
    void emitInOrder(std::vector<Waiting> &waiting);

    Context &m_context;
    std::vector<Container> m_containers;
    std::vector<CancelSource> m_jobs;
    std::vector<LogFeed *> m_feeds;
    std::vector<Waiting> m_waiting;
    QTimer *m_pause = nullptr;
    int m_reading = 0; // which reading this is: what is late of one before is not wanted
};

} // namespace tare::gui
