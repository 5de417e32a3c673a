// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/desktop/death_watch.h"

#include "gui/models/container_model.h"
#include "gui/widgets/format.h"

#include <csignal>
#include <cstring>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int settleMs = 500;      // the word of who ended it comes right behind the end
constexpr int windowMs = 60'000;   // of the limit
constexpr int mostInWindow = 4;
constexpr int fromSignal = 128;
constexpr qsizetype mostRemembered = 4096;

QString howItEnded(int code)
{
    if (code <= fromSignal || code > fromSignal + 64)
        return DeathWatch::tr("Exit code %1.").arg(code);
    const char *name = ::sigabbrev_np(code - fromSignal);
    const QString signal = name != nullptr ? u"SIG"_s + QString::fromLatin1(name) : QString::number(code - fromSignal);
    return DeathWatch::tr("The signal %1 ended it (exit code %2).").arg(signal).arg(code);
}

template <class Map> void keepSmall(Map &map)
{
    if (map.size() > mostRemembered)
        map.clear();
}

} // namespace

DeathWatch::DeathWatch(Context &context, QObject *parent)
    : QObject(parent), m_context(context), m_settleMs(settleMs), m_windowMs(windowMs)
{
    m_clock.start();
    m_window.setSingleShot(true);
    connect(&m_window, &QTimer::timeout, this, [this]() {
        const int more = std::exchange(m_more, 0);
        m_said = 0;
        if (more > 0 && m_enabled)
            Q_EMIT noticed({tr("%n more container(s) ended or fell ill", nullptr, more), tr("The page Events has them all."), u"events"_s});
    });
    connect(&context, &Context::engineEvent, this, &DeathWatch::hear);
}

void DeathWatch::setPatience(int settle, int window)
{
    m_settleMs = settle;
    m_windowMs = window;
}

void DeathWatch::hear(const Event &event)
{
    if (event.type != "container")
        return;
    ++m_events;
    const QString id = QString::fromStdString(event.id);
    if (event.action == "stop") {
        keepSmall(m_byHand);
        m_byHand.insert(id, m_events);
    } else if (event.action == "oom") {
        keepSmall(m_outOfMemory);
        m_outOfMemory.insert(id);
    } else if (event.action == "die") {
        const Death death{event.id, event.name, event.exitCode.value_or(0), m_outOfMemory.remove(id), m_events};
        if (m_enabled && (death.exitCode != 0 || death.outOfMemory))
            QTimer::singleShot(m_settleMs, this, [this, death]() { judge(death); });
    } else if (event.action == "health_status: unhealthy" && m_enabled) {
        say(event.id, {tr("%1 is unhealthy").arg(plainLine(event.name)), tr("Its health check failed."), u"containers/"_s + id});
    }
}

// As Docker, the engine tells of a stop right behind the end that it brought.
bool DeathWatch::isByHand(const Death &death)
{
    const auto when = m_byHand.constFind(QString::fromStdString(death.id));
    return when != m_byHand.cend() && when.value() > death.heard;
}

void DeathWatch::judge(const Death &death)
{
    m_context.run<Result<Container>>(
        this, [engine = m_context.engine(), id = death.id](const CancelToken &) { return engine->container(id); },
        [this, death](const Result<Container> &container) { judged(death, container); });
}

void DeathWatch::judged(const Death &death, const Result<Container> &container)
{
    // Of who was stopped or killed the engine knows it, until it is started: after a restart only the event tells. Whoever
    // removes one that runs, kills it; one that goes with its end (--rm) is removed by nobody.
    const bool removed = !container;
    const bool killed = death.exitCode == fromSignal + SIGKILL || death.exitCode == fromSignal + SIGTERM;
    if (removed ? (killed && !death.outOfMemory) : (container->stoppedByHand || isByHand(death)))
        return;
    const QString name = plainLine(death.name);
    Notice notice;
    notice.target = removed ? u"events"_s : u"containers/"_s + QString::fromStdString(death.id);
    if (death.outOfMemory || (container && container->oomKilled)) {
        notice.title = tr("%1 ran out of memory").arg(name);
        notice.text = container && container->limits.memory.value_or(0) > 0
                          ? tr("It wanted more than its limit of %1, and the kernel ended it.").arg(formatMemory(static_cast<double>(*container->limits.memory)))
                          : tr("The kernel ended it.");
    } else {
        notice.title = tr("%1 ended by itself").arg(name);
        notice.text = howItEnded(death.exitCode);
    }
    if (container && isAlive(container->status))
        notice.text += u' ' + tr("Its restart policy starts it again.");
    say(death.id, notice);
}

void DeathWatch::say(const std::string &id, const Notice &notice)
{
    const QString key = QString::fromStdString(id);
    const auto last = m_spokenOf.constFind(key);
    if (last != m_spokenOf.cend() && m_clock.elapsed() - last.value() < m_windowMs)
        return; // it starts and dies, over and over
    if (!m_window.isActive())
        m_window.start(m_windowMs);
    if (m_said >= mostInWindow) {
        ++m_more;
        return;
    }
    ++m_said;
    keepSmall(m_spokenOf);
    m_spokenOf.insert(key, m_clock.elapsed());
    Q_EMIT noticed(notice);
}

} // namespace tare::gui
