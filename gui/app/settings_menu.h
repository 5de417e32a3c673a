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

Q_SIGNALS:
    void languageChosen();
    void searchAsked();
    void helpAsked();
    void aboutAsked();

private:
    void addAppearance();
    void addLanguages();

    QSettings &m_settings;
    Theme *m_theme = nullptr;
};

} // namespace tare::gui
