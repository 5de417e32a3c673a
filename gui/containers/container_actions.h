// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QObject>
#include <QSet>

namespace tare::gui {

// What can be done to a container, each with the docker line that equals it. One action at a time for one
// container.
class ContainerActions : public QObject
{
    Q_OBJECT
public:
    explicit ContainerActions(Context &context, QObject *parent = nullptr);

    void start(const Container &container);
    void stop(const Container &container);
    void kill(const Container &container);
    void pause(const Container &container);
    void unpause(const Container &container);
    void restart(const Container &container);
    void remove(const Container &container); // a running one is killed first
    void rename(const Container &container, const QString &name);
    [[nodiscard]] bool isBusy(const QString &id) const { return m_busy.contains(id); }

Q_SIGNALS:
    void busyChanged(const QString &id);
    void done(const QString &id);
    void failed(const tare::Error &error);

private:
    using Work = std::function<Status(Engine &, const std::string &id, const CancelToken &)>;
    void run(const Container &container, const QString &command, const QString &task, Work work);

    Context &m_context;
    QSet<QString> m_busy;
};

} // namespace tare::gui
