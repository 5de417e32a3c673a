// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/container_table.h"

#include "gui/app/theme.h"
#include "gui/models/container_model.h"

#include <QHeaderView>
#include <QSettings>
#include <QSortFilterProxyModel>

namespace tare::gui {

using namespace Qt::StringLiterals;

ContainerTable::ContainerTable(ContainerModel *model, QWidget *parent)
    : QTableView(parent), m_model(model), m_proxy(new QSortFilterProxyModel(this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(ContainerModel::SortRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    // Rows do not jump about while their numbers change; a click on a head sorts again.
    m_proxy->setDynamicSortFilter(true);
    setObjectName(u"containers.table"_s);
    setAccessibleName(tr("Containers"));
    setModel(m_proxy);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSortingEnabled(true);
    sortByColumn(ContainerModel::Name, Qt::AscendingOrder);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    buildHead();
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ContainerTable::chosen);
}

void ContainerTable::buildHead()
{
    auto *head = horizontalHeader();
    head->setHighlightSections(false);
    head->setStretchLastSection(false);
    // Fixed widths: measuring every cell again at every new number costs more than the numbers. The status, whose length
    // nobody knows, takes what is left.
    const int letter = fontMetrics().averageCharWidth();
    const auto width = [&](int column, int letters) {
        head->setSectionResizeMode(column, QHeaderView::Interactive);
        setColumnWidth(column, letter * letters + 2 * gridUnit);
    };
    width(ContainerModel::State, 14);
    width(ContainerModel::Name, 30);
    width(ContainerModel::Image, 30);
    width(ContainerModel::Cpu, 10);
    width(ContainerModel::Memory, 12);
    width(ContainerModel::Pids, 7);
    head->setSectionResizeMode(ContainerModel::StatusText, QHeaderView::Stretch);
}

void ContainerTable::setFilter(const QString &text)
{
    m_proxy->setFilterFixedString(text);
}

const Container *ContainerTable::selected() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model->row(m_proxy->mapToSource(rows.constFirst()).row());
}

bool ContainerTable::select(const QString &nameOrId)
{
    const std::string wanted = nameOrId.toStdString();
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Container &container = m_model->row(i);
        if (container.id != wanted && container.name != wanted)
            continue;
        const QModelIndex shown = m_proxy->mapFromSource(m_model->index(i, 0));
        selectRow(shown.row());
        scrollTo(shown);
        return true;
    }
    return false;
}

bool ContainerTable::selectOneOf(const QString &id)
{
    if (m_proxy->rowCount() == 0)
        return false;
    const int kept = m_model->find(id);
    const QModelIndex shown = kept < 0 ? QModelIndex() : m_proxy->mapFromSource(m_model->index(kept, 0));
    selectRow(shown.isValid() ? shown.row() : 0);
    return true;
}

void ContainerTable::editName()
{
    const QModelIndex row = selectionModel()->selectedRows(ContainerModel::Name).value(0);
    setFocus(Qt::OtherFocusReason);
    setCurrentIndex(row);
    edit(row);
}

void ContainerTable::saveState(QSettings &settings) const
{
    settings.setValue(u"containers/columns"_s, horizontalHeader()->saveState());
}

void ContainerTable::restoreState(const QSettings &settings)
{
    horizontalHeader()->restoreState(settings.value(u"containers/columns"_s).toByteArray()); // with what it is sorted by
}

} // namespace tare::gui
