// SPDX-License-Identifier: GPL-3.0-or-later
// What a page lets the command palette find: its actions, its objects, and what can be done to each. All of it is run by
// the page's own buttons and actions.
#pragma once

#include <QIcon>
#include <QKeySequence>
#include <QString>
#include <QVector>
#include <functional>

class QTableView;
class QWidget;

namespace tare::gui {

struct OfferedVerb
{
    QString id;    // "containers.action.stop": the same in every language, and from one day to the next
    QString text;  // translated, without a mnemonic
    QString words; // found by these, too: "docker stop"
    QKeySequence key;
    QIcon icon;
    // On the UI thread, when the page is the one that is seen. `object` is empty for an action of the page's own; `extra` is
    // OfferedChoice's.
    std::function<void(const QString &object, const QString &extra)> run;
    bool elsewhere = false; // it shows nothing on the page: whoever chooses it stays where he is
};

struct OfferedChoice
{
    int verb = 0;  // of Offer::verbs
    QString extra; // what it is done with, to be shown: "http://localhost:8080"; mostly empty
};

// Foreign text in it has been made visible already (plainLine()).
struct OfferedObject
{
    QString id;    // what Page::open() understands
    QString name;
    QString words; // found by these, too: ids, further names
    QString state; // a word or two beside it
    QIcon icon;
    QVector<OfferedChoice> verbs; // what can be done to it now
};

struct Offer
{
    QVector<OfferedVerb> actions; // of the page as a whole
    QVector<OfferedVerb> verbs;   // of its objects
    QVector<OfferedObject> objects;
};

// The push buttons in `root` that can be pressed, each as an action; a menu of a button is taken apart.
[[nodiscard]] QVector<OfferedVerb> offeredButtons(QWidget *root);
// The actions of a page's table. `choose` makes the object the chosen one, and says whether it is there.
[[nodiscard]] QVector<OfferedVerb> offeredActions(const QTableView *table,
                                                  const std::function<bool(const QString &object)> &choose);
// All of them, by their indexes.
[[nodiscard]] QVector<OfferedChoice> everyChoice(const QVector<OfferedVerb> &verbs);
// "&Pull" → "Pull", "한 && 두(&P)" → "한 & 두"
[[nodiscard]] QString withoutMnemonic(const QString &text);

} // namespace tare::gui
