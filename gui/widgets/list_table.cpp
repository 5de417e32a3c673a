// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/list_table.h"

#include <QHeaderView>
#include <QSettings>
#include <QSortFilterProxyModel>

namespace tare::gui {

ListTable::ListTable(QAbstractItemModel *model, int sortRole, QString columnsKey, QWidget *parent)
    : QTableView(parent), m_proxy(new QSortFilterProxyModel(this)), m_columnsKey(std::move(columnsKey))
{
    m_proxy->setSourceModel(model);
    m_proxy->setSortRole(sortRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    setModel(m_proxy);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSortingEnabled(true);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ListTable::chosen);
}

void ListTable::setFilter(const QString &text)
{
    m_proxy->setFilterFixedString(text);
}

void ListTable::settleSelection()
{
    if (selectedRow() < 0 && m_proxy->rowCount() > 0)
        selectRow(0);
}

int ListTable::rowOf(const QModelIndex &shown) const
{
    return m_proxy->mapToSource(shown).row();
}

int ListTable::selectedRow() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rowOf(rows.constFirst());
}

bool ListTable::showRow(int row)
{
    const QModelIndex shown = row < 0 ? QModelIndex() : m_proxy->mapFromSource(m_proxy->sourceModel()->index(row, 0));
    if (!shown.isValid())
        return false;
    // Whatever keys are held: selectRow() would take them for a wish to select more.
    selectionModel()->setCurrentIndex(shown, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(shown);
    return true;
}

void ListTable::saveState(QSettings &settings) const
{
    settings.setValue(m_columnsKey, horizontalHeader()->saveState());
}

void ListTable::restoreState(const QSettings &settings)
{
    horizontalHeader()->restoreState(settings.value(m_columnsKey).toByteArray());
}

} // namespace tare::gui
