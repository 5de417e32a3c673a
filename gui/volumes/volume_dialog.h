// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/volumes.h"
#include "gui/app/context.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tare::gui {

class FieldNote;
class MessageBar;
class RowList;

// A new volume, with the docker line that equals the fields. Stays open until the engine has accepted.
class VolumeDialog : public QDialog
{
    Q_OBJECT
public:
    // `taken`: the names that there are.
    VolumeDialog(Context &context, QStringList taken, QWidget *parent = nullptr);

    [[nodiscard]] VolumeSpec spec() const;

Q_SIGNALS:
    void created(const QString &name);

private:
    void changed();
    bool check();
    void create();

    Context &m_context;
    QStringList m_taken;
    MessageBar *m_message = nullptr;
    QLineEdit *m_name = nullptr;
    FieldNote *m_note = nullptr;
    RowList *m_labels = nullptr, *m_options = nullptr;
    QLabel *m_line = nullptr;
    QPushButton *m_create = nullptr;
    bool m_working = false;
};

} // namespace tare::gui
