// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/volumes/volume_table.h"

#include "gui/app/theme.h"

#include <QHeaderView>
#include <QSettings>
#include <QSortFilterProxyModel>

namespace tare::gui {

using namespace Qt::StringLiterals;

VolumeTable::VolumeTable(QWidget *parent)
    : QTableView(parent), m_model(new VolumeModel(this)), m_proxy(new QSortFilterProxyModel(this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(VolumeModel::SortRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    setObjectName(u"volumes.table"_s);
    setAccessibleName(tr("Volumes"));
    setToolTip(u"docker volume ls"_s);
    setModel(m_proxy);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSortingEnabled(true);
    sortByColumn(VolumeModel::Name, Qt::AscendingOrder);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    auto *head = horizontalHeader();
    head->setHighlightSections(false);
    head->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    head->resizeSection(VolumeModel::Name, letter * 24);
    head->resizeSection(VolumeModel::Kind, letter * 20);
    head->resizeSection(VolumeModel::Containers, letter * 10 + 3 * gridUnit);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &VolumeTable::chosen);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &VolumeTable::chosen);
}

void VolumeTable::merge(std::vector<VolumeRow> rows)
{
    m_model->merge(std::move(rows));
}

void VolumeTable::setFilter(const QString &text)
{
    m_proxy->setFilterFixedString(text);
    settleSelection();
}

void VolumeTable::updateTimes()
{
    m_model->updateTimes();
}

const VolumeRow *VolumeTable::selected() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model->row(m_proxy->mapToSource(rows.constFirst()).row());
}

bool VolumeTable::select(const QString &name)
{
    const int at = m_model->find(name);
    const QModelIndex shown = at < 0 ? QModelIndex() : m_proxy->mapFromSource(m_model->index(at, 0));
    if (!shown.isValid())
        return false;
    selectRow(shown.row());
    scrollTo(shown);
    return true;
}

void VolumeTable::settleSelection()
{
    if (selected() == nullptr && m_proxy->rowCount() > 0)
        selectRow(0);
}

void VolumeTable::saveState(QSettings &settings) const
{
    settings.setValue(u"volumes/columns"_s, horizontalHeader()->saveState());
}

void VolumeTable::restoreState(const QSettings &settings)
{
    horizontalHeader()->restoreState(settings.value(u"volumes/columns"_s).toByteArray());
}

} // namespace tare::gui
