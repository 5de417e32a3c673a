// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/kernel_offer.h"

#include "gui/app/progress_relay.h"
#include "gui/app/tasks.h"
#include "gui/widgets/message_bar.h"

#include <QPushButton>

namespace tare::gui {

using namespace Qt::StringLiterals;

KernelOffer::KernelOffer(Context &context, Fetcher fetcher, MessageBar *bar, QObject *parent)
    : QObject(parent), m_context(context), m_fetcher(std::move(fetcher)), m_bar(bar)
{
}

KernelOffer::~KernelOffer() = default;

bool KernelOffer::isFor(const Error &error)
{
    return error.code == Errc::NotOnThisMachine && error.subject == "guest kernel";
}

void KernelOffer::show(bool others)
{
    auto *get = m_bar->addAction(u"compare.kernel.get"_s, tr("&Get the kernel"));
    get->setToolTip(tr("Downloads Debian's cloud kernel and checks every byte (tare vm kernel --fetch)"));
    connect(get, &QPushButton::clicked, this, &KernelOffer::fetch);
    if (!others)
        return;
    auto *without = m_bar->addAction(u"compare.kernel.without"_s, tr("Compare &without the virtual machine"));
    without->setToolTip(tr("Takes the samples of the other subjects now"));
    connect(without, &QPushButton::clicked, this, &KernelOffer::withoutAsked);
}

void KernelOffer::fetch()
{
    if (m_task)
        return;
    m_bar->hide();
    m_context.showCommand(u"tare vm kernel --fetch"_s);
    auto *relay = new ProgressRelay(this);
    const CancelSource cancel = m_context.run<Status>(
        this,
        [engine = m_context.engine(), fetcher = m_fetcher, sink = relay->sink()](const CancelToken &token) -> Status {
            const EngineInfo info = TARE_TRY(engine->info());
            return fetcher(info.root, info.state, sink, token);
        },
        [this, relay](const Status &status) {
            relay->deleteLater();
            m_task.reset();
            Q_EMIT workingChanged();
            if (status)
                Q_EMIT got();
            else if (status.error().code != Errc::Cancelled)
                m_bar->showError(status.error());
        });
    m_task = std::make_unique<Task>(m_context.tasks(), tr("Getting a kernel for virtual machines"), cancel);
    connect(relay, &ProgressRelay::progressed, this, [this](const std::vector<Progress> &parts) {
        // The last one is the package, which is all but the whole of it.
        if (m_task && !parts.empty())
            m_task->progress(parts.back().current, parts.back().total, {});
    });
    Q_EMIT workingChanged();
}

} // namespace tare::gui
