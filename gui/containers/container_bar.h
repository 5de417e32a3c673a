// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QToolBar>
#include <array>

namespace tare::gui {

// What can be done with a container: buttons above the table, the same in the table's context menu, and its keys.
class ContainerBar : public QToolBar
{
    Q_OBJECT
public:
    enum Verb { Start, Stop, Kill, Pause, Restart, Rename, Duplicate, Remove, VerbCount };

    // The actions are also `target`'s: their keys work while it has the keyboard.
    explicit ContainerBar(QWidget *target, QWidget *parent = nullptr);

    // What its state allows. A busy one is being worked on.
    [[nodiscard]] static bool allows(Verb verb, const Container &container, bool busy);
    [[nodiscard]] QAction *action(Verb verb) const { return m_actions[verb]; }
    // "Unpause" for one that is paused.
    [[nodiscard]] static QString pauseText(const Container &container);
    // What this container allows; null when there is none.
    void enable(const Container *container, bool busy);

Q_SIGNALS:
    void asked(tare::gui::ContainerBar::Verb verb);

private:
    void add(Verb verb, const QString &name, const QString &icon, const QString &text, const QString &tip,
             const QKeySequence &key);

    QWidget *m_target = nullptr;
    std::array<QAction *, VerbCount> m_actions{};
};

} // namespace tare::gui
