// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/experiment_view.h"

#include "gui/app/theme.h"
#include "gui/compare/bar_chart.h"
#include "gui/compare/chart_builder.h"
#include "gui/compare/sample_table.h"
#include "gui/widgets/format.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QTableView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int pictureWidth = 960;
constexpr qreal pictureRatio = 2;
constexpr int factsRows = 14;
constexpr int tableRows = 16;

QLabel *plain(QWidget *parent, const QString &name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QTreeWidgetItem *group(QTreeWidget &tree, const QString &title)
{
    auto *item = new QTreeWidgetItem(&tree, {title});
    QFont bold = tree.font();
    bold.setBold(true);
    item->setFont(0, bold);
    item->setFirstColumnSpanned(true);
    return item;
}

void fill(QTreeWidget &tree, const QString &title, const std::map<std::string, std::string> &facts)
{
    if (facts.empty())
        return;
    auto *parent = group(tree, title);
    for (const auto &[name, value] : facts)
        (new QTreeWidgetItem(parent, {plainLine(name), plainLine(value)}))->setToolTip(1, plainLine(value).toHtmlEscaped());
    parent->setExpanded(true);
}

void fill(QTreeWidget &tree, const QString &title, const std::vector<std::string> &sentences)
{
    if (sentences.empty())
        return;
    auto *parent = group(tree, title);
    for (const auto &sentence : sentences) {
        auto *item = new QTreeWidgetItem(parent, {plainLine(sentence)});
        item->setFirstColumnSpanned(true);
        item->setToolTip(0, plainLine(sentence).toHtmlEscaped());
    }
    parent->setExpanded(true);
}

} // namespace

ExperimentView::ExperimentView(QWidget *parent)
    : QScrollArea(parent), m_start(new BarChart(u"compare.chart.start"_s)),
      m_stages(new BarChart(u"compare.chart.stages"_s)), m_memory(new BarChart(u"compare.chart.memory"_s)),
      m_model(new SampleModel(this)), m_table(new QTableView), m_facts(new QTreeWidget)
{
    setObjectName(u"compare.view"_s);
    setAccessibleName(tr("Result of the comparison"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *body = new QWidget;
    setWidget(body);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, gridUnit, 0);
    column->setSpacing(gridUnit);

    m_headline = plain(body, u"compare.headline"_s);
    m_headline->setForegroundRole(QPalette::PlaceholderText);
    m_emulation = plain(body, u"compare.emulation"_s);
    m_emulation->setMargin(gridUnit);
    m_emulation->setAutoFillBackground(true);
    m_emulation->hide();
    column->addWidget(m_headline);
    column->addWidget(m_emulation);
    for (BarChart *chart : {m_start, m_stages, m_memory}) {
        column->addWidget(chart);
        connect(chart, &BarChart::tableAsked, this, &ExperimentView::showTable);
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
    m_table->horizontalHeader()->setStretchLastSection(true);
    column->addWidget(m_table);

    heading(tr("How it was measured"));
    m_facts->setObjectName(u"compare.facts"_s);
    m_facts->setAccessibleName(tr("Machine, versions, method and warnings"));
    m_facts->setColumnCount(2);
    m_facts->setHeaderHidden(true);
    m_facts->setRootIsDecorated(false);
    m_facts->setIndentation(gridUnit);
    m_facts->setMinimumHeight(fontMetrics().lineSpacing() * factsRows);
    column->addWidget(m_facts);
    column->addStretch(1);
}

void ExperimentView::setExperiment(const measure::Experiment &experiment)
{
    m_experiment = experiment;
    m_headline->setText(headline());
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
    fillFacts();
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

void ExperimentView::fillFacts()
{
    m_facts->clear();
    fill(*m_facts, tr("Warnings"), m_experiment.warnings);
    fill(*m_facts, tr("Machine"), m_experiment.machine);
    fill(*m_facts, tr("Versions"), m_experiment.versions);
    fill(*m_facts, tr("Method"), m_experiment.method);
    m_facts->resizeColumnToContents(0);
    m_facts->setColumnWidth(0, std::min(m_facts->columnWidth(0), fontMetrics().averageCharWidth() * 24));
}

void ExperimentView::showTable()
{
    ensureWidgetVisible(m_table);
    m_table->setFocus(Qt::OtherFocusReason);
}

QImage ExperimentView::picture() const
{
    QVector<QImage> charts;
    int height = 0;
    for (const BarChart *chart : {m_start, m_stages, m_memory}) {
        charts += chart->picture(pictureWidth, pictureRatio);
        height += charts.constLast().height();
    }
    const int footer = 3 * fontMetrics().lineSpacing();
    QImage image(QSize(static_cast<int>(pictureWidth * pictureRatio), height + static_cast<int>(footer * pictureRatio)),
                 QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(pictureRatio);
    image.fill(palette().color(QPalette::Base));
    QPainter painter(&image);
    double y = 0;
    for (const QImage &chart : charts) {
        painter.drawImage(QPointF(0, y), chart);
        y += chart.height() / pictureRatio;
    }
    const auto fact = [](const std::map<std::string, std::string> &facts, const char *name) {
        const auto found = facts.find(name);
        return found == facts.end() ? QString() : plainLine(found->second);
    };
    QStringList words{headline(), fact(m_experiment.machine, "cpu"), fact(m_experiment.machine, "kernel")};
    words.removeAll(QString());
    painter.setPen(quietTextColor());
    painter.drawText(QRectF(gridUnit, y + gridUnit, pictureWidth - 2 * gridUnit, footer), Qt::TextWordWrap,
                     words.join(u" \u00b7 "_s) + u"\nTare "_s + QStringLiteral(TARE_VERSION));
    return image;
}

} // namespace tare::gui
