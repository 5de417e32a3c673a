// SPDX-License-Identifier: GPL-3.0-or-later
// What each check of the machine is called, and what it means for a user.
#pragma once

#include "core/preflight/check.h"

#include <QString>
#include <QStringList>

namespace tare::gui {

struct CheckGroup
{
    QString title;
    QStringList ids; // of preflight::ids()
};
// All checks that have words, in the order of the page.
[[nodiscard]] QVector<CheckGroup> checkGroups();
[[nodiscard]] QString checkTitle(const QString &id);
// One or two sentences: what it is for, and what is not possible without it.
[[nodiscard]] QString checkMeaning(const QString &id);
// "works", "limited" …; and the icon (gui/app/icons.h) that says the same by its shape.
[[nodiscard]] QString stateWord(preflight::State state);
[[nodiscard]] QString stateIconName(preflight::State state);

} // namespace tare::gui
