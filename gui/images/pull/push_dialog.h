// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QDialog>
#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace tare::gui {

// Under which name an image goes to a registry, and as whom: a name says where it goes.
class PushDialog : public QDialog
{
    Q_OBJECT
public:
    PushDialog(Context &context, const Image &image, QWidget *parent = nullptr);
    ~PushDialog() override;

    [[nodiscard]] QString reference() const;
    // The image's id when the name is a new one, which it has to get first.
    [[nodiscard]] QString tagFrom() const;
    [[nodiscard]] PushOptions options() const;

Q_SIGNALS:
    void loginAsked(const QString &server);

public:
    // After a login or logout.
    void refresh();

private:
    void check();

    Context &m_context;
    std::vector<std::string> m_names;
    QString m_id;
    std::optional<Result<RegistryAccounts>> m_accounts; // nothing until it is known
    CancelSource m_listing;
    QComboBox *m_name = nullptr;
    QLabel *m_where = nullptr, *m_who = nullptr;
    QCheckBox *m_insecure = nullptr;
    QPushButton *m_login = nullptr, *m_push = nullptr;
};

} // namespace tare::gui
