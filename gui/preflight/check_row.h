// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preflight/check.h"

#include <QIcon>
#include <QWidget>
#include <optional>

class QLabel;
class QLineEdit;
class QToolButton;

namespace tare::gui {

// One check: its state as shape and word, what it is, what that means, what was seen, and the command that mends it.
class CheckRow : public QWidget
{
    Q_OBJECT
public:
    explicit CheckRow(const QString &id, QWidget *parent = nullptr);

    void setChecking(); // until it is known
    void setCheck(const preflight::Check &check);
    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] std::optional<preflight::State> state() const { return m_state; }
    [[nodiscard]] bool lacks() const { return m_state == preflight::State::Limited || m_state == preflight::State::Missing; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void show(const QString &icon, const QString &word);
    void paintSign();

    QString m_id;
    std::optional<preflight::State> m_state;
    QIcon m_icon;
    QLabel *m_sign = nullptr, *m_word = nullptr, *m_title = nullptr, *m_meaning = nullptr, *m_found = nullptr;
    QLineEdit *m_fix = nullptr;
    QToolButton *m_copy = nullptr;
};

} // namespace tare::gui
