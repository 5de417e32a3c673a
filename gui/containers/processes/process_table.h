// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/containers/processes/process_model.h"
#include "gui/widgets/list_table.h"

namespace tare::gui {

class ProcessTable : public ListTable
{
    Q_OBJECT
public:
    explicit ProcessTable(QWidget *parent = nullptr);

    [[nodiscard]] ProcessModel &processes() const { return *m_model; }
    [[nodiscard]] const Process *selected() const; // null: none is

private:
    ProcessTable(ProcessModel *model, QWidget *parent);

    ProcessModel *m_model;
};

} // namespace tare::gui
