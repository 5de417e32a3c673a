// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

class QLineEdit;
class QMenu;
class QToolButton;

namespace tare::gui {

// The docker command that equals the last action, ready to copy, with those before it.
class CommandStrip : public QFrame
{
    Q_OBJECT
public:
    explicit CommandStrip(QWidget *parent = nullptr);

    void add(const QString &command);
    void copy();
    [[nodiscard]] QString command() const;
    [[nodiscard]] const QStringList &history() const { return m_history; } // newest first

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillMenu();

    QLineEdit *m_line = nullptr;
    QToolButton *m_copy = nullptr, *m_historyButton = nullptr;
    QMenu *m_menu = nullptr;
    QStringList m_history;
};

} // namespace tare::gui
