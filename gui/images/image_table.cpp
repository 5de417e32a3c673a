// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/image_table.h"

#include "gui/app/theme.h"
#include "gui/models/image_model.h"
#include "gui/widgets/format.h"

#include <QHeaderView>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

ImageTable::ImageTable(QWidget *parent)
    : QTableView(parent), m_model(new ImageModel(this)), m_proxy(new QSortFilterProxyModel(this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(ImageModel::SortRole);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    setObjectName(u"images.table"_s);
    setAccessibleName(tr("Images"));
    setModel(m_proxy);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSortingEnabled(true);
    sortByColumn(ImageModel::Names, Qt::AscendingOrder);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    verticalHeader()->hide();
    buildHead();
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ImageTable::chosen);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ImageTable::chosen);
}

void ImageTable::buildHead()
{
    auto *head = horizontalHeader();
    head->setHighlightSections(false);
    // What one looks for first stands first: in a narrow window the rest is reached by scrolling.
    head->setStretchLastSection(true);
    head->moveSection(ImageModel::Id, ImageModel::ColumnCount - 1);
    head->moveSection(head->visualIndex(ImageModel::Created), ImageModel::ColumnCount - 1);
    // By what is widest in a column, not by looking through all rows: there may be thousands.
    const QFontMetrics metrics(font());
    const int id = QFontMetrics(monospaceFont(this)).horizontalAdvance(u"0123456789ab"_s);
    head->setMinimumSectionSize(5 * gridUnit);
    head->resizeSection(ImageModel::Names, 24 * gridUnit);
    head->resizeSection(ImageModel::Id, id + 2 * gridUnit);
    head->resizeSection(ImageModel::Created, metrics.horizontalAdvance(formatAgo(1, qint64(50) * 60 * 1'000'000'000)) +
                                                 3 * gridUnit);
    for (const int column : {ImageModel::Size, ImageModel::UniqueSize})
        head->resizeSection(column, metrics.horizontalAdvance(u"999.9 MB"_s) + 3 * gridUnit);
    head->resizeSection(ImageModel::UsedBy, 8 * gridUnit);
}

void ImageTable::merge(const std::vector<Image> &images)
{
    m_model->merge(images);
}

void ImageTable::setFilter(const QString &text)
{
    m_proxy->setFilterFixedString(text);
}

void ImageTable::updateTimes()
{
    m_model->updateTimes();
}

const Image *ImageTable::selected() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty())
        return nullptr;
    const QModelIndex current = currentIndex().siblingAtColumn(0);
    return &m_model->row(m_proxy->mapToSource(rows.contains(current) ? current : rows.constFirst()).row());
}

std::vector<Image> ImageTable::selectedImages() const
{
    std::vector<Image> out;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        out.push_back(m_model->row(m_proxy->mapToSource(row).row()));
    return out;
}

bool ImageTable::select(const QString &nameOrId)
{
    const std::string wanted = nameOrId.toStdString();
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Image &image = m_model->row(i);
        const bool named = std::find(image.names.begin(), image.names.end(), wanted) != image.names.end();
        if (!named && image.id != wanted)
            continue;
        const QModelIndex shown = m_proxy->mapFromSource(m_model->index(i, 0));
        selectRow(shown.row());
        scrollTo(shown);
        return true;
    }
    return false;
}

void ImageTable::settleSelection()
{
    if (selected() == nullptr && m_proxy->rowCount() > 0)
        selectRow(0);
}

void ImageTable::saveState(QSettings &settings) const
{
    settings.setValue(u"images/columns2"_s, horizontalHeader()->saveState());
}

void ImageTable::restoreState(const QSettings &settings)
{
    horizontalHeader()->restoreState(settings.value(u"images/columns2"_s).toByteArray());
}

} // namespace tare::gui
