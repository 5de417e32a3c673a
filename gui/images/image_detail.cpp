// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/image_detail.h"

#include "gui/app/icons.h"
#include "gui/app/progress_relay.h"
#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "gui/images/image_overview.h"
#include "gui/images/inside/anatomy_view.h"
#include "gui/images/inside/difference_view.h"
#include "gui/images/inside/files_view.h"
#include "gui/images/inside/layers_view.h"
#include "gui/images/inside/waste_view.h"
#include "gui/models/image_model.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/icon_button.h"
#include "gui/widgets/json_view.h"
#include "gui/widgets/message_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int barSteps = 1000;

} // namespace

ImageDetail::ImageDetail(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_title(new ElidedLabel(this)),
      m_run(iconButton(this, u"images.detail.run"_s, u"start"_s, tr("&Run…"),
                   tr("Creates a container from this image (docker run)"))),
      m_compare(iconButton(this, u"images.detail.compare"_s, u"compare"_s, tr("C&ompare"),
                       tr("Weighs a container of this image against a virtual machine booted from it"))),
      m_remove(iconButton(this, u"images.detail.remove"_s, u"remove"_s, tr("Remo&ve"),
                      tr("Removes the image; asks first and says what goes (docker rmi, Del)"))),
      m_more(iconButton(this, u"images.detail.more"_s, u"more"_s, tr("Mor&e"), tr("What else can be done with it"))),
      m_message(new MessageBar(u"images.detail.message"_s, this)), m_progressText(new QLabel(this)),
      m_progress(new QProgressBar(this)), m_tabs(new QTabWidget(this)), m_overview(new ImageOverview),
      m_anatomy(new AnatomyView(context)), m_layers(new LayersView), m_files(new FilesView(context)),
      m_waste(new WasteView), m_difference(new DifferenceView(context)), m_json(new JsonView(this))
{
    setObjectName(u"images.detail"_s);
    m_title->setObjectName(u"images.detail.title"_s);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_progressText->setTextFormat(Qt::PlainText);
    m_progressText->setText(tr("Looking into the layers…"));
    m_progress->setObjectName(u"images.detail.progress"_s);
    m_progress->setAccessibleName(tr("Looking into the layers"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(gridUnit + 2);
    m_progressText->hide();
    m_progress->hide();
    buildTabs();

    auto *line = new QHBoxLayout;
    line->setSpacing(gridUnit);
    line->addWidget(m_title, 1);
    for (QPushButton *each : {m_run, m_compare, m_remove, m_more})
        line->addWidget(each);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addLayout(line);
    column->addWidget(m_message);
    column->addWidget(m_progressText);
    column->addWidget(m_progress);
    column->addWidget(m_tabs, 1);

    const auto name = [this]() {
        return QString::fromStdString(m_image.names.empty() ? m_image.id : m_image.names.front());
    };
    connect(m_run, &QPushButton::clicked, this, [this, name]() { Q_EMIT runAsked(name()); });
    connect(m_compare, &QPushButton::clicked, this, [this, name]() { Q_EMIT compareAsked(name()); });
    connect(m_remove, &QPushButton::clicked, this,
            [this]() { Q_EMIT removeAsked(QString::fromStdString(m_image.id)); });
    connect(m_tabs, &QTabWidget::currentChanged, this, &ImageDetail::look);
    connect(m_layers, &LayersView::filesAsked, this, [this](int layer) {
        m_files->setScope(FilesView::OneLayer, layer);
        setTab(Files);
    });
    connect(m_layers, &LayersView::fileAsked, this, &ImageDetail::showFile);
    connect(m_waste, &WasteView::fileAsked, this, &ImageDetail::showFile);
    clear();
}

void ImageDetail::setMore(const QList<QAction *> &actions)
{
    auto *menu = new QMenu(m_more);
    menu->setObjectName(u"images.detail.more.menu"_s);
    menu->addActions(actions);
    m_more->setMenu(menu);
}

ImageDetail::~ImageDetail()
{
    m_looking.cancel();
}

void ImageDetail::buildTabs()
{
    m_json->setObjectName(u"images.detail.json"_s);
    m_json->setAccessibleName(tr("JSON of docker image inspect"));
    m_tabs->setObjectName(u"images.detail.tabs"_s);
    m_tabs->setAccessibleName(tr("Views of the image"));
    m_tabs->tabBar()->setObjectName(u"images.detail.tabbar"_s);
    m_tabs->tabBar()->setAccessibleName(tr("Views of the image"));
    m_tabs->setDocumentMode(true);
    const auto add = [this](QWidget *view, const QString &title, const QString &tip) {
        m_tabs->setTabToolTip(m_tabs->addTab(view, title), tip);
    };
    add(m_overview, tr("Overview"), tr("What the image runs and how, in words"));
    add(m_anatomy, tr("Anatomy"), tr("Index, manifests, configuration and layers, and their bytes"));
    add(m_layers, tr("Layers"), tr("How big each layer is, what made it, and what it does to the files"));
    add(m_files, tr("Files"), tr("The files of a layer or of the whole image"));
    add(m_waste, tr("Waste"), tr("Bytes that are stored and never seen"));
    add(m_difference, tr("Differences"), tr("This image beside another one"));
    add(m_json, tr("Inspect"), u"docker image inspect"_s);
}

void ImageDetail::setImage(const Image &image)
{
    if (image == m_image)
        return;
    const bool same = image.id == m_image.id; // with other names, or other uses
    m_request.cancel();
    m_image = image;
    m_title->setFullText(imageTitle(image));
    setEnabled(true);
    m_message->hide();
    m_request = m_context.run<Result<std::string>>(
        this, [engine = m_context.engine(), id = image.id](const CancelToken &) { return engine->inspectImage(id); },
        [this, id = image.id](const Result<std::string> &json) {
            if (id != m_image.id)
                return; // another one is selected by now
            if (json)
                fill(*json);
            else
                m_message->showError(json.error());
        });
    if (same)
        return;
    m_looking.cancel();
    m_isLooking = false;
    m_inside.reset();
    m_layers->clear();
    m_files->clear();
    m_waste->clear();
    m_difference->clear();
    m_anatomy->setImage(QString::fromStdString(image.id));
    look();
}

void ImageDetail::setImages(const std::vector<Image> &images)
{
    m_difference->setImages(images);
}

void ImageDetail::fill(const std::string &json)
{
    m_json->setJson(json);
    m_overview->show(m_image, QByteArray::fromStdString(json));
}

void ImageDetail::clear()
{
    m_request.cancel();
    m_looking.cancel();
    m_isLooking = false;
    m_task.reset();
    m_inside.reset();
    m_image = {};
    m_title->setFullText(tr("No image selected"));
    m_overview->clear();
    m_anatomy->clear();
    m_layers->clear();
    m_files->clear();
    m_waste->clear();
    m_difference->clear();
    m_json->clear();
    m_message->hide();
    m_progress->hide();
    m_progressText->hide();
    setEnabled(false);
}

bool ImageDetail::needsInside() const
{
    const int tab = m_tabs->currentIndex();
    return tab == Layers || tab == Files || tab == Waste || tab == Difference;
}

void ImageDetail::look()
{
    if (m_image.id.empty() || m_inside || m_isLooking || !needsInside())
        return;
    m_isLooking = true;
    m_progress->setRange(0, 0);
    m_progress->show();
    m_progressText->show();
    auto *relay = new ProgressRelay(this);
    const QString id = QString::fromStdString(m_image.id);
    m_looking = m_context.run<Result<InsidePointer>>(
        this,
        [engine = m_context.engine(), id, sink = relay->sink()](const CancelToken &cancel) {
            return lookInside(*engine, id, sink, cancel);
        },
        [this, relay, id](const Result<InsidePointer> &inside) {
            relay->deleteLater();
            if (id == QString::fromStdString(m_image.id))
                looked(inside);
        });
    connect(relay, &ProgressRelay::progressed, this, [this, id](const std::vector<Progress> &parts) {
        qint64 current = 0, total = 0;
        for (const Progress &part : parts) {
            current += part.phase == Progress::Phase::Done ? part.total : part.current;
            total += part.total;
        }
        if (total <= 0 || id != QString::fromStdString(m_image.id))
            return;
        m_progress->setRange(0, barSteps);
        m_progress->setValue(static_cast<int>(barSteps * (static_cast<double>(current) / static_cast<double>(total))));
    });
    m_task = std::make_unique<Task>(m_context.tasks(), tr("Looking into %1").arg(imageTitle(m_image)), m_looking);
}

void ImageDetail::looked(const Result<InsidePointer> &inside)
{
    m_isLooking = false;
    m_task.reset();
    m_progress->hide();
    m_progressText->hide();
    if (!inside) {
        if (inside.error().code != Errc::Cancelled)
            m_message->showError(inside.error());
        return;
    }
    m_inside = *inside;
    m_layers->setInside(m_inside);
    m_files->setInside(m_inside);
    m_waste->setInside(m_inside);
    m_difference->setInside(m_inside);
}

void ImageDetail::showFile(int layer, const std::string &path)
{
    m_files->setScope(FilesView::UpToLayer, layer);
    m_files->showPath(path);
    setTab(Files);
}

void ImageDetail::showJson()
{
    m_tabs->setCurrentWidget(m_json);
    m_json->setFocus(Qt::OtherFocusReason);
}

void ImageDetail::setTab(int tab)
{
    m_tabs->setCurrentIndex(tab);
}

void ImageDetail::setView(const QString &name)
{
    const QStringList names = {u"overview"_s, u"anatomy"_s,     u"layers"_s, u"files"_s,
                               u"waste"_s,    u"differences"_s, u"inspect"_s};
    const auto at = name == "map"_L1 ? qsizetype(Files) : names.indexOf(name);
    if (at < 0)
        return;
    m_files->setMap(name == "map"_L1);
    setTab(static_cast<int>(at));
}

int ImageDetail::tab() const
{
    return m_tabs->currentIndex();
}

void ImageDetail::compareWith(const QString &imageId)
{
    setTab(Difference);
    m_difference->compareWith(imageId);
}

} // namespace tare::gui
