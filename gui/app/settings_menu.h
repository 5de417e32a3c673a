// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

class QSettings;

namespace tare::gui {

class Theme;

// The rail's menu: the palette, appearance (at once), language (after a restart of the window), help, about, quit.
class SettingsMenu : public QMenu
{
    Q_OBJECT
public:
    // `theme` may be null (a test's).
    SettingsMenu(QSettings &settings, Theme *theme, QWidget *parent = nullptr);

    [[nodiscard]] bool wantsTray() const;
    [[nodiscard]] bool wantsNotices() const;
    // Whether the desktop has a tray at all: else there is nothing to choose.
    void offerTray(bool offered);

Q_SIGNALS:
    void trayWanted(bool wanted);
    void noticesWanted(bool wanted);
    void languageChosen();
    void searchAsked();
    void helpAsked();
    void aboutAsked();

private:
    void addAppearance();
    void addLanguages();
    void addDesktop();

    QSettings &m_settings;
    Theme *m_theme = nullptr;
    QAction *m_tray = nullptr;
};

} // namespace tare::gui
