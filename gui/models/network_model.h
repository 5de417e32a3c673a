// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"
#include "gui/models/keyed_table_model.h"

namespace tare::gui {

// A container in a network.
struct NetworkMember
{
    std::string id, name;
    ContainerStatus status = ContainerStatus::Created;
    std::string address, address6, mac; // while it runs

    bool operator==(const NetworkMember &) const = default;
};

struct NetworkRow
{
    Network network;
    std::vector<NetworkMember> members; // by their names

    bool operator==(const NetworkRow &) const = default;
};
// bridge, host and none are always there, and cannot be removed.
[[nodiscard]] bool isPredefined(const Network &network);
// Each network with those that are, or will be, in it.
[[nodiscard]] std::vector<NetworkRow> networkRows(const std::vector<Network> &networks, const std::vector<Container> &containers);

// One row a network, by its id.
class NetworkModel : public KeyedTableModel<NetworkRow>
{
    Q_OBJECT
public:
    enum Column { Name, Driver, Subnet, Gateway, Containers, Reach, ColumnCount };
    enum Role { SortRole = Qt::UserRole };
    using KeyedTableModel::KeyedTableModel;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] QString key(const NetworkRow &row) const override { return QString::fromStdString(row.network.id); }
};

} // namespace tare::gui
