// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace tare::gui {

// What is wrong with the field above it: a sign and one sentence; not there when all is well.
class FieldNote : public QWidget
{
    Q_OBJECT
public:
    // `name`: the label's object name, "create.name.note".
    explicit FieldNote(const QString &name, QWidget *parent = nullptr);
    void setName(const QString &name);
    // Plain text. Empty: hides it.
    void setText(const QString &text);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintSign();

    QLabel *m_sign = nullptr, *m_text = nullptr;
};

} // namespace tare::gui
