// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QDialog>
#include <QHash>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tare::gui {

class FieldNote;
class MessageBar;
class RowList;

// A new network, with the docker line that equals the fields. Stays open until the engine has accepted.
class NetworkDialog : public QDialog
{
    Q_OBJECT
public:
    explicit NetworkDialog(Context &context, QWidget *parent = nullptr);

    [[nodiscard]] NetworkSpec spec() const;

Q_SIGNALS:
    void created(const QString &id);

private:
    QLineEdit *line(QFormLayout *form, const QString &name, const QString &title, const QString &placeholder, const QString &tip);
    QCheckBox *tick(QFormLayout *form, const QString &name, const QString &title, const QString &tip);
    void say(QWidget *field, const QString &sentence);
    void changed();
    void check();
    void create();

    Context &m_context;
    MessageBar *m_message = nullptr;
    QLineEdit *m_name = nullptr, *m_subnet = nullptr, *m_gateway = nullptr, *m_range = nullptr, *m_subnet6 = nullptr, *m_mtu = nullptr;
    QCheckBox *m_ipv6 = nullptr, *m_internal = nullptr;
    RowList *m_labels = nullptr;
    QLabel *m_line = nullptr;
    QPushButton *m_create = nullptr;
    QHash<QWidget *, FieldNote *> m_notes;
    std::string m_takenName; // what the engine refused
    bool m_wrong = false, m_working = false;
};

} // namespace tare::gui
