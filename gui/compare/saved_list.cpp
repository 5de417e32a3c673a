// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/saved_list.h"

#include "gui/compare/compare_words.h"
#include "gui/widgets/format.h"

#include <QSignalBlocker>

namespace tare::gui {

using namespace Qt::StringLiterals;
using measure::Experiment;

namespace {

QString line(const Experiment &experiment)
{
    QString text = formatDateTime(experiment.started) + u'\n' + plainLine(experiment.spec.image) + u'\n' +
                   SavedList::tr("%n repeat(s)", nullptr, experiment.spec.repeats);
    if (experiment.vmEmulated)
        text += u" \u00b7 "_s + SavedList::tr("software emulation");
    if (experiment.cancelled)
        text += u" \u00b7 "_s + SavedList::tr("cancelled", "a comparison");
    return text;
}

} // namespace

SavedList::SavedList(QWidget *parent) : QListWidget(parent)
{
    setObjectName(u"compare.saved"_s);
    setAccessibleName(tr("Saved comparisons"));
    setToolTip(tr("Every comparison is kept; choosing one shows it"));
    setWordWrap(true);
    setAlternatingRowColors(true);
    setUniformItemSizes(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < static_cast<int>(m_experiments.size()))
            Q_EMIT chosen(m_experiments[static_cast<std::size_t>(row)]);
    });
}

void SavedList::setExperiments(std::vector<Experiment> experiments)
{
    const QSignalBlocker quiet(this);
    const int old = currentRow();
    const std::string current = old >= 0 && old < static_cast<int>(m_experiments.size())
                                    ? m_experiments[static_cast<std::size_t>(old)].id
                                    : std::string();
    m_experiments = std::move(experiments);
    clear();
    for (const Experiment &experiment : m_experiments) {
        auto *item = new QListWidgetItem(line(experiment), this);
        item->setData(Qt::AccessibleTextRole, line(experiment).replace(u'\n', u", "_s));
    }
    if (!current.empty())
        choose(current);
}

void SavedList::choose(const std::string &id)
{
    const QSignalBlocker quiet(this);
    int found = -1;
    for (std::size_t i = 0; i < m_experiments.size() && !id.empty(); ++i)
        if (m_experiments[i].id == id)
            found = static_cast<int>(i);
    setCurrentRow(found);
}

void SavedList::filter(const QString &text)
{
    for (int i = 0; i < count(); ++i)
        item(i)->setHidden(!item(i)->text().contains(text, Qt::CaseInsensitive));
}

} // namespace tare::gui
