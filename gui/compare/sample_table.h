// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/measure/experiment.h"
#include "gui/models/keyed_table_model.h"

namespace tare::gui {

struct SampleRow
{
    int number = 0; // in the order in which they were taken
    measure::Sample sample;
    bool emulated = false;

    bool operator==(const SampleRow &other) const;
};

// Every run as it was taken, those that failed with their reason.
class SampleModel : public KeyedTableModel<SampleRow>
{
    Q_OBJECT
public:
    enum Column { Block, Order, Subject, Start, MemoryPss, MemoryReserved, Remark, Stages, ColumnCount };
    using KeyedTableModel::KeyedTableModel;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void show(const measure::Experiment &experiment);

protected:
    [[nodiscard]] QString key(const SampleRow &row) const override;
};

} // namespace tare::gui
