// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/files_view.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/files/change_look.h"
#include "gui/images/inside/file_preview.h"
#include "gui/images/inside/file_tree_model.h"
#include "gui/images/inside/instruction.h"
#include "gui/images/inside/treemap.h"
#include "gui/images/inside/treemap_tiles.h"
#include "gui/widgets/format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;
using image::NodeId;

namespace {

constexpr int typingPauseMs = 150;
constexpr int layerWordsWidth = 28;
constexpr std::size_t mostFound = 10'000;

QToolButton *toggle(QWidget *parent, const QString &name, const QString &icon, const QString &text, const QString &tip)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

FilesView::FilesView(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_scope(new QComboBox(this)), m_layer(new QComboBox(this)),
      m_search(new QLineEdit(this)),
      m_asTree(toggle(this, u"images.files.tree"_s, u"tree"_s, tr("Tree"), tr("The files as a tree"))),
      m_asMap(toggle(this, u"images.files.map"_s, u"treemap"_s, tr("Map"), tr("The files as areas as large as they are"))),
      m_up(new QToolButton(this)), m_count(new QLabel(this)), m_where(new QLabel(this)), m_stack(new QStackedWidget),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_tree(new QTreeView), m_model(new FileTreeModel(this)),
      m_map(new Treemap), m_preview(new FilePreview(context)), m_pause(new QTimer(this))
{
    setObjectName(u"images.files"_s);
    m_scope->setObjectName(u"images.files.scope"_s);
    m_scope->setAccessibleName(tr("Which files"));
    m_scope->setToolTip(tr("What a container sees, the image as a layer left it, or only what one layer holds and removes"));
    m_scope->addItems({tr("The whole image"), tr("The image up to layer"), tr("Only layer")});
    m_layer->setObjectName(u"images.files.layer"_s);
    m_layer->setAccessibleName(tr("Layer"));
    m_layer->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_layer->setMinimumContentsLength(layerWordsWidth);
    m_search->setObjectName(u"images.files.search"_s);
    m_search->setAccessibleName(tr("Search files"));
    m_search->setPlaceholderText(tr("Search: passwd, *.so, /usr/**/*.py"));
    m_search->setToolTip(tr("A part of the name; with * ? [ ] a pattern for the whole name, and with a / for the whole path"));
    m_search->setClearButtonEnabled(true);
    m_count->setObjectName(u"images.files.count"_s);
    m_count->setTextFormat(Qt::PlainText);
    m_where->setObjectName(u"images.files.folder"_s);
    m_where->setTextFormat(Qt::PlainText);
    m_up->setObjectName(u"images.files.up"_s);
    m_up->setText(tr("Up"));
    m_up->setAccessibleName(tr("Up"));
    m_up->setToolTip(tr("To the folder above (Backspace)"));
    m_up->setFocusPolicy(Qt::TabFocus);
    m_map->setObjectName(u"images.files.treemap"_s);
    m_map->setAccessibleName(tr("Map of the files by size"));
    m_pause->setSingleShot(true);
    m_pause->setInterval(typingPauseMs);
    buildTree();

    auto *mapBox = new QWidget;
    auto *mapLine = new QHBoxLayout;
    mapLine->addWidget(m_up);
    mapLine->addWidget(m_where, 1);
    auto *mapColumn = new QVBoxLayout(mapBox);
    mapColumn->setContentsMargins(0, 0, 0, 0);
    mapColumn->addLayout(mapLine);
    mapColumn->addWidget(m_map, 1);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(mapBox);
    m_splitter->setObjectName(u"images.files.splitter"_s);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_preview);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(gridUnit);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->restoreState(context.settings().value(u"images/files/splitter"_s).toByteArray());

    auto *line = new QHBoxLayout;
    line->setSpacing(gridUnit);
    line->addWidget(m_scope);
    line->addWidget(m_layer, 1);
    line->addWidget(m_asTree);
    line->addWidget(m_asMap);
    auto *second = new QHBoxLayout;
    second->setSpacing(gridUnit);
    second->addWidget(m_search, 1);
    second->addWidget(m_count);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, gridUnit, 0, 0);
    column->setSpacing(gridUnit / 2);
    column->addLayout(line);
    column->addLayout(second);
    column->addWidget(m_splitter, 1);

    connect(m_scope, &QComboBox::currentIndexChanged, this, &FilesView::applyScope);
    connect(m_layer, &QComboBox::currentIndexChanged, this, &FilesView::applyScope);
    connect(m_search, &QLineEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, [this]() { m_tree->setFocus(Qt::OtherFocusReason); });
    connect(m_pause, &QTimer::timeout, this, &FilesView::search);
    connect(m_asTree, &QToolButton::clicked, this, [this]() { setMap(false); });
    connect(m_asMap, &QToolButton::clicked, this, [this]() { setMap(true); });
    connect(m_preview, &FilePreview::linkFollowed, this, &FilesView::selectId);
    connect(m_map, &Treemap::currentChanged, this, [this](quint64 id) {
        if (m_model->tree())
            m_preview->show(m_imageId, m_model->tree(), static_cast<NodeId>(id));
    });
    connect(m_map, &Treemap::opened, this, [this](quint64 id) {
        const auto node = m_model->tree()->node(static_cast<NodeId>(id));
        showFolder(node.type == image::NodeType::Folder && node.childCount > 0 ? node.id : node.parent);
    });
    const auto goUp = [this]() {
        if (m_model->tree() && m_folder != image::rootNode)
            showFolder(m_model->tree()->parent(m_folder));
    };
    connect(m_map, &Treemap::upAsked, this, goUp);
    connect(m_up, &QToolButton::clicked, this, goUp);
    m_asTree->setChecked(true);
    clear();
}

FilesView::~FilesView()
{
    m_searching.cancel();
    m_context.settings().setValue(u"images/files/splitter"_s, m_splitter->saveState());
}

void FilesView::buildTree()
{
    m_tree->setObjectName(u"images.files.table"_s);
    m_tree->setAccessibleName(tr("Files of the image"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setTabKeyNavigation(false);
    m_tree->setSortingEnabled(true);
    m_tree->sortByColumn(FileTreeModel::Name, Qt::AscendingOrder);
    QHeaderView *header = m_tree->header();
    header->setStretchLastSection(true); // when it was changed: what is looked at least may be reached by scrolling
    header->resizeSection(FileTreeModel::Name, 30 * gridUnit);
    const QFontMetrics metrics(m_tree->font());
    const struct
    {
        int column;
        QString widest;
    } widths[] = {{FileTreeModel::Size, u"999.99 MB"_s},
                  {FileTreeModel::State, u"− "_s + changeWord(image::Change::Removed)},
                  {FileTreeModel::Mode, u"drwxr-xr-x"_s},
                  {FileTreeModel::Owner, u"1000:1000"_s},
                  {FileTreeModel::Modified, formatDateTime(1'700'000'000'000'000'000)}};
    for (const auto &[column, widest] : widths)
        header->resizeSection(column, metrics.horizontalAdvance(widest) + 3 * gridUnit);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &FilesView::currentChanged);
    connect(m_tree, &QTreeView::expanded, this, [this](const QModelIndex &index) { m_unfolded.insert(m_model->idOf(index)); });
    connect(m_tree, &QTreeView::collapsed, this, [this](const QModelIndex &index) { m_unfolded.erase(m_model->idOf(index)); });
}

void FilesView::setInside(const InsidePointer &inside)
{
    m_imageId = inside->imageId;
    m_contents = inside->contents;
    m_unfolded.clear();
    m_folder = image::rootNode;
    {
        const QSignalBlocker one(m_layer), two(m_scope), three(m_search);
        m_search->clear();
        m_layer->clear();
        const auto &layers = m_contents->layers();
        for (std::size_t i = 0; i < layers.size(); ++i)
            m_layer->addItem(QString::number(i + 1) + u"  "_s + instructionText(layers[i].createdBy));
        m_layer->setCurrentIndex(m_layer->count() - 1);
        m_scope->setCurrentIndex(Whole);
    }
    setEnabled(true);
    applyScope();
}

void FilesView::clear()
{
    m_searching.cancel();
    m_contents.reset();
    m_unfolded.clear();
    m_model->setTree(nullptr);
    m_map->setTiles({});
    m_preview->clear();
    m_count->clear();
    setEnabled(false);
}

void FilesView::setScope(Scope scope, int layer)
{
    {
        const QSignalBlocker one(m_layer), two(m_scope);
        m_scope->setCurrentIndex(scope);
        m_layer->setCurrentIndex(layer);
    }
    applyScope();
}

void FilesView::applyScope()
{
    if (!m_contents)
        return;
    const auto scope = static_cast<Scope>(m_scope->currentIndex());
    const auto layer = static_cast<std::size_t>(std::max(0, m_layer->currentIndex()));
    m_layer->setEnabled(scope != Whole);
    const NodeId chosen = m_tree->currentIndex().isValid() ? m_model->idOf(m_tree->currentIndex()) : image::noNode;
    const std::set<NodeId> unfolded = m_unfolded; // a reset folds everything
    m_model->setTree(scope == Whole       ? m_contents->wholeTree()
                     : scope == UpToLayer ? m_contents->tree(image::TreeQuery::upTo(layer))
                                          : m_contents->tree(image::TreeQuery::ofLayer(layer)));
    m_preview->clear();
    for (const NodeId id : unfolded) {
        if (const QModelIndex index = m_model->indexOf(id); index.isValid())
            m_tree->expand(index);
    }
    m_unfolded = unfolded;
    if (chosen != image::noNode && m_model->tree()->contains(chosen))
        selectId(chosen);
    showFolder(m_model->tree()->contains(m_folder) ? m_folder : image::rootNode);
    search();
}

void FilesView::search()
{
    m_searching.cancel();
    if (!m_contents)
        return;
    const QString text = m_search->text();
    if (text.isEmpty()) {
        const NodeId chosen = m_tree->currentIndex().isValid() ? m_model->idOf(m_tree->currentIndex()) : image::noNode;
        const bool was = m_model->isList();
        m_model->leaveFound();
        if (was && chosen != image::noNode)
            selectId(chosen);
        const image::Node root = m_model->tree()->node(image::rootNode);
        m_count->setText(tr("%n file(s), %1", nullptr, static_cast<int>(std::min<std::uint32_t>(root.totalFiles, 1U << 30U)))
                             .arg(formatSize(root.totalSize)));
        return;
    }
    setMap(false);
    image::SearchQuery query;
    query.text = text.toStdString();
    query.limit = mostFound;
    m_searching = m_context.run<std::vector<NodeId>>(
        this, [tree = m_model->tree(), query](const CancelToken &cancel) { return tree->search(query, cancel); },
        [this, text](const std::vector<NodeId> &ids) { found(text, ids); });
}

void FilesView::found(const QString &text, std::vector<NodeId> ids)
{
    if (text != m_search->text())
        return; // another search is under way
    const auto count = static_cast<int>(ids.size());
    m_model->setFound(std::move(ids));
    m_count->setText(count >= static_cast<int>(mostFound)
                         ? tr("The first %n found; type more to find fewer", nullptr, count)
                         : tr("%n found", nullptr, count));
}

void FilesView::selectId(NodeId id)
{
    if (!m_search->text().isEmpty() && !m_model->indexOf(id).isValid()) {
        const QSignalBlocker quiet(m_search);
        m_search->clear();
        m_model->leaveFound();
    }
    const QModelIndex index = m_model->indexOf(id);
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

void FilesView::showPath(const std::string &path)
{
    if (!m_contents)
        return;
    setMap(false);
    if (m_model->tree()->find(path) == image::noNode)
        setScope(Whole, m_layer->currentIndex());
    const NodeId id = m_model->tree()->find(path);
    if (id != image::noNode)
        selectId(id);
}

void FilesView::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FilesView::currentChanged()
{
    const QModelIndex index = m_tree->currentIndex();
    if (index.isValid() && m_model->tree())
        m_preview->show(m_imageId, m_model->tree(), m_model->idOf(index));
    else
        m_preview->clear();
}

void FilesView::setMap(bool map)
{
    m_stack->setCurrentIndex(map ? 1 : 0);
    m_asMap->setChecked(map);
    m_asTree->setChecked(!map);
    if (!map || !m_model->tree())
        return;
    const QModelIndex index = m_tree->currentIndex();
    if (index.isValid() && m_model->tree()->contains(m_model->idOf(index))) {
        const NodeId id = m_model->idOf(index);
        showFolder(m_model->tree()->parent(id) == image::noNode ? image::rootNode : m_model->tree()->parent(id));
        m_map->setCurrent(id);
    } else {
        showFolder(m_folder);
    }
}

void FilesView::showFolder(NodeId folder)
{
    if (!m_model->tree())
        return;
    m_folder = folder;
    m_up->setEnabled(folder != image::rootNode);
    const image::Node node = m_model->tree()->node(folder);
    m_where->setText(u'/' + plainLine(m_model->tree()->path(folder)) + u"   "_s + formatSize(node.totalSize));
    m_map->setTiles(treemapTiles(*m_model->tree(), folder));
}

} // namespace tare::gui
