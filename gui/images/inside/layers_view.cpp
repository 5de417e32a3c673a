// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/layers_view.h"

#include "gui/app/icons.h"
#include "gui/app/theme.h"
#include "gui/files/change_look.h"
#include "gui/images/inside/instruction.h"
#include "gui/images/inside/layer_stack.h"
#include "gui/images/inside/media_words.h"
#include "gui/widgets/format.h"

#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;
using image::LayerInfo;

namespace {

constexpr std::size_t largestShown = 12;
constexpr int instructionLines = 4;

// Bytes of each layer that the finished image still has.
std::vector<qint64> seenBytes(const InsideImage &inside)
{
    std::vector<qint64> seen;
    for (const LayerInfo &layer : inside.contents->layers())
        seen.push_back(layer.size);
    for (const image::UnseenFile &file : inside.waste.unseen) {
        for (const image::UnseenFile::Version &version : file.versions) {
            if (version.storedBy < seen.size())
                seen[version.storedBy] = std::max<qint64>(0, seen[version.storedBy] - version.bytes);
        }
    }
    return seen;
}

// An import has no instruction, but often a comment.
QString madeBy(const LayerInfo &layer)
{
    return instructionText(layer.createdBy.empty() ? layer.comment : layer.createdBy);
}

QTreeWidget *list(const QString &name, const QString &accessible, const QStringList &columns)
{
    auto *tree = new QTreeWidget;
    tree->setObjectName(name);
    tree->setAccessibleName(accessible);
    tree->setRootIsDecorated(false);
    tree->setAlternatingRowColors(true);
    tree->setUniformRowHeights(true);
    tree->setTextElideMode(Qt::ElideMiddle);
    tree->setTabKeyNavigation(false);
    tree->setColumnCount(static_cast<int>(columns.size()));
    tree->setHeaderLabels(columns);
    return tree;
}

} // namespace

LayersView::LayersView(QWidget *parent)
    : QWidget(parent), m_splitter(new QSplitter(Qt::Horizontal, this)), m_area(new QScrollArea), m_stack(new LayerStack),
      m_title(new QLabel), m_legend(new QLabel), m_instruction(new QPlainTextEdit),
      m_facts(list(u"images.layers.facts"_s, tr("The layer in numbers"), {tr("What"), tr("Value")})),
      m_largest(list(u"images.layers.largest"_s, tr("Largest files of the layer"), {tr("Largest files"), tr("Size")})),
      m_files(new QPushButton(themedIcon(u"images"_s), tr("Show its &files")))
{
    setObjectName(u"images.layers"_s);
    m_stack->setObjectName(u"images.layers.stack"_s);
    m_stack->setAccessibleName(tr("Layers by size, the lowest at the bottom"));
    m_area->setWidget(m_stack);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_legend->setTextFormat(Qt::PlainText);
    m_legend->setWordWrap(true);
    m_legend->setText(tr("Filled: what the finished image shows. Hatched: stored, and hidden by a layer above."));
    m_title->setObjectName(u"images.layers.title"_s);
    m_title->setTextFormat(Qt::PlainText);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_instruction->setObjectName(u"images.layers.instruction"_s);
    m_instruction->setAccessibleName(tr("The instruction that made the layer"));
    m_instruction->setReadOnly(true);
    m_instruction->setTabChangesFocus(true);
    m_instruction->setFont(monospaceFont(this));
    m_instruction->setFixedHeight(instructionLines * m_instruction->fontMetrics().lineSpacing() + 2 * gridUnit);
    m_facts->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_facts->setHeaderHidden(true);
    m_largest->header()->setStretchLastSection(false);
    m_largest->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_largest->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_files->setObjectName(u"images.layers.files"_s);
    m_files->setAccessibleName(tr("Show its files"));
    m_files->setToolTip(tr("The files that this layer holds and removes, in the view Files"));
    m_files->setAutoDefault(false);

    auto *left = new QWidget;
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->addWidget(m_area, 1);
    leftColumn->addWidget(m_legend);
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_title);
    column->addWidget(m_instruction);
    column->addWidget(m_facts, 3);
    column->addWidget(m_largest, 3);
    column->addWidget(m_files, 0, Qt::AlignLeft);
    m_splitter->setObjectName(u"images.layers.splitter"_s);
    m_splitter->addWidget(left);
    m_splitter->addWidget(right);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(gridUnit);
    m_splitter->setSizes({1000, 1000});
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, gridUnit, 0, 0);
    all->addWidget(m_splitter);

    connect(m_stack, &LayerStack::currentChanged, this, &LayersView::showLayer);
    connect(m_files, &QPushButton::clicked, this, [this]() { Q_EMIT filesAsked(m_stack->current()); });
    connect(m_largest, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        Q_EMIT fileAsked(m_stack->current(), item->data(0, Qt::UserRole).toByteArray().toStdString());
    });
    clear();
}

void LayersView::setInside(const InsidePointer &inside)
{
    m_contents = inside->contents;
    const std::vector<qint64> seen = seenBytes(*inside);
    std::vector<LayerStack::Layer> stack;
    qint64 largest = -1;
    int chosen = 0;
    for (std::size_t i = 0; i < m_contents->layers().size(); ++i) {
        const LayerInfo &layer = m_contents->layers()[i];
        stack.push_back({QString::number(i + 1), madeBy(layer), layer.size, seen[i]});
        if (layer.size > largest) {
            largest = layer.size;
            chosen = static_cast<int>(i);
        }
    }
    setEnabled(true);
    m_stack->setLayers(std::move(stack));
    m_stack->setCurrent(chosen);
    showLayer(chosen);
}

void LayersView::clear()
{
    m_contents.reset();
    m_stack->setLayers({});
    m_title->clear();
    m_instruction->clear();
    m_facts->clear();
    m_largest->clear();
    setEnabled(false);
}

void LayersView::showLayer(int index)
{
    if (!m_contents || index < 0 || index >= static_cast<int>(m_contents->layers().size()))
        return;
    const auto at = static_cast<std::size_t>(index);
    const LayerInfo &layer = m_contents->layers()[at];
    m_title->setText(tr("Layer %1 of %2").arg(index + 1).arg(m_contents->layers().size()));
    m_instruction->setPlainText(madeBy(layer));
    m_facts->clear();
    const auto row = [this](const QString &name, const QString &value, const QString &tip = {}) {
        auto *item = new QTreeWidgetItem(m_facts, {name, value});
        item->setToolTip(0, tip.toHtmlEscaped());
        item->setToolTip(1, value.toHtmlEscaped());
    };
    const auto counts = [](const image::LayerCounts &c) {
        return tr("%n file(s), %1", nullptr, static_cast<int>(c.files)).arg(formatSize(c.bytes));
    };
    row(tr("Files"), formatSize(layer.size), tr("Bytes of the files in the layer, unpacked"));
    row(tr("As stored"), formatSize(layer.compressedSize), tr("Bytes of the compressed layer, as it travels"));
    row(changeSign(image::Change::Added) + u' ' + changeWord(image::Change::Added), counts(layer.added));
    row(changeSign(image::Change::Changed) + u' ' + changeWord(image::Change::Changed), counts(layer.changed));
    row(changeSign(image::Change::Touched) + u' ' + changeWord(image::Change::Touched), counts(layer.touched),
        tr("The same contents with another mode, owner, time or attribute: stored once more"));
    row(changeSign(image::Change::Removed) + u' ' + changeWord(image::Change::Removed), counts(layer.removed),
        tr("Gone from sight; the bytes stay in the layers below"));
    row(tr("Whiteouts"), QString::number(layer.whiteouts), tr("Marks that hide a file of a layer below (.wh.…)"));
    row(tr("Opaque folders"), QString::number(layer.opaqueFolders),
        tr("Folders that hide all that the layers below have in them (.wh..wh..opq)"));
    if (layer.created != 0)
        row(tr("Made"), formatDateTime(layer.created));
    if (!layer.comment.empty())
        row(tr("Comment"), plainLine(layer.comment));
    row(tr("Media type"), plainLine(layer.mediaType), mediaTypeWords(layer.mediaType));
    row(tr("Digest"), plainLine(layer.digest), tr("Of the compressed bytes: what the manifest names"));
    row(tr("Diff id"), plainLine(layer.diffId), tr("Of the unpacked tar: what the configuration names"));
    m_largest->clear();
    const auto tree = m_contents->tree(image::TreeQuery::ofLayer(at));
    for (const image::NodeId id : tree->largest(largestShown)) {
        const image::Node node = tree->node(id);
        const std::string path = tree->path(id);
        auto *item = new QTreeWidgetItem(m_largest, {u'/' + plainLine(path), formatSize(node.size)});
        item->setData(0, Qt::UserRole, QByteArray::fromStdString(path));
        item->setToolTip(0, (u'/' + plainLine(path)).toHtmlEscaped());
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    }
}

} // namespace tare::gui
