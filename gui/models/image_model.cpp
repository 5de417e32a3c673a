// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/image_model.h"

#include "core/base/time.h"
#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QFont>
#include <QStringList>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

bool isNumber(int column)
{
    return column == ImageModel::Size || column == ImageModel::UniqueSize || column == ImageModel::UsedBy;
}

} // namespace

int ImageModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ImageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Image &image = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(image, index.column());
    case Qt::ToolTipRole:
        return toolTip(image, index.column());
    case Qt::TextAlignmentRole:
        return isNumber(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                                  : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::FontRole:
        return index.column() == Id ? QVariant(monospaceFont(nullptr)) : QVariant();
    case SortRole:
        return sortKey(image, index.column());
    case IdRole:
        return key(image);
    default:
        return {};
    }
}

QVariant ImageModel::text(const Image &image, int column) const
{
    switch (column) {
    case Names:
        return imageTitle(image);
    case Id:
        return shortId(image.id);
    case Created:
        return formatAgo(image.created, nowNs());
    case Size:
        return formatSize(image.size);
    case UniqueSize:
        return formatSize(image.uniqueSize);
    case UsedBy:
        return image.containers == 0 ? u"\u2013"_s : QString::number(image.containers);
    default:
        return {};
    }
}

QVariant ImageModel::sortKey(const Image &image, int column) const
{
    switch (column) {
    case Created:
        return QVariant::fromValue<qlonglong>(image.created);
    case Size:
        return QVariant::fromValue<qlonglong>(image.size);
    case UniqueSize:
        return QVariant::fromValue<qlonglong>(image.uniqueSize);
    case UsedBy:
        return image.containers;
    default:
        return text(image, column);
    }
}

QVariant ImageModel::toolTip(const Image &image, int column) const
{
    switch (column) {
    case Names: {
        QStringList lines;
        for (const auto &name : image.names)
            lines += plainLine(name);
        // A view takes a tooltip for rich text when it looks like it; names are a stranger's.
        return lines.isEmpty() ? tr("This image has no name any more") : lines.join(u'\n').toHtmlEscaped();
    }
    case Id:
        return key(image).toHtmlEscaped();
    case Created:
        return formatDateTime(image.created);
    case Size:
        return tr("%1 unpacked, %2 as it was fetched")
            .arg(formatSize(image.size), formatSize(image.compressedSize));
    case UniqueSize:
        return tr("%1 in layers that no other image has; %2 are shared")
            .arg(formatSize(image.uniqueSize), formatSize(image.sharedSize));
    case UsedBy:
        return tr("Used by %n container(s)", nullptr, image.containers);
    default:
        return {};
    }
}

QVariant ImageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isNumber(section) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                    : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case Names:
            return tr("Repository and tag");
        case Id:
            return tr("Digest of the image's configuration, the first twelve digits");
        case Size:
            return tr("Of the unpacked layers together");
        case UniqueSize:
            return tr("Of the layers that no other image has: what removing the image frees");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Names:
        return tr("Name");
    case Id:
        return tr("Image id");
    case Created:
        return tr("Created", "column: when the image was made");
    case Size:
        return tr("Size");
    case UniqueSize:
        return tr("Unique", "column: size of what only this image has");
    case UsedBy:
        return tr("Used by", "column: number of containers that use the image");
    default:
        return {};
    }
}

void ImageModel::updateTimes()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Created), index(rowCount() - 1, Created), {Qt::DisplayRole});
}

QString imageTitle(const Image &image)
{
    QStringList names;
    for (const auto &name : image.names)
        names += plainLine(name);
    return names.isEmpty() ? u"<none>"_s : names.join(u", "_s);
}

} // namespace tare::gui
