// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/difference_view.h"

#include "gui/app/tasks.h"
#include "gui/app/theme.h"
#include "gui/files/change_look.h"
#include "gui/models/image_model.h"
#include "gui/widgets/format.h"
#include "gui/widgets/message_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTabBar>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;
using image::Change;
using image::Comparison;

namespace {

constexpr std::size_t mostFiles = 20'000;

QTreeWidget *list(const QString &name, const QString &accessible, const QStringList &columns, int stretch)
{
    auto *tree = new QTreeWidget;
    tree->setObjectName(name);
    tree->setAccessibleName(accessible);
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    tree->setAlternatingRowColors(true);
    tree->setTextElideMode(Qt::ElideMiddle);
    tree->setTabKeyNavigation(false);
    tree->setColumnCount(static_cast<int>(columns.size()));
    tree->setHeaderLabels(columns);
    tree->header()->setStretchLastSection(false);
    for (int i = 0; i < columns.size(); ++i)
        tree->header()->setSectionResizeMode(i, i >= stretch ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    return tree;
}

void add(QTreeWidget *tree, const QStringList &words, Change change)
{
    auto *item = new QTreeWidgetItem(words);
    item->setForeground(0, changeTextColor(change).isValid() ? changeTextColor(change)
                                                            : tree->palette().color(QPalette::Text));
    for (int i = 0; i < words.size(); ++i)
        item->setToolTip(i, words[i].toHtmlEscaped());
    tree->addTopLevelItem(item);
}

QString changeText(Change change)
{
    return changeSign(change) + u' ' + changeWord(change);
}

} // namespace

DifferenceView::DifferenceView(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_other(new QComboBox(this)), m_finding(new QLabel(this)),
      m_message(new MessageBar(u"images.difference.message"_s, this)), m_tabs(new QTabWidget(this)),
      m_config(list(u"images.difference.config"_s, tr("Differences of the configuration"),
                    {tr("Change"), tr("Field"), tr("This image"), tr("The other")}, 2)),
      m_packages(list(u"images.difference.packages"_s, tr("Differences of the packages"),
                      {tr("Change"), tr("Package"), tr("This image"), tr("The other")}, 1)),
      m_layers(list(u"images.difference.layers"_s, tr("Layers of both images"), {tr("Where"), tr("Diff id")}, 1)),
      m_files(list(u"images.difference.files"_s, tr("Differences of the files"),
                   {tr("Change"), tr("This image"), tr("The other"), tr("Differs in"), tr("File")}, 4))
{
    setObjectName(u"images.difference"_s);
    m_other->setObjectName(u"images.difference.other"_s);
    m_other->setAccessibleName(tr("The other image"));
    m_other->setToolTip(tr("Changes are told from this image to the one that you choose here"));
    m_finding->setObjectName(u"images.difference.finding"_s);
    m_finding->setTextFormat(Qt::PlainText);
    m_finding->setWordWrap(true);
    m_tabs->setObjectName(u"images.difference.tabs"_s);
    m_tabs->tabBar()->setObjectName(u"images.difference.tabbar"_s);
    m_tabs->setAccessibleName(tr("What differs"));
    m_tabs->tabBar()->setAccessibleName(tr("What differs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_config, tr("Configuration"));
    m_tabs->addTab(m_packages, tr("Packages"));
    m_tabs->addTab(m_layers, tr("Layers"));
    m_tabs->addTab(m_files, tr("Files"));

    auto *label = new QLabel(tr("Compare &with:"), this);
    label->setBuddy(m_other);
    label->setTextFormat(Qt::PlainText);
    auto *line = new QHBoxLayout;
    line->setSpacing(gridUnit);
    line->addWidget(label);
    line->addWidget(m_other, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, gridUnit, 0, 0);
    column->setSpacing(gridUnit);
    column->addLayout(line);
    column->addWidget(m_message);
    column->addWidget(m_finding);
    column->addWidget(m_tabs, 1);
    connect(m_other, &QComboBox::activated, this, &DifferenceView::compare);
    clear();
}

DifferenceView::~DifferenceView()
{
    m_request.cancel();
}

void DifferenceView::setImages(const std::vector<Image> &images)
{
    m_images = images;
    fillOthers();
}

void DifferenceView::fillOthers()
{
    const QString chosen = m_other->currentData().toString();
    m_other->clear();
    m_other->addItem(tr("Choose an image"), QString());
    for (const Image &image : m_images) {
        const QString id = QString::fromStdString(image.id);
        if (!m_inside || id != m_inside->imageId)
            m_other->addItem(imageTitle(image) + u"  "_s + shortId(image.id), id);
    }
    m_other->setCurrentIndex(std::max(0, m_other->findData(chosen)));
}

void DifferenceView::setInside(const InsidePointer &inside)
{
    clear();
    m_inside = inside;
    setEnabled(true);
    fillOthers();
    if (!m_other->currentData().toString().isEmpty())
        compare();
    else
        m_finding->setText(m_other->count() > 1
                               ? tr("Choose another image: its configuration, packages, layers and files are set beside "
                                    "this one's.")
                               : tr("There is no other image to compare this one with."));
}

void DifferenceView::clear()
{
    m_request.cancel();
    m_task.reset();
    m_inside.reset();
    m_finding->clear();
    m_message->hide();
    m_tabs->hide();
    setEnabled(false);
}

void DifferenceView::compareWith(const QString &imageId)
{
    m_other->setCurrentIndex(std::max(0, m_other->findData(imageId)));
    compare();
}

void DifferenceView::compare()
{
    const QString other = m_other->currentData().toString();
    m_request.cancel();
    m_message->hide();
    if (other.isEmpty() || !m_inside) {
        m_tabs->hide();
        return;
    }
    m_finding->setText(tr("Comparing…"));
    m_request = m_context.run<Result<Comparison>>(
        this,
        [engine = m_context.engine(), inside = m_inside, other](const CancelToken &cancel) -> Result<Comparison> {
            const auto contents = TARE_TRY(engine->contents(other.toStdString(), {}, cancel));
            return image::compareImages(*inside->contents, *contents, mostFiles, cancel);
        },
        [this, other, id = m_inside->imageId](const Result<Comparison> &comparison) {
            if (!m_inside || id != m_inside->imageId || other != m_other->currentData().toString())
                return;
            m_task.reset();
            if (comparison)
                fill(*comparison);
            else if (comparison.error().code != Errc::Cancelled)
                m_message->showError(comparison.error());
        });
    m_task = std::make_unique<Task>(m_context.tasks(), tr("Comparing two images"), m_request);
}

void DifferenceView::fill(const Comparison &c)
{
    m_finding->setText(
        (c.sharedLayers.empty()
             ? tr("No layer is shared")
             : tr("%n layer(s) are shared, %1", nullptr, static_cast<int>(c.sharedLayers.size())).arg(formatSize(c.sharedBytes))) +
        u". "_s +
        tr("Files: %1 the same, %2 added (%3), %4 removed (%5), %6 changed.")
            .arg(QString::number(c.sameFiles), QString::number(c.filesAdded), formatSize(c.bytesAdded),
                 QString::number(c.filesRemoved), formatSize(c.bytesRemoved),
                 QString::number(c.filesChanged + c.filesTouched)));
    fillConfig(c);
    fillPackages(c);
    fillLayers(c);
    fillFiles(c);
    m_tabs->setTabText(0, tr("Configuration (%1)").arg(c.config.size()));
    m_tabs->setTabText(1, tr("Packages (%1)").arg(c.packages.size()));
    m_tabs->setTabText(2, tr("Layers (%1)").arg(c.onlyBefore.size() + c.onlyAfter.size()));
    m_tabs->setTabText(3, tr("Files (%1)").arg(c.filesAdded + c.filesRemoved + c.filesChanged + c.filesTouched));
    m_tabs->show();
}

void DifferenceView::fillConfig(const Comparison &c)
{
    m_config->clear();
    for (const image::ConfigDifference &one : c.config) {
        const Change change = !one.inBefore ? Change::Added : !one.inAfter ? Change::Removed : Change::Changed;
        QString field = plainLine(one.field);
        if (!one.key.empty())
            field += u"  "_s + plainLine(one.key);
        add(m_config, {changeText(change), field, plainLine(one.before), plainLine(one.after)}, change);
    }
    if (c.config.empty())
        add(m_config, {QString(), tr("The configurations are equal")}, Change::Unchanged);
}

void DifferenceView::fillPackages(const Comparison &c)
{
    using Kind = image::PackageDifference::Kind;
    m_packages->clear();
    for (const image::PackageDifference &one : c.packages) {
        const image::Package &named = one.kind == Kind::Added ? one.after : one.before;
        const Change change = one.kind == Kind::Added     ? Change::Added
                              : one.kind == Kind::Removed ? Change::Removed
                                                          : Change::Changed;
        const QString word = one.kind == Kind::Upgraded     ? tr("↑ upgraded")
                             : one.kind == Kind::Downgraded ? tr("↓ downgraded")
                                                            : changeText(change);
        QString name = plainLine(named.name);
        if (!named.architecture.empty())
            name += u"  "_s + plainLine(named.architecture);
        add(m_packages, {word, name, plainLine(one.before.version), plainLine(one.after.version)}, change);
    }
    if (c.packages.empty())
        add(m_packages,
            {QString(), c.samePackages > 0 ? tr("The %n package(s) are equal", nullptr, static_cast<int>(c.samePackages))
                                           : tr("Neither has a database of packages that can be read")},
            Change::Unchanged);
}

void DifferenceView::fillLayers(const Comparison &c)
{
    m_layers->clear();
    for (const std::string &layer : c.sharedLayers)
        add(m_layers, {tr("both"), plainLine(layer)}, Change::Unchanged);
    for (const std::string &layer : c.onlyBefore)
        add(m_layers, {changeSign(Change::Removed) + u' ' + tr("only this image"), plainLine(layer)}, Change::Removed);
    for (const std::string &layer : c.onlyAfter)
        add(m_layers, {changeSign(Change::Added) + u' ' + tr("only the other"), plainLine(layer)}, Change::Added);
}

void DifferenceView::fillFiles(const Comparison &c)
{
    m_files->clear();
    for (const image::FileDifference &one : c.files) {
        add(m_files,
            {changeText(one.change), one.before == image::noNode ? QString() : formatSize(one.sizeBefore),
             one.after == image::noNode ? QString() : formatSize(one.sizeAfter), changedPartsText(one.changedParts),
             u'/' + plainLine(one.path)},
            one.change);
    }
    if (c.truncated)
        add(m_files, {QString(), QString(), QString(), QString(), tr("… and more: the first %n are shown", nullptr,
                                                                     static_cast<int>(c.files.size()))},
            Change::Unchanged);
}

} // namespace tare::gui
