// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/desktop/desktop.h"

#include "gui/app/desktop/death_watch.h"
#include "gui/app/desktop/notifier.h"
#include "gui/app/desktop/tray.h"
#include "gui/app/settings_menu.h"

#include <QApplication>
#include <QTimer>
#include <QWidget>

namespace tare::gui {

namespace {
constexpr int laterMs = 300; // the window is painted first
}

Desktop::Desktop(Context &context, SettingsMenu *menu, QWidget *window)
    : QObject(window), m_window(window), m_menu(menu), m_deaths(new DeathWatch(context, this)), m_notifier(new Notifier(this)),
      m_tray(new Tray(this))
{
    m_deaths->setEnabled(menu->wantsNotices());
    connect(menu, &SettingsMenu::noticesWanted, m_deaths, &DeathWatch::setEnabled);
    connect(menu, &SettingsMenu::trayWanted, m_tray, &Tray::setWanted);
    // The desktop may have got a tray meanwhile, or lost it.
    connect(menu, &QMenu::aboutToShow, this, [this]() { m_menu->offerTray(Tray::isAvailable()); });
    connect(m_deaths, &DeathWatch::noticed, m_notifier, &Notifier::show);
    connect(m_notifier, &Notifier::unable, m_tray, &Tray::show);
    const auto go = [this](const QString &target) {
        toFront();
        Q_EMIT navigate(target);
    };
    connect(m_notifier, &Notifier::chosen, this, go);
    connect(m_tray, &Tray::navigate, this, go);
    connect(m_tray, &Tray::windowAsked, this, &Desktop::toggleWindow);
    connect(m_tray, &Tray::quitAsked, window, &QWidget::close);
    QTimer::singleShot(laterMs, this, &Desktop::start);
}

void Desktop::start()
{
    m_menu->offerTray(Tray::isAvailable());
    m_tray->setWanted(m_menu->wantsTray());
}

void Desktop::toFront()
{
    if (m_window->isMinimized())
        m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void Desktop::toggleWindow()
{
    if (m_window->isVisible() && !m_window->isMinimized() && m_window->isActiveWindow())
        m_window->showMinimized(); // not hidden: a desktop that loses its tray would have lost the window
    else
        toFront();
}

} // namespace tare::gui
