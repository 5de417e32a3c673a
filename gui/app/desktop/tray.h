// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/desktop/notice.h"

#include <QObject>
#include <memory>

class QMenu;
class QSystemTrayIcon;

namespace tare::gui {

// The icon in the desktop's tray, while it is wanted and the desktop has one. It only stands for the window: when that is
// closed, the program ends.
class Tray : public QObject
{
    Q_OBJECT
public:
    explicit Tray(QObject *parent = nullptr);
    ~Tray() override;

    [[nodiscard]] static bool isAvailable();
    void setWanted(bool wanted);
    [[nodiscard]] bool isShown() const;
    [[nodiscard]] QMenu *menu() const { return m_menu.get(); }
    // Where the desktop has no notifications of its own. False: no icon, nowhere to say it.
    bool show(const Notice &notice);

Q_SIGNALS:
    void windowAsked();                   // to be shown, or hidden when it is in front
    void navigate(const QString &target); // as Page::navigate(), with the window in front
    void quitAsked();

private:
    void build();

    std::unique_ptr<QMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QString m_target; // of the last notice
};

} // namespace tare::gui
