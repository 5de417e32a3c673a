// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/volumes/volumes_page.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/volumes/volume_actions.h"
#include "gui/volumes/volume_detail.h"
#include "gui/volumes/volume_dialog.h"
#include "gui/volumes/volume_line.h"
#include "gui/volumes/volume_table.h"
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
constexpr int minuteMs = 60'000;
constexpr qsizetype mostNames = 12; // that a question lists
} // namespace

VolumesPage::VolumesPage(Context &context, QWidget *parent)
    : Page(parent), m_context(context), m_header(new PageHeader(pageId(), title(), this)),
      m_message(new MessageBar(u"volumes.message"_s, this)), m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_table(new VolumeTable), m_detail(new VolumeDetail), m_actions(new VolumeActions(context, this)), m_soon(new QTimer(this)),
      m_minute(new QTimer(this))
{
    setObjectName(pageId());
    m_header->addFilter(tr("Filter volumes"));
    auto *prune = iconButton(m_header, u"volumes.prune"_s, u"prune"_s, tr("Pr&une…"),
                             tr("Removes volumes that no container has; says which before it does (docker volume prune)"));
    m_header->addWidget(prune);
    m_header->addPrimary(tr("Create…"), tr("A new volume (docker volume create, Ctrl+N)"));
    m_splitter->setObjectName(u"volumes.splitter"_s);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(gridUnit);
    m_splitter->setSizes({5000, 5000});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_header);
    column->addWidget(m_message);
    column->addWidget(m_splitter, 1);

    auto *remove = new QAction(themedIcon(u"remove"_s), tr("Remove…"), m_table);
    remove->setObjectName(u"volumes.action.remove"_s);
    remove->setShortcut(QKeySequence(Qt::Key_Delete));
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(remove);
    connect(remove, &QAction::triggered, this, &VolumesPage::askRemove);
    connect(m_header, &PageHeader::primaryClicked, this, &VolumesPage::primaryAction);
    connect(m_header, &PageHeader::filterChanged, m_table, &VolumeTable::setFilter);
    connect(m_header, &PageHeader::filterLeft, m_table, [this]() { m_table->setFocus(Qt::OtherFocusReason); });
    connect(prune, &QPushButton::clicked, m_actions, &VolumeActions::askPrune);
    connect(m_table, &VolumeTable::chosen, this, &VolumesPage::selectionChanged);
    connect(m_detail, &VolumeDetail::removeAsked, this, &VolumesPage::askRemove);
    connect(m_detail, &VolumeDetail::containerAsked, this, [this](const QString &id) { Q_EMIT navigate(u"containers/"_s + id); });
    connect(m_actions, &VolumeActions::failed, m_message, [this](const Error &error) { m_message->showError(error); });
    connect(m_actions, &VolumeActions::done, m_soon, [this]() { m_soon->start(); });
    connect(m_actions, &VolumeActions::pruneKnown, this, &VolumesPage::askPrune);
    connect(m_actions, &VolumeActions::pruned, m_message, [this](const Pruned &gone) {
        m_message->showNotice(tr("%n volume(s) removed.", nullptr, static_cast<int>(gone.ids.size())),
                              tr("%1 are free again.").arg(formatSize(gone.reclaimed)));
    });
    m_soon->setSingleShot(true);
    m_soon->setInterval(soonMs);
    connect(m_soon, &QTimer::timeout, this, &VolumesPage::refresh);
    m_minute->setInterval(minuteMs);
    connect(m_minute, &QTimer::timeout, m_table, &VolumeTable::updateTimes);
    connect(&context, &Context::engineEvent, this, [this](const Event &event) {
        // Containers that come or go change who has a volume.
        const bool counts = event.type == "volume" || (event.type == "container" && !event.action.starts_with("exec"));
        if (counts && m_loaded)
            m_soon->start();
    });
    connect(&context, &Context::engineFailed, m_message, &QWidget::hide); // the window says it
    const QSettings &settings = m_context.settings();
    m_splitter->restoreState(settings.value(u"volumes/splitter"_s).toByteArray());
    m_table->restoreState(settings);
}

VolumesPage::~VolumesPage()
{
    QSettings &settings = m_context.settings();
    settings.setValue(u"volumes/splitter"_s, m_splitter->saveState());
    m_table->saveState(settings);
}

QString VolumesPage::pageId() const
{
    return u"volumes"_s;
}

QString VolumesPage::title() const
{
    return tr("Volumes");
}

QIcon VolumesPage::icon() const
{
    return themedIcon(u"volumes"_s);
}

QString VolumesPage::help() const
{
    return tr("A volume keeps what a container writes when the container goes: give it a name and a place in the container "
              "(-v data:/var/lib), and the next one finds it there. One that an image asks for, or that was made without a "
              "name, belongs to one container. Ctrl+N makes one, Del removes the chosen one, Prune removes those that no "
              "container has.");
}

void VolumesPage::focusFilter()
{
    m_header->focusFilter();
}

void VolumesPage::primaryAction()
{
    auto *dialog = new VolumeDialog(m_context, m_names, this);
    connect(dialog, &VolumeDialog::created, this, [this](const QString &name) {
        m_message->hide();
        m_wanted = name;
        m_table->setFocus(Qt::OtherFocusReason);
        refresh();
    });
    dialog->open();
}

void VolumesPage::refresh()
{
    m_loaded = true;
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_context.run<Result<std::vector<VolumeRow>>>(
        this,
        [engine = m_context.engine()](const CancelToken &) -> Result<std::vector<VolumeRow>> {
            VolumeEngine *all = TARE_TRY(volumesOf(*engine));
            const auto volumes = TARE_TRY(all->list());
            return volumeRows(volumes, TARE_TRY(engine->containers()));
        },
        [this](Result<std::vector<VolumeRow>> rows) {
            m_reading = false;
            merged(std::move(rows));
            if (std::exchange(m_again, false))
                refresh();
        });
}

void VolumesPage::merged(Result<std::vector<VolumeRow>> rows)
{
    if (!rows) {
        if (!m_context.engineBroken())
            m_message->showError(rows.error());
        return;
    }
    m_names.clear();
    for (const VolumeRow &row : *rows)
        m_names += QString::fromStdString(row.volume.name);
    m_table->merge(std::move(*rows));
    if (!m_wanted.isEmpty() && m_table->select(m_wanted))
        m_wanted.clear();
    m_table->settleSelection();
    selectionChanged();
    Q_EMIT offerChanged();
}

bool VolumesPage::choose(const QString &name)
{
    m_header->clearFilter();
    return m_table->select(name);
}

Offer VolumesPage::offer()
{
    if (!m_loaded)
        refresh();
    Offer out{offeredButtons(m_header), offeredActions(m_table, [this](const QString &name) { return choose(name); }), {}};
    const QVector<OfferedChoice> verbs = everyChoice(out.verbs);
    for (const VolumeRow &row : m_table->rows()) {
        const QString name = QString::fromStdString(row.volume.name);
        out.objects += OfferedObject{name, volumeTitle(row.volume), {}, plainLine(row.volume.driver), {}, verbs};
    }
    return out;
}

void VolumesPage::open(const QString &target)
{
    m_header->clearFilter();
    m_wanted = target;
    refresh();
}

void VolumesPage::selectionChanged()
{
    if (const VolumeRow *row = m_table->selected())
        m_detail->setRow(*row);
    else
        m_detail->clear(m_names.isEmpty() ? tr("There is no volume yet. Create one (Ctrl+N), or a container with one.") : QString());
}

void VolumesPage::askRemove()
{
    const VolumeRow *row = m_table->selected();
    if (row == nullptr || !row->users.empty())
        return;
    const std::string name = row->volume.name;
    m_message->showNotice(tr("Remove the volume %1?").arg(volumeTitle(row->volume)), tr("What is in it goes for good."));
    auto *yes = m_message->addAction(u"volumes.remove.confirm"_s, tr("Remo&ve"));
    yes->setToolTip(u"docker volume rm"_s);
    connect(yes, &QPushButton::clicked, this, [this, name]() {
        m_message->hide();
        m_table->setFocus(Qt::OtherFocusReason);
        m_actions->remove(name);
    });
    yes->setFocus(Qt::OtherFocusReason);
}

void VolumesPage::askPrune(const Pruned &anonymous, const Pruned &all)
{
    if (all.ids.empty()) {
        m_message->showNotice(tr("Every volume has a container: there is nothing to remove."));
        return;
    }
    QStringList names;
    for (const std::string &name : all.ids) {
        Volume volume;
        volume.name = name;
        names += volumeTitle(volume);
    }
    QString shown = names.mid(0, mostNames).join(u", "_s);
    if (names.size() > mostNames)
        shown += u", "_s + tr("and %n more", nullptr, static_cast<int>(names.size() - mostNames));
    m_message->showNotice(tr("%n volume(s) that no container has: %1. What is in them goes for good.", nullptr, static_cast<int>(all.ids.size()))
                              .arg(formatSize(all.reclaimed)),
                          shown);
    if (!anonymous.ids.empty() && anonymous.ids.size() < all.ids.size())
        offerPrune(u"volumes.prune.anonymous"_s, tr("Remove the %n without a &name", nullptr, static_cast<int>(anonymous.ids.size())), false);
    offerPrune(u"volumes.prune.all"_s, tr("Remo&ve all %n", nullptr, static_cast<int>(all.ids.size())), anonymous.ids.size() < all.ids.size());
}

void VolumesPage::offerPrune(const QString &name, const QString &text, bool all)
{
    auto *yes = m_message->addAction(name, text);
    yes->setToolTip(volumePruneLine(all));
    connect(yes, &QPushButton::clicked, this, [this, all]() {
        m_message->hide();
        m_table->setFocus(Qt::OtherFocusReason);
        m_actions->prune(all);
    });
}

void VolumesPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_minute->start();
    if (!m_loaded)
        refresh();
    else
        m_table->updateTimes();
}

void VolumesPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_minute->stop();
}

} // namespace tare::gui
