// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"
#include "gui/app/desktop/notice.h"

#include <QObject>

class QWidget;

namespace tare::gui {

class DeathWatch;
class Notifier;
class SettingsMenu;
class Tray;

// What the window has on the desktop beside itself: the icon in the tray, and notices; both as the menu says.
class Desktop : public QObject
{
    Q_OBJECT
public:
    // Starts when the window has been painted for a while: nobody waits for it.
    Desktop(Context &context, SettingsMenu *menu, QWidget *window);

    [[nodiscard]] DeathWatch *deathWatch() const { return m_deaths; }
    [[nodiscard]] Tray *tray() const { return m_tray; }

Q_SIGNALS:
    void navigate(const QString &target);

private:
    void start();
    void toFront();
    void toggleWindow();

    QWidget *m_window = nullptr;
    SettingsMenu *m_menu = nullptr;
    DeathWatch *m_deaths = nullptr;
    Notifier *m_notifier = nullptr;
    Tray *m_tray = nullptr;
};

} // namespace tare::gui
