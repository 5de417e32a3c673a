// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/pull/transfer_item.h"

#include "gui/app/icons.h"
#include "gui/app/progress_relay.h"
#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int maxLayersHeight = 168;
}

TransferItem::TransferItem(Context &context, Work work, QWidget *parent)
    : QFrame(parent), m_context(context), m_work(std::move(work)), m_title(new ElidedLabel(this)),
      m_summary(new QLabel(this)), m_cancel(new QPushButton(tr("&Cancel"), this)),
      m_resume(new QPushButton(themedIcon(u"restart"_s), tr("Res&ume"), this)), m_close(new QToolButton(this)),
      m_area(new QScrollArea(this)), m_layers(new LayerProgress(m_work.direction))
{
    setObjectName(u"images.pull.item"_s);
    m_title->setObjectName(u"images.pull.title"_s);
    m_title->setFullText(m_work.title);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_summary->setObjectName(u"images.pull.summary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_cancel->setObjectName(u"images.pull.cancel"_s);
    m_cancel->setAccessibleName(tr("Cancel: %1").arg(m_work.title));
    m_cancel->setToolTip(m_work.cancelTip);
    m_resume->setObjectName(u"images.pull.resume"_s);
    m_resume->setAccessibleName(tr("Resume: %1").arg(m_work.title));
    m_resume->setToolTip(m_work.resumeTip);
    for (QPushButton *button : {m_cancel, m_resume})
        button->setAutoDefault(false);
    m_close->setObjectName(u"images.pull.close"_s);
    m_close->setIcon(themedIcon(u"close"_s));
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::TabFocus);
    m_close->setAccessibleName(tr("Put away: %1").arg(m_work.title));
    m_close->setToolTip(tr("Puts this line away"));
    m_area->setObjectName(u"images.pull.layers"_s);
    m_area->setAccessibleName(tr("Layers of %1").arg(m_work.name));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setWidget(m_layers);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->hide();

    auto *line = new QHBoxLayout;
    line->setSpacing(gridUnit);
    line->addWidget(m_title, 1);
    line->addWidget(m_summary);
    line->addWidget(m_cancel);
    line->addWidget(m_resume);
    line->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit / 2);
    column->addLayout(line);
    column->addWidget(m_area);
    connect(m_cancel, &QPushButton::clicked, this, [this]() { m_cancelSource.cancel(); });
    connect(m_resume, &QPushButton::clicked, this, &TransferItem::start);
    connect(m_close, &QToolButton::clicked, this, &TransferItem::dismissed);
    setWorking(false);
}

TransferItem::~TransferItem()
{
    m_cancelSource.cancel();
}

void TransferItem::start()
{
    if (working())
        return;
    m_refused = false;
    m_layers->clear();
    m_summary->clear();
    m_rate = {};
    m_clock.start();
    // A relay for each try, so that a late word of the last one is not taken for this one's.
    delete m_relay;
    m_relay = new ProgressRelay(this);
    connect(m_relay, &ProgressRelay::progressed, this, &TransferItem::progressed);
    m_cancelSource = m_context.run<Result<std::string>>(
        this,
        [engine = m_context.engine(), run = m_work.run, sink = m_relay->sink()](const CancelToken &token) {
            return run(*engine, sink, token);
        },
        [this](const Result<std::string> &result) { finish(result); });
    m_task = std::make_unique<Task>(m_context.tasks(), m_work.title, m_cancelSource);
    setWorking(true);
}

void TransferItem::progressed(const std::vector<Progress> &parts)
{
    if (!working())
        return;
    const qint64 now = m_clock.elapsed();
    m_layers->update(parts, now);
    m_area->setVisible(m_layers->count() > 0);
    m_area->setFixedHeight(std::min(m_layers->sizeHint().height() + 2, maxLayersHeight));
    const qint64 current = m_layers->current(), total = m_layers->total();
    m_rate.add(m_layers->moved(), now);
    if (total <= 0)
        return;
    QString text = tr("%1 of %2", "bytes so far, bytes in all").arg(formatSize(current), formatSize(total));
    if (const double rate = m_rate.bytesPerSecond(); rate > 0) {
        text += u" · "_s + tr("%1/s", "bytes per second").arg(formatSize(static_cast<qint64>(rate)));
        if (const auto left = m_rate.secondsLeft(m_layers->moved() + m_layers->toMove()))
            text += u" · "_s + (*left < 60 ? tr("%n s left", nullptr, static_cast<int>(*left))
                                           : tr("%n min left", nullptr, static_cast<int>((*left + 30) / 60)));
    }
    m_summary->setText(text);
    m_task->progress(current, total, text);
}

void TransferItem::finish(const Result<std::string> &result)
{
    m_task.reset();
    setWorking(false);
    m_area->hide();
    if (result) {
        Q_EMIT succeeded(*result);
        return;
    }
    const bool wasCancelled = result.error().code == Errc::Cancelled;
    m_refused = result.error().code == Errc::Unauthorized;
    m_summary->setText(wasCancelled ? tr("cancelled") : tr("failed"));
    m_resume->show();
    m_close->show();
    if (wasCancelled)
        Q_EMIT cancelled();
    else
        Q_EMIT failed(result.error());
}

void TransferItem::setWorking(bool isWorking)
{
    m_title->setFullText(isWorking ? m_work.title : m_work.name);
    m_cancel->setVisible(isWorking);
    m_resume->hide();
    m_close->hide();
}

} // namespace tare::gui
