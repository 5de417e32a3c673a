// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/pull/search_dialog.h"

#include "core/registry/insecure_setting.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/images/quoted.h"
#include "gui/images/registry/insecure_offer.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTimer>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int typingPauseMs = 350; // a request for each word, not for each letter
constexpr int mostResults = 50;
constexpr int nameRole = Qt::UserRole;
enum Column { Name, Stars, Official, Description };

QLabel *quiet(QWidget *parent, const QString &name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

SearchDialog::SearchDialog(Context &context, QWidget *parent)
    : QDialog(parent), m_context(context), m_term(new QLineEdit(this)), m_tagFilter(new QLineEdit(this)),
      m_state(quiet(this, u"images.search.state"_s)), m_tagState(quiet(this, u"images.search.tagstate"_s)),
      m_results(new QTreeWidget(this)), m_tags(new QListWidget(this)), m_platform(new QComboBox(this)),
      m_pull(new QPushButton(themedIcon(u"pull"_s), tr("&Pull"))),
      m_message(new MessageBar(u"images.search.message"_s, this)), m_pause(new QTimer(this)), m_tagPause(new QTimer(this))
{
    setObjectName(u"images.search"_s);
    setWindowTitle(tr("Search for images"));
    resize(110 * gridUnit, 70 * gridUnit);
    m_term->setObjectName(u"images.search.term"_s);
    m_term->setAccessibleName(tr("What to look for"));
    m_term->setPlaceholderText(tr("Look for: nginx, or registry.example.org/word"));
    m_term->setToolTip(tr("Words look through Docker Hub; with a registry in front, through what that registry lists"));
    m_term->setClearButtonEnabled(true);
    buildResults();
    m_tagFilter->setObjectName(u"images.search.tagfilter"_s);
    m_tagFilter->setAccessibleName(tr("Filter tags"));
    m_tagFilter->setPlaceholderText(tr("Filter tags"));
    m_tagFilter->setClearButtonEnabled(true);
    m_tags->setObjectName(u"images.search.tags"_s);
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setUniformItemSizes(true);
    m_tags->setTextElideMode(Qt::ElideMiddle);
    m_platform->setObjectName(u"images.search.platform"_s);
    m_platform->setAccessibleName(tr("Platform"));
    m_platform->setToolTip(tr("Which machine the image is for (--platform)"));
    m_platform->setEditable(true);
    m_platform->addItem(tr("this machine's"), QString());
    for (const char *platform : {"linux/amd64", "linux/arm64", "linux/arm/v7", "linux/386", "linux/ppc64le", "linux/riscv64",
                                 "linux/s390x"})
        m_platform->addItem(QLatin1String(platform), QString::fromLatin1(platform));
    m_pull->setObjectName(u"images.search.pull"_s);
    m_pull->setAccessibleName(tr("Pull"));
    m_pull->setDefault(true);
    for (QTimer *timer : {m_pause, m_tagPause}) {
        timer->setSingleShot(true);
        timer->setInterval(typingPauseMs);
    }

    auto *tagBox = new QWidget;
    auto *tagColumn = new QVBoxLayout(tagBox);
    tagColumn->setContentsMargins(0, 0, 0, 0);
    tagColumn->addWidget(m_tagFilter);
    tagColumn->addWidget(m_tags, 1);
    tagColumn->addWidget(m_tagState);
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(m_results);
    splitter->addWidget(tagBox);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(gridUnit);
    auto *platformLabel = new QLabel(tr("P&latform:"));
    platformLabel->setBuddy(m_platform);
    platformLabel->setTextFormat(Qt::PlainText);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_pull, QDialogButtonBox::ActionRole);
    buttons->setObjectName(u"images.search.buttons"_s);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(platformLabel);
    bottom->addWidget(m_platform);
    bottom->addStretch(1);
    bottom->addWidget(buttons);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(gridUnit);
    column->addWidget(m_term);
    column->addWidget(m_message);
    column->addWidget(m_state);
    column->addWidget(splitter, 1);
    column->addLayout(bottom);

    connect(m_term, &QLineEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_pause, &QTimer::timeout, this, &SearchDialog::search);
    connect(m_tagPause, &QTimer::timeout, this, &SearchDialog::listTags);
    connect(m_results, &QTreeWidget::currentItemChanged, this, [this]() {
        m_tagPause->start();
        refreshPull();
    });
    connect(m_results, &QTreeWidget::itemActivated, this, &SearchDialog::pull);
    connect(m_tags, &QListWidget::currentRowChanged, this, &SearchDialog::refreshPull);
    connect(m_tags, &QListWidget::itemActivated, this, &SearchDialog::pull);
    connect(m_tagFilter, &QLineEdit::textChanged, this, &SearchDialog::filterTags);
    connect(m_pull, &QPushButton::clicked, this, &SearchDialog::pull);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refreshPull();
}

SearchDialog::~SearchDialog()
{
    m_searching.cancel();
    m_listing.cancel();
}

void SearchDialog::buildResults()
{
    m_results->setObjectName(u"images.search.results"_s);
    m_results->setAccessibleName(tr("Images that were found"));
    m_results->setHeaderLabels({tr("Name"), tr("Stars"), tr("Official"), tr("Description")});
    m_results->setRootIsDecorated(false);
    m_results->setUniformRowHeights(true);
    m_results->setAlternatingRowColors(true);
    m_results->setTabKeyNavigation(false);
    m_results->header()->setStretchLastSection(true);
    for (const int column : {Name, Stars, Official})
        m_results->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_results->headerItem()->setTextAlignment(Stars, Qt::AlignRight | Qt::AlignVCenter);
}

void SearchDialog::begin(const QString &term)
{
    show();
    raise();
    activateWindow();
    if (!term.isEmpty())
        m_term->setText(term);
    m_term->selectAll();
    m_term->setFocus(Qt::OtherFocusReason);
}

void SearchDialog::search()
{
    const QString term = m_term->text().trimmed();
    m_searching.cancel();
    m_message->hide();
    if (term.isEmpty()) {
        m_results->clear();
        m_state->setText(tr("Type what you look for. A name you know can be pulled right away."));
        return;
    }
    m_state->setText(tr("Searching…"));
    m_searching = m_context.run<Result<std::vector<SearchResult>>>(
        this,
        [engine = m_context.engine(), term = term.toStdString()](const CancelToken &cancel) {
            return engine->search(term, mostResults, {}, cancel);
        },
        [this, term](const Result<std::vector<SearchResult>> &results) {
            if (term == m_term->text().trimmed())
                found(results);
        });
    m_context.showCommand(u"docker search "_s + quoted(term));
    refreshPull();
}

void SearchDialog::found(const Result<std::vector<SearchResult>> &results)
{
    m_results->clear();
    if (!results) {
        m_state->clear();
        if (results.error().code != Errc::Cancelled)
            tellError(results.error());
        return;
    }
    for (const SearchResult &one : *results) {
        auto *item = new QTreeWidgetItem({plainLine(one.name), QString::number(one.stars),
                                          one.official ? tr("official") : QString(), plainLine(one.description)});
        item->setData(Name, nameRole, QString::fromStdString(one.name));
        item->setTextAlignment(Stars, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(Description, plainLine(one.description).toHtmlEscaped());
        m_results->addTopLevelItem(item);
    }
    m_state->setText(results->empty() ? tr("Nothing was found.")
                                      : tr("%n found", nullptr, static_cast<int>(results->size())));
    if (!results->empty())
        m_results->setCurrentItem(m_results->topLevelItem(0));
    refreshPull();
}

QString SearchDialog::repository() const
{
    const QTreeWidgetItem *item = m_results->currentItem();
    return item != nullptr ? item->data(Name, nameRole).toString() : m_term->text().trimmed();
}

QString SearchDialog::reference() const
{
    const QString name = repository();
    const QListWidgetItem *tag = m_listed == name ? m_tags->currentItem() : nullptr;
    return tag != nullptr ? name + u':' + tag->data(nameRole).toString() : name;
}

void SearchDialog::listTags()
{
    const QString name = m_results->currentItem() != nullptr ? repository() : QString();
    if (name == m_listed)
        return;
    m_listing.cancel();
    m_listed = name;
    m_tags->clear();
    if (name.isEmpty()) {
        m_tagState->clear();
        return;
    }
    m_tagState->setText(tr("Listing tags…"));
    m_listing = m_context.run<Result<std::vector<std::string>>>(
        this,
        [engine = m_context.engine(), name = name.toStdString()](const CancelToken &cancel) {
            return engine->tags(name, {}, cancel);
        },
        [this, name](const Result<std::vector<std::string>> &tags) {
            if (name == m_listed)
                gotTags(tags);
        });
}

void SearchDialog::tellError(const Error &error)
{
    showRegistryError(*m_message, describe(error), error, u"images.search.message"_s, m_context, [this]() { again(); });
    m_refused = error.code == Errc::Unauthorized;
    if (!m_refused)
        return;
    auto *login = m_message->addAction(u"images.search.login"_s, tr("&Log in…"));
    login->setToolTip(tr("Logs in at the registry, and tries again (docker login)"));
    connect(login, &QPushButton::clicked, this,
            [this, server = QString::fromStdString(error.subject)]() { Q_EMIT loginAsked(server); });
}

void SearchDialog::again()
{
    m_message->hide();
    m_refused = false;
    if (m_results->currentItem() == nullptr) {
        search();
        return;
    }
    m_listed.clear(); // the search has been answered: it is the tags that were refused
    listTags();
}

void SearchDialog::retryRefused()
{
    if (m_refused)
        again();
}

void SearchDialog::gotTags(const Result<std::vector<std::string>> &tags)
{
    if (!tags) {
        m_tagState->setText(tags.error().code == Errc::Cancelled ? QString() : describe(tags.error()).what);
        if (tags.error().code == Errc::Unauthorized || registry::asksForInsecure(tags.error()))
            tellError(tags.error());
        return;
    }
    for (const std::string &tag : *tags) {
        auto *item = new QListWidgetItem(plainLine(tag));
        item->setData(nameRole, QString::fromStdString(tag));
        m_tags->addItem(item);
        if (tag == "latest")
            m_tags->setCurrentItem(item);
    }
    m_tagState->setText(tr("%n tag(s)", nullptr, static_cast<int>(tags->size())));
    filterTags();
    refreshPull();
}

void SearchDialog::filterTags()
{
    const QString word = m_tagFilter->text();
    for (int i = 0; i < m_tags->count(); ++i)
        m_tags->item(i)->setHidden(!m_tags->item(i)->text().contains(word, Qt::CaseInsensitive));
}

void SearchDialog::refreshPull()
{
    const QString name = reference();
    m_pull->setEnabled(!name.isEmpty());
    m_pull->setToolTip(u"docker pull "_s + name.toHtmlEscaped());
}

void SearchDialog::pull()
{
    const QString name = reference();
    if (name.isEmpty())
        return;
    PullOptions options;
    const int at = m_platform->findText(m_platform->currentText());
    options.platform = (at >= 0 ? m_platform->itemData(at).toString() : m_platform->currentText().trimmed()).toStdString();
    Q_EMIT pullAsked(name, options);
    m_message->showNotice(tr("Pulling %1").arg(name), tr("Its progress is on the page Images; you can go on here."));
}

} // namespace tare::gui
