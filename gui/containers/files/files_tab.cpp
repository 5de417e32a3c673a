// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/files/files_tab.h"

#include "core/base/strings.h"
#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/containers/files/container_path.h"
#include "gui/containers/files/file_actions.h"
#include "gui/containers/files/file_table.h"
#include "gui/containers/files/file_viewer.h"
#include "gui/containers/files/files_of.h"
#include "gui/models/container_model.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSplitter>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>

namespace tare::gui {

using namespace Qt::StringLiterals;

FilesTab::FilesTab(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_actions(new FileActions(context, this)), m_message(new MessageBar(u"files.message"_s, this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_table(new FileTable), m_viewer(new FileViewer(context)),
      m_pause(new QTimer(this))
{
    setObjectName(u"files"_s);
    build();
    m_table->restoreState(context.settings());
    m_splitter->restoreState(context.settings().value(u"containers/files/splitter"_s).toByteArray());
    connect(m_pause, &QTimer::timeout, this, &FilesTab::read);
    connect(m_table, &FileTable::opened, this, &FilesTab::openCurrent);
    connect(m_table, &FileTable::currentMoved, this, &FilesTab::currentMoved);
    connect(m_table, &ListTable::chosen, this, &FilesTab::enableVerbs);
    connect(m_table, &FileTable::dropped, this, &FilesTab::askAdd);
    connect(&m_table->files(), &FileModel::renameAsked, this, &FilesTab::rename);
    connect(m_actions, &FileActions::failed, m_message, [this](const Error &error) { m_message->showError(error); });
    connect(m_actions, &FileActions::saved, m_message, [this](const QString &target) { m_message->showNotice(tr("Saved to %1").arg(target)); });
    connect(m_actions, &FileActions::done, this, [this](bool changed, const std::string &select) {
        if (!changed)
            return;
        m_wanted = select;
        refresh();
    });
    enableVerbs();
}

FilesTab::~FilesTab()
{
    m_listing.cancel();
    m_diffing.cancel();
    m_table->saveState(m_context.settings());
    m_context.settings().setValue(u"containers/files/splitter"_s, m_splitter->saveState());
}

bool FilesTab::searching() const
{
    return !m_search->text().isEmpty();
}

void FilesTab::setContainer(const Container &container)
{
    const bool other = container.id != m_container.id;
    // Running, its files are what it sees; stopped, what its layers hold.
    const bool turned = isUp(container.status) != isUp(m_container.status) || container.started != m_container.started;
    const bool renamed = container.name != m_container.name;
    if (other && !m_container.id.empty())
        m_folders[QString::fromStdString(m_container.id)] = QByteArray::fromStdString(m_folder);
    m_container = container;
    if (other || renamed)
        m_actions->setContainer(container.id, container.name);
    if (!other && !turned)
        return;
    if (other) {
        m_changes = {};
        m_message->dismiss();
        const QSignalBlocker quiet(m_search);
        m_search->clear();
        m_folder = m_folders.value(QString::fromStdString(container.id), "/").toStdString();
        m_fresh = true;
    }
    m_stale = true;
    if (isVisible())
        refresh();
}

void FilesTab::keepOnly(const QStringList &ids)
{
    m_folders.removeIf([&](const auto &known) { return !ids.contains(known.key()); });
}

void FilesTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        refresh();
}

void FilesTab::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_listing.cancel();
    m_diffing.cancel();
    m_stale = true; // who comes back wants to see what is there then
}

void FilesTab::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FilesTab::refresh()
{
    if (m_container.id.empty() || !isVisible()) {
        m_stale = true;
        return;
    }
    m_stale = false;
    read();
    readChanges();
}

void FilesTab::showCommand()
{
    if (searching())
        m_actions->showSearch(m_folder, m_search->text());
    else
        m_actions->showListing(m_folder);
}

void FilesTab::go(const std::string &path)
{
    m_folder = cleanPath(path);
    m_fresh = true;
    const QSignalBlocker quiet(m_search);
    m_search->clear();
    m_message->dismiss();
    read();
    showCommand();
}

void FilesTab::read()
{
    m_pause->stop();
    m_listing.cancel();
    if (m_container.id.empty())
        return;
    m_path->setText(plainLine(m_folder));
    m_up->setEnabled(m_folder != "/");
    if (m_fresh) {
        m_list.reset();
        m_table->files().merge({});
        m_viewer->clear();
        enableVerbs();
    }
    m_count->setText(searching() ? tr("Searching…") : tr("Reading…"));
    m_listing = m_context.run<Result<image::FileList>>(
        this,
        [engine = m_context.engine(), id = m_container.id, folder = m_folder,
         wanted = m_search->text().toStdString()](const CancelToken &cancel) -> Result<image::FileList> {
            ContainerFiles *files = TARE_TRY(filesOf(*engine));
            return wanted.empty() ? files->listFolder(id, folder, cancel) : files->findFiles(id, folder, wanted, cancel);
        },
        [this, id = m_container.id, folder = m_folder, wanted = m_search->text()](const Result<image::FileList> &list) {
            if (id == m_container.id && folder == m_folder && wanted == m_search->text())
                listed(list);
        });
}

void FilesTab::listed(const Result<image::FileList> &list)
{
    if (!list) {
        if (list.error().code == Errc::Cancelled)
            return;
        m_count->clear();
        m_list.reset();
        m_table->files().merge({});
        enableVerbs();
        m_message->showError(list.error());
        return;
    }
    m_list = *list;
    fill();
}

void FilesTab::fill()
{
    if (!m_list)
        return;
    m_table->files().merge(m_changes.rows(m_folder, m_list->entries, searching()));
    const auto shown = static_cast<int>(m_list->entries.size());
    const auto total = static_cast<int>(m_list->total);
    if (searching())
        m_count->setText(m_list->atLeast ? tr("The first %n found; there may be more", nullptr, shown) : tr("%n found", nullptr, shown));
    else if (m_list->atLeast)
        m_count->setText(tr("The first %1 of more than %n item(s)", nullptr, total).arg(shown));
    else if (shown < total)
        m_count->setText(tr("The first %1 of %n item(s)", nullptr, total).arg(shown));
    else
        m_count->setText(tr("%n item(s)", nullptr, shown));
    if (m_changes.cut())
        m_count->setText(m_count->text() + u"; "_s + tr("not all changes are marked"));
    if (!m_wanted.empty() && m_table->select(m_wanted))
        m_wanted.clear();
    else if (m_fresh)
        m_table->settleSelection();
    m_fresh = false;
    currentMoved();
    enableVerbs();
}

void FilesTab::readChanges()
{
    m_diffing.cancel();
    m_diffing = m_context.run<Result<std::shared_ptr<const ContainerChanges>>>(
        this,
        [engine = m_context.engine(), id = m_container.id](const CancelToken &) -> Result<std::shared_ptr<const ContainerChanges>> {
            return std::make_shared<const ContainerChanges>(TARE_TRY(engine->changes(id)));
        },
        [this, id = m_container.id](const Result<std::shared_ptr<const ContainerChanges>> &changes) {
            if (id != m_container.id || !changes) // the files are there without the marks
                return;
            m_changes = **changes;
            fill();
        });
}

void FilesTab::searchTyped()
{
    m_fresh = true;
    m_pause->start();
}

void FilesTab::openCurrent()
{
    const FileRow *row = m_table->current();
    if (row == nullptr || row->isGone())
        return;
    if (row->isFolder())
        go(joinPath(m_folder, row->entry.name));
    else
        m_viewer->setFocus(Qt::OtherFocusReason);
}

void FilesTab::currentMoved()
{
    const FileRow *row = m_table->current();
    if (row == nullptr)
        m_viewer->clear();
    else
        m_viewer->show(m_container.id, joinPath(m_folder, row->entry.name), *row);
}

void FilesTab::goUp()
{
    if (m_folder == "/")
        return;
    m_wanted = lastName(m_folder);
    go(folderAbove(m_folder));
}

std::vector<std::string> FilesTab::selectedPaths() const
{
    std::vector<std::string> out;
    for (const FileRow &row : m_table->selected()) {
        if (!row.isGone())
            out.push_back(joinPath(m_folder, row.entry.name));
    }
    return out;
}

} // namespace tare::gui
