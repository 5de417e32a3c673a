// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/desktop/tray.h"

#include "gui/app/icons.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace tare::gui {

using namespace Qt::StringLiterals;

Tray::Tray(QObject *parent) : QObject(parent) {}
Tray::~Tray() = default;

bool Tray::isAvailable()
{
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void Tray::build()
{
    m_menu = std::make_unique<QMenu>();
    m_menu->setObjectName(u"tray.menu"_s);
    const auto add = [this](const QString &name, const QString &text, auto slot) {
        QAction *action = m_menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, slot);
    };
    add(u"tray.window"_s, tr("&Show or hide the window"), [this]() { Q_EMIT windowAsked(); });
    m_menu->addSeparator();
    add(u"tray.create"_s, tr("&Create a container…"), [this]() { Q_EMIT navigate(u"containers/create"_s); });
    add(u"tray.containers"_s, tr("C&ontainers"), [this]() { Q_EMIT navigate(u"containers"_s); });
    add(u"tray.events"_s, tr("&Events"), [this]() { Q_EMIT navigate(u"events"_s); });
    m_menu->addSeparator();
    add(u"tray.quit"_s, tr("&Quit"), [this]() { Q_EMIT quitAsked(); });
    m_icon = std::make_unique<QSystemTrayIcon>(applicationIcon());
    m_icon->setToolTip(u"Tare"_s);
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT windowAsked();
    });
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, [this]() { Q_EMIT navigate(m_target); });
}

void Tray::setWanted(bool wanted)
{
    if (!wanted || !isAvailable()) {
        m_icon.reset();
        m_menu.reset();
        return;
    }
    if (!m_icon)
        build();
    m_icon->show();
}

bool Tray::isShown() const
{
    return m_icon != nullptr && m_icon->isVisible();
}

bool Tray::show(const Notice &notice)
{
    if (!isShown() || !QSystemTrayIcon::supportsMessages())
        return false;
    m_target = notice.target;
    m_icon->showMessage(notice.title, notice.text, applicationIcon());
    return true;
}

} // namespace tare::gui
