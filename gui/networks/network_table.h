// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/network_model.h"
#include "gui/widgets/list_table.h"

namespace tare::gui {

// The networks, to be sorted, filtered and chosen.
class NetworkTable : public ListTable
{
    Q_OBJECT
public:
    explicit NetworkTable(QWidget *parent = nullptr);

    void merge(std::vector<NetworkRow> rows);
    void setFilter(const QString &text);
    // Null when there is none; until the next merge().
    [[nodiscard]] const NetworkRow *selected() const;
    [[nodiscard]] const std::vector<NetworkRow> &rows() const; // until the next merge()
    // By id or name; false when it is not there.
    bool select(const QString &nameOrId);

private:
    NetworkTable(NetworkModel *model, QWidget *parent); // which becomes its own
    NetworkModel *m_model = nullptr;
};

} // namespace tare::gui
