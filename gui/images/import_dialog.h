// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QDialogButtonBox;
class QLineEdit;

namespace tare::gui {

// A root file system's tar, and the name that its image gets.
class ImportDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ImportDialog(const QString &folder, QWidget *parent = nullptr);

    [[nodiscard]] QString file() const;
    [[nodiscard]] QString reference() const;

private:
    void browse();
    void check();

    QString m_folder;
    QLineEdit *m_file = nullptr, *m_reference = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace tare::gui
