// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/prune_dialog.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/models/image_model.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

using Answer = std::pair<Pruned, std::vector<Image>>;

PruneDialog::PruneDialog(Context &context, QWidget *parent)
    : QDialog(parent), m_context(context), m_dangling(new QRadioButton(tr("Images without a &name (dangling)"), this)),
      m_unused(new QRadioButton(tr("All images that no container &uses (-a)"), this)), m_finding(new QLabel(this)),
      m_list(new QTreeWidget(this)), m_remove(new QPushButton(themedIcon(u"remove"_s), tr("Remo&ve"))),
      m_message(new MessageBar(u"images.prune.message"_s, this))
{
    setObjectName(u"images.prune"_s);
    setWindowTitle(tr("Remove unused images"));
    resize(76 * gridUnit, 54 * gridUnit);
    m_dangling->setObjectName(u"images.prune.dangling"_s);
    m_dangling->setToolTip(tr("Left over when a name moved to a newer image, and what broken pulls left behind"));
    m_dangling->setChecked(true);
    m_unused->setObjectName(u"images.prune.unused"_s);
    m_unused->setToolTip(tr("Also those that have a name: they can be pulled again, if their registry still has them"));
    m_finding->setObjectName(u"images.prune.finding"_s);
    m_finding->setTextFormat(Qt::PlainText);
    m_finding->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    m_finding->setFont(bold);
    m_list->setObjectName(u"images.prune.list"_s);
    m_list->setAccessibleName(tr("Images that would be removed"));
    m_list->setHeaderLabels({tr("Name"), tr("Image id"), tr("Size")});
    m_list->headerItem()->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setTabKeyNavigation(false);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_remove->setObjectName(u"images.prune.confirm"_s);
    m_remove->setAccessibleName(tr("Remove"));
    m_remove->setAutoDefault(false);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_remove, QDialogButtonBox::ActionRole);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(gridUnit);
    column->addWidget(m_dangling);
    column->addWidget(m_unused);
    column->addWidget(m_message);
    column->addWidget(m_finding);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    connect(m_unused, &QRadioButton::toggled, this, &PruneDialog::ask);
    connect(m_remove, &QPushButton::clicked, this, &PruneDialog::prune);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    ask();
}

PruneDialog::~PruneDialog()
{
    m_request.cancel();
}

PruneOptions PruneDialog::options(bool dryRun) const
{
    PruneOptions out;
    out.all = m_unused->isChecked();
    out.dryRun = dryRun;
    return out;
}

void PruneDialog::ask()
{
    m_request.cancel();
    m_remove->setEnabled(false);
    m_finding->setText(tr("Looking…"));
    m_request = m_context.run<Result<Answer>>(
        this,
        [engine = m_context.engine(), wanted = options(true)](const CancelToken &) -> Result<Answer> {
            Pruned pruned = TARE_TRY(engine->pruneImages(wanted));
            return Answer(std::move(pruned), TARE_TRY(engine->images()));
        },
        [this, all = m_unused->isChecked()](const Result<Answer> &answer) {
            if (all == m_unused->isChecked())
                answered(answer);
        });
}

void PruneDialog::answered(const Result<Answer> &answer)
{
    m_list->clear();
    if (!answer) {
        m_finding->clear();
        if (answer.error().code != Errc::Cancelled)
            m_message->showError(answer.error());
        return;
    }
    const auto &[pruned, images] = *answer;
    for (const Image &image : images) {
        if (std::find(pruned.ids.begin(), pruned.ids.end(), image.id) == pruned.ids.end())
            continue;
        auto *item = new QTreeWidgetItem({imageTitle(image), shortId(image.id), formatSize(image.size)});
        item->setFont(1, monospaceFont(m_list));
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        m_list->addTopLevelItem(item);
    }
    QString text = pruned.ids.empty() ? tr("There is no such image.")
                                      : tr("%n image(s) would be removed.", nullptr, static_cast<int>(pruned.ids.size()));
    if (pruned.partialDownloads > 0)
        text += u' ' + tr("So would %n part(s) of broken pulls.", nullptr, pruned.partialDownloads);
    const bool any = !pruned.ids.empty() || pruned.partialDownloads > 0;
    if (any)
        text += u' ' + tr("That frees %1; layers that other images need stay.").arg(formatSize(pruned.reclaimed));
    m_finding->setText(text);
    m_remove->setEnabled(any);
}

void PruneDialog::prune()
{
    m_remove->setEnabled(false);
    const bool all = m_unused->isChecked();
    m_request = m_context.run<Result<Pruned>>(
        this, [engine = m_context.engine(), wanted = options(false)](const CancelToken &) { return engine->pruneImages(wanted); },
        [this](const Result<Pruned> &pruned) {
            if (!pruned) {
                m_message->showError(pruned.error());
                return;
            }
            Q_EMIT this->pruned(tr("%1 are free again.").arg(formatSize(pruned->reclaimed)));
            accept();
        });
    m_context.showCommand(all ? u"docker image prune -a"_s : u"docker image prune"_s);
}

} // namespace tare::gui
