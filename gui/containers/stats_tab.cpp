// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/stats_tab.h"

#include "core/base/time.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/limits/live_chart.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QSaveFile>
#include <QToolButton>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minute = 60'000'000'000;

QToolButton *toolButton(QWidget *parent, const QString &name, const QString &icon, const QString &text, const QString &tip)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

StatsTab::StatsTab(QWidget *parent)
    : QWidget(parent), m_cpu(new LiveChart(u"stats.cpu"_s, tr("CPU"), LiveUnit::Percent, {tr("CPU")}, this)),
      m_memory(new LiveChart(u"stats.memory"_s, tr("Memory"), LiveUnit::Bytes, {tr("Memory")}, this)),
      m_pids(new LiveChart(u"stats.pids"_s, tr("Processes"), LiveUnit::Count, {tr("Processes")}, this)),
      m_network(new LiveChart(u"stats.network"_s, tr("Network"), LiveUnit::BytesPerSecond,
                              {tr("received"), tr("sent")}, this)),
      m_block(new LiveChart(u"stats.block"_s, tr("Block devices"), LiveUnit::BytesPerSecond,
                            {tr("read"), tr("written")}, this)),
      m_sheet(new QWidget(this)), m_span(new QComboBox(this)), m_message(new MessageBar(u"stats.message"_s, this))
{
    setObjectName(u"stats"_s);
    m_charts = {m_cpu, m_memory, m_pids, m_network, m_block};
    build();
    for (LiveChart *chart : m_charts) {
        chart->setZoomable(true);
        connect(chart, &LiveChart::windowAsked, this, &StatsTab::setWindow);
        connect(chart, &LiveChart::saveFailed, m_message, [this](const QString &path) {
            m_message->showNotice(tr("The file could not be written: %1").arg(path));
        });
    }
    setWindow(m_span->currentData().toLongLong(), 0);
}

void StatsTab::build()
{
    m_span->setObjectName(u"stats.span"_s);
    m_span->setAccessibleName(tr("How far back the charts go"));
    m_span->setToolTip(tr("How far back the charts go"));
    m_span->addItem(tr("2 minutes"), 2 * minute);
    m_span->addItem(tr("10 minutes"), 10 * minute);
    m_span->addItem(tr("1 hour"), 60 * minute);
    m_pause = toolButton(this, u"stats.pause"_s, u"pause"_s, tr("Hold"), tr("Keeps the charts as they are; the container and the readings go on"));
    m_pause->setCheckable(true);
    m_now = toolButton(this, u"stats.now"_s, u"down"_s, tr("Now"),
                       tr("Back to now and to the chosen span. On a chart the wheel or + and − zoom, a drag or ← and → move, and the menu saves it"));
    m_now->setIcon({});
    m_now->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_state = new QLabel(this);
    m_state->setObjectName(u"stats.state"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_export = toolButton(this, u"stats.export"_s, u"save"_s, tr("Export"), tr("Writes the numbers of the hour, or the charts as they are, to a file (docker stats)"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_export);
    menu->setObjectName(u"stats.exportMenu"_s);
    connect(menu->addAction(tr("&Numbers as CSV…")), &QAction::triggered, this, [this]() { save(false); });
    connect(menu->addAction(tr("&Charts as PNG…")), &QAction::triggered, this, [this]() { save(true); });
    m_export->setMenu(menu);

    auto *grid = new QGridLayout(m_sheet);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(gridUnit);
    grid->addWidget(m_cpu, 0, 0, 1, 3);
    grid->addWidget(m_memory, 0, 3, 1, 3);
    grid->addWidget(m_pids, 1, 0, 1, 2);
    grid->addWidget(m_network, 1, 2, 1, 2);
    grid->addWidget(m_block, 1, 4, 1, 2);
    for (int column = 0; column < 6; ++column)
        grid->setColumnStretch(column, 1);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(gridUnit);
    bar->addWidget(m_pause);
    bar->addWidget(m_now);
    bar->addWidget(m_state, 1);
    bar->addWidget(m_export);
    bar->addWidget(m_span);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(gridUnit, gridUnit, gridUnit, gridUnit);
    rows->setSpacing(gridUnit);
    rows->addWidget(m_message);
    rows->addWidget(m_sheet, 1);
    rows->addLayout(bar);
    connect(m_span, &QComboBox::currentIndexChanged, this, [this]() { setWindow(m_span->currentData().toLongLong(), 0); });
    connect(m_now, &QToolButton::clicked, this, [this]() {
        m_pause->setChecked(false);
        setWindow(m_span->currentData().toLongLong(), 0);
    });
    connect(m_pause, &QToolButton::toggled, this, &StatsTab::setPaused);
}

void StatsTab::setWindow(qint64 span, qint64 end)
{
    for (LiveChart *chart : m_charts) {
        if (chart->span() != span || chart->end() != end)
            chart->setWindow(span, end);
    }
    const bool moved = span != m_span->currentData().toLongLong() || end != 0;
    m_now->setEnabled(moved || m_pause->isChecked());
    m_state->setText(m_pause->isChecked() ? tr("Held") : QString());
}

void StatsTab::setPaused(bool paused)
{
    m_state->setText(paused ? tr("Held") : QString());
    m_now->setEnabled(paused || m_cpu->end() != 0 || m_cpu->span() != m_span->currentData().toLongLong());
    if (!paused)
        showPoints();
}

void StatsTab::setContainer(const Container &container)
{
    if (container.id != m_id) {
        m_id = container.id;
        m_points.clear();
        m_message->dismiss();
        m_pause->setChecked(false);
        setWindow(m_span->currentData().toLongLong(), 0);
    }
    m_name = container.name;
    const auto set = [](LiveChart *chart, const std::optional<std::int64_t> &limit, double scale, auto text) {
        const double value = static_cast<double>(limit.value_or(0)) * scale;
        chart->setLimit(value > 0 ? value : -1, text(value));
    };
    set(m_cpu, container.limits.nanoCpus, 1e-7, [](double v) { return formatPercent(v); });
    set(m_memory, container.limits.memory, 1, [](double v) { return formatMemory(v); });
    set(m_pids, container.limits.pids, 1, [](double v) { return QString::number(v); });
}

void StatsTab::setHistory(const StatsHistory &history)
{
    m_points.assign(history.points().begin(), history.points().end());
    m_export->setEnabled(!m_points.empty());
    if (!m_pause->isChecked())
        showPoints();
}

void StatsTab::showPoints()
{
    std::vector<ChartPoint> cpu;
    std::vector<ChartPoint> memory;
    std::vector<ChartPoint> pids;
    std::vector<ChartPoint> network;
    std::vector<ChartPoint> block;
    for (const StatsPoint &p : m_points) {
        cpu.push_back({p.time, {p.cpuPercent, 0}, p.throttled, 0});
        memory.push_back({p.time, {p.memory, 0}, 0, static_cast<int>(p.oomKills)});
        pids.push_back({p.time, {p.pids, 0}, 0, 0});
        network.push_back({p.time, {p.networkRx, p.networkTx}, 0, 0});
        block.push_back({p.time, {p.blockRead, p.blockWritten}, 0, 0});
    }
    m_cpu->setPoints(std::move(cpu));
    m_memory->setPoints(std::move(memory));
    m_pids->setPoints(std::move(pids));
    m_network->setPoints(std::move(network));
    m_block->setPoints(std::move(block));
}

QString StatsTab::csv(const std::vector<StatsPoint> &points, std::int64_t nowMonotonic, std::int64_t nowWall)
{
    QString out = u"time,seconds,cpu_percent,memory_bytes,processes,network_received_bytes_per_second,network_sent_bytes_per_second,"
                  "block_read_bytes_per_second,block_written_bytes_per_second,throttled,oom_kills\n"_s;
    for (const StatsPoint &p : points) {
        out += QString::fromStdString(formatTime(nowWall - (nowMonotonic - p.time))) + u',' +
               QString::number(static_cast<double>(p.time - points.back().time) / 1e9, 'f', 3);
        for (const double value : {p.cpuPercent, p.memory, p.pids, p.networkRx, p.networkTx, p.blockRead, p.blockWritten, p.throttled})
            out += u',' + QString::number(value, 'g', 12);
        out += u',' + QString::number(p.oomKills) + u'\n';
    }
    return out;
}

void StatsTab::save(bool picture)
{
    auto *dialog = new QFileDialog(this, picture ? tr("Save the charts as a picture") : tr("Save the numbers"));
    dialog->setObjectName(u"stats.saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString suffix = picture ? u"png"_s : u"csv"_s;
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(u"*."_s + suffix);
    dialog->selectFile(plainLine(m_name) + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, picture](const QString &path) { write(picture, path); });
    dialog->open();
}

void StatsTab::write(bool picture, const QString &path)
{
    QSaveFile file(path);
    bool done = file.open(QIODevice::WriteOnly);
    if (done && picture)
        done = m_sheet->grab().save(&file, "PNG");
    else if (done)
        done = file.write(csv(m_points, monotonicNs(), nowNs()).toUtf8()) > 0;
    if (done && file.commit())
        m_message->showNotice(tr("Saved to %1").arg(path));
    else
        m_message->showNotice(tr("The file could not be written: %1").arg(path), file.errorString());
}

} // namespace tare::gui
