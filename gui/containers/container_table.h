// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QTableView>

class QSettings;
class QSortFilterProxyModel;

namespace tare::gui {

class ContainerModel;

// The containers, to be sorted, filtered and chosen.
class ContainerTable : public QTableView
{
    Q_OBJECT
public:
    // The model stays the caller's.
    explicit ContainerTable(ContainerModel *model, QWidget *parent = nullptr);

    void setFilter(const QString &text);
    // Null when there is none; until the model's next merge.
    [[nodiscard]] const Container *selected() const;
    // By id or name; false when it is not there.
    bool select(const QString &nameOrId);
    // The row of this id when it is shown, else the first; false when there is no row at all.
    bool selectOneOf(const QString &id);
    // Opens the editor of the selected one's name.
    void editName();
    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

Q_SIGNALS:
    void chosen();

private:
    void buildHead();

    ContainerModel *m_model = nullptr;
    QSortFilterProxyModel *m_proxy = nullptr;
};

} // namespace tare::gui
