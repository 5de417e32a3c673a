// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/containers/create/create_page.h"

namespace tare::gui {

class RowList;

// Files: what of this machine it sees, what it may write, and devices.
class FilesPage : public CreatePage
{
    Q_OBJECT
public:
    explicit FilesPage(QWidget *parent = nullptr);

    void fill(const cli::RunRequest &request) override;
    void apply(cli::RunRequest &request) const override;
    void setSurroundings(const CreateSurroundings &around) override;

protected:
    void checkFields() override;

private:
    void browse();

    RowList *m_mounts = nullptr, *m_devices = nullptr;
    QCheckBox *m_readOnly = nullptr;
    QLineEdit *m_shm = nullptr, *m_volumesFrom = nullptr;
    CreateSpec m_filled; // what a row cannot say of its mount is there
    QStringList m_volumes;
};

} // namespace tare::gui
