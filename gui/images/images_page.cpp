// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/images_page.h"

#include "core/base/strings.h"
#include "gui/app/icons.h"
#include "gui/app/progress_relay.h"
#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "gui/images/image_detail.h"
#include "gui/images/import_dialog.h"
#include "gui/images/pull_bar.h"
#include "gui/models/image_model.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/page_header.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int minuteMs = 60'000;

QString quoted(const QString &word)
{
    return QString::fromStdString(shellQuote(word.toStdString()));
}

QPushButton *headerButton(PageHeader *header, const QString &name, const QString &icon, const QString &text,
                          const QString &tip)
{
    auto *button = new QPushButton(themedIcon(icon), text, header);
    button->setObjectName(name);
    button->setAccessibleName(QString(text).remove(u'&'));
    button->setToolTip(tip);
    button->setAutoDefault(false);
    header->addWidget(button);
    return button;
}

} // namespace

ImagesPage::ImagesPage(Context &context, QWidget *parent)
    : Page(parent), m_context(context), m_header(new PageHeader(pageId(), title(), this)),
      m_pull(new PullBar(context, this)), m_message(new MessageBar(u"images.message"_s, this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_table(new QTableView), m_model(new ImageModel(this)),
      m_proxy(new QSortFilterProxyModel(this)), m_detail(new ImageDetail(context)), m_minute(new QTimer(this))
{
    setObjectName(pageId());
    setAcceptDrops(true);
    m_header->addFilter(tr("Filter images"));
    auto *load = headerButton(m_header, u"images.load"_s, u"load"_s, tr("&Load…"),
                              tr("Takes in an archive of docker save, podman save or skopeo (docker load). You can also "
                                 "drop it on this page."));
    auto *import = headerButton(m_header, u"images.import"_s, u"import"_s, tr("&Import…"),
                                tr("Makes an image from a tar of a root file system (docker import)"));
    connect(load, &QPushButton::clicked, this, &ImagesPage::chooseArchive);
    connect(import, &QPushButton::clicked, this, &ImagesPage::chooseImport);
    connect(m_header, &PageHeader::filterChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);

    buildTable();
    m_splitter->setObjectName(u"images.splitter"_s);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(gridUnit);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_header);
    column->addWidget(m_pull);
    column->addWidget(m_message);
    column->addWidget(m_splitter, 1);

    buildActions();
    m_minute->setInterval(minuteMs);
    connect(m_minute, &QTimer::timeout, m_model, &ImageModel::updateTimes);
    connect(&context, &Context::engineEvent, this, [this](const Event &event) {
        // A container that comes or goes changes "used by".
        const bool counts = event.type == "image" || event.action == "create" || event.action == "destroy";
        if (counts && m_loaded)
            refresh();
    });
    restoreState();
}

ImagesPage::~ImagesPage()
{
    saveState();
}

void ImagesPage::buildTable()
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(ImageModel::SortRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    m_table->setObjectName(u"images.table"_s);
    m_table->setAccessibleName(tr("Images"));
    m_table->setModel(m_proxy);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ImageModel::Names, Qt::AscendingOrder);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(ImageModel::Names, QHeaderView::Stretch);
    for (const int column : {ImageModel::Id, ImageModel::Created, ImageModel::Size, ImageModel::UsedBy})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ImagesPage::selectionChanged);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ImagesPage::selectionChanged);
}

void ImagesPage::buildActions()
{
    const auto add = [this](const QString &name, const QString &icon, const QString &text, const QKeySequence &key,
                            auto slot) {
        auto *action = new QAction(themedIcon(icon), text, m_table);
        action->setObjectName(name);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_table->addAction(action);
        connect(action, &QAction::triggered, this, slot);
    };
    add(u"images.action.run"_s, u"start"_s, tr("&Run…"), {}, [this]() {
        if (const Image *image = selected())
            Q_EMIT m_detail->runAsked(QString::fromStdString(image->names.empty() ? image->id : image->names.front()));
    });
    add(u"images.action.inspect"_s, u"inspect"_s, tr("I&nspect"), QKeySequence(Qt::Key_Return), [this]() {
        if (const Image *image = selected()) {
            m_context.showCommand(u"docker image inspect "_s + quoted(imageTitle(*image).section(u", "_s, 0, 0)));
            m_detail->showJson();
        }
    });
    add(u"images.action.remove"_s, u"remove"_s, tr("Remo&ve"), QKeySequence(Qt::Key_Delete), [this]() { askRemove(); });

    connect(m_table, &QTableView::doubleClicked, this, [this]() { m_detail->showJson(); });
    connect(m_detail, &ImageDetail::runAsked, this,
            [this](const QString &image) { Q_EMIT navigate(u"containers/create?image="_s + image); });
    connect(m_detail, &ImageDetail::compareAsked, this,
            [this](const QString &image) { Q_EMIT navigate(u"compare/image="_s + image); });
    connect(m_detail, &ImageDetail::removeAsked, this, [this]() { askRemove(); });
    connect(m_pull, &PullBar::began, m_message, &QWidget::hide);
    connect(m_pull, &PullBar::failed, m_message, [this](const Error &error) { m_message->showError(error); });
    connect(m_pull, &PullBar::pulled, this, [this](const Image &image) {
        m_wanted = QString::fromStdString(image.id);
        refresh();
    });
}

QString ImagesPage::pageId() const
{
    return u"images"_s;
}

QString ImagesPage::title() const
{
    return tr("Images");
}

QIcon ImagesPage::icon() const
{
    return themedIcon(u"images"_s);
}

QString ImagesPage::help() const
{
    return tr("An image is to a container what a program file is to a process: it is made of layers, and every container "
              "of it shares them. Pull one from a registry, load an archive, or import a root file system; dropping a "
              "file on this page loads it. Enter shows the JSON of the selected image, Del removes it, Ctrl+F filters, "
              "Ctrl+N pulls.");
}

void ImagesPage::focusFilter()
{
    m_header->focusFilter();
}

void ImagesPage::primaryAction()
{
    m_pull->activate();
}

void ImagesPage::refresh()
{
    m_loaded = true;
    m_request.cancel();
    m_request = m_context.run<Result<std::vector<Image>>>(
        this, [engine = m_context.engine()](const CancelToken &) { return engine->images(); },
        [this](const Result<std::vector<Image>> &images) { merged(images); });
}

void ImagesPage::merged(const Result<std::vector<Image>> &images)
{
    if (!images) {
        m_message->showError(images.error());
        return;
    }
    m_model->merge(*images);
    if (!m_wanted.isEmpty())
        select(m_wanted);
    if (selected() == nullptr && m_proxy->rowCount() > 0)
        m_table->selectRow(0);
}

void ImagesPage::open(const QString &target)
{
    m_wanted = target;
    refresh();
}

void ImagesPage::select(const QString &nameOrId)
{
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Image &image = m_model->row(i);
        const bool named = std::find(image.names.begin(), image.names.end(), nameOrId.toStdString()) != image.names.end();
        if (!named && QString::fromStdString(image.id) != nameOrId)
            continue;
        m_wanted.clear();
        const QModelIndex shown = m_proxy->mapFromSource(m_model->index(i, 0));
        m_table->selectRow(shown.row());
        m_table->scrollTo(shown);
        return;
    }
}

const Image *ImagesPage::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model->row(m_proxy->mapToSource(rows.constFirst()).row());
}

void ImagesPage::selectionChanged()
{
    if (const Image *image = selected())
        m_detail->setImage(*image);
    else
        m_detail->clear();
}

void ImagesPage::chooseArchive()
{
    auto *dialog = new QFileDialog(this, tr("Archive of an image"),
                                   m_context.settings().value(u"images/folder"_s).toString());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImagesPage::loadFile);
    dialog->open();
}

void ImagesPage::chooseImport()
{
    auto *dialog = new ImportDialog(m_context.settings().value(u"images/folder"_s).toString(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog]() { importFile(dialog->file(), dialog->reference()); });
    dialog->open();
}

void ImagesPage::loadFile(const QString &file)
{
    takeIn(tr("Loading %1").arg(QFileInfo(file).fileName()), u"docker load --input "_s + quoted(file),
           [file = file.toStdString()](Engine &engine, const ProgressSink &sink, const CancelToken &cancel) {
               return engine.load(file, sink, cancel);
           });
    m_context.settings().setValue(u"images/folder"_s, QFileInfo(file).absolutePath());
}

void ImagesPage::importFile(const QString &file, const QString &reference)
{
    takeIn(tr("Importing %1").arg(QFileInfo(file).fileName()),
           u"docker import "_s + quoted(file) + u' ' + quoted(reference),
           [file = file.toStdString(), name = reference.toStdString()](
               Engine &engine, const ProgressSink &sink, const CancelToken &cancel) -> Result<std::vector<Image>> {
               std::vector<Image> images;
               images.push_back(TARE_TRY(engine.importRootfs(file, name, {}, sink, cancel)));
               return images;
           });
    m_context.settings().setValue(u"images/folder"_s, QFileInfo(file).absolutePath());
}

void ImagesPage::takeIn(
    const QString &title, const QString &command,
    std::function<Result<std::vector<Image>>(Engine &, const ProgressSink &, const CancelToken &)> work)
{
    m_message->hide();
    auto *relay = new ProgressRelay(this);
    const CancelSource cancel = m_context.run<Result<std::vector<Image>>>(
        relay,
        [engine = m_context.engine(), sink = relay->sink(), work = std::move(work)](const CancelToken &token) {
            return work(*engine, sink, token);
        },
        [this, relay](const Result<std::vector<Image>> &images) {
            m_intakes.erase(relay);
            relay->deleteLater();
            if (!images) {
                if (images.error().code != Errc::Cancelled)
                    m_message->showError(images.error());
                return;
            }
            if (!images->empty())
                m_wanted = QString::fromStdString(images->front().id);
            refresh();
        });
    m_intakes[relay] = std::make_unique<Task>(m_context.tasks(), title, cancel);
    connect(relay, &ProgressRelay::progressed, this, [this, relay](const std::vector<Progress> &parts) {
        const auto task = m_intakes.find(relay);
        if (task != m_intakes.end() && !parts.empty())
            task->second->progress(parts.back().current, parts.back().total);
    });
    m_context.showCommand(command);
}

void ImagesPage::askRemove()
{
    const Image *image = selected();
    if (image == nullptr)
        return;
    if (image->containers > 0) {
        m_message->showNotice(
            tr("The image %1 is in use.").arg(imageTitle(*image)),
            tr("%n container(s) are made from it; remove them on the page Containers first.", nullptr, image->containers));
        return;
    }
    m_message->showNotice(
        tr("Remove the image %1?").arg(imageTitle(*image)),
        tr("Its names and its layers go, as far as no other image has them: up to %1.").arg(formatSize(image->size)));
    auto *yes = m_message->addAction(u"images.remove.confirm"_s, tr("Remo&ve"));
    yes->setToolTip(u"docker rmi"_s);
    connect(yes, &QPushButton::clicked, this, [this, chosen = *image]() { remove(chosen); });
    yes->setFocus(Qt::OtherFocusReason);
}

void ImagesPage::remove(const Image &image)
{
    m_message->hide();
    m_table->setFocus(Qt::OtherFocusReason);
    using Removed = Result<std::vector<std::string>>;
    // By its names, as docker does it without force: the last one takes the image along.
    m_context.run<Removed>(
        this,
        [engine = m_context.engine(), image](const CancelToken &) -> Removed {
            if (image.names.empty())
                return engine->removeImage(image.id, false);
            Removed all;
            for (const auto &name : image.names) {
                auto lines = TARE_TRY(engine->removeImage(name, false));
                all->insert(all->end(), lines.begin(), lines.end());
            }
            return all;
        },
        [this](const Removed &removed) {
            if (!removed)
                m_message->showError(removed.error());
            refresh();
        });
    QString names;
    for (const auto &name : image.names)
        names += u' ' + QString::fromStdString(shellQuote(name));
    m_context.showCommand(u"docker rmi"_s + (names.isEmpty() ? u' ' + shortId(image.id) : names));
}

void ImagesPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_minute->start();
    if (!m_loaded)
        refresh();
    else
        m_model->updateTimes();
}

void ImagesPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_minute->stop();
}

void ImagesPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().constFirst().isLocalFile())
        event->acceptProposedAction();
}

void ImagesPage::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl &url : urls)
        if (url.isLocalFile())
            loadFile(url.toLocalFile());
    event->acceptProposedAction();
}

void ImagesPage::saveState() const
{
    QSettings &settings = m_context.settings();
    settings.setValue(u"images/splitter"_s, m_splitter->saveState());
    settings.setValue(u"images/columns"_s, m_table->horizontalHeader()->saveState());
}

void ImagesPage::restoreState()
{
    const QSettings &settings = m_context.settings();
    m_splitter->restoreState(settings.value(u"images/splitter"_s).toByteArray());
    m_table->horizontalHeader()->restoreState(settings.value(u"images/columns"_s).toByteArray());
}

} // namespace tare::gui
