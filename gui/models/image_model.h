// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"
#include "gui/models/keyed_table_model.h"

namespace tare::gui {

// One row an image, by its id.
class ImageModel : public KeyedTableModel<Image>
{
    Q_OBJECT
public:
    enum Column { Names, Id, Created, Size, UniqueSize, UsedBy, ColumnCount };
    enum Role { SortRole = Qt::UserRole, IdRole };
    using KeyedTableModel::KeyedTableModel;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // "2 hours ago" grows old: called once a minute while it is shown.
    void updateTimes();

protected:
    [[nodiscard]] QString key(const Image &image) const override { return QString::fromStdString(image.id); }

private:
    [[nodiscard]] QVariant text(const Image &image, int column) const;
    [[nodiscard]] QVariant sortKey(const Image &image, int column) const;
    [[nodiscard]] QVariant toolTip(const Image &image, int column) const;
};

// "tare/starter:latest", or "<none>" for an image without a name, as docker says it.
[[nodiscard]] QString imageTitle(const Image &image);

} // namespace tare::gui
