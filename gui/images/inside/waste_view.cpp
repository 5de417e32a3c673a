// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/waste_view.h"

#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostRows = 5000;
enum Column { Path, Bytes, Layers };
enum Role { PathRole = Qt::UserRole, LayerRole };

QTreeWidgetItem *row(QTreeWidget *tree, const std::string &path, qint64 bytes, const QString &layers, int layer)
{
    const QString shown = u'/' + plainLine(path);
    auto *item = new QTreeWidgetItem({shown, formatSize(bytes), layers});
    item->setData(Path, PathRole, QByteArray::fromStdString(path));
    item->setData(Path, LayerRole, layer);
    item->setToolTip(Path, shown.toHtmlEscaped());
    item->setToolTip(Layers, layers.toHtmlEscaped());
    item->setTextAlignment(Bytes, Qt::AlignRight | Qt::AlignVCenter);
    tree->addTopLevelItem(item);
    return item;
}

} // namespace

WasteView::WasteView(QWidget *parent)
    : QWidget(parent), m_finding(new QLabel(this)), m_numbers(new QLabel(this)), m_meaning(new QLabel(this)),
      m_which(new QComboBox(this)), m_files(new QTreeWidget(this))
{
    setObjectName(u"images.waste"_s);
    m_finding->setObjectName(u"images.waste.finding"_s);
    m_numbers->setObjectName(u"images.waste.numbers"_s);
    m_meaning->setObjectName(u"images.waste.meaning"_s);
    for (QLabel *label : {m_finding, m_numbers, m_meaning}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_finding->setFont(large);
    m_which->setObjectName(u"images.waste.which"_s);
    m_which->setAccessibleName(tr("Which waste"));
    m_which->addItems({tr("Stored and never seen"), tr("Stored more than once (dive's list)")});
    m_files->setObjectName(u"images.waste.files"_s);
    m_files->setAccessibleName(tr("Files that are carried for nothing"));
    m_files->setColumnCount(3);
    m_files->setHeaderLabels({tr("File"), tr("Wasted"), tr("By which layers")});
    m_files->headerItem()->setTextAlignment(Bytes, Qt::AlignRight | Qt::AlignVCenter);
    m_files->setRootIsDecorated(false);
    m_files->setUniformRowHeights(true);
    m_files->setAlternatingRowColors(true);
    m_files->setTextElideMode(Qt::ElideMiddle);
    m_files->setTabKeyNavigation(false);
    m_files->header()->setStretchLastSection(false);
    m_files->header()->setSectionResizeMode(Path, QHeaderView::Stretch);
    m_files->header()->setSectionResizeMode(Bytes, QHeaderView::ResizeToContents);
    m_files->header()->setSectionResizeMode(Layers, QHeaderView::ResizeToContents);
    m_files->setToolTip(tr("Enter shows the file in the view Files, in the layer that stored it"));

    auto *line = new QHBoxLayout;
    line->addWidget(m_which);
    line->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, gridUnit, 0, 0);
    column->setSpacing(gridUnit);
    column->addWidget(m_finding);
    column->addWidget(m_numbers);
    column->addLayout(line);
    column->addWidget(m_files, 1);
    column->addWidget(m_meaning);
    connect(m_which, &QComboBox::currentIndexChanged, this, &WasteView::fill);
    connect(m_files, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        Q_EMIT fileAsked(item->data(Path, LayerRole).toInt(), item->data(Path, PathRole).toByteArray().toStdString());
    });
    clear();
}

void WasteView::setInside(const InsidePointer &inside)
{
    m_waste = inside->waste;
    setEnabled(true);
    const double share = m_waste.storedBytes > 0 ? 100.0 * static_cast<double>(m_waste.unseenBytes) /
                                                       static_cast<double>(m_waste.storedBytes)
                                                 : 0;
    m_finding->setText(m_waste.unseenBytes == 0
                           ? tr("Every byte that the layers store can be seen in the image")
                           : tr("%1 are stored and never seen: %2 of the image")
                                 .arg(formatSize(m_waste.unseenBytes), formatPercent(share)));
    m_numbers->setText(tr("Efficiency by dive's definition: %1. Wasted by it: %2, which is %3 of what the layers above the "
                          "lowest add.")
                           .arg(formatPercent(100 * m_waste.efficiency), formatSize(m_waste.wastedBytes),
                                formatPercent(100 * m_waste.wastedUserShare)));
    fill();
}

void WasteView::clear()
{
    m_waste = {};
    m_finding->clear();
    m_numbers->clear();
    m_meaning->clear();
    m_files->clear();
    setEnabled(false);
}

void WasteView::fill()
{
    m_files->clear();
    if (m_which->currentIndex() == 0)
        fillUnseen();
    else
        fillRepeated();
}

void WasteView::fillUnseen()
{
    for (const image::UnseenFile &file : m_waste.unseen) {
        if (m_files->topLevelItemCount() >= static_cast<int>(mostRows))
            break;
        QStringList layers;
        for (const image::UnseenFile::Version &version : file.versions)
            layers += (version.removed ? tr("stored by %1, removed by %2") : tr("stored by %1, covered by %2"))
                          .arg(version.storedBy + 1)
                          .arg(version.hiddenBy + 1);
        row(m_files, file.path, file.bytes, layers.join(u"; "_s), file.versions.empty() ? 0 : file.versions.front().storedBy);
    }
    m_meaning->setText(tr("A file that a later layer replaces or removes still travels with the image: a layer is never "
                          "changed, only covered. To save the bytes, remove a file in the instruction that made it."));
}

void WasteView::fillRepeated()
{
    for (const image::RepeatedFile &file : m_waste.repeated) {
        if (m_files->topLevelItemCount() >= static_cast<int>(mostRows))
            break;
        QStringList layers;
        for (const std::uint16_t layer : file.layers)
            layers += QString::number(layer + 1);
        row(m_files, file.path, file.cumulativeSize, tr("%n time(s): %1", nullptr, static_cast<int>(file.layers.size()))
                                                        .arg(layers.join(u", "_s)),
            file.layers.empty() ? 0 : file.layers.front());
    }
    m_meaning->setText(tr("dive counts a path that several layers hold with all its versions together. Its efficiency is "
                          "the least size of each path over all sizes of it."));
}

} // namespace tare::gui
