// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace tare::gui {

class LoginForm;
class MessageBar;

// Who is logged in at which registry, and logging in and out. Stays open, and stands in nobody's way.
class AccountsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AccountsDialog(Context &context, QWidget *parent = nullptr);
    ~AccountsDialog() override;

    // Shows the dialog with this registry to log in at; empty: Docker Hub. `reason` is why it is asked for, or empty.
    void begin(const QString &server, const QString &reason = {});

Q_SIGNALS:
    // "docker.io", "registry.example.org:5000": what came to be known, or was forgotten.
    void loggedIn(const QString &domain);
    void loggedOut(const QString &domain);

private:
    void refresh();
    void show(const Result<RegistryAccounts> &accounts);
    void logIn();
    void logOut();
    [[nodiscard]] QString chosen() const; // the registry of the chosen line

    Context &m_context;
    CancelSource m_listing, m_login;
    QTreeWidget *m_list = nullptr;
    QLabel *m_state = nullptr, *m_place = nullptr, *m_warning = nullptr;
    QPushButton *m_logOut = nullptr, *m_logIn = nullptr;
    LoginForm *m_form = nullptr;
    MessageBar *m_message = nullptr;
};

// "docker.io" of "alpine", "localhost:5000" of "localhost:5000/a/b:1"; what it is that has to be logged in at.
[[nodiscard]] QString registryOf(const QString &reference);

} // namespace tare::gui
