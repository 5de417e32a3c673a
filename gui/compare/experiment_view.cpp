// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/experiment_view.h"

#include "gui/app/theme.h"
#include "gui/compare/bar_chart.h"
#include "gui/compare/chart_builder.h"
#include "gui/compare/facts_view.h"
#include "gui/compare/report_picture.h"
#include "gui/compare/sample_table.h"
#include "gui/compare/verdict.h"
#include "gui/widgets/format.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int tableRows = 16;

QLabel *plain(QWidget *parent, const QString &name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

ExperimentView::ExperimentView(QWidget *parent)
    : QScrollArea(parent), m_start(new BarChart(u"compare.chart.start"_s)),
      m_stages(new BarChart(u"compare.chart.stages"_s)), m_memory(new BarChart(u"compare.chart.memory"_s)),
      m_model(new SampleModel(this)), m_table(new QTableView), m_facts(new FactsView)
{
    setObjectName(u"compare.view"_s);
    setAccessibleName(tr("Result of the comparison"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    auto *body = new QWidget;
    setWidget(body);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, gridUnit, 0);
    column->setSpacing(gridUnit);

    m_headline = plain(body, u"compare.headline"_s);
    m_headline->setForegroundRole(QPalette::PlaceholderText);
    m_verdict = plain(body, u"compare.verdict"_s);
    m_verdict->setAccessibleName(tr("What the numbers say"));
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_verdict->setMargin(gridUnit);
    m_emulation = plain(body, u"compare.emulation"_s);
    m_emulation->setMargin(gridUnit);
    m_emulation->setAutoFillBackground(true);
    m_emulation->hide();
    column->addWidget(m_headline);
    column->addWidget(m_verdict);
    column->addWidget(m_emulation);
    for (BarChart *chart : {m_start, m_stages, m_memory}) {
        column->addWidget(chart);
        connect(chart, &BarChart::tableAsked, this, &ExperimentView::showTable);
        connect(chart, &BarChart::saveAsked, this,
                [this, chart]() { Q_EMIT pictureAsked(chart->picture(chart->width(), 2)); });
    }

    const auto heading = [&](const QString &text) {
        auto *label = plain(body, {});
        QFont bold = font();
        bold.setBold(true);
        label->setFont(bold);
        label->setText(text);
        column->addSpacing(gridUnit);
        column->addWidget(label);
    };
    heading(tr("Every run"));
    m_table->setObjectName(u"compare.samples"_s);
    m_table->setAccessibleName(tr("Table of runs"));
    m_table->setModel(m_model);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    column->addWidget(m_table);

    heading(tr("How it was measured"));
    column->addWidget(m_facts);
    column->addStretch(1);
}

void ExperimentView::setExperiment(const measure::Experiment &experiment)
{
    m_experiment = experiment;
    m_headline->setText(headline());
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    m_verdict->setFont(large);
    m_verdict->setText(verdict(experiment));
    m_verdict->setVisible(!m_verdict->text().isEmpty());
    m_emulation->setVisible(experiment.vmEmulated);
    if (experiment.vmEmulated) {
        QPalette notice;
        notice.setColor(QPalette::Window, noticeBackground());
        m_emulation->setPalette(notice);
        const QString why = plainLine(experiment.vmReason);
        m_emulation->setText(
            tr("The virtual machine ran in software emulation, which is many times slower than hardware virtualization: "
               "its numbers say how this machine does, not how virtual machines are.") +
            (why.isEmpty() ? QString() : u' ' + tr("KVM was not used: %1", "a reason").arg(why)));
    }
    m_start->setData(startChart(experiment));
    m_stages->setData(stageChart(experiment));
    m_memory->setData(memoryChart(experiment));
    m_model->show(experiment);
    fitTable();
    m_facts->show(experiment);
}

QString ExperimentView::headline() const
{
    const QString image = plainLine(m_experiment.spec.image);
    QString text = m_experiment.finished > 0
                       ? tr("%1, %2, %n repeat(s)", "image, date and time", m_experiment.spec.repeats)
                             .arg(image, formatDateTime(m_experiment.started))
                       : tr("%1, running: %n repeat(s)", "image", m_experiment.spec.repeats).arg(image);
    if (m_experiment.cancelled)
        text += u" \u00b7 "_s + tr("cancelled before the end");
    return text;
}

void ExperimentView::fitTable()
{
    m_table->resizeColumnsToContents();
    const int rows = std::clamp(m_model->rowCount(), 1, tableRows);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                            rows * m_table->verticalHeader()->defaultSectionSize() + 2 * m_table->frameWidth() + gridUnit * 2);
}

void ExperimentView::showTable()
{
    ensureWidgetVisible(m_table);
    m_table->setFocus(Qt::OtherFocusReason);
}

QImage ExperimentView::picture() const
{
    const QString emulation = m_experiment.vmEmulated ? m_emulation->text() : QString();
    return reportPicture({headline(), m_verdict->text(), emulation, {m_start, m_stages, m_memory}, m_model,
                          factSections(m_experiment), font()});
}

} // namespace tare::gui
