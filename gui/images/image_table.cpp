// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/image_table.h"

#include "gui/app/theme.h"
#include "gui/models/image_model.h"
#include "gui/widgets/format.h"

#include <QHeaderView>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

ImageTable::ImageTable(QWidget *parent) : ImageTable(new ImageModel, parent) {}

ImageTable::ImageTable(ImageModel *model, QWidget *parent)
    : ListTable(model, ImageModel::SortRole, u"images/columns2"_s, parent), m_model(model)
{
    m_model->setParent(this);
    setObjectName(u"images.table"_s);
    setAccessibleName(tr("Images"));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    sortByColumn(ImageModel::Names, Qt::AscendingOrder);
    buildHead();
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ImageTable::chosen);
}

void ImageTable::buildHead()
{
    auto *head = horizontalHeader();
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
    return &m_model->row(rowOf(rows.contains(current) ? current : rows.constFirst()));
}

std::vector<Image> ImageTable::selectedImages() const
{
    std::vector<Image> out;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        out.push_back(m_model->row(rowOf(row)));
    return out;
}

const std::vector<Image> &ImageTable::images() const
{
    return m_model->rows();
}

bool ImageTable::select(const QString &nameOrId)
{
    const std::string wanted = nameOrId.toStdString();
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const Image &image = m_model->row(i);
        const bool named = std::find(image.names.begin(), image.names.end(), wanted) != image.names.end();
        if (!named && image.id != wanted)
            continue;
        showRow(i);
        return true;
    }
    return false;
}

} // namespace tare::gui
