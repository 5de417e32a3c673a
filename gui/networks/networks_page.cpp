// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/networks/networks_page.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/networks/connect_dialog.h"
#include "gui/networks/network_actions.h"
#include "gui/networks/network_detail.h"
#include "gui/networks/network_dialog.h"
#include "gui/networks/network_table.h"
#include "gui/widgets/format.h"
#include "gui/widgets/icon_button.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/page_header.h"

#include <QAction>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int soonMs = 20; // several events at once bring one reading
}

NetworksPage::NetworksPage(Context &context, QWidget *parent)
    : Page(parent), m_context(context), m_header(new PageHeader(pageId(), title(), this)),
      m_message(new MessageBar(u"networks.message"_s, this)), m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_table(new NetworkTable), m_detail(new NetworkDetail), m_actions(new NetworkActions(context, this)), m_soon(new QTimer(this))
{
    setObjectName(pageId());
    m_header->addFilter(tr("Filter networks"));
    auto *prune = iconButton(m_header, u"networks.prune"_s, u"prune"_s, tr("Pr&une…"),
                             tr("Removes networks that no container has; says which before it does (docker network prune)"));
    m_header->addWidget(prune);
    m_header->addPrimary(tr("Create…"), tr("A new network (docker network create, Ctrl+N)"));
    m_splitter->setObjectName(u"networks.splitter"_s);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(gridUnit);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({5000, 5000});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_header);
    column->addWidget(m_message);
    column->addWidget(m_splitter, 1);

    const auto action = [this](const QString &name, const QString &icon, const QString &text, const QKeySequence &key, auto slot) {
        auto *made = new QAction(themedIcon(icon), text, m_table);
        made->setObjectName(u"networks.action."_s + name);
        made->setShortcut(key);
        made->setShortcutContext(Qt::WidgetShortcut);
        m_table->addAction(made);
        connect(made, &QAction::triggered, this, slot);
    };
    action(u"connect"_s, u"add"_s, tr("Connect a container…"), {}, [this]() { connectContainer(); });
    action(u"remove"_s, u"remove"_s, tr("Remove…"), QKeySequence(Qt::Key_Delete), [this]() { askRemove(); });
    connect(m_header, &PageHeader::primaryClicked, this, &NetworksPage::primaryAction);
    connect(m_header, &PageHeader::filterChanged, m_table, &NetworkTable::setFilter);
    connect(m_header, &PageHeader::filterLeft, m_table, [this]() { m_table->setFocus(Qt::OtherFocusReason); });
    connect(prune, &QPushButton::clicked, m_actions, &NetworkActions::askPrune);
    connect(m_table, &NetworkTable::chosen, this, &NetworksPage::selectionChanged);
    connect(m_detail, &NetworkDetail::connectAsked, this, &NetworksPage::connectContainer);
    connect(m_detail, &NetworkDetail::removeAsked, this, &NetworksPage::askRemove);
    connect(m_detail, &NetworkDetail::disconnectAsked, this, [this](const QString &container) {
        m_message->hide();
        if (const NetworkRow *row = m_table->selected())
            m_actions->disconnectFrom(container.toStdString(), row->network.name);
    });
    connect(m_detail, &NetworkDetail::containerAsked, this, [this](const QString &id) { Q_EMIT navigate(u"containers/"_s + id); });
    connect(m_actions, &NetworkActions::failed, m_message, [this](const Error &error) { m_message->showError(error); });
    connect(m_actions, &NetworkActions::done, m_soon, [this]() { m_soon->start(); });
    connect(m_actions, &NetworkActions::pruneKnown, this, &NetworksPage::askPrune);
    connect(m_actions, &NetworkActions::pruned, m_message, [this](const QStringList &names) {
        m_message->showNotice(tr("%n network(s) removed.", nullptr, static_cast<int>(names.size())));
    });
    m_soon->setSingleShot(true);
    m_soon->setInterval(soonMs);
    connect(m_soon, &QTimer::timeout, this, &NetworksPage::refresh);
    connect(&context, &Context::engineEvent, this, [this](const Event &event) {
        // Containers that start, stop, come or go change who is in a network.
        const bool counts = event.type == "network" || (event.type == "container" && !event.action.starts_with("exec"));
        if (counts && m_loaded)
            m_soon->start();
    });
    connect(&context, &Context::engineFailed, m_message, &QWidget::hide); // the window says it
    const QSettings &settings = m_context.settings();
    m_splitter->restoreState(settings.value(u"networks/splitter"_s).toByteArray());
    m_table->restoreState(settings);
}

NetworksPage::~NetworksPage()
{
    QSettings &settings = m_context.settings();
    settings.setValue(u"networks/splitter"_s, m_splitter->saveState());
    m_table->saveState(settings);
}

QString NetworksPage::pageId() const
{
    return u"networks"_s;
}

QString NetworksPage::title() const
{
    return tr("Networks");
}

QIcon NetworksPage::icon() const
{
    return themedIcon(u"networks"_s);
}

QString NetworksPage::help() const
{
    return tr("A network joins containers as a switch joins machines. On a network that you made, containers find each other "
              "by their names; on bridge, which is always there, only by their addresses. An internal network has no way out. "
              "Ctrl+N makes one, Del removes the chosen one, and a container can be in several: Connect puts it in, Disconnect "
              "takes it out, while it runs or not.");
}

void NetworksPage::focusFilter()
{
    m_header->focusFilter();
}

void NetworksPage::primaryAction()
{
    auto *dialog = new NetworkDialog(m_context, this);
    connect(dialog, &NetworkDialog::created, this, [this](const QString &id) {
        m_message->hide();
        m_wanted = id;
        m_table->setFocus(Qt::OtherFocusReason);
        refresh();
    });
    dialog->open();
}

void NetworksPage::refresh()
{
    m_loaded = true;
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_context.run<Result<Snapshot>>(
        this,
        [engine = m_context.engine()](const CancelToken &) -> Result<Snapshot> {
            Snapshot out;
            NetworkEngine *all = TARE_TRY(networksOf(*engine));
            const auto networks = TARE_TRY(all->list());
            out.containers = TARE_TRY(engine->containers());
            out.rows = networkRows(networks, out.containers);
            return out;
        },
        [this](Result<Snapshot> snapshot) {
            m_reading = false;
            merged(std::move(snapshot));
            if (std::exchange(m_again, false))
                refresh();
        });
}

void NetworksPage::merged(Result<Snapshot> snapshot)
{
    if (!snapshot) {
        if (!m_context.engineBroken())
            m_message->showError(snapshot.error());
        return;
    }
    m_containers = std::move(snapshot->containers);
    m_table->merge(std::move(snapshot->rows));
    if (!m_wanted.isEmpty() && m_table->select(m_wanted))
        m_wanted.clear();
    m_table->settleSelection();
    selectionChanged();
    Q_EMIT offerChanged();
}

bool NetworksPage::choose(const QString &id)
{
    m_header->clearFilter();
    return m_table->select(id);
}

Offer NetworksPage::offer()
{
    if (!m_loaded)
        refresh();
    Offer out{offeredButtons(m_header), offeredActions(m_table, [this](const QString &id) { return choose(id); }), {}};
    for (const NetworkRow &row : m_table->rows()) {
        OfferedObject network{QString::fromStdString(row.network.id), plainLine(row.network.name), shortId(row.network.id),
                              plainLine(row.network.driver), {}, {}};
        if (!isPredefined(row.network))
            network.verbs = everyChoice(out.verbs);
        else if (row.network.driver == "bridge")
            network.verbs = {{0, {}}}; // connect: what everybody has is never removed
        out.objects += network;
    }
    return out;
}

void NetworksPage::open(const QString &target)
{
    m_header->clearFilter();
    m_wanted = target;
    refresh();
}

void NetworksPage::selectionChanged()
{
    if (const NetworkRow *row = m_table->selected())
        m_detail->setRow(*row);
    else
        m_detail->clear();
}

void NetworksPage::connectContainer()
{
    const NetworkRow *row = m_table->selected();
    if (row == nullptr || row->network.driver != "bridge")
        return;
    m_message->hide();
    auto *dialog = new ConnectDialog(*row, ConnectDialog::candidates(*row, m_containers), this);
    connect(dialog, &ConnectDialog::chosen, this, [this](const QString &container, const EndpointSpec &endpoint) {
        m_actions->connectTo(container.toStdString(), endpoint);
    });
    dialog->open();
}

void NetworksPage::askRemove()
{
    const NetworkRow *row = m_table->selected();
    if (row == nullptr || isPredefined(row->network))
        return;
    const std::string name = row->network.name;
    m_message->showNotice(tr("Remove the network %1?").arg(plainLine(name)),
                          row->members.empty() ? tr("No container is in it.")
                                               : tr("%n container(s) have it; those that run keep it from being removed.", nullptr,
                                                    static_cast<int>(row->members.size())));
    auto *yes = m_message->addAction(u"networks.remove.confirm"_s, tr("Remo&ve"));
    yes->setToolTip(u"docker network rm"_s);
    connect(yes, &QPushButton::clicked, this, [this, name]() {
        m_message->hide();
        m_table->setFocus(Qt::OtherFocusReason);
        m_actions->remove(name);
    });
    yes->setFocus(Qt::OtherFocusReason);
}

void NetworksPage::askPrune(const QStringList &names)
{
    if (names.isEmpty()) {
        m_message->showNotice(tr("Every network that people made has a container: there is nothing to remove."));
        return;
    }
    QStringList shown;
    for (const QString &name : names)
        shown += plainLine(name.toStdString());
    m_message->showNotice(tr("%n network(s) that no container has would be removed.", nullptr, static_cast<int>(names.size())), shown.join(u", "_s));
    auto *yes = m_message->addAction(u"networks.prune.confirm"_s, tr("Remo&ve"));
    yes->setToolTip(u"docker network prune"_s);
    connect(yes, &QPushButton::clicked, this, [this]() {
        m_message->hide();
        m_table->setFocus(Qt::OtherFocusReason);
        m_actions->prune();
    });
    yes->setFocus(Qt::OtherFocusReason);
}

void NetworksPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!m_loaded)
        refresh();
}

} // namespace tare::gui
