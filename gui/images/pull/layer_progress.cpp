// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/pull/layer_progress.h"

#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <algorithm>
#include <numeric>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int barSteps = 1000;

bool moves(Progress::Phase phase)
{
    return phase == Progress::Phase::Downloading || phase == Progress::Phase::Uploading;
}

bool finished(Progress::Phase phase)
{
    return phase == Progress::Phase::Done || phase == Progress::Phase::AlreadyHere;
}

QLabel *plain(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

LayerProgress::LayerProgress(Direction direction, QWidget *parent)
    : QWidget(parent), m_direction(direction), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(2 * gridUnit);
    m_grid->setVerticalSpacing(gridUnit / 2);
    m_grid->setColumnStretch(2, 1);
}

QString LayerProgress::phaseText(const Progress &progress) const
{
    // The engine's words of a blob that was lent by another repository (Engine::push()).
    static const std::string mounted = "Mounted from ";
    switch (progress.phase) {
    case Progress::Phase::Waiting:
        return tr("Waiting", "a layer's state");
    case Progress::Phase::Downloading:
        return tr("Downloading", "a layer's state");
    case Progress::Phase::Uploading:
        return tr("Uploading", "a layer's state");
    case Progress::Phase::Verifying:
        return tr("Verifying", "a layer's state");
    case Progress::Phase::Unpacking:
        return tr("Unpacking", "a layer's state");
    case Progress::Phase::AlreadyHere:
        if (m_direction == Direction::Pull)
            return tr("Already here", "a layer's state");
        return progress.text.starts_with(mounted)
                   ? tr("Mounted from %1", "a layer's state; a repository").arg(plainLine(progress.text.substr(mounted.size())))
                   : tr("Already there", "a layer's state, at the registry");
    case Progress::Phase::Done:
        return m_direction == Direction::Pull ? tr("Done", "a layer's state") : tr("Pushed", "a layer's state");
    case Progress::Phase::Working:
        return tr("Working", "a layer's state");
    }
    return {};
}

void LayerProgress::update(const std::vector<Progress> &parts, qint64 now)
{
    for (const Progress &part : parts) {
        if (part.id.empty())
            continue; // of the whole: the task line says it
        Row &row = rowFor(part.id);
        row.progress = part;
        if (moves(part.phase)) {
            row.moved = part.current;
            row.rate.add(part.current, now);
        } else if (part.phase != Progress::Phase::Waiting && part.phase != Progress::Phase::AlreadyHere && row.moved > 0) {
            row.moved = part.total; // it has come, and is worked on
        }
        show(row);
    }
}

LayerProgress::Row &LayerProgress::rowFor(const std::string &id)
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.progress.id == id; });
    if (found != m_rows.end())
        return *found;
    const QString name = plainLine(id);
    const int line = count();
    Row row;
    row.progress.id = id;
    row.id = plain(this);
    row.id->setFont(monospaceFont(this));
    row.id->setText(name);
    row.id->setToolTip(tr("The first digits of the layer's digest"));
    row.phase = plain(this);
    row.phase->setObjectName(u"images.pull.layer%1.phase"_s.arg(line));
    row.bar = new QProgressBar(this);
    row.bar->setObjectName(u"images.pull.layer%1.progress"_s.arg(line));
    row.bar->setAccessibleName(tr("Layer %1").arg(name));
    row.bar->setTextVisible(false);
    row.bar->setMaximumHeight(gridUnit + 2);
    row.bytes = plain(this);
    row.bytes->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_grid->addWidget(row.id, line, 0);
    m_grid->addWidget(row.phase, line, 1);
    m_grid->addWidget(row.bar, line, 2);
    row.speed = plain(this);
    row.speed->setObjectName(u"images.pull.layer%1.speed"_s.arg(line));
    row.speed->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.speed->setMinimumWidth(fontMetrics().horizontalAdvance(u"999.9 MB/s"_s)); // nothing jumps when it fills
    m_grid->addWidget(row.bytes, line, 3);
    m_grid->addWidget(row.speed, line, 4);
    m_rows.push_back(row);
    return m_rows.back();
}

void LayerProgress::show(Row &row)
{
    const Progress &p = row.progress;
    row.phase->setText(phaseText(p));
    if (finished(p.phase)) {
        row.bar->setRange(0, barSteps);
        row.bar->setValue(barSteps);
    } else if (p.total > 0) {
        row.bar->setRange(0, barSteps);
        row.bar->setValue(static_cast<int>(static_cast<double>(p.current) / static_cast<double>(p.total) * barSteps));
    } else {
        // Waiting shows an empty bar; work of unknown length a moving one.
        row.bar->setRange(0, p.phase == Progress::Phase::Waiting ? barSteps : 0);
    }
    if (p.total > 0 && !finished(p.phase))
        row.bytes->setText(tr("%1 of %2", "bytes so far, bytes in all").arg(formatSize(p.current), formatSize(p.total)));
    else
        row.bytes->setText(p.total > 0 ? formatSize(p.total) : QString());
    const double rate = moves(p.phase) ? row.rate.bytesPerSecond() : 0;
    row.speed->setText(rate > 0 ? tr("%1/s", "bytes per second").arg(formatSize(static_cast<qint64>(rate))) : QString());
}

void LayerProgress::clear()
{
    for (Row &row : m_rows)
        for (QWidget *widget : std::initializer_list<QWidget *>{row.id, row.phase, row.bar, row.bytes, row.speed})
            delete widget;
    m_rows.clear();
}

qint64 LayerProgress::current() const
{
    return std::accumulate(m_rows.begin(), m_rows.end(), qint64(0), [](qint64 sum, const Row &row) {
        const Progress &p = row.progress;
        return sum + (finished(p.phase) || p.phase == Progress::Phase::Unpacking ? p.total : p.current);
    });
}

qint64 LayerProgress::moved() const
{
    return std::accumulate(m_rows.begin(), m_rows.end(), qint64(0),
                           [](qint64 sum, const Row &row) { return sum + row.moved; });
}

qint64 LayerProgress::toMove() const
{
    return std::accumulate(m_rows.begin(), m_rows.end(), qint64(0), [](qint64 sum, const Row &row) {
        const Progress &p = row.progress;
        const bool ahead = moves(p.phase) || p.phase == Progress::Phase::Waiting;
        return ahead ? sum + std::max<qint64>(0, p.total - row.moved) : sum;
    });
}

qint64 LayerProgress::total() const
{
    return std::accumulate(m_rows.begin(), m_rows.end(), qint64(0),
                           [](qint64 sum, const Row &row) { return sum + row.progress.total; });
}

} // namespace tare::gui
