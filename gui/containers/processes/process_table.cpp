// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/processes/process_table.h"

#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QHeaderView>

namespace tare::gui {

using namespace Qt::StringLiterals;

ProcessTable::ProcessTable(QWidget *parent) : ProcessTable(new ProcessModel, parent) {}

ProcessTable::ProcessTable(ProcessModel *model, QWidget *parent)
    : ListTable(model, ProcessModel::SortRole, u"containers/processes/columns"_s, parent), m_model(model)
{
    m_model->setParent(this);
    setObjectName(u"processes.table"_s);
    setAccessibleName(tr("Processes of the container"));
    sortByColumn(ProcessModel::Pid, Qt::AscendingOrder);
    QHeaderView *head = horizontalHeader();
    head->setStretchLastSection(true);
    const QFontMetrics metrics(font());
    const struct
    {
        int column;
        QString widest;
    } widths[] = {{ProcessModel::Pid, u"4194304"_s},
                  {ProcessModel::Parent, u"4194304"_s},
                  {ProcessModel::User, u"systemd-network"_s},
                  {ProcessModel::Cpu, u"1600.0 %"_s},
                  {ProcessModel::Memory, u"1023.9 MiB"_s},
                  {ProcessModel::Time, u"000:00:00"_s},
                  {ProcessModel::Started, formatDateTime(1'700'000'000'000'000'000)}};
    for (const auto &[column, widest] : widths)
        head->resizeSection(column, metrics.horizontalAdvance(widest) + 3 * gridUnit);
}

const Process *ProcessTable::selected() const
{
    const int row = selectedRow();
    return row < 0 ? nullptr : &m_model->row(row).process;
}

} // namespace tare::gui
