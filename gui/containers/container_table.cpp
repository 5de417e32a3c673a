// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/container_table.h"

#include "gui/app/theme.h"
#include "gui/models/container_model.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>

namespace tare::gui {

using namespace Qt::StringLiterals;

ContainerTable::ContainerTable(ContainerModel *model, QWidget *parent)
    : ListTable(model, ContainerModel::SortRole, u"containers/columns"_s, parent), m_model(model)
{
    // Rows do not jump about while their numbers change; a click on a head sorts again.
    proxy()->setDynamicSortFilter(true);
    setObjectName(u"containers.table"_s);
    setAccessibleName(tr("Containers"));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    sortByColumn(ContainerModel::Name, Qt::AscendingOrder);
    buildHead();
}

void ContainerTable::buildHead()
{
    auto *head = horizontalHeader();
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

const Container *ContainerTable::selected() const
{
    const int row = selectedRow();
    return row < 0 ? nullptr : &m_model->row(row);
}

bool ContainerTable::select(const QString &nameOrId)
{
    const std::string wanted = nameOrId.toStdString();
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Container &container = m_model->row(i);
        if (container.id != wanted && container.name != wanted)
            continue;
        showRow(i);
        return true;
    }
    return false;
}

bool ContainerTable::selectOneOf(const QString &id)
{
    if (proxy()->rowCount() == 0)
        return false;
    const int kept = m_model->find(id);
    const QModelIndex shown = kept < 0 ? QModelIndex() : proxy()->mapFromSource(m_model->index(kept, 0));
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

} // namespace tare::gui
