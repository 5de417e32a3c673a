// SPDX-License-Identifier: GPL-3.0-or-later
// What every page may use. Owned by the main window, or by a test; outlives the pages.
#pragma once

#include "core/engine/engine.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <functional>
#include <memory>

class QSettings;

namespace tare::gui {

class TaskList;

class Context : public QObject
{
    Q_OBJECT
public:
    Context(std::shared_ptr<Engine> engine, QSettings *settings, QObject *parent = nullptr);
    ~Context() override; // cancels every job and waits for the threads, which end at their next check

    [[nodiscard]] const std::shared_ptr<Engine> &engine() const;
    [[nodiscard]] QSettings &settings() const;

    // Runs `work` on a pool thread and `done` on the UI thread, unless `owner` is gone by then. Cancelled when `owner`
    // is destroyed. Work must not touch widgets.
    template <class T>
    CancelSource run(QObject *owner, std::function<T(const CancelToken &)> work, std::function<void(T)> done);

    // Long work, shown in the task line: make a Task (gui/app/tasks.h) in it.
    [[nodiscard]] TaskList &tasks() const;

    // The docker line that equals what was just done: shown in the strip at the bottom. Shell-quoted by the caller
    // (tare::shellQuote).
    void showCommand(const QString &command);
    [[nodiscard]] bool engineBroken() const;

Q_SIGNALS:
    void commandShown(const QString &command);
    // From Engine::subscribe(), on the UI thread.
    void engineEvent(const tare::Event &event);
    // Once: whether the engine could be opened and watched. The window says so: pages need not.
    void engineOpened();
    void engineFailed(const tare::Error &error);

private:
    void start(QObject *owner, CancelSource cancel, std::function<std::function<void()>(const CancelToken &)> job);

    struct Private;
    std::unique_ptr<Private> d;
};

template <class T>
CancelSource Context::run(QObject *owner, std::function<T(const CancelToken &)> work, std::function<void(T)> done)
{
    CancelSource cancel;
    start(owner, cancel,
          [work = std::move(work), done = std::move(done)](const CancelToken &token) -> std::function<void()> {
              auto result = std::make_shared<T>(work(token));
              return [result, done]() { done(std::move(*result)); };
          });
    return cancel;
}

// The one place that turns an Error into the user's words: what failed and why, and what to do.
struct ErrorText
{
    QString what;    // one sentence
    QString advice;  // one sentence, or empty
    QString details; // the English original, for unfolding
};
[[nodiscard]] ErrorText describe(const Error &error);

} // namespace tare::gui
