// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/limits/limits_panel.h"

#include "gui/app/theme.h"
#include "gui/limits/limit_field.h"
#include "gui/limits/limit_line.h"
#include "gui/limits/live_chart.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QBoxLayout>
#include <QLabel>
#include <QTimer>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int debounceMs = 150; // a dragged slider writes a few times a second, not at every pixel
constexpr std::int64_t nano = 1'000'000'000;
constexpr std::int64_t manyPids = 4096;

bool up(const Container &container)
{
    return container.status == ContainerStatus::Running || container.status == ContainerStatus::Paused;
}

} // namespace

LimitsPanel::LimitsPanel(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_message(new MessageBar(u"limits.message"_s, this)),
      m_cpus(new LimitField(u"limits.cpus"_s, LimitKind::Cpus, 2 * nano, this)),
      m_memory(new LimitField(u"limits.memory"_s, LimitKind::Memory, std::int64_t{4} << 30U, this)),
      m_pids(new LimitField(u"limits.pids"_s, LimitKind::Pids, manyPids, this)), m_state(new QLabel(this)),
      m_facts(new QLabel(this)),
      m_cpuChart(new LiveChart(u"limits.cpuChart"_s, tr("CPU"), LiveUnit::Percent, {tr("CPU")}, this)),
      m_memoryChart(
          new LiveChart(u"limits.memoryChart"_s, tr("Memory"), LiveUnit::Bytes, {tr("Memory")}, this)),
      m_delay(new QTimer(this))
{
    setObjectName(u"limits"_s);
    m_state->setObjectName(u"limits.state"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_facts->setObjectName(u"limits.facts"_s);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    m_facts->setToolTip(tr("From the cgroup: cpu.stat and memory.events"));

    auto *left = new QVBoxLayout;
    left->setSpacing(2 * gridUnit);
    left->addWidget(m_cpus);
    left->addWidget(m_memory);
    left->addWidget(m_pids);
    left->addWidget(m_state);
    left->addWidget(m_facts);
    left->addStretch(1);
    auto *right = new QVBoxLayout;
    right->setSpacing(gridUnit);
    right->addWidget(m_cpuChart, 1);
    right->addWidget(m_memoryChart, 1);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(2 * gridUnit);
    columns->addLayout(left, 2);
    columns->addLayout(right, 3);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(gridUnit, gridUnit, gridUnit, gridUnit);
    rows->addWidget(m_message);
    rows->addLayout(columns, 1);

    m_delay->setSingleShot(true);
    m_delay->setInterval(debounceMs);
    connect(m_delay, &QTimer::timeout, this, &LimitsPanel::apply);
    for (LimitField *field : {m_cpus, m_memory, m_pids})
        connect(field, &LimitField::edited, this, &LimitsPanel::edited);
    clear();
}

void LimitsPanel::clear()
{
    m_delay->stop();
    m_container = {};
    setEnabled(false);
    m_message->hide();
    m_cpuChart->setPoints({});
    m_memoryChart->setPoints({});
    showLimits();
}

void LimitsPanel::setContainer(const Container &container)
{
    const bool another = container.id != m_container.id;
    if (another) {
        if (m_delay->isActive())
            apply(); // the edit belongs to the container before
        m_message->hide();
    }
    const bool sameLimits = !another && container.limits == m_container.limits;
    m_container = container;
    setEnabled(true);
    const bool busy =
        m_cpus->isBusy() || m_memory->isBusy() || m_pids->isBusy() || m_delay->isActive() || m_applying;
    if (another || (!sameLimits && !busy))
        showLimits();
    showLimitLines();
    m_state->setText(
        up(container)
            ? tr("Changes are written to the running container at once.")
            : tr("The container does not run: its limits are stored, and apply at its next start."));
}

void LimitsPanel::setMachine(const EngineInfo &info)
{
    m_applicable = info.limits;
    m_machineKnown = true;
    m_cpus->setMost(std::max(1, info.cpus) * nano);
    if (info.memory > 0)
        m_memory->setMost(info.memory);
    QString reason;
    for (const Finding &finding : info.findings) {
        if (finding.feature == "limits")
            reason = plainLine(finding.missing) + u' ' + plainLine(finding.fix);
    }
    if (reason.isEmpty())
        reason = tr("This limit cannot be applied here: the control group is not this user's.");
    const auto check = [&](LimitField *field, const char *name) {
        const bool can = std::find(m_applicable.begin(), m_applicable.end(), name) != m_applicable.end();
        field->setUnavailable(can ? QString() : reason);
    };
    check(m_cpus, "cpus");
    check(m_memory, "memory");
    check(m_pids, "pids");
}

void LimitsPanel::showLimits()
{
    m_cpus->setValue(m_container.limits.nanoCpus.value_or(0));
    m_memory->setValue(m_container.limits.memory.value_or(0));
    m_pids->setValue(m_container.limits.pids.value_or(0));
    showLimitLines();
}

void LimitsPanel::showLimitLines()
{
    const std::int64_t cpus = m_container.limits.nanoCpus.value_or(0);
    const std::int64_t memory = m_container.limits.memory.value_or(0);
    m_cpuChart->setLimit(cpus > 0 ? static_cast<double>(cpus) / 1e7 : -1,
                         formatPercent(static_cast<double>(cpus) / 1e7));
    m_memoryChart->setLimit(memory > 0 ? static_cast<double>(memory) : -1,
                            formatMemory(static_cast<double>(memory)));
}

void LimitsPanel::setHistory(const StatsHistory &history)
{
    std::vector<ChartPoint> cpu;
    std::vector<ChartPoint> memory;
    cpu.reserve(history.points().size());
    memory.reserve(history.points().size());
    for (const StatsPoint &point : history.points()) {
        cpu.push_back({point.time, {point.cpuPercent, 0}, point.throttled, 0});
        memory.push_back({point.time, {point.memory, 0}, 0, static_cast<int>(point.oomKills)});
    }
    m_cpuChart->setPoints(std::move(cpu));
    m_memoryChart->setPoints(std::move(memory));
    showFacts(history);
}

void LimitsPanel::showFacts(const StatsHistory &history)
{
    QString text;
    if (history.last()) {
        const Stats &last = *history.last();
        text = last.throttledPeriods > 0 ? tr("Throttled for %1, in %2 of %3 periods.")
                                      .arg(formatDuration(static_cast<double>(last.throttledTime)))
                                      .arg(last.throttledPeriods)
                                      .arg(last.periods)
                                         : tr("Never throttled.");
        text +=
            u'\n' + tr("%n process(es) killed for want of memory.", nullptr, static_cast<int>(last.oomKills));
        if (up(m_container))
            text += u'\n' + tr("%n process(es) now.", nullptr, static_cast<int>(last.pids));
    }
    if (text != m_facts->text())
        m_facts->setText(text);
}

Limits LimitsPanel::wanted() const
{
    Limits limits;
    const auto changed = [](const LimitField *field, const std::optional<std::int64_t> &stored) {
        const bool was = stored.value_or(0) > 0;
        return field->isEnabled() && field->isValid() && field->value() != (was ? *stored : 0);
    };
    if (changed(m_cpus, m_container.limits.nanoCpus))
        limits.nanoCpus = m_cpus->value();
    if (changed(m_pids, m_container.limits.pids))
        limits.pids = m_pids->value() > 0 ? m_pids->value() : -1; // docker update: 0 would leave it as it is
    if (changed(m_memory, m_container.limits.memory)) {
        limits.memory = m_memory->value();
        // Memory and swap together may not be less than memory: the swap's share stays what it is.
        const std::int64_t together = m_container.limits.memorySwap.value_or(0);
        const std::int64_t before = m_container.limits.memory.value_or(0);
        if (together > 0)
            limits.memorySwap =
                m_memory->value() > 0 ? m_memory->value() + std::max<std::int64_t>(0, together - before) : -1;
    }
    return limits;
}

void LimitsPanel::edited()
{
    m_message->hide();
    m_delay->start();
}

void LimitsPanel::apply()
{
    m_delay->stop();
    const Limits limits = wanted();
    if (m_container.id.empty() || limits == Limits{})
        return;
    if (m_applying) { // one at a time, and the last one wins
        m_delay->start();
        return;
    }
    m_applying = true;
    const QString id = QString::fromStdString(m_container.id);
    m_context.showCommand(updateLine(m_container.name, limits));
    m_context.run<Status>(
        this,
        [engine = m_context.engine(), id, limits](const CancelToken &) {
            return engine->update(id.toStdString(), limits);
        },
        [this, id, limits](const Status &status) { applied(id, limits, status); });
}

void LimitsPanel::applied(const QString &id, const Limits &limits, const Status &status)
{
    m_applying = false;
    if (id != QString::fromStdString(m_container.id))
        return;
    if (status) {
        // The event brings the rest; the line on the chart should not wait for it.
        if (limits.nanoCpus)
            m_container.limits.nanoCpus = limits.nanoCpus;
        if (limits.memory)
            m_container.limits.memory = limits.memory;
        if (limits.memorySwap)
            m_container.limits.memorySwap = limits.memorySwap;
        if (limits.pids)
            m_container.limits.pids = limits.pids;
        showLimitLines();
        return;
    }
    m_message->showError(status.error());
    // What stands in the fields is what is in force.
    if (!m_cpus->isBusy() && !m_memory->isBusy() && !m_pids->isBusy() && !m_delay->isActive())
        showLimits();
}

void LimitsPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (m_delay->isActive())
        apply();
}

} // namespace tare::gui
