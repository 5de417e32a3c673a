// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QMainWindow>
#include <QVector>

class QStackedWidget;

namespace tare::gui {

class CommandPalette;
class CommandStrip;
class Desktop;
class MessageBar;
class NavigationRail;
class Page;
class TaskLine;
class SettingsMenu;
class Theme;

// Hosts the pages: the rail, the bars above them, the task line and the command strip below. Knows what each page is
// called and nothing of what it does.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    // Both outlive the window; `theme` may be null.
    explicit MainWindow(Context &context, Theme *theme = nullptr, QWidget *parent = nullptr);
    ~MainWindow() override;

    // "compare", "containers/create?image=…"
    void navigate(const QString &target);
    [[nodiscard]] Page *currentPage() const;
    [[nodiscard]] Page *page(const QString &id) const;
    [[nodiscard]] Desktop *desktop() const { return m_desktop; }

Q_SIGNALS:
    // The user chose another language and wants it now.
    void restartAsked();

protected:
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void addPage(Page *page);
    void addShortcuts();
    void setPage(int index);
    void openPalette();
    void toggleHelp();
    void showAbout();
    void askRestart();
    void firstLook();
    void welcome();

    Context &m_context;
    NavigationRail *m_rail = nullptr;
    MessageBar *m_notice = nullptr, *m_welcome = nullptr, *m_help = nullptr;
    QStackedWidget *m_stack = nullptr;
    CommandStrip *m_strip = nullptr;
    TaskLine *m_tasks = nullptr;
    SettingsMenu *m_menu = nullptr;
    Desktop *m_desktop = nullptr; // when it is first shown
    CommandPalette *m_palette = nullptr; // made when it is first asked for
    QVector<Page *> m_pages;
    bool m_shown = false;
};

} // namespace tare::gui
