// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/stats_tab.h"

#include "gui/app/theme.h"
#include "gui/limits/live_chart.h"
#include "gui/widgets/format.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 minute = 60'000'000'000;
}

StatsTab::StatsTab(QWidget *parent)
    : QWidget(parent), m_cpu(new LiveChart(u"stats.cpu"_s, tr("CPU"), LiveUnit::Percent, {tr("CPU")}, this)),
      m_memory(new LiveChart(u"stats.memory"_s, tr("Memory"), LiveUnit::Bytes, {tr("Memory")}, this)),
      m_pids(new LiveChart(u"stats.pids"_s, tr("Processes"), LiveUnit::Count, {tr("Processes")}, this)),
      m_network(new LiveChart(u"stats.network"_s, tr("Network"), LiveUnit::BytesPerSecond,
                              {tr("received"), tr("sent")}, this)),
      m_block(new LiveChart(u"stats.block"_s, tr("Block devices"), LiveUnit::BytesPerSecond,
                            {tr("read"), tr("written")}, this)),
      m_span(new QComboBox(this))
{
    setObjectName(u"stats"_s);
    m_span->setObjectName(u"stats.span"_s);
    m_span->setAccessibleName(tr("How far back the charts go"));
    m_span->setToolTip(tr("How far back the charts go"));
    m_span->addItem(tr("2 minutes"), 2 * minute);
    m_span->addItem(tr("10 minutes"), 10 * minute);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(gridUnit, gridUnit, gridUnit, gridUnit);
    grid->setSpacing(gridUnit);
    grid->addWidget(m_cpu, 0, 0, 1, 3);
    grid->addWidget(m_memory, 0, 3, 1, 3);
    grid->addWidget(m_pids, 1, 0, 1, 2);
    grid->addWidget(m_network, 1, 2, 1, 2);
    grid->addWidget(m_block, 1, 4, 1, 2);
    grid->addWidget(m_span, 2, 5, Qt::AlignRight);
    for (int column = 0; column < 6; ++column)
        grid->setColumnStretch(column, 1);
    connect(m_span, &QComboBox::currentIndexChanged, this, [this]() {
        for (LiveChart *chart : {m_cpu, m_memory, m_pids, m_network, m_block})
            chart->setSpan(m_span->currentData().toLongLong());
    });
}

void StatsTab::setContainer(const Container &container)
{
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
    std::vector<ChartPoint> cpu;
    std::vector<ChartPoint> memory;
    std::vector<ChartPoint> pids;
    std::vector<ChartPoint> network;
    std::vector<ChartPoint> block;
    for (const StatsPoint &p : history.points()) {
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

} // namespace tare::gui
