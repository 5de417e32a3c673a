// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/containers/create/create_page.h"

namespace tare::gui {

class LimitField;
class RowList;

// Limits: what of the machine it may use.
class CreateLimitsPage : public CreatePage
{
    Q_OBJECT
public:
    explicit CreateLimitsPage(QWidget *parent = nullptr);

    void fill(const cli::RunRequest &request) override;
    void apply(cli::RunRequest &request) const override;
    void setSurroundings(const CreateSurroundings &around) override;
    bool showError(const Error &error) override;

protected:
    void checkFields() override;

private:
    LimitField *m_cpus = nullptr, *m_memory = nullptr, *m_pids = nullptr;
    QLineEdit *m_swap = nullptr, *m_oomScore = nullptr;
    RowList *m_ulimits = nullptr;
    Limits m_filled; // 0 and -1 say "no limit", as nothing does
};

} // namespace tare::gui
