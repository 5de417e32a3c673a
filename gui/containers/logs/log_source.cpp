// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/logs/log_source.h"

#include "gui/containers/log_feed.h"

#include <QTimer>
#include <algorithm>
#include <deque>

namespace tare::gui {

namespace {
constexpr int heldMs = 150;
constexpr std::size_t mostHeld = 200'000;
constexpr std::size_t mostHeldBytes = 64U << 20U;

// What is there of several logs.
struct Existing
{
    std::vector<std::vector<LogLine>> lines;
    std::vector<std::int64_t> last; // time of the last line of each; 0: none
    std::optional<Error> error;
};

} // namespace

LogSource::LogSource(Context &context, QObject *parent) : QObject(parent), m_context(context), m_pause(new QTimer(this))
{
    m_pause->setSingleShot(true);
    m_pause->setInterval(heldMs);
    connect(m_pause, &QTimer::timeout, this, &LogSource::flush);
}

LogSource::~LogSource()
{
    stop();
}

void LogSource::stop()
{
    ++m_reading;
    for (CancelSource &job : m_jobs)
        job.cancel();
    m_jobs.clear();
    for (LogFeed *feed : m_feeds)
        delete feed;
    m_feeds.clear();
    m_waiting.clear();
    m_pause->stop();
}

void LogSource::read(const std::vector<Container> &containers, int mostLines)
{
    stop();
    m_containers = containers;
    if (containers.empty())
        return;
    if (containers.size() == 1) {
        LogOptions options;
        options.follow = true;
        options.tail = mostLines;
        return follow(0, options, 0);
    }
    LogOptions options;
    options.tail = std::max(mostLines / static_cast<int>(containers.size()), 1);
    m_jobs.push_back(m_context.run<Existing>(
        this,
        [engine = m_context.engine(), containers, options](const CancelToken &cancel) {
            Existing out;
            std::size_t bytes = 0;
            for (const Container &container : containers) {
                std::deque<LogLine> lines;
                const Status status = engine->logs(
                    container.id, options,
                    [&](const LogLine &line) {
                        bytes += line.text.size();
                        lines.push_back(line);
                        for (; bytes > mostHeldBytes && !lines.empty(); lines.pop_front()) // the oldest go
                            bytes -= lines.front().text.size();
                        return true;
                    },
                    cancel);
                if (!status && status.error().code != Errc::Cancelled)
                    out.error = status.error();
                out.last.push_back(lines.empty() ? 0 : lines.back().time);
                out.lines.emplace_back(std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
            }
            return out;
        },
        [this, reading = m_reading](Existing existing) {
            if (reading != m_reading)
                return;
            if (existing.error)
                Q_EMIT failed(*existing.error);
            std::vector<Waiting> all;
            for (std::size_t i = 0; i < existing.lines.size(); ++i) {
                for (LogLine &line : existing.lines[i])
                    all.push_back({std::move(line), i});
            }
            emitInOrder(all);
            followAll(existing.last);
        }));
}

void LogSource::followAll(const std::vector<std::int64_t> &since)
{
    for (std::size_t i = 0; i < m_containers.size(); ++i) {
        LogOptions options;
        options.follow = true;
        if (since[i] > 0)
            options.since = since[i];
        follow(i, options, since[i]);
    }
}

void LogSource::follow(std::size_t container, const LogOptions &options, std::int64_t behind)
{
    auto *feed = new LogFeed(this);
    m_feeds.push_back(feed);
    connect(feed, &LogFeed::lines, this, [this, container, behind](const std::vector<LogLine> &parcel) {
        if (m_containers.size() == 1) {
            Q_EMIT lines(parcel, {});
            return;
        }
        for (const LogLine &line : parcel) {
            if (line.time > behind) // what is from that moment is there already
                m_waiting.push_back({line, container});
        }
        if (m_waiting.size() > mostHeld)
            flush();
        else if (!m_waiting.empty() && !m_pause->isActive())
            m_pause->start();
    });
    m_jobs.push_back(m_context.run<Status>(
        feed,
        [engine = m_context.engine(), id = m_containers[container].id, options, sink = feed->sink()](const CancelToken &cancel) {
            return engine->logs(id, options, sink, cancel);
        },
        [this](const Status &status) {
            if (!status && status.error().code != Errc::Cancelled)
                Q_EMIT failed(status.error());
        }));
}

void LogSource::flush()
{
    std::vector<Waiting> waiting;
    waiting.swap(m_waiting);
    emitInOrder(waiting);
}

void LogSource::emitInOrder(std::vector<Waiting> &waiting)
{
    std::stable_sort(waiting.begin(), waiting.end(), [](const Waiting &a, const Waiting &b) { return a.line.time < b.line.time; });
    std::vector<LogLine> parcel;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        parcel.push_back(std::move(waiting[i].line));
        if (i + 1 < waiting.size() && waiting[i + 1].container == waiting[i].container)
            continue;
        Q_EMIT lines(parcel, m_containers[waiting[i].container].name);
        parcel.clear();
    }
}

} // namespace tare::gui
