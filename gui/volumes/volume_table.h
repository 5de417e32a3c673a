// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/volume_model.h"

#include <QTableView>

class QSettings;
class QSortFilterProxyModel;

namespace tare::gui {

// The volumes, to be sorted, filtered and chosen.
class VolumeTable : public QTableView
{
    Q_OBJECT
public:
    explicit VolumeTable(QWidget *parent = nullptr);

    void merge(std::vector<VolumeRow> rows);
    void setFilter(const QString &text);
    void updateTimes();
    // Null when there is none; until the next merge().
    [[nodiscard]] const VolumeRow *selected() const;
    // By its name; false when it is not there.
    bool select(const QString &name);
    // Something is selected whenever there is something.
    void settleSelection();
    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

Q_SIGNALS:
    void chosen(); // another one, or the same with other facts

private:
    VolumeModel *m_model = nullptr;
    QSortFilterProxyModel *m_proxy = nullptr;
};

} // namespace tare::gui
