// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/start_measure.h"

#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/process_id.h"
#include "core/base/strings.h"
#include "core/base/time.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>
#include <QWidget>
#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace tare::gui {

namespace {

constexpr double nsPerMs = 1e6;

std::int64_t processStart()
{
    if (const auto given = parseInt(environment("TARE_START_NS")))
        return *given;
    const auto self = ProcessId::of(::getpid());
    if (!self)
        return monotonicNs();
    // Field 22 counts since boot, which CLOCK_BOOTTIME does too; the difference to now is the same on any clock.
    timespec now = {};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    const std::int64_t tick = 1'000'000'000 / ::sysconf(_SC_CLK_TCK);
    const std::int64_t age = now.tv_sec * 1'000'000'000 + now.tv_nsec - static_cast<std::int64_t>(self->startTime) * tick;
    return monotonicNs() - age;
}

std::int64_t ownPssKiB()
{
    const auto rollup = readFile("/proc/self/smaps_rollup");
    if (!rollup)
        return 0;
    for (const auto line : split(*rollup, '\n'))
        if (line.substr(0, 4) == "Pss:")
            return parseInt(split(trim(line.substr(4)), ' ').front()).value_or(0);
    return 0;
}

class FirstPaint : public QObject
{
public:
    explicit FirstPaint(QWidget *window) : QObject(window) { window->installEventFilter(this); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_seen) {
            m_seen = true;
            // After this event the backing store is flushed: the next turn of the loop is behind that.
            QTimer::singleShot(0, this, []() {
                const double ms = static_cast<double>(monotonicNs() - processStart()) / nsPerMs;
                std::printf("{\"firstPaintMs\":%.1f,\"pssKiB\":%lld}\n", ms, static_cast<long long>(ownPssKiB()));
                std::fflush(stdout);
                QCoreApplication::quit();
            });
        }
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_seen = false;
};

} // namespace

void printStartAndQuit(QWidget *window)
{
    new FirstPaint(window);
}

} // namespace tare::gui
