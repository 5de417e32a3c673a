// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/icons.h"

#include <QPushButton>

namespace tare::gui {

// A push button with an icon, a mnemonic in its text, and the term it stands for in its tooltip. Enter elsewhere in a
// dialog is not its business.
[[nodiscard]] inline QPushButton *iconButton(QWidget *parent, const QString &name, const QString &icon,
                                             const QString &text, const QString &tip)
{
    auto *made = new QPushButton(themedIcon(icon), text, parent);
    made->setObjectName(name);
    made->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    made->setToolTip(tip);
    made->setAutoDefault(false);
    return made;
}

} // namespace tare::gui
