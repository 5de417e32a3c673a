// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/pull/pull_bar.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/images/pull/push_dialog.h"
#include "gui/images/pull/search_dialog.h"
#include "gui/images/quoted.h"
#include "gui/images/registry/accounts_dialog.h"
#include "gui/widgets/format.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostHeight = 300; // of all that is under way; more of it scrolls

// The same again would fail in the same way: what has to be changed is what was asked for.
bool isHopeless(const Error &error)
{
    return error.code == Errc::InvalidArgument || error.code == Errc::NotFound || error.code == Errc::NoSuchImage ||
           error.code == Errc::WrongPlatform || error.code == Errc::Unsupported;
}

} // namespace

PullBar::PullBar(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_reference(new QLineEdit(this)),
      m_pull(new QPushButton(themedIcon(u"pull"_s), tr("&Pull"), this)),
      m_search(new QPushButton(themedIcon(u"search"_s), tr("&Search…"), this)),
      m_accounts(new QPushButton(themedIcon(u"account"_s), tr("&Accounts…"), this)), m_area(new QScrollArea(this))
{
    m_reference->setObjectName(u"images.pull.reference"_s);
    m_reference->setAccessibleName(tr("Image to pull"));
    m_reference->setPlaceholderText(tr("Image to pull: alpine, or registry.example.org/team/app:1.0"));
    m_reference->setToolTip(tr("Reference of an image in a registry: [registry/]repository[:tag|@digest]. Without a "
                               "registry, Docker Hub's; without a tag, latest."));
    m_reference->setClearButtonEnabled(true);
    m_search->setObjectName(u"images.pull.search"_s);
    m_search->setAccessibleName(tr("Search"));
    m_search->setToolTip(tr("Looks for images in a registry and lists their tags (docker search)"));
    m_search->setAutoDefault(false);
    m_accounts->setObjectName(u"images.pull.accounts"_s);
    m_accounts->setAccessibleName(tr("Accounts"));
    m_accounts->setToolTip(tr("Who is logged in at which registry; logging in and out (docker login)"));
    m_accounts->setAutoDefault(false);
    m_pull->setObjectName(u"images.primary"_s);
    m_pull->setAccessibleName(tr("Pull"));
    m_pull->setToolTip(tr("Fetches the image from its registry (docker pull)"));
    m_pull->setDefault(true);

    auto *list = new QWidget;
    m_items = new QVBoxLayout(list);
    m_items->setContentsMargins(0, 0, 0, 0);
    m_items->setSpacing(gridUnit);
    m_items->setAlignment(Qt::AlignTop);
    list->installEventFilter(this);
    m_area->setObjectName(u"images.pull.items"_s);
    m_area->setAccessibleName(tr("Pulls and pushes under way"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setWidget(list);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->hide();

    auto *line = new QHBoxLayout;
    line->setSpacing(gridUnit);
    line->addWidget(m_reference, 1);
    line->addWidget(m_accounts);
    line->addWidget(m_search);
    line->addWidget(m_pull);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addLayout(line);
    column->addWidget(m_area);

    connect(m_reference, &QLineEdit::returnPressed, this, &PullBar::pullField);
    connect(m_pull, &QPushButton::clicked, this, &PullBar::pullField);
    connect(m_search, &QPushButton::clicked, this, &PullBar::openSearch);
    connect(m_accounts, &QPushButton::clicked, this, [this]() { openAccounts(); });
}

PullBar::~PullBar() = default;

void PullBar::activate()
{
    if (m_reference->text().trimmed().isEmpty())
        m_reference->setFocus(Qt::ShortcutFocusReason);
    else
        pullField();
}

void PullBar::openSearch()
{
    if (m_dialog == nullptr) {
        m_dialog = new SearchDialog(m_context, this);
        connect(m_dialog, &SearchDialog::pullAsked, this, &PullBar::pull);
        connect(m_dialog, &SearchDialog::loginAsked, this, [this](const QString &server) { openAccounts(server); });
        connect(this, &PullBar::accountsChanged, m_dialog, &SearchDialog::retryRefused);
    }
    m_dialog->begin(m_reference->text().trimmed());
}

void PullBar::pullField()
{
    const QString reference = m_reference->text().trimmed();
    if (reference.isEmpty()) {
        m_reference->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_reference->clear();
    pull(reference, {});
}

void PullBar::pull(const QString &reference, const PullOptions &options)
{
    Q_EMIT began();
    TransferItem::Work work;
    work.title = tr("Pulling %1").arg(reference);
    work.name = reference;
    work.cancelTip = tr("Stops the pull; what has come stays and need not be fetched again");
    work.resumeTip = tr("Goes on where the pull ended");
    work.run = [name = reference.toStdString(), options](Engine &engine, const ProgressSink &sink,
                                                        const CancelToken &cancel) -> Result<std::string> {
        return TARE_TRY(engine.pull(name, options, sink, cancel)).id;
    };
    TransferItem *item = add(std::move(work));
    connect(item, &TransferItem::succeeded, this, [this, item](const std::string &id) {
        remove(item);
        Q_EMIT pulled(QString::fromStdString(id));
    });
    // To be mended, not typed again.
    const auto giveBack = [this, reference]() {
        if (m_reference->text().isEmpty())
            m_reference->setText(reference);
    };
    connect(item, &TransferItem::cancelled, this, giveBack);
    connect(item, &TransferItem::failed, this, giveBack);
    const QString platform = QString::fromStdString(options.platform);
    m_context.showCommand(u"docker pull "_s + (platform.isEmpty() ? QString() : u"--platform "_s + quoted(platform) + u' ') +
                          quoted(reference));
}

void PullBar::push(const QString &reference, const PushOptions &options, const QString &tagFrom)
{
    Q_EMIT began();
    TransferItem::Work work;
    work.direction = LayerProgress::Direction::Push;
    work.title = tr("Pushing %1").arg(reference);
    work.name = reference;
    work.cancelTip = tr("Stops the push; layers that the registry has stay there");
    work.resumeTip = tr("Pushes what the registry does not have yet");
    work.run = [name = reference.toStdString(), id = tagFrom.toStdString(), options](
                   Engine &engine, const ProgressSink &sink, const CancelToken &cancel) -> Result<std::string> {
        if (!id.empty())
            TARE_CHECK(engine.tag(id, name));
        return TARE_TRY(engine.push(name, options, sink, cancel)).digest;
    };
    TransferItem *item = add(std::move(work));
    connect(item, &TransferItem::succeeded, this, [this, item, reference](const std::string &digest) {
        remove(item);
        Q_EMIT pushed(tr("Pushed %1 as %2.").arg(reference, plainLine(digest)));
    });
    if (!tagFrom.isEmpty())
        m_context.showCommand(u"docker tag "_s + shortId(tagFrom.toStdString()) + u' ' + quoted(reference));
    m_context.showCommand(u"docker push "_s + quoted(reference));
}

void PullBar::openPush(const Image &image)
{
    auto *dialog = new PushDialog(m_context, image, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PushDialog::loginAsked, this, [this](const QString &server) { openAccounts(server); });
    connect(this, &PullBar::accountsChanged, dialog, &PushDialog::refresh);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog]() { push(dialog->reference(), dialog->options(), dialog->tagFrom()); });
    dialog->show();
}

void PullBar::openAccounts(const QString &server, const QString &reason)
{
    if (m_accountsDialog == nullptr) {
        m_accountsDialog = new AccountsDialog(m_context, this);
        connect(m_accountsDialog, &AccountsDialog::loggedIn, this, &PullBar::retryRefused);
        connect(m_accountsDialog, &AccountsDialog::loggedIn, this, &PullBar::accountsChanged);
        connect(m_accountsDialog, &AccountsDialog::loggedOut, this, &PullBar::accountsChanged);
    }
    m_accountsDialog->begin(server, reason);
}

void PullBar::retry(const QString &reference)
{
    for (int i = 0; i < m_items->count(); ++i) {
        auto *item = qobject_cast<TransferItem *>(m_items->itemAt(i)->widget());
        if (item == nullptr || item->working() || item->name() != reference)
            continue;
        Q_EMIT began();
        item->start();
    }
}

void PullBar::retryRefused(const QString &domain)
{
    bool any = false;
    for (int i = 0; i < m_items->count(); ++i) {
        auto *item = qobject_cast<TransferItem *>(m_items->itemAt(i)->widget());
        if (item == nullptr || !item->wasRefused() || registryOf(item->name()) != domain)
            continue;
        if (!any)
            Q_EMIT began();
        any = true;
        item->start();
    }
}

TransferItem *PullBar::add(TransferItem::Work work)
{
    // A failed or cancelled one makes room for the next try.
    for (int i = m_items->count() - 1; i >= 0; --i) {
        auto *old = qobject_cast<TransferItem *>(m_items->itemAt(i)->widget());
        if (old != nullptr && !old->working() && old->name() == work.name && old->direction() == work.direction)
            remove(old);
    }
    auto *item = new TransferItem(m_context, std::move(work));
    m_items->addWidget(item);
    connect(item, &TransferItem::failed, this,
            [this, item](const Error &error) {
                Q_EMIT failed(error, item->name());
                if (isHopeless(error))
                    remove(item);
            });
    connect(item, &TransferItem::dismissed, this, [this, item]() { remove(item); });
    item->start();
    m_area->show();
    fit();
    return item;
}

void PullBar::remove(TransferItem *item)
{
    m_items->removeWidget(item);
    item->hide();
    item->deleteLater();
    m_area->setVisible(m_items->count() > 0);
    fit();
}

void PullBar::fit()
{
    m_area->setFixedHeight(std::min(m_area->widget()->sizeHint().height() + 2, mostHeight));
}

bool PullBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest && watched == m_area->widget())
        fit();
    return QWidget::eventFilter(watched, event);
}

} // namespace tare::gui
