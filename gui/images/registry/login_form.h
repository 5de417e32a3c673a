// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace tare::gui {

// Registry, user, password or token.
class LoginForm : public QWidget
{
    Q_OBJECT
public:
    explicit LoginForm(QWidget *parent = nullptr);

    void setServer(const QString &server);
    [[nodiscard]] QString server() const; // empty: Docker Hub
    [[nodiscard]] LoginSpec spec() const;
    [[nodiscard]] bool isComplete() const;
    // When it was used: it is not kept in the window.
    void forgetPassword();
    // Into the first field that is empty.
    void giveFocus();

Q_SIGNALS:
    void changed();
    void serverChanged();

private:
    QLineEdit *m_server = nullptr, *m_user = nullptr, *m_password = nullptr;
    QCheckBox *m_insecure = nullptr;
};

} // namespace tare::gui
