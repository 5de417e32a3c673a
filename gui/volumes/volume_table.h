// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/volume_model.h"
#include "gui/widgets/list_table.h"

namespace tare::gui {

// The volumes, to be sorted, filtered and chosen.
class VolumeTable : public ListTable
{
    Q_OBJECT
public:
    explicit VolumeTable(QWidget *parent = nullptr);

    void merge(std::vector<VolumeRow> rows);
    void setFilter(const QString &text);
    void updateTimes();
    // Null when there is none; until the next merge().
    [[nodiscard]] const VolumeRow *selected() const;
    [[nodiscard]] const std::vector<VolumeRow> &rows() const; // until the next merge()
    // By its name; false when it is not there.
    bool select(const QString &name);

private:
    VolumeTable(VolumeModel *model, QWidget *parent); // which becomes its own
    VolumeModel *m_model = nullptr;
};

} // namespace tare::gui
