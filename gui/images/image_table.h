// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QTableView>
#include <vector>

class QSettings;
class QSortFilterProxyModel;

namespace tare::gui {

class ImageModel;

// The images, to be sorted, filtered and chosen: one to look at, several to work on.
class ImageTable : public QTableView
{
    Q_OBJECT
public:
    explicit ImageTable(QWidget *parent = nullptr);

    void merge(const std::vector<Image> &images);
    void setFilter(const QString &text);
    void updateTimes();
    // Of several the one that has the keyboard; null when there is none. Until the next merge().
    [[nodiscard]] const Image *selected() const;
    [[nodiscard]] std::vector<Image> selectedImages() const;
    // By id or name; false when it is not there.
    bool select(const QString &nameOrId);
    // Something is selected whenever there is something.
    void settleSelection();
    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

Q_SIGNALS:
    void chosen(); // another one, or the same with other facts

private:
    void buildHead();

    ImageModel *m_model = nullptr;
    QSortFilterProxyModel *m_proxy = nullptr;
};

} // namespace tare::gui
