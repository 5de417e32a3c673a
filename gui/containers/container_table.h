// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"
#include "gui/widgets/list_table.h"

namespace tare::gui {

class ContainerModel;

// The containers, to be sorted, filtered and chosen.
class ContainerTable : public ListTable
{
    Q_OBJECT
public:
    // The model stays the caller's.
    explicit ContainerTable(ContainerModel *model, QWidget *parent = nullptr);

    // Null when there is none; until the model's next merge.
    [[nodiscard]] const Container *selected() const;
    // By id or name; false when it is not there.
    bool select(const QString &nameOrId);
    // The row of this id when it is shown, else the first; false when there is no row at all.
    bool selectOneOf(const QString &id);
    // Opens the editor of the selected one's name.
    void editName();

private:
    void buildHead();

    ContainerModel *m_model = nullptr;
};

} // namespace tare::gui
