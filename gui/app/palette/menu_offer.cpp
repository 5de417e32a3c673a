// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/palette/menu_offer.h"

#include <QMenu>
#include <QPointer>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

void addFrom(const QMenu *menu, const QString &before, QVector<OfferedVerb> &out)
{
    const auto actions = menu->actions();
    for (QAction *action : actions) {
        if (action->isSeparator() || !action->isEnabled() || !action->isVisible() || action->objectName() == "menu.search"_L1)
            continue;
        const QString text = before + withoutMnemonic(action->text());
        if (action->menu() != nullptr) {
            addFrom(action->menu(), text + u": "_s, out);
            continue;
        }
        OfferedVerb verb;
        verb.id = action->objectName();
        verb.text = text;
        verb.words = QString(action->objectName()).replace(u'.', u' ') + u' ' + action->toolTip();
        verb.key = action->shortcut();
        verb.run = [action = QPointer<QAction>(action)](const QString &, const QString &) {
            if (action)
                action->trigger();
        };
        out += verb;
    }
}

} // namespace

Offer menuOffer(const QMenu *menu)
{
    Offer out;
    addFrom(menu, {}, out.actions);
    return out;
}

} // namespace tare::gui
