// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/containers_page.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/containers/container_actions.h"
#include "gui/containers/container_detail.h"
#include "gui/containers/create_dialog.h"
#include "gui/models/container_model.h"
#include "gui/models/stats_sampler.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/page_header.h"

#include <QHeaderView>
#include <QPushButton>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QToolBar>
#include <QUrlQuery>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int secondMs = 1000, minuteMs = 60'000;
constexpr int firstListHeight = 220;
constexpr int soonMs = 20; // several events at once bring one reading
} // namespace

ContainersPage::ContainersPage(Context &context, QWidget *parent)
    : Page(parent), m_context(context), m_header(new PageHeader(pageId(), title(), this)),
      m_bar(new QToolBar(this)), m_message(new MessageBar(u"containers.message"_s, this)),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_table(new QTableView),
      m_model(new ContainerModel(this)), m_proxy(new QSortFilterProxyModel(this)),
      m_detail(new ContainerDetail(context)), m_actions(new ContainerActions(context, this)),
      m_sampler(new StatsSampler(context, this)), m_times(new QTimer(this)), m_soon(new QTimer(this))
{
    setObjectName(pageId());
    m_header->addFilter(tr("Filter containers"));
    m_header->addPrimary(tr("Create…"), tr("A new container from an image (docker run, Ctrl+N)"));
    connect(m_header, &PageHeader::primaryClicked, this, &ContainersPage::primaryAction);
    connect(m_header, &PageHeader::filterChanged, this, [this](const QString &text) {
        m_proxy->setFilterFixedString(text);
        settleSelection();
    });
    connect(m_header, &PageHeader::filterLeft, m_table, [this]() { m_table->setFocus(Qt::OtherFocusReason); });

    buildTable();
    m_splitter->setObjectName(u"containers.splitter"_s);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(gridUnit);
    m_splitter->setSizes({firstListHeight, 2 * firstListHeight});
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 5);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_header);
    column->addWidget(m_bar);
    column->addWidget(m_message);
    column->addWidget(m_splitter, 1);

    buildActions();
    connect(m_times, &QTimer::timeout, this, &ContainersPage::updateTimes);
    m_soon->setSingleShot(true);
    m_soon->setInterval(soonMs);
    connect(m_soon, &QTimer::timeout, this, &ContainersPage::refresh);
    connect(&context, &Context::engineEvent, this, [this](const Event &event) {
        if (event.type == "container" && !event.action.starts_with("exec") && m_loaded)
            m_soon->start();
    });
    connect(&context, &Context::engineFailed, m_message, &QWidget::hide); // the window says it
    connect(m_sampler, &StatsSampler::sampled, this, &ContainersPage::sampled);
    connect(m_detail, &ContainerDetail::tabChanged, this, &ContainersPage::sampled);
    connect(m_actions, &ContainerActions::failed, m_message,
            [this](const Error &error) { m_message->showError(error); });
    connect(m_actions, &ContainerActions::busyChanged, this, &ContainersPage::enableActions);
    connect(m_actions, &ContainerActions::done, m_soon, [this]() { m_soon->start(); });
    restoreState();
    enableActions();
}

ContainersPage::~ContainersPage()
{
    saveState();
}

void ContainersPage::buildTable()
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(ContainerModel::SortRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    // Rows do not jump about while their numbers change; a click on a head sorts again.
    m_proxy->setDynamicSortFilter(true);
    m_table->setObjectName(u"containers.table"_s);
    m_table->setAccessibleName(tr("Containers"));
    m_table->setModel(m_proxy);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ContainerModel::Name, Qt::AscendingOrder);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->verticalHeader()->hide();
    auto *head = m_table->horizontalHeader();
    head->setHighlightSections(false);
    head->setStretchLastSection(false);
    // Fixed widths: measuring every cell again at every new number costs more than the numbers.
    const int letter = m_table->fontMetrics().averageCharWidth();
    const auto width = [&](int column, int letters) {
        head->setSectionResizeMode(column, QHeaderView::Interactive);
        m_table->setColumnWidth(column, letter * letters + 2 * gridUnit);
    };
    width(ContainerModel::State, 14);
    width(ContainerModel::Cpu, 10);
    width(ContainerModel::Memory, 12);
    width(ContainerModel::Pids, 7);
    for (const int column : {ContainerModel::Name, ContainerModel::Image, ContainerModel::StatusText})
        head->setSectionResizeMode(column, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ContainersPage::selectionChanged);
    connect(m_model, &ContainerModel::renameAsked, this, [this](const QString &id, const QString &name) {
        if (const Container *container = m_model->container(id))
            m_actions->rename(*container, name);
    });
}

void ContainersPage::buildActions()
{
    m_bar->setObjectName(u"containers.bar"_s);
    m_bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_bar->setIconSize({16, 16});
    const auto add = [this](const QString &name, const QString &icon, const QString &text, const QString &tip,
                            const QKeySequence &key, auto slot) {
        auto *action = new QAction(themedIcon(icon), text, m_table);
        action->setObjectName(u"containers.action."_s + name);
        action->setToolTip(key.isEmpty() ? tip
                                         : tip + u" ("_s + key.toString(QKeySequence::NativeText) + u')');
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_table->addAction(action);
        m_bar->addAction(action);
        QWidget *button = m_bar->widgetForAction(action);
        button->setObjectName(u"containers."_s + name);
        button->setAccessibleName(text);
        button->setFocusPolicy(Qt::TabFocus);
        connect(action, &QAction::triggered, this, [this, slot]() {
            if (const Container *container = selected())
                slot(*container);
        });
        return action;
    };
    m_start = add(u"start"_s, u"start"_s, tr("Start"), u"docker start"_s, QKeySequence(Qt::CTRL | Qt::Key_S),
                  [this](const Container &c) { m_actions->start(c); });
    m_stop = add(u"stop"_s, u"stop"_s, tr("Stop"),
                 tr("docker stop: asks it to end, and kills it after 10 seconds"),
                 QKeySequence(Qt::CTRL | Qt::Key_T), [this](const Container &c) { m_actions->stop(c); });
    m_kill = add(u"kill"_s, u"kill"_s, tr("Kill"), tr("docker kill: ends it at once"),
                 QKeySequence(Qt::CTRL | Qt::Key_K), [this](const Container &c) { m_actions->kill(c); });
    m_pause = add(u"pause"_s, u"pause"_s, tr("Pause"),
                  tr("docker pause, docker unpause: freezes all its processes"),
                  QKeySequence(Qt::CTRL | Qt::Key_P), [this](const Container &c) {
                      if (c.status == ContainerStatus::Paused)
                          m_actions->unpause(c);
                      else
                          m_actions->pause(c);
                  });
    m_restart =
        add(u"restart"_s, u"restart"_s, tr("Restart"), u"docker restart"_s,
            QKeySequence(Qt::CTRL | Qt::Key_R), [this](const Container &c) { m_actions->restart(c); });
    m_rename = add(u"rename"_s, u"edit"_s, tr("Rename"), u"docker rename"_s, QKeySequence(Qt::Key_F2),
                   [this](const Container &) {
                       const QModelIndex row =
                           m_table->selectionModel()->selectedRows(ContainerModel::Name).value(0);
                       m_table->setFocus(Qt::OtherFocusReason);
                       m_table->setCurrentIndex(row);
                       m_table->edit(row);
                   });
    m_remove = add(u"remove"_s, u"remove"_s, tr("Remove…"), u"docker rm"_s, QKeySequence(Qt::Key_Delete),
                   [this](const Container &) { askRemove(); });
    auto *look = new QAction(tr("Open"), m_table);
    look->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    look->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(look);
    connect(look, &QAction::triggered, m_detail, [this]() { m_detail->setFocus(Qt::OtherFocusReason); });
}

QString ContainersPage::pageId() const
{
    return u"containers"_s;
}

QString ContainersPage::title() const
{
    return tr("Containers");
}

QIcon ContainersPage::icon() const
{
    return themedIcon(u"containers"_s);
}

QString ContainersPage::help() const
{
    return tr("A container is a process with its own view of the machine: its own files from an image, its "
              "own processes, "
              "network and host name, and limits on what it may use. Ctrl+N creates one, Ctrl+S starts it, "
              "Ctrl+T stops it, "
              "F2 renames, Del removes. Below the list: its log, a terminal in it, its use of the machine as "
              "live charts, "
              "and its limits, which can be changed while it runs.");
}

void ContainersPage::focusFilter()
{
    if (!m_detail->focusSearch())
        m_header->focusFilter();
}

void ContainersPage::primaryAction()
{
    create({});
}

void ContainersPage::refresh()
{
    m_loaded = true;
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_context.run<Result<std::vector<Container>>>(
        this, [engine = m_context.engine()](const CancelToken &) { return engine->containers(); },
        [this](const Result<std::vector<Container>> &containers) {
            m_reading = false;
            merged(containers);
            if (std::exchange(m_again, false))
                refresh();
        });
}

void ContainersPage::merged(const Result<std::vector<Container>> &containers)
{
    if (!containers) {
        if (!m_context.engineBroken())
            m_message->showError(containers.error());
        return;
    }
    m_model->merge(*containers);
    retarget();
    if (!m_wanted.isEmpty())
        select(m_wanted);
    settleSelection();
    selectionChanged();
    updateTimes();
}

void ContainersPage::retarget()
{
    QStringList running;
    QStringList all;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Container &container = m_model->row(i);
        all += QString::fromStdString(container.id);
        if (isUp(container.status))
            running += QString::fromStdString(container.id);
    }
    m_sampled = !running.isEmpty();
    m_sampler->setTargets(running, all);
    m_detail->keepOnly(all);
    if (running.isEmpty())
        m_model->setLive({});
}

void ContainersPage::sampled()
{
    QHash<QString, LiveNumbers> live;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Container &container = m_model->row(i);
        const QString id = QString::fromStdString(container.id);
        const StatsHistory &history = m_sampler->history(id);
        if (!isUp(container.status) || !history.last())
            continue;
        const double cpu = history.points().empty() ? -1 : history.points().back().cpuPercent;
        live.insert(id,
                    {cpu, history.last()->memoryUsage, history.last()->memoryLimit, history.last()->pids});
    }
    m_model->setLive(live);
    if (m_model->showsSeconds())
        updateTimes(); // painted together with the numbers
    if (const Container *container = selected())
        m_detail->showHistory(m_sampler->history(QString::fromStdString(container->id)));
}

const Container *ContainersPage::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model->row(m_proxy->mapToSource(rows.constFirst()).row());
}

void ContainersPage::select(const QString &nameOrId)
{
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Container &container = m_model->row(i);
        if (QString::fromStdString(container.id) != nameOrId &&
            QString::fromStdString(container.name) != nameOrId)
            continue;
        m_wanted.clear();
        const QModelIndex shown = m_proxy->mapFromSource(m_model->index(i, 0));
        m_table->selectRow(shown.row());
        m_table->scrollTo(shown);
        return;
    }
}

void ContainersPage::selectionChanged()
{
    if (const Container *container = selected()) {
        m_detail->setContainer(*container);
        m_detail->showHistory(m_sampler->history(QString::fromStdString(container->id)));
        m_shown = QString::fromStdString(container->id);
        enableActions();
        return;
    }
    // A click beside the rows takes the selection away, and so does a row's removal, in whose middle nothing may be
    // selected.
    QMetaObject::invokeMethod(this, &ContainersPage::settleSelection, Qt::QueuedConnection);
}

// Something is selected whenever there is something.
void ContainersPage::settleSelection()
{
    if (selected() != nullptr)
        return;
    if (m_proxy->rowCount() == 0) {
        m_detail->clear(m_model->rowCount() > 0 ? tr("No container has this text in its row.")
                                                : tr("There is no container yet. Create one from an image (Ctrl+N)."));
        enableActions();
        return;
    }
    const int kept = m_model->find(m_shown);
    const QModelIndex shown = kept < 0 ? QModelIndex() : m_proxy->mapFromSource(m_model->index(kept, 0));
    m_table->selectRow(shown.isValid() ? shown.row() : 0);
}

void ContainersPage::updateTimes()
{
    m_model->updateTimes();
    m_detail->updateTimes();
    m_times->setInterval(m_model->showsSeconds() && !m_sampled ? secondMs : minuteMs);
}

void ContainersPage::enableActions()
{
    const Container *container = selected();
    const bool free = container != nullptr && !m_actions->isBusy(QString::fromStdString(container->id));
    const bool up = free && isUp(container->status);
    const bool paused = up && container->status == ContainerStatus::Paused;
    m_start->setEnabled(free && !up);
    m_stop->setEnabled(up);
    m_kill->setEnabled(up);
    m_pause->setEnabled(up);
    m_pause->setText(paused ? tr("Unpause") : tr("Pause"));
    m_restart->setEnabled(free);
    m_rename->setEnabled(free);
    m_remove->setEnabled(free);
}

void ContainersPage::open(const QString &target)
{
    const QString what = target.section(u'?', 0, 0);
    if (what == "create"_L1) {
        create(QUrlQuery(target.section(u'?', 1)).queryItemValue(u"image"_s, QUrl::FullyDecoded));
        return;
    }
    m_wanted = what;
    refresh();
}

void ContainersPage::create(const QString &image)
{
    auto *dialog = new CreateDialog(m_context, image, this);
    connect(dialog, &CreateDialog::created, this, &ContainersPage::created);
    dialog->open();
}

void ContainersPage::created(const Container &container, bool started)
{
    m_message->hide();
    m_wanted = QString::fromStdString(container.id);
    m_table->setFocus(Qt::OtherFocusReason);
    refresh();
    if (!started)
        return;
    m_context.run<Status>(
        this,
        [engine = m_context.engine(), id = container.id](const CancelToken &) { return engine->start(id); },
        [this](const Status &status) {
            if (!status)
                m_message->showError(status.error());
            refresh();
        });
}

void ContainersPage::askRemove()
{
    const Container *container = selected();
    if (container == nullptr)
        return;
    const QString name = plainLine(container->name);
    m_message->showNotice(
        tr("Remove the container %1?").arg(name),
        isUp(container->status)
            ? tr("It runs, and is killed first. What was written in it, and its log, go for good.")
            : tr("What was written in it, and its log, go for good."));
    auto *yes = m_message->addAction(u"containers.remove.confirm"_s, tr("Remo&ve"));
    yes->setToolTip(isUp(container->status) ? u"docker rm -f"_s : u"docker rm"_s);
    const QString id = QString::fromStdString(container->id);
    connect(yes, &QPushButton::clicked, this, [this, id]() {
        const Container *chosen = m_model->container(id);
        const Container gone = chosen != nullptr ? *chosen : Container{};
        m_message->hide();
        m_table->setFocus(Qt::OtherFocusReason);
        if (!gone.id.empty())
            m_actions->remove(gone);
    });
    yes->setFocus(Qt::OtherFocusReason);
}

void ContainersPage::readMachine()
{
    m_machineKnown = true;
    m_context.run<Result<EngineInfo>>(
        this, [engine = m_context.engine()](const CancelToken &) { return engine->info(); },
        [this](const Result<EngineInfo> &info) {
            if (info)
                m_detail->setMachine(*info);
            else
                m_machineKnown = false;
        });
}

void ContainersPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    updateTimes();
    m_times->start();
    m_sampler->setActive(true);
    if (!m_machineKnown)
        readMachine();
    if (!m_loaded)
        refresh();
}

void ContainersPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_times->stop();
    m_sampler->setActive(false);
}

void ContainersPage::saveState() const
{
    QSettings &settings = m_context.settings();
    settings.setValue(u"containers/splitter"_s, m_splitter->saveState());
    settings.setValue(u"containers/sort"_s, m_proxy->sortColumn());
    settings.setValue(u"containers/order"_s, static_cast<int>(m_proxy->sortOrder()));
}

void ContainersPage::restoreState()
{
    QSettings &settings = m_context.settings();
    m_splitter->restoreState(settings.value(u"containers/splitter"_s).toByteArray());
    const int column = settings.value(u"containers/sort"_s, int{ContainerModel::Name}).toInt();
    const int order = settings.value(u"containers/order"_s, int{Qt::AscendingOrder}).toInt();
    if (column >= 0 && column < ContainerModel::ColumnCount)
        m_table->sortByColumn(column,
                              order == Qt::DescendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder);
}

} // namespace tare::gui
