// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/networks/network_table.h"

#include "gui/app/theme.h"

#include <QHeaderView>
#include <QSettings>
#include <QSortFilterProxyModel>

namespace tare::gui {

using namespace Qt::StringLiterals;

NetworkTable::NetworkTable(QWidget *parent)
    : QTableView(parent), m_model(new NetworkModel(this)), m_proxy(new QSortFilterProxyModel(this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(NetworkModel::SortRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    setObjectName(u"networks.table"_s);
    setAccessibleName(tr("Networks"));
    setToolTip(u"docker network ls"_s);
    setModel(m_proxy);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSortingEnabled(true);
    sortByColumn(NetworkModel::Name, Qt::AscendingOrder);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    auto *head = horizontalHeader();
    head->setHighlightSections(false);
    head->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    head->resizeSection(NetworkModel::Name, letter * 15);
    head->resizeSection(NetworkModel::Driver, letter * 9 + gridUnit);
    head->resizeSection(NetworkModel::Subnet, letter * 19);
    head->resizeSection(NetworkModel::Gateway, letter * 14);
    head->resizeSection(NetworkModel::Containers, letter * 10 + 3 * gridUnit);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &NetworkTable::chosen);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &NetworkTable::chosen);
}

void NetworkTable::merge(std::vector<NetworkRow> rows)
{
    m_model->merge(std::move(rows));
}

void NetworkTable::setFilter(const QString &text)
{
    m_proxy->setFilterFixedString(text);
    settleSelection();
}

const NetworkRow *NetworkTable::selected() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model->row(m_proxy->mapToSource(rows.constFirst()).row());
}

bool NetworkTable::select(const QString &nameOrId)
{
    const std::string wanted = nameOrId.toStdString();
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Network &network = m_model->row(i).network;
        if (network.id != wanted && network.name != wanted)
            continue;
        const QModelIndex shown = m_proxy->mapFromSource(m_model->index(i, 0));
        selectRow(shown.row());
        scrollTo(shown);
        return true;
    }
    return false;
}

void NetworkTable::settleSelection()
{
    if (selected() == nullptr && m_proxy->rowCount() > 0)
        selectRow(0);
}

void NetworkTable::saveState(QSettings &settings) const
{
    settings.setValue(u"networks/columns"_s, horizontalHeader()->saveState());
}

void NetworkTable::restoreState(const QSettings &settings)
{
    horizontalHeader()->restoreState(settings.value(u"networks/columns"_s).toByteArray());
}

} // namespace tare::gui
