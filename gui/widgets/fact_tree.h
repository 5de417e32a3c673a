// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

namespace tare::gui {

// Facts in groups: what is what, a line each. Values are a stranger's and plain text.
class FactTree : public QTreeWidget
{
    Q_OBJECT
public:
    FactTree(const QString &name, const QString &title, QWidget *parent = nullptr);

    // Takes all away and keeps the scroll position until finish().
    void begin();
    void group(const QString &title);
    // Of the last group. Nothing for an empty value; null then. `words`: not in the fixed-width font.
    QTreeWidgetItem *fact(const QString &name, const QString &value, bool words = false);
    void finish();

private:
    QTreeWidgetItem *m_group = nullptr;
    int m_scrolled = 0;
};

} // namespace tare::gui
