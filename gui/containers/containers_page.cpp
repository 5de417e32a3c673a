// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/containers_page.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/containers/container_actions.h"
#include "gui/containers/container_detail.h"
#include "gui/containers/container_offer.h"
#include "gui/containers/container_table.h"
#include "gui/containers/create/create_dialog.h"
#include "gui/models/container_model.h"
#include "gui/models/stats_sampler.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/page_header.h"

#include <QAction>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTimer>
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
      m_message(new MessageBar(u"containers.message"_s, this)), m_splitter(new QSplitter(Qt::Vertical, this)),
      m_model(new ContainerModel(this)), m_table(new ContainerTable(m_model)), m_bar(new ContainerBar(m_table, this)),
      m_detail(new ContainerDetail(context)), m_actions(new ContainerActions(context, this)),
      m_sampler(new StatsSampler(context, this)), m_times(new QTimer(this)), m_soon(new QTimer(this))
{
    setObjectName(pageId());
    m_header->addFilter(tr("Filter containers"));
    m_header->addPrimary(tr("Create…"), tr("A new container from an image (docker run, Ctrl+N)"));
    connect(m_header, &PageHeader::primaryClicked, this, &ContainersPage::primaryAction);
    connect(m_header, &PageHeader::filterChanged, this, [this](const QString &text) {
        m_table->setFilter(text);
        settleSelection();
    });
    connect(m_header, &PageHeader::filterLeft, m_table, [this]() { m_table->setFocus(Qt::OtherFocusReason); });

    connect(m_table, &ContainerTable::chosen, this, &ContainersPage::selectionChanged);
    connect(m_model, &ContainerModel::renameAsked, this, [this](const QString &id, const QString &name) {
        if (const Container *container = m_model->container(id))
            m_actions->rename(*container, name);
    });
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

    connect(m_bar, &ContainerBar::asked, this, &ContainersPage::act);
    auto *look = new QAction(tr("Open"), m_table);
    look->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    look->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(look);
    connect(look, &QAction::triggered, m_detail, [this]() { m_detail->setFocus(Qt::OtherFocusReason); });
    connect(m_times, &QTimer::timeout, this, &ContainersPage::updateTimes);
    m_soon->setSingleShot(true);
    m_soon->setInterval(soonMs);
    connect(m_soon, &QTimer::timeout, this, &ContainersPage::read);
    connect(&context, &Context::engineEvent, this, [this](const Event &event) {
        const bool network = event.type == "network" && event.action.ends_with("connect"); // and disconnect
        if ((network || (event.type == "container" && !event.action.starts_with("exec"))) && m_loaded)
            m_soon->start();
    });
    connect(&context, &Context::engineFailed, m_message, &QWidget::hide); // the window says it
    connect(m_sampler, &StatsSampler::sampled, this, &ContainersPage::sampled);
    connect(m_detail, &ContainerDetail::tabChanged, this, &ContainersPage::sampled);
    connect(m_actions, &ContainerActions::failed, m_message,
            [this](const Error &error) { m_message->showError(error); });
    connect(m_actions, &ContainerActions::busyChanged, this, &ContainersPage::enableActions);
    connect(m_actions, &ContainerActions::done, m_soon, [this]() { m_soon->start(); });
    connect(m_actions, &ContainerActions::busyChanged, this, &Page::offerChanged);
    restoreState();
    enableActions();
}

ContainersPage::~ContainersPage()
{
    saveState();
}

void ContainersPage::act(ContainerBar::Verb verb)
{
    const Container *container = m_table->selected();
    if (container == nullptr)
        return;
    switch (verb) {
    case ContainerBar::Start:
        m_actions->start(*container);
        break;
    case ContainerBar::Stop:
        m_actions->stop(*container);
        break;
    case ContainerBar::Kill:
        m_actions->kill(*container);
        break;
    case ContainerBar::Pause:
        if (container->status == ContainerStatus::Paused)
            m_actions->unpause(*container);
        else
            m_actions->pause(*container);
        break;
    case ContainerBar::Restart:
        m_actions->restart(*container);
        break;
    case ContainerBar::Rename:
        m_table->editName();
        break;
    case ContainerBar::Duplicate:
        duplicate(*container);
        break;
    case ContainerBar::Remove:
        askRemove();
        break;
    case ContainerBar::VerbCount:
        break;
    }
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
              "F2 renames, Ctrl+D duplicates, Del removes. Below the list: its log, a terminal in it, its files, its use of the machine as "
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
    read();
    m_detail->refresh();
}

void ContainersPage::read()
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
                read();
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
    if (!m_wanted.isEmpty() && m_table->select(m_wanted))
        m_wanted.clear();
    settleSelection();
    selectionChanged();
    updateTimes();
    Q_EMIT offerChanged();
}

bool ContainersPage::choose(const QString &id)
{
    m_header->clearFilter();
    return m_model->container(id) != nullptr && m_table->select(id);
}

Offer ContainersPage::offer()
{
    if (!m_loaded)
        refresh();
    Offer out = containerOffer(*m_model, *m_actions, *m_bar, *m_detail, [this](const QString &id) { return choose(id); });
    out.actions = offeredButtons(m_header);
    return out;
}

void ContainersPage::retarget()
{
    QStringList running;
    QStringList all;
    std::vector<Container> containers;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Container &container = m_model->row(i);
        containers.push_back(container);
        all += QString::fromStdString(container.id);
        if (isUp(container.status))
            running += QString::fromStdString(container.id);
    }
    m_sampled = !running.isEmpty();
    m_sampler->setTargets(running, all);
    m_detail->setAll(containers);
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
    if (const Container *container = m_table->selected())
        m_detail->showHistory(m_sampler->history(QString::fromStdString(container->id)));
}

void ContainersPage::selectionChanged()
{
    if (const Container *container = m_table->selected()) {
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
    if (m_table->selected() != nullptr)
        return;
    if (!m_table->selectOneOf(m_shown)) {
        m_detail->clear(m_model->rowCount() > 0 ? tr("No container has this text in its row.")
                                                : tr("There is no container yet. Create one from an image (Ctrl+N)."));
        enableActions();
    }
}

void ContainersPage::updateTimes()
{
    m_model->updateTimes();
    m_detail->updateTimes();
    m_times->setInterval(m_model->showsSeconds() && !m_sampled ? secondMs : minuteMs);
}

void ContainersPage::enableActions()
{
    const Container *container = m_table->selected();
    m_bar->enable(container, container != nullptr && m_actions->isBusy(QString::fromStdString(container->id)));
}

void ContainersPage::open(const QString &target)
{
    const QString what = target.section(u'?', 0, 0);
    if (what == "create"_L1) {
        create(QUrlQuery(target.section(u'?', 1)).queryItemValue(u"image"_s, QUrl::FullyDecoded));
        return;
    }
    m_header->clearFilter();
    m_wanted = what;
    read();
}

void ContainersPage::create(const QString &image)
{
    openDialog(new CreateDialog(m_context, image, this));
}

void ContainersPage::duplicate(const Container &container)
{
    m_context.run<Result<CreateSpec>>(
        this, [engine = m_context.engine(), id = container.id](const CancelToken &) { return engine->specOf(id); },
        [this](const Result<CreateSpec> &spec) {
            if (!spec)
                return m_message->showError(spec.error());
            cli::RunRequest another{*spec, {}, {}};
            for (EndpointSpec &endpoint : another.spec.networking.more)
                endpoint = {endpoint.network, {}, {}, {}, endpoint.aliases}; // no field shows these addresses, and they are taken
            openDialog(new CreateDialog(m_context, another, this));
        });
}

void ContainersPage::openDialog(CreateDialog *dialog)
{
    connect(dialog, &CreateDialog::created, this, &ContainersPage::created);
    dialog->open();
}

void ContainersPage::created(const Container &container, bool started)
{
    m_message->hide();
    m_wanted = QString::fromStdString(container.id);
    m_table->setFocus(Qt::OtherFocusReason);
    read();
    if (!started)
        return;
    m_context.run<Status>(
        this,
        [engine = m_context.engine(), id = container.id](const CancelToken &) { return engine->start(id); },
        [this](const Status &status) {
            if (!status)
                m_message->showError(status.error());
            read();
        });
}

void ContainersPage::askRemove()
{
    const Container *container = m_table->selected();
    if (container == nullptr)
        return;
    const QString name = plainLine(container->name);
    m_message->showNotice(
        tr("Remove the container %1?").arg(name),
        isAlive(container->status)
            ? tr("It runs, and is killed first. What was written in it, and its log, go for good.")
            : tr("What was written in it, and its log, go for good."));
    auto *yes = m_message->addAction(u"containers.remove.confirm"_s, tr("Remo&ve"));
    yes->setToolTip(isAlive(container->status) ? u"docker rm -f"_s : u"docker rm"_s);
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
        read();
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
    m_table->saveState(settings);
}

void ContainersPage::restoreState()
{
    const QSettings &settings = m_context.settings();
    m_splitter->restoreState(settings.value(u"containers/splitter"_s).toByteArray());
    m_table->restoreState(settings);
}

} // namespace tare::gui
