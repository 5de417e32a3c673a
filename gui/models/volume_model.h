// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/store_types.h"
#include "core/engine/types.h"
#include "gui/models/keyed_table_model.h"

namespace tare::gui {

// A container that has a volume, and where.
struct VolumeUser
{
    std::string id, name, target;
    ContainerStatus status = ContainerStatus::Created;
    bool readOnly = false;

    bool operator==(const VolumeUser &) const = default;
};

struct VolumeRow
{
    Volume volume;
    std::vector<VolumeUser> users; // by their names

    bool operator==(const VolumeRow &) const = default;
};
[[nodiscard]] std::vector<VolumeRow> volumeRows(const std::vector<Volume> &volumes, const std::vector<Container> &containers);

// One row a volume, by its name.
class VolumeModel : public KeyedTableModel<VolumeRow>
{
    Q_OBJECT
public:
    enum Column { Name, Kind, Containers, Created, ColumnCount };
    enum Role { SortRole = Qt::UserRole };
    using KeyedTableModel::KeyedTableModel;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // "2 hours ago" grows old: called once a minute while it is shown.
    void updateTimes();

protected:
    [[nodiscard]] QString key(const VolumeRow &row) const override { return QString::fromStdString(row.volume.name); }
};

// The name, or of one that was drawn the first twelve digits.
[[nodiscard]] QString volumeTitle(const Volume &volume);

} // namespace tare::gui
