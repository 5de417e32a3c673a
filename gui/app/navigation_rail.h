// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QVector>

class QToolButton;
class QVBoxLayout;

namespace tare::gui {

// The narrow bar at the left: a page each with icon and word, and at the end what finds everything, and the menu.
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
    void searchAsked();

private:
    QVBoxLayout *m_layout = nullptr;
    // No QButtonGroup, which takes all buttons but one out of the Tab order.
    QVector<QToolButton *> m_buttons;
    QToolButton *m_search = nullptr, *m_menu = nullptr;
};

} // namespace tare::gui
