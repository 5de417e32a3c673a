// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/networks/network_table.h"

#include "gui/app/theme.h"

#include <QHeaderView>

namespace tare::gui {

using namespace Qt::StringLiterals;

NetworkTable::NetworkTable(QWidget *parent) : NetworkTable(new NetworkModel, parent) {}

NetworkTable::NetworkTable(NetworkModel *model, QWidget *parent)
    : ListTable(model, NetworkModel::SortRole, u"networks/columns"_s, parent), m_model(model)
{
    m_model->setParent(this);
    setObjectName(u"networks.table"_s);
    setAccessibleName(tr("Networks"));
    setToolTip(u"docker network ls"_s);
    sortByColumn(NetworkModel::Name, Qt::AscendingOrder);
    auto *head = horizontalHeader();
    head->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    head->resizeSection(NetworkModel::Name, letter * 15);
    head->resizeSection(NetworkModel::Driver, letter * 9 + gridUnit);
    head->resizeSection(NetworkModel::Subnet, letter * 19);
    head->resizeSection(NetworkModel::Gateway, letter * 14);
    head->resizeSection(NetworkModel::Containers, letter * 10 + 3 * gridUnit);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &NetworkTable::chosen);
}

void NetworkTable::merge(std::vector<NetworkRow> rows)
{
    m_model->merge(std::move(rows));
}

void NetworkTable::setFilter(const QString &text)
{
    ListTable::setFilter(text);
    settleSelection();
}

const NetworkRow *NetworkTable::selected() const
{
    const int row = selectedRow();
    return row < 0 ? nullptr : &m_model->row(row);
}

const std::vector<NetworkRow> &NetworkTable::rows() const
{
    return m_model->rows();
}

bool NetworkTable::select(const QString &nameOrId)
{
    const std::string wanted = nameOrId.toStdString();
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Network &network = m_model->row(i).network;
        if (network.id != wanted && network.name != wanted)
            continue;
        showRow(i);
        return true;
    }
    return false;
}

} // namespace tare::gui
