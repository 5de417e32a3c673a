// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/context.h"

#include "gui/app/tasks.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>
#include <QSettings>
#include <QThreadPool>
#include <unordered_map>
#include <utility>

namespace tare::gui {

namespace {
// Jobs mostly wait (for a log's next line, for a process to end), so there may be many more of them than processors.
constexpr int maxThreads = 256;
constexpr int idleThreadMs = 5000;
} // namespace

struct Context::Private
{
    struct Job
    {
        CancelSource cancel;
        QMetaObject::Connection ownerGone;
    };

    std::shared_ptr<Engine> engine;
    QSettings *settings = nullptr;
    TaskList tasks;
    QThreadPool pool;
    std::unordered_map<quint64, Job> jobs; // UI thread only
    quint64 nextJob = 0;
    std::unique_ptr<Subscription> subscription; // UI thread only
    bool broken = false;
};

Context::Context(std::shared_ptr<Engine> engine, QSettings *settings, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->engine = std::move(engine);
    d->settings = settings;
    d->pool.setMaxThreadCount(maxThreads);
    d->pool.setExpiryTimeout(idleThreadMs);

    using Subscribed = Result<std::unique_ptr<Subscription>>;
    auto emitEvent = [this](const Event &event) {
        // This object ends the subscription before it goes, so it is there.
        QMetaObject::invokeMethod(this, [this, event]() { Q_EMIT engineEvent(event); }, Qt::QueuedConnection);
    };
    run<Subscribed>(
        this, [engine = d->engine, emitEvent](const CancelToken &) { return engine->subscribe(emitEvent); },
        [this](Subscribed result) {
            if (result) {
                d->subscription = std::move(*result);
                Q_EMIT engineOpened();
            } else {
                d->broken = true;
                Q_EMIT engineFailed(result.error());
            }
        });
}

Context::~Context()
{
    d->subscription.reset();
    for (auto &[id, job] : d->jobs) {
        QObject::disconnect(job.ownerGone);
        job.cancel.cancel();
    }
    d->pool.waitForDone();
    // What the last jobs posted, a subscription among it, goes while this object is whole.
    QCoreApplication::removePostedEvents(this);
    d->subscription.reset();
}

const std::shared_ptr<Engine> &Context::engine() const
{
    return d->engine;
}

QSettings &Context::settings() const
{
    return *d->settings;
}

TaskList &Context::tasks() const
{
    return d->tasks;
}

bool Context::engineBroken() const
{
    return d->broken;
}

void Context::showCommand(const QString &command)
{
    Q_EMIT commandShown(command);
}

void Context::start(QObject *owner, CancelSource cancel,
                    std::function<std::function<void()>(const CancelToken &)> job)
{
    const quint64 id = d->nextJob++;
    Private::Job entry;
    entry.cancel = cancel;
    if (owner != this) // a Context that goes cancels everything itself
        entry.ownerGone = connect(owner, &QObject::destroyed, this, [cancel]() mutable { cancel.cancel(); });
    d->jobs.emplace(id, std::move(entry));
    d->pool.start([this, id, owner = QPointer<QObject>(owner), token = cancel.token(), job = std::move(job)]() {
        auto finish = job(token);
        // Queued on this object: dropped when it is gone, and it waits for this thread before it goes.
        QMetaObject::invokeMethod(
            this,
            [this, id, owner, finish = std::move(finish)]() {
                const auto found = d->jobs.find(id);
                if (found != d->jobs.end()) {
                    QObject::disconnect(found->second.ownerGone);
                    d->jobs.erase(found);
                }
                if (owner)
                    finish();
            },
            Qt::QueuedConnection);
    });
}

} // namespace tare::gui
