// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"
#include "gui/models/keyed_table_model.h"

namespace tare::gui {

struct ProcessRow
{
    Process process;
    double cpuPercent = -1; // of one CPU since the reading before; negative: not known yet

    [[nodiscard]] bool operator==(const ProcessRow &other) const;
};

// One row a process of a container, by its number and when it started.
class ProcessModel : public KeyedTableModel<ProcessRow>
{
    Q_OBJECT
public:
    enum Column { Pid, Parent, User, Cpu, Memory, Time, Started, Command, ColumnCount };
    enum Role { SortRole = Qt::UserRole };
    using KeyedTableModel::KeyedTableModel;

    // `at`: when it was read, ns of any clock that does not jump.
    void read(const std::vector<Process> &processes, std::int64_t at);
    void clear();

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] QString key(const ProcessRow &row) const override;

private:
    [[nodiscard]] static QString text(const ProcessRow &row, int column);

    std::int64_t m_readAt = 0;
};

} // namespace tare::gui
