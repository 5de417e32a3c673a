// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/images_page.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/images/image_archives.h"
#include "gui/images/image_detail.h"
#include "gui/images/image_removal.h"
#include "gui/images/image_table.h"
#include "gui/images/import_dialog.h"
#include "gui/images/prune_dialog.h"
#include "gui/images/pull/pull_bar.h"
#include "gui/images/quoted.h"
#include "gui/images/registry/accounts_dialog.h"
#include "gui/images/registry/insecure_offer.h"
#include "gui/models/image_model.h"
#include "gui/widgets/format.h"
#include "gui/widgets/icon_button.h"
#include "gui/widgets/message_bar.h"
#include "gui/widgets/page_header.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QInputDialog>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int minuteMs = 60'000;

} // namespace

ImagesPage::ImagesPage(Context &context, QWidget *parent)
    : Page(parent), m_context(context), m_header(new PageHeader(pageId(), title(), this)),
      m_pull(new PullBar(context, this)), m_message(new MessageBar(u"images.message"_s, this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_table(new ImageTable),
      m_detail(new ImageDetail(context)),
      m_archives(new ImageArchives(context, this)), m_removal(new ImageRemoval(context, *m_message, this)),
      m_minute(new QTimer(this))
{
    setObjectName(pageId());
    setAcceptDrops(true);
    m_header->addFilter(tr("Filter images"));
    auto *load = iconButton(m_header, u"images.load"_s, u"load"_s, tr("&Load…"),
                              tr("Takes in an archive of docker save, podman save or skopeo (docker load). You can also "
                                 "drop it on this page."));
    auto *import = iconButton(m_header, u"images.import"_s, u"import"_s, tr("&Import…"),
                                tr("Makes an image from a tar of a root file system (docker import)"));
    auto *prune = iconButton(m_header, u"images.prune.open"_s, u"prune"_s, tr("Pr&une…"),
                               tr("Removes images that nobody needs; says what it would free before it does (docker image "
                                  "prune)"));
    for (QPushButton *button : {load, import, prune})
        m_header->addWidget(button);
    connect(prune, &QPushButton::clicked, this, &ImagesPage::openPrune);
    connect(load, &QPushButton::clicked, this, &ImagesPage::chooseArchive);
    connect(import, &QPushButton::clicked, this, &ImagesPage::chooseImport);
    connect(m_header, &PageHeader::filterChanged, m_table, &ImageTable::setFilter);

    connect(m_table, &ImageTable::chosen, this, &ImagesPage::selectionChanged);
    m_splitter->setObjectName(u"images.splitter"_s);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(gridUnit);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setSizes({4000, 6000});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_header);
    column->addWidget(m_pull);
    column->addWidget(m_message);
    column->addWidget(m_splitter, 1);

    buildActions();
    m_minute->setInterval(minuteMs);
    connect(m_minute, &QTimer::timeout, m_table, &ImageTable::updateTimes);
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
        if (const Image *image = m_table->selected())
            Q_EMIT m_detail->runAsked(QString::fromStdString(image->names.empty() ? image->id : image->names.front()));
    });
    add(u"images.action.inspect"_s, u"inspect"_s, tr("I&nspect"), QKeySequence(Qt::Key_Return), [this]() {
        if (const Image *image = m_table->selected()) {
            m_context.showCommand(u"docker image inspect "_s + quoted(imageTitle(*image).section(u", "_s, 0, 0)));
            m_detail->showJson();
        }
    });
    add(u"images.action.tag"_s, u"add"_s, tr("&Tag…"), {}, [this]() { chooseTag(); });
    add(u"images.action.push"_s, u"load"_s, tr("&Push…"), {}, [this]() {
        if (const Image *image = m_table->selected())
            m_pull->openPush(*image);
    });
    add(u"images.action.save"_s, u"save"_s, tr("&Save as archive…"), QKeySequence(Qt::CTRL | Qt::Key_S),
        [this]() { chooseSave(); });
    add(u"images.action.differ"_s, u"compare"_s, tr("&Differences of two"), {}, [this]() {
        if (const auto images = m_table->selectedImages(); images.size() == 2) {
            m_detail->setImage(images[0]);
            m_detail->compareWith(QString::fromStdString(images[1].id));
        } else {
            m_message->showNotice(tr("Select two images to see how they differ."));
        }
    });
    add(u"images.action.remove"_s, u"remove"_s, tr("Remo&ve"), QKeySequence(Qt::Key_Delete),
        [this]() { m_removal->ask(m_table->selectedImages()); });

    m_detail->setMore(m_table->actions());
    connect(m_table, &QTableView::doubleClicked, this, [this]() { m_detail->showJson(); });
    connect(m_detail, &ImageDetail::runAsked, this,
            [this](const QString &image) { Q_EMIT navigate(u"containers/create?image="_s + image); });
    connect(m_detail, &ImageDetail::compareAsked, this,
            [this](const QString &image) { Q_EMIT navigate(u"compare/image="_s + image); });
    connect(m_detail, &ImageDetail::removeAsked, this, [this]() { m_removal->ask(m_table->selectedImages()); });
    connect(m_removal, &ImageRemoval::confirmed, this, [this]() { m_table->setFocus(Qt::OtherFocusReason); });
    connect(m_removal, &ImageRemoval::finished, this, &ImagesPage::refresh);
    connect(m_pull, &PullBar::began, m_message, &QWidget::hide);
    connect(m_pull, &PullBar::failed, m_message, [this](const Error &error, const QString &reference) {
        ErrorText text = describe(error);
        if (error.code == Errc::NotFound) {
            text.what = tr("The registry does not have %1.", "a reference").arg(reference);
            text.advice = tr("Check the name and the tag; Search lists what there is.");
        }
        showRegistryError(*m_message, text, error, u"images.message"_s, m_context,
                          [this, reference]() { m_pull->retry(reference); });
        if (error.code != Errc::Unauthorized)
            return;
        auto *login = m_message->addAction(u"images.message.login"_s, tr("&Log in…"));
        login->setToolTip(tr("Logs in at the registry, and tries again (docker login)"));
        connect(login, &QPushButton::clicked, m_pull, [this, reference]() {
            m_pull->openAccounts(registryOf(reference), tr("%1 was refused: when you are logged in it is tried again.").arg(reference));
        });
    });
    const auto came = [this](const QString &id) {
        m_wanted = id;
        refresh();
    };
    connect(m_pull, &PullBar::pulled, this, came);
    connect(m_pull, &PullBar::pushed, m_message, [this](const QString &text) { m_message->showNotice(text); });
    connect(m_archives, &ImageArchives::began, m_message, &QWidget::hide);
    connect(m_archives, &ImageArchives::failed, m_message, [this](const Error &error) { m_message->showError(error); });
    connect(m_archives, &ImageArchives::came, this, came);
    connect(m_archives, &ImageArchives::saved, m_message,
            [this](const QString &file) { m_message->showNotice(tr("Saved to %1").arg(file)); });
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
    m_table->merge(*images);
    m_detail->setImages(*images);
    if (!m_wanted.isEmpty() && m_table->select(m_wanted))
        m_wanted.clear();
    m_table->settleSelection();
    Q_EMIT offerChanged();
}

bool ImagesPage::choose(const QString &id)
{
    m_header->clearFilter();
    return m_table->select(id);
}

Offer ImagesPage::offer()
{
    if (!m_loaded)
        refresh();
    Offer out{offeredButtons(m_header), offeredActions(m_table, [this](const QString &id) { return choose(id); }), {}};
    out.actions += offeredButtons(m_pull);
    for (OfferedVerb &action : out.actions) {
        if (action.id == "images.primary"_L1) // what to pull is not known yet
            action.run = [this](const QString &, const QString &) { primaryAction(); };
    }
    QVector<OfferedChoice> verbs = everyChoice(out.verbs);
    // It is about two.
    verbs.removeIf([&](const OfferedChoice &choice) { return out.verbs[choice.verb].id == "images.action.differ"_L1; });
    for (const Image &image : m_table->images())
        out.objects += OfferedObject{QString::fromStdString(image.id), imageTitle(image), shortId(image.id), formatSize(image.size), {}, verbs};
    return out;
}

void ImagesPage::open(const QString &target)
{
    m_header->clearFilter();
    m_wanted = target.section(u"?view="_s, 0, 0);
    m_detail->setView(target.section(u"?view="_s, 1));
    refresh();
}

void ImagesPage::selectionChanged()
{
    if (const Image *image = m_table->selected())
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
    m_archives->load(file);
}

void ImagesPage::importFile(const QString &file, const QString &reference)
{
    m_archives->import(file, reference);
}

void ImagesPage::chooseSave()
{
    QStringList names;
    for (const Image &image : m_table->selectedImages()) {
        if (image.names.empty())
            names += QString::fromStdString(image.id);
        for (const auto &name : image.names)
            names += QString::fromStdString(name);
    }
    if (names.isEmpty())
        return;
    auto *dialog = new QFileDialog(this, tr("Save as archive"), m_context.settings().value(u"images/folder"_s).toString(),
                                   tr("Archives (*.tar)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"tar"_s);
    dialog->selectFile(plainLine(names.constFirst().toStdString()).replace(u'/', u'_').replace(u':', u'_') + u".tar"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, names](const QString &file) { m_archives->save(names, file); });
    dialog->open();
}

void ImagesPage::chooseTag()
{
    const Image *image = m_table->selected();
    if (image == nullptr)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"images.tag"_s);
    dialog->setWindowTitle(tr("Tag"));
    dialog->setLabelText(tr("One more name for %1:").arg(imageTitle(*image)));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, id = image->id](const QString &name) {
        m_context.run<Status>(
            this,
            [engine = m_context.engine(), id, name = name.trimmed().toStdString()](const CancelToken &) {
                return engine->tag(id, name);
            },
            [this](const Status &tagged) {
                if (!tagged)
                    m_message->showError(tagged.error());
                refresh();
            });
        m_context.showCommand(u"docker tag "_s + shortId(id) + u' ' + quoted(name.trimmed()));
    });
    dialog->open();
}

void ImagesPage::openPrune()
{
    auto *dialog = new PruneDialog(m_context, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PruneDialog::pruned, this, [this](const QString &text) {
        m_message->showNotice(text);
        refresh();
    });
    dialog->open();
}

void ImagesPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_minute->start();
    if (!m_loaded)
        refresh();
    else
        m_table->updateTimes();
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
    m_table->saveState(settings);
}

void ImagesPage::restoreState()
{
    const QSettings &settings = m_context.settings();
    m_splitter->restoreState(settings.value(u"images/splitter"_s).toByteArray());
    m_table->restoreState(settings);
}

} // namespace tare::gui
