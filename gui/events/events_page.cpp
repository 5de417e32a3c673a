// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/events/events_page.h"

#include "core/base/strings.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/events/event_feed.h"
#include "gui/events/event_model.h"
#include "gui/events/event_words.h"
#include "gui/widgets/icon_button.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/page_header.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

EventsPage::EventsPage(Context &context, QWidget *parent)
    : Page(parent), m_context(context), m_header(new PageHeader(pageId(), title(), this)),
      m_message(new MessageBar(u"events.message"_s, this)), m_type(new QComboBox(this)), m_table(new QTableView(this)),
      m_state(new QLabel(this)), m_model(new EventModel(this)), m_feed(new EventFeed(context, this))
{
    setObjectName(pageId());
    buildHeader();
    buildTable();
    m_state->setObjectName(u"events.state"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_header);
    column->addWidget(m_message);
    column->addWidget(m_table, 1);
    column->addWidget(m_state);
    connect(m_feed, &EventFeed::happened, this, &EventsPage::happened);
    connect(m_feed, &EventFeed::failed, m_message, [this](const Error &error) {
        if (!m_context.engineBroken()) // else the window says it
            m_message->showError(error);
    });
    tell();
}

EventsPage::~EventsPage()
{
    m_context.settings().setValue(u"events/columns"_s, m_table->horizontalHeader()->saveState());
}

void EventsPage::buildHeader()
{
    m_header->addFilter(tr("Filter events"));
    connect(m_header, &PageHeader::filterChanged, this, [this](const QString &text) {
        m_model->setFilter(text);
        tell();
    });
    connect(m_header, &PageHeader::filterLeft, m_table, [this]() { m_table->setFocus(Qt::OtherFocusReason); });
    m_type->setObjectName(u"events.type"_s);
    m_type->setAccessibleName(tr("Of what"));
    m_type->setToolTip(tr("Only events of these (docker events --filter type=)"));
    m_type->addItem(tr("Everything"), QString());
    for (const char *type : {"container", "image", "network", "volume"})
        m_type->addItem(themedIcon(eventTypeIcon(type)), eventTypeWord(type), QString::fromLatin1(type));
    connect(m_type, &QComboBox::currentIndexChanged, this, &EventsPage::typeChosen);
    auto *copied = iconButton(m_header, u"events.copy"_s, u"copy"_s, tr("&Copy"), tr("The selected events, or all that are shown"));
    auto *menu = new QMenu(copied);
    menu->setObjectName(u"events.copy.menu"_s);
    const auto add = [&](const QString &name, const QString &text, bool json) {
        auto *action = menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, json]() { copy(json); });
    };
    add(u"events.copy.text"_s, tr("As &text"), false);
    add(u"events.copy.json"_s, tr("As &JSON, a line each"), true);
    copied->setMenu(menu);
    auto *cleared = iconButton(m_header, u"events.clear"_s, u"prune"_s, tr("C&lear"), tr("Takes them from this list; nothing is removed"));
    connect(cleared, &QPushButton::clicked, this, &EventsPage::clear);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_type, copied, cleared})
        m_header->addWidget(widget);
    m_header->addPrimary(tr("&Pause"), tr("Holds the list still; what happens meanwhile comes when it goes on (Ctrl+N)"));
    connect(m_header, &PageHeader::primaryClicked, this, &EventsPage::primaryAction);
}

void EventsPage::buildTable()
{
    m_table->setObjectName(u"events.table"_s);
    m_table->setAccessibleName(tr("Events"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->verticalHeader()->hide();
    auto *head = m_table->horizontalHeader();
    head->setHighlightSections(false);
    head->setStretchLastSection(true);
    const int letter = fontMetrics().averageCharWidth();
    head->resizeSection(EventModel::Time, fontMetrics().horizontalAdvance(u"2000-00-00 00:00:00.000"_s) + 3 * gridUnit);
    head->resizeSection(EventModel::Type, letter * 14 + 3 * gridUnit);
    head->resizeSection(EventModel::Action, letter * 18);
    head->resizeSection(EventModel::Object, letter * 28);
    head->restoreState(m_context.settings().value(u"events/columns"_s).toByteArray());
    const auto action = [this](const QString &name, const QString &icon, const QString &text, const QKeySequence &key, auto slot) {
        auto *made = new QAction(themedIcon(icon), text, m_table);
        made->setObjectName(name);
        made->setShortcut(key);
        made->setShortcutContext(Qt::WidgetShortcut);
        m_table->addAction(made);
        connect(made, &QAction::triggered, this, slot);
    };
    action(u"events.action.open"_s, u"inspect"_s, tr("Go to the object"), QKeySequence(Qt::Key_Return),
           [this]() { openObject(m_table->currentIndex()); });
    action(u"events.action.copy"_s, u"copy"_s, tr("Copy as text"), QKeySequence(QKeySequence::Copy), [this]() { copy(false); });
    action(u"events.action.json"_s, u"copy"_s, tr("Copy as JSON"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), [this]() { copy(true); });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == EventModel::Object && QGuiApplication::keyboardModifiers() == Qt::NoModifier)
            openObject(index);
    });
    connect(m_table, &QTableView::doubleClicked, this, &EventsPage::openObject);
}

QString EventsPage::pageId() const
{
    return u"events"_s;
}

QString EventsPage::title() const
{
    return tr("Events");
}

QIcon EventsPage::icon() const
{
    return themedIcon(u"events"_s);
}

QString EventsPage::help() const
{
    return tr("Everything that happens to containers, images, networks and volumes, whoever does it: this window, the command tare, a "
              "restart policy. The newest is at the top; what is still known of the past is below. A click on an object goes to it, Ctrl+F "
              "filters, Ctrl+N holds the list still, Ctrl+C copies what is selected. In the terminal: tare events --since 1h.");
}

void EventsPage::focusFilter()
{
    m_header->focusFilter();
}

void EventsPage::primaryAction()
{
    m_paused = !m_paused;
    m_header->primary()->setText(m_paused ? tr("&Go on") : tr("&Pause"));
    m_header->primary()->setAccessibleName(withoutMnemonic(m_header->primary()->text()));
    if (!m_paused)
        happened(std::exchange(m_held, {}));
    tell();
    Q_EMIT offerChanged();
}

Offer EventsPage::offer()
{
    return {offeredButtons(m_header), {}, {}};
}

void EventsPage::happened(const std::vector<Event> &events)
{
    if (m_paused) {
        m_held.insert(m_held.end(), events.begin(), events.end());
        if (m_held.size() > EventModel::most)
            m_held.erase(m_held.begin(), m_held.end() - static_cast<std::ptrdiff_t>(EventModel::most));
        tell();
        return;
    }
    // Whoever has scrolled down reads: what comes at the top does not push it away.
    QScrollBar *bar = m_table->verticalScrollBar();
    const QModelIndex top = m_table->indexAt({0, 0});
    const QPersistentModelIndex seen = bar->value() > 0 ? QPersistentModelIndex(top) : QPersistentModelIndex();
    m_model->add(events);
    if (seen.isValid())
        m_table->scrollTo(seen, QAbstractItemView::PositionAtTop);
    const bool unknown = std::any_of(events.begin(), events.end(), [this](const Event &event) {
        return event.type == "container" && !endsItsObject(event) && !m_model->knows(event.id);
    });
    if (unknown)
        readSubjects();
    tell();
}

// Images and labels of containers, which their events do not carry.
void EventsPage::readSubjects()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_context.run<Result<std::vector<Container>>>(
        this, [engine = m_context.engine()](const CancelToken &) { return engine->containers(); },
        [this](const Result<std::vector<Container>> &containers) {
            m_reading = false;
            QHash<QString, EventSubject> subjects;
            if (containers) {
                for (const Container &one : *containers)
                    subjects.insert(QString::fromStdString(one.id), {one.image, one.labels});
                m_model->setSubjects(subjects);
            }
            if (std::exchange(m_again, false))
                readSubjects();
        });
}

void EventsPage::clear()
{
    m_model->clear();
    m_held.clear();
    tell();
}

void EventsPage::typeChosen()
{
    const QString type = m_type->currentData().toString();
    m_model->setType(type);
    m_context.showCommand(type.isEmpty() ? u"docker events"_s : u"docker events --filter type="_s + type);
    tell();
}

void EventsPage::copy(bool json)
{
    QModelIndexList chosen = m_table->selectionModel()->selectedRows();
    if (chosen.size() < 2 && !m_table->hasFocus()) { // by the button: all that are shown, unless several are chosen
        chosen.clear();
        for (int row = 0; row < m_model->rowCount(); ++row)
            chosen += m_model->index(row, 0);
    }
    // As they happened: the oldest first, as docker events prints them.
    std::sort(chosen.begin(), chosen.end(), [](const QModelIndex &a, const QModelIndex &b) { return a.row() > b.row(); });
    QString out;
    for (const QModelIndex &index : std::as_const(chosen)) {
        const Event &event = m_model->event(index.row());
        const EventSubject subject = m_model->subject(index.row());
        out += QString::fromStdString(json ? eventJsonLine(event, subject) : eventLine(event, subject)) + u'\n';
    }
    if (!out.isEmpty())
        QGuiApplication::clipboard()->setText(out);
}

void EventsPage::openObject(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QString target = eventTarget(m_model->event(index.row()));
    if (m_model->isGone(index.row()))
        m_message->showNotice(tr("%1 is gone: it was removed since.").arg(m_model->index(index.row(), EventModel::Object).data().toString()));
    else if (!target.isEmpty())
        Q_EMIT navigate(target);
}

void EventsPage::tell()
{
    const int shown = m_model->rowCount();
    QString text = shown == static_cast<int>(m_model->size()) ? tr("%n event(s)", nullptr, shown)
                                                              : tr("%1 of %n event(s)", nullptr, static_cast<int>(m_model->size())).arg(shown);
    if (m_paused)
        text += u" \u00b7 "_s + tr("paused, %n waiting", "events", static_cast<int>(m_held.size()));
    else if (m_model->size() == 0)
        text = tr("Nothing has happened yet.");
    m_state->setText(text);
}

void EventsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (std::exchange(m_started, true))
        return;
    m_context.showCommand(u"docker events --since 0"_s);
    m_feed->start();
}

} // namespace tare::gui
