// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/sample_table.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/compare/compare_words.h"
#include "gui/widgets/format.h"

#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

QString stagesText(const measure::Sample &sample)
{
    QStringList parts;
    for (const measure::Stage &stage : sample.stages)
        parts += stageTitle(stage.name) + u' ' + formatDuration(static_cast<double>(stage.duration));
    return parts.join(u", "_s);
}

QVariant text(const SampleRow &row, int column)
{
    const measure::Sample &sample = row.sample;
    const bool failed = !sample.error.empty();
    const QString none = u"\u2013"_s;
    switch (column) {
    case SampleModel::Block:
        return sample.block + 1;
    case SampleModel::Order:
        return sample.order + 1;
    case SampleModel::Subject:
        return subjectTitle(sample.subject);
    case SampleModel::Start:
        return failed ? none : formatDuration(static_cast<double>(sample.start));
    case SampleModel::Stages:
        return stagesText(sample);
    case SampleModel::MemoryPss:
        return failed ? none : formatMemory(static_cast<double>(sample.memoryPss));
    case SampleModel::MemoryReserved:
        return failed || sample.memoryReserved == 0 ? none : formatMemory(static_cast<double>(sample.memoryReserved));
    case SampleModel::Remark:
        if (failed)
            return SampleModel::tr("Failed: %1").arg(plainLine(sample.error));
        return row.emulated ? SampleModel::tr("software emulation") : QString();
    default:
        return {};
    }
}

bool isNumber(int column)
{
    return column == SampleModel::Block || column == SampleModel::Order || column == SampleModel::Start ||
           column == SampleModel::MemoryPss || column == SampleModel::MemoryReserved;
}

} // namespace

bool SampleRow::operator==(const SampleRow &other) const
{
    return number == other.number && sample.subject == other.sample.subject && sample.block == other.sample.block &&
           sample.order == other.sample.order && sample.start == other.sample.start && sample.error == other.sample.error && emulated == other.emulated &&
           sample.memoryPss == other.sample.memoryPss && sample.memoryReserved == other.sample.memoryReserved &&
           std::equal(sample.stages.begin(), sample.stages.end(), other.sample.stages.begin(), other.sample.stages.end(),
                      [](const measure::Stage &a, const measure::Stage &b) {
                          return a.name == b.name && a.duration == b.duration;
                      });
}

int SampleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SampleModel::key(const SampleRow &row) const
{
    return QString::number(row.number);
}

QVariant SampleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole)
        return text(row(index.row()), index.column());
    if (role == Qt::DecorationRole && index.column() == Remark && !row(index.row()).sample.error.empty())
        return themedIcon(u"warning"_s);
    if (role == Qt::ToolTipRole)
        return text(row(index.row()), index.column()).toString().toHtmlEscaped();
    if (role == Qt::TextAlignmentRole)
        return QVariant(isNumber(index.column()) ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

QVariant SampleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(isNumber(section) ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Block:
        return tr("Block", "each block holds every subject once");
    case Order:
        return tr("Place", "within the block");
    case Subject:
        return tr("Subject", "host process, container or virtual machine");
    case Start:
        return tr("To first line");
    case Stages:
        return tr("Stages");
    case MemoryPss:
        return tr("Memory (PSS)");
    case MemoryReserved:
        return tr("Reserved");
    case Remark:
        return tr("Remark");
    default:
        return {};
    }
}

void SampleModel::show(const measure::Experiment &experiment)
{
    std::vector<SampleRow> rows;
    rows.reserve(experiment.samples.size());
    for (const measure::Sample &sample : experiment.samples)
        rows.push_back({static_cast<int>(rows.size()), sample, experiment.vmEmulated && sample.subject == measure::Subject::Vm});
    merge(std::move(rows));
}

} // namespace tare::gui
