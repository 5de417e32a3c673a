// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>
#include <QStringList>

class QLabel;
class QLineEdit;
class QListView;
class QMenu;
class QSettings;

namespace tare::gui {

class Page;
class PaletteModel;

// Ctrl+K: a field over the window that finds every page, every object and everything that can be done to it. The keyboard
// stays in the field; the arrows go through the rows, Enter does what the row says, Escape closes.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    // `pages` are offered in their order; `menu`'s entries after them. The settings remember what was chosen lately.
    CommandPalette(QSettings &settings, const QVector<Page *> &pages, const QMenu *menu, QWidget *window);

    void open();
    void shut(); // and gives the keyboard back

Q_SIGNALS:
    // "containers/ID", as Page::navigate().
    void navigate(const QString &target);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void collect();
    void search();
    void place();
    void choose(int row);
    void step(int by);
    void activate();
    void remember(const QString &key);
    [[nodiscard]] bool fieldKey(int key);

    QSettings &m_settings;
    QVector<Page *> m_pages;
    const QMenu *m_menu = nullptr;
    QLineEdit *m_field = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_nothing = nullptr, *m_hint = nullptr;
    PaletteModel *m_model = nullptr;
    QPointer<QWidget> m_before; // had the keyboard
};

} // namespace tare::gui
