// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/settings_menu.h"

#include "gui/app/language.h"
#include "gui/app/theme.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QSettings>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
const QString trayKey = u"desktop/tray"_s, noticesKey = u"desktop/notices"_s;
}

SettingsMenu::SettingsMenu(QSettings &settings, Theme *theme, QWidget *parent)
    : QMenu(parent), m_settings(settings), m_theme(theme)
{
    setObjectName(u"menu"_s);
    setToolTipsVisible(true);
    auto *search = addAction(tr("&Search everything…"));
    // The second one is for where the first is somebody else's: in a terminal, Ctrl+K is the shell's.
    search->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_K), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)});
    search->setObjectName(u"menu.search"_s);
    connect(search, &QAction::triggered, this, &SettingsMenu::searchAsked);
    addSeparator();
    addAppearance();
    addLanguages();
    addDesktop();
    addSeparator();
    auto *help = addAction(tr("&Help for this page"), QKeySequence(QKeySequence::HelpContents));
    help->setObjectName(u"menu.help"_s);
    connect(help, &QAction::triggered, this, &SettingsMenu::helpAsked);
    auto *about = addAction(tr("&About Tare"));
    about->setObjectName(u"menu.about"_s);
    connect(about, &QAction::triggered, this, &SettingsMenu::aboutAsked);
    addSeparator();
    auto *quit = addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setObjectName(u"menu.quit"_s);
    connect(quit, &QAction::triggered, this, []() { QCoreApplication::quit(); });
}

bool SettingsMenu::wantsTray() const
{
    return m_settings.value(trayKey, true).toBool();
}

bool SettingsMenu::wantsNotices() const
{
    return m_settings.value(noticesKey, true).toBool();
}

void SettingsMenu::offerTray(bool offered)
{
    m_tray->setVisible(offered);
}

void SettingsMenu::addDesktop()
{
    auto *notices = addAction(tr("&Notify when a container dies"));
    notices->setObjectName(u"menu.notices"_s);
    notices->setToolTip(tr("When one ends by itself with an error, runs out of memory or is unhealthy"));
    notices->setCheckable(true);
    notices->setChecked(wantsNotices());
    connect(notices, &QAction::toggled, this, [this](bool wanted) {
        m_settings.setValue(noticesKey, wanted);
        Q_EMIT noticesWanted(wanted);
    });
    m_tray = addAction(tr("&Icon in the tray"));
    m_tray->setObjectName(u"menu.tray"_s);
    m_tray->setToolTip(tr("Closing the window still ends the program; containers keep running"));
    m_tray->setCheckable(true);
    m_tray->setChecked(wantsTray());
    m_tray->setVisible(false); // until it is known that the desktop has one
    connect(m_tray, &QAction::toggled, this, [this](bool wanted) {
        m_settings.setValue(trayKey, wanted);
        Q_EMIT trayWanted(wanted);
    });
}

void SettingsMenu::addAppearance()
{
    auto *menu = addMenu(tr("A&ppearance"));
    menu->setObjectName(u"menu.appearance"_s);
    auto *group = new QActionGroup(menu);
    const Appearance current = appearanceFromName(m_settings.value(u"appearance"_s).toString());
    const QVector<QPair<Appearance, QString>> choices = {{Appearance::System, tr("As the &desktop", "appearance")},
                                                         {Appearance::Light, tr("&Light", "appearance")},
                                                         {Appearance::Dark, tr("Da&rk", "appearance")}};
    for (const auto &[appearance, text] : choices) {
        auto *action = menu->addAction(text);
        action->setObjectName(u"menu.appearance."_s + appearanceName(appearance));
        action->setCheckable(true);
        action->setChecked(appearance == current);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, chosen = appearance]() {
            m_settings.setValue(u"appearance"_s, appearanceName(chosen));
            if (m_theme != nullptr)
                m_theme->setAppearance(chosen);
        });
    }
}

void SettingsMenu::addLanguages()
{
    auto *menu = addMenu(tr("&Language"));
    menu->setObjectName(u"menu.language"_s);
    auto *group = new QActionGroup(menu);
    const QString current = m_settings.value(u"language"_s, u"system"_s).toString();
    for (const Language &language : languages()) {
        auto *action = menu->addAction(language.name);
        action->setObjectName(u"menu.language."_s + language.code);
        action->setCheckable(true);
        action->setChecked(language.code == current);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, code = language.code]() {
            if (m_settings.value(u"language"_s, u"system"_s).toString() == code)
                return;
            m_settings.setValue(u"language"_s, code);
            Q_EMIT languageChosen();
        });
    }
}

} // namespace tare::gui
