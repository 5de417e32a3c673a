// SPDX-License-Identifier: GPL-3.0-or-later
// One calm bar where the action was: a sentence what failed and why, a sentence what to do, details that unfold.
#pragma once

#include "gui/app/context.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QHBoxLayout;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace tare::gui {

class MessageBar : public QFrame
{
    Q_OBJECT
public:
    // Hidden until it has something to say. `name` begins the object names: "images.message.what" …
    explicit MessageBar(const QString &name, QWidget *parent = nullptr);

    void showError(const Error &error);
    void showError(const ErrorText &text);
    // Nothing is wrong: a hint with what can be done.
    void showNotice(const QString &what, const QString &advice = {}, const QString &details = {});
    // A button of the bar, until the next show…() or dismiss().
    QPushButton *addAction(const QString &name, const QString &text);
    void dismiss();

    [[nodiscard]] QString what() const;
    // The keyboard goes back to where it was before the bar got it.
    void setVisible(bool visible) override;

Q_SIGNALS:
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Kind { Error, Notice };
    void show(Kind kind, const ErrorText &text);
    void applyColours();

    Kind m_kind = Kind::Notice;
    QLabel *m_icon = nullptr, *m_what = nullptr, *m_advice = nullptr;
    QToolButton *m_unfold = nullptr, *m_close = nullptr;
    QPlainTextEdit *m_details = nullptr;
    QHBoxLayout *m_actions = nullptr;
    QPointer<QWidget> m_before; // had the keyboard when the bar was shown
};

} // namespace tare::gui
