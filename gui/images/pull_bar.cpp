// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/pull_bar.h"

#include "core/base/strings.h"
#include "gui/app/icons.h"
#include "gui/app/progress_relay.h"
#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "gui/images/layer_progress.h"
#include "gui/widgets/format.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int maxLayersHeight = 168;
}

PullBar::PullBar(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_reference(new QLineEdit(this)),
      m_pull(new QPushButton(themedIcon(u"pull"_s), tr("&Pull"), this)),
      m_cancel(new QPushButton(tr("&Cancel"), this)), m_area(new QScrollArea(this)), m_layers(new LayerProgress)
{
    m_reference->setObjectName(u"images.pull.reference"_s);
    m_reference->setAccessibleName(tr("Image to pull"));
    m_reference->setPlaceholderText(tr("Image to pull: alpine, or registry.example.org/team/app:1.0"));
    m_reference->setToolTip(tr("Reference of an image in a registry: [registry/]repository[:tag|@digest]. Without a "
                               "registry, Docker Hub's; without a tag, latest."));
    m_reference->setClearButtonEnabled(true);
    m_pull->setObjectName(u"images.primary"_s);
    m_pull->setAccessibleName(tr("Pull"));
    m_pull->setToolTip(tr("Fetches the image from its registry (docker pull)"));
    m_pull->setDefault(true);
    m_cancel->setObjectName(u"images.pull.cancel"_s);
    m_cancel->setAccessibleName(tr("Cancel the pull"));
    m_cancel->setToolTip(tr("Stops the pull; layers that are complete stay and need not be fetched again"));
    m_cancel->hide();

    m_area->setObjectName(u"images.pull.layers"_s);
    m_area->setAccessibleName(tr("Layers of the image that is pulled"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setWidget(m_layers);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->hide();

    auto *line = new QHBoxLayout;
    line->setSpacing(gridUnit);
    line->addWidget(m_reference, 1);
    line->addWidget(m_cancel);
    line->addWidget(m_pull);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addLayout(line);
    column->addWidget(m_area);

    connect(m_reference, &QLineEdit::returnPressed, this, &PullBar::pull);
    connect(m_pull, &QPushButton::clicked, this, &PullBar::pull);
}

PullBar::~PullBar() = default;

void PullBar::activate()
{
    if (m_reference->text().trimmed().isEmpty() || working())
        m_reference->setFocus(Qt::ShortcutFocusReason);
    else
        pull();
}

void PullBar::pull()
{
    const QString reference = m_reference->text().trimmed();
    if (working())
        return;
    if (reference.isEmpty()) {
        m_reference->setFocus(Qt::OtherFocusReason);
        return;
    }
    Q_EMIT began();
    m_layers->clear();
    // A relay for each pull, so that a late word of the last one is not taken for this one's.
    delete m_relay;
    m_relay = new ProgressRelay(this);
    connect(m_relay, &ProgressRelay::progressed, this, &PullBar::progressed);
    CancelSource cancel = m_context.run<Result<Image>>(
        this,
        [engine = m_context.engine(), name = reference.toStdString(), sink = m_relay->sink()](const CancelToken &token) {
            return engine->pull(name, {}, sink, token);
        },
        [this](const Result<Image> &result) { finish(result); });
    m_task = std::make_unique<Task>(m_context.tasks(), tr("Pulling %1").arg(reference), cancel);
    m_cancel->disconnect(this);
    connect(m_cancel, &QPushButton::clicked, this, [cancel]() mutable { cancel.cancel(); });
    m_context.showCommand(u"docker pull "_s + QString::fromStdString(shellQuote(reference.toStdString())));
    setWorking(true);
}

void PullBar::progressed(const std::vector<Progress> &parts)
{
    if (!working())
        return;
    m_layers->update(parts);
    m_area->setVisible(m_layers->count() > 0);
    m_area->setFixedHeight(std::min(m_layers->sizeHint().height() + 2, maxLayersHeight));
    const qint64 total = m_layers->total();
    m_task->progress(m_layers->current(), total,
                     total > 0 ? tr("%1 of %2", "bytes so far, bytes in all")
                                     .arg(formatSize(m_layers->current()), formatSize(total))
                               : QString());
}

void PullBar::finish(const Result<Image> &result)
{
    m_task.reset();
    setWorking(false);
    m_area->hide();
    if (result) {
        m_reference->clear();
        Q_EMIT pulled(*result);
    } else if (result.error().code != Errc::Cancelled) {
        Q_EMIT failed(result.error());
    }
}

void PullBar::setWorking(bool isWorking)
{
    m_reference->setEnabled(!isWorking);
    m_pull->setEnabled(!isWorking);
    m_cancel->setVisible(isWorking);
    if (isWorking)
        m_cancel->setFocus(Qt::OtherFocusReason);
}

} // namespace tare::gui
