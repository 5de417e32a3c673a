// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/container_bar.h"

#include "gui/app/icons.h"
#include "gui/models/container_model.h"

#include <QAction>

namespace tare::gui {

using namespace Qt::StringLiterals;

ContainerBar::ContainerBar(QWidget *target, QWidget *parent) : QToolBar(parent), m_target(target)
{
    setObjectName(u"containers.bar"_s);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize({16, 16});
    add(Start, u"start"_s, u"start"_s, tr("Start"), u"docker start"_s, QKeySequence(Qt::CTRL | Qt::Key_S));
    add(Stop, u"stop"_s, u"stop"_s, tr("Stop"), tr("docker stop: asks it to end, and kills it after 10 seconds"),
        QKeySequence(Qt::CTRL | Qt::Key_T));
    add(Kill, u"kill"_s, u"kill"_s, tr("Kill"), tr("docker kill: ends it at once"), 
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    add(Pause, u"pause"_s, u"pause"_s, tr("Pause"), tr("docker pause, docker unpause: freezes all its processes"),
        QKeySequence(Qt::CTRL | Qt::Key_P));
    add(Restart, u"restart"_s, u"restart"_s, tr("Restart"), u"docker restart"_s, QKeySequence(Qt::CTRL | Qt::Key_R));
    add(Rename, u"rename"_s, u"edit"_s, tr("Rename"), u"docker rename"_s, QKeySequence(Qt::Key_F2));
    add(Duplicate, u"duplicate"_s, u"copy"_s, tr("Duplicate and edit…"),
        tr("docker run: another container with its options, which you can change first"), QKeySequence(Qt::CTRL | Qt::Key_D));
    add(Remove, u"remove"_s, u"remove"_s, tr("Remove…"), u"docker rm"_s, QKeySequence(Qt::Key_Delete));
    enable(nullptr, false);
}

void ContainerBar::add(Verb verb, const QString &name, const QString &icon, const QString &text, const QString &tip,
                       const QKeySequence &key)
{
    auto *action = new QAction(themedIcon(icon), text, m_target);
    action->setObjectName(u"containers.action."_s + name);
    action->setToolTip(tip + u" ("_s + key.toString(QKeySequence::NativeText) + u')');
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_target->addAction(action);
    addAction(action);
    QWidget *button = widgetForAction(action);
    button->setObjectName(u"containers."_s + name);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);
    connect(action, &QAction::triggered, this, [this, verb]() { Q_EMIT asked(verb); });
    m_actions[verb] = action;
}

bool ContainerBar::allows(Verb verb, const Container &container, bool busy)
{
    if (busy)
        return false;
    switch (verb) {
    case Start:
        return !isAlive(container.status);
    case Stop:
    case Kill:
        return isAlive(container.status);
    case Pause:
        return isUp(container.status);
    case Restart:
    case Rename:
    case Duplicate:
    case Remove:
        return true;
    case VerbCount:
        break;
    }
    return false;
}

QString ContainerBar::pauseText(const Container &container)
{
    return container.status == ContainerStatus::Paused ? tr("Unpause") : tr("Pause");
}

void ContainerBar::enable(const Container *container, bool busy)
{
    for (int verb = 0; verb < VerbCount; ++verb)
        m_actions[static_cast<std::size_t>(verb)]->setEnabled(container != nullptr && allows(static_cast<Verb>(verb), *container, busy));
    m_actions[Pause]->setText(container != nullptr && !busy ? pauseText(*container) : tr("Pause"));
}

} // namespace tare::gui
