// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/offer.h"

#include <QAction>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTableView>

namespace tare::gui {

using namespace Qt::StringLiterals;

QString withoutMnemonic(const QString &text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        // East Asian words have their letter behind them, in brackets.
        if (text.mid(i, 2) == "(&"_L1 && i + 3 < text.size() && text[i + 2] != u'&' && text[i + 3] == u')') {
            i += 3;
            continue;
        }
        if (text[i] == u'&' && ++i == text.size())
            break;
        out += text[i];
    }
    return out;
}

namespace {

OfferedVerb verbOf(QAction *action, const QIcon &icon)
{
    OfferedVerb verb;
    verb.id = action->objectName();
    verb.text = withoutMnemonic(action->text());
    verb.words = action->objectName().section(u'.', -1) + u' ' + action->toolTip();
    verb.key = action->shortcut();
    verb.icon = action->icon().isNull() ? icon : action->icon();
    return verb;
}

} // namespace

QVector<OfferedVerb> offeredButtons(QWidget *root)
{
    QVector<OfferedVerb> out;
    const auto buttons = root->findChildren<QPushButton *>(Qt::FindDirectChildrenOnly);
    for (QPushButton *button : buttons) {
        if (!button->isVisibleTo(root) || !button->isEnabled() || button->text().isEmpty())
            continue;
        if (const QMenu *menu = button->menu(); menu != nullptr) {
            const auto actions = menu->actions();
            for (QAction *action : actions) {
                OfferedVerb verb = verbOf(action, button->icon());
                verb.text = withoutMnemonic(button->text()) + u": "_s + verb.text;
                verb.run = [action = QPointer<QAction>(action)](const QString &, const QString &) {
                    if (action)
                        action->trigger();
                };
                out += verb;
            }
            continue;
        }
        OfferedVerb verb;
        verb.id = button->objectName();
        verb.text = withoutMnemonic(button->text());
        verb.words = button->objectName().section(u'.', -1) + u' ' + button->toolTip();
        if (verb.id.endsWith(".primary"_L1))
            verb.key = QKeySequence(Qt::CTRL | Qt::Key_N);
        verb.icon = button->icon();
        verb.run = [button = QPointer<QPushButton>(button)](const QString &, const QString &) {
            if (button)
                button->click();
        };
        out += verb;
    }
    return out;
}

QVector<OfferedVerb> offeredActions(const QTableView *table, const std::function<bool(const QString &object)> &choose)
{
    QVector<OfferedVerb> out;
    const auto actions = table->actions();
    for (QAction *action : actions) {
        if (action->isSeparator() || action->objectName().isEmpty())
            continue;
        OfferedVerb verb = verbOf(action, {});
        verb.run = [action = QPointer<QAction>(action), choose](const QString &object, const QString &) {
            if (choose(object) && action)
                action->trigger();
        };
        out += verb;
    }
    return out;
}

QVector<OfferedChoice> everyChoice(const QVector<OfferedVerb> &verbs)
{
    QVector<OfferedChoice> out;
    for (int i = 0; i < verbs.size(); ++i)
        out += OfferedChoice{i, {}};
    return out;
}

} // namespace tare::gui
