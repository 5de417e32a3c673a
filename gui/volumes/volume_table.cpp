// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/volumes/volume_table.h"

#include "gui/app/theme.h"

#include <QHeaderView>

namespace tare::gui {

using namespace Qt::StringLiterals;

VolumeTable::VolumeTable(QWidget *parent) : VolumeTable(new VolumeModel, parent) {}

VolumeTable::VolumeTable(VolumeModel *model, QWidget *parent)
    : ListTable(model, VolumeModel::SortRole, u"volumes/columns"_s, parent), m_model(model)
{
    m_model->setParent(this);
    setObjectName(u"volumes.table"_s);
    setAccessibleName(tr("Volumes"));
    setToolTip(u"docker volume ls"_s);
    sortByColumn(VolumeModel::Name, Qt::AscendingOrder);
    auto *head = horizontalHeader();
    head->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    head->resizeSection(VolumeModel::Name, letter * 24);
    head->resizeSection(VolumeModel::Kind, letter * 20);
    head->resizeSection(VolumeModel::Containers, letter * 10 + 3 * gridUnit);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &VolumeTable::chosen);
}

void VolumeTable::merge(std::vector<VolumeRow> rows)
{
    m_model->merge(std::move(rows));
}

void VolumeTable::setFilter(const QString &text)
{
    ListTable::setFilter(text);
    settleSelection();
}

void VolumeTable::updateTimes()
{
    m_model->updateTimes();
}

const VolumeRow *VolumeTable::selected() const
{
    const int row = selectedRow();
    return row < 0 ? nullptr : &m_model->row(row);
}

const std::vector<VolumeRow> &VolumeTable::rows() const
{
    return m_model->rows();
}

bool VolumeTable::select(const QString &name)
{
    return showRow(m_model->find(name));
}

} // namespace tare::gui
