// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/container_actions.h"

#include "core/base/strings.h"
#include "gui/app/tasks.h"
#include "gui/models/container_model.h"
#include "gui/widgets/format.h"

#include <csignal>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {


QString quoted(const std::string &word)
{
    return QString::fromStdString(shellQuote(word));
}

} // namespace

ContainerActions::ContainerActions(Context &context, QObject *parent) : QObject(parent), m_context(context) {}

void ContainerActions::run(const Container &container, const QString &command, const QString &task, Work work)
{
    const QString id = QString::fromStdString(container.id);
    if (m_busy.contains(id))
        return;
    m_busy.insert(id);
    m_context.showCommand(command);
    auto shown = std::make_shared<std::unique_ptr<Task>>();
    const CancelSource cancel = m_context.run<Status>(
        this,
        [engine = m_context.engine(), work = std::move(work),
         wanted = container.id](const CancelToken &token) { return work(*engine, wanted, token); },
        [this, id, shown](const Status &status) {
            shown->reset();
            m_busy.remove(id);
            if (!status && status.error().code != Errc::Cancelled)
                Q_EMIT failed(status.error());
            Q_EMIT done(id);
            Q_EMIT busyChanged(id);
        });
    if (!task.isEmpty())
        *shown = std::make_unique<Task>(m_context.tasks(), task, cancel);
    Q_EMIT busyChanged(id);
}

void ContainerActions::start(const Container &container)
{
    run(container, u"docker start "_s + quoted(container.name), {},
        [](Engine &engine, const std::string &id, const CancelToken &) { return engine.start(id); });
}

void ContainerActions::stop(const Container &container)
{
    run(container, u"docker stop "_s + quoted(container.name),
        tr("Stopping %1").arg(plainLine(container.name)),
        [](Engine &engine, const std::string &id, const CancelToken &cancel) {
            return engine.stop(id, {}, cancel);
        });
}

void ContainerActions::kill(const Container &container)
{
    run(container, u"docker kill "_s + quoted(container.name), {},
        [](Engine &engine, const std::string &id, const CancelToken &) { return engine.kill(id, SIGKILL); });
}

void ContainerActions::pause(const Container &container)
{
    run(container, u"docker pause "_s + quoted(container.name), {},
        [](Engine &engine, const std::string &id, const CancelToken &) { return engine.pause(id); });
}

void ContainerActions::unpause(const Container &container)
{
    run(container, u"docker unpause "_s + quoted(container.name), {},
        [](Engine &engine, const std::string &id, const CancelToken &) { return engine.unpause(id); });
}

void ContainerActions::restart(const Container &container)
{
    run(container, u"docker restart "_s + quoted(container.name),
        tr("Restarting %1").arg(plainLine(container.name)),
        [](Engine &engine, const std::string &id, const CancelToken &cancel) {
            return engine.restart(id, {}, cancel);
        });
}

void ContainerActions::remove(const Container &container)
{
    const bool up = isAlive(container.status);
    run(container, (up ? u"docker rm -f "_s : u"docker rm "_s) + quoted(container.name), {},
        [up](Engine &engine, const std::string &id, const CancelToken &) { return engine.remove(id, up); });
}

void ContainerActions::rename(const Container &container, const QString &name)
{
    run(container, u"docker rename "_s + quoted(container.name) + u' ' + quoted(name.toStdString()), {},
        [name](Engine &engine, const std::string &id, const CancelToken &) {
            return engine.rename(id, name.toStdString());
        });
}

} // namespace tare::gui
