// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QVector>

class QButtonGroup;
class QToolButton;
class QVBoxLayout;

namespace tare::gui {

// The narrow bar at the left: a page each with icon and word, and the menu at the end.
class NavigationRail : public QFrame
{
    Q_OBJECT
public:
    explicit NavigationRail(QWidget *parent = nullptr);

    void addPage(const QString &id, const QString &title, const QIcon &icon);
    void setCurrent(int index);
    [[nodiscard]] QToolButton *menuButton() const { return m_menu; }

Q_SIGNALS:
    void chosen(int index);

private:
    QVBoxLayout *m_layout = nullptr;
    QButtonGroup *m_group = nullptr;
    QToolButton *m_menu = nullptr;
    int m_count = 0;
};

} // namespace tare::gui
