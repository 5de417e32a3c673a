// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"
#include "gui/widgets/list_table.h"

#include <vector>

namespace tare::gui {

class ImageModel;

// The images, to be sorted, filtered and chosen: one to look at, several to work on.
class ImageTable : public ListTable
{
    Q_OBJECT
public:
    explicit ImageTable(QWidget *parent = nullptr);

    void merge(const std::vector<Image> &images);
    void updateTimes();
    // Of several the one that has the keyboard; null when there is none. Until the next merge().
    [[nodiscard]] const Image *selected() const;
    [[nodiscard]] std::vector<Image> selectedImages() const;
    [[nodiscard]] const std::vector<Image> &images() const; // until the next merge()
    // By id or name; false when it is not there.
    bool select(const QString &nameOrId);

private:
    ImageTable(ImageModel *model, QWidget *parent); // which becomes its own
    void buildHead();

    ImageModel *m_model = nullptr;
};

} // namespace tare::gui
