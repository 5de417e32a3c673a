// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/network_model.h"

#include <QTableView>

class QSettings;
class QSortFilterProxyModel;

namespace tare::gui {

// The networks, to be sorted, filtered and chosen.
class NetworkTable : public QTableView
{
    Q_OBJECT
public:
    explicit NetworkTable(QWidget *parent = nullptr);

    void merge(std::vector<NetworkRow> rows);
    void setFilter(const QString &text);
    // Null when there is none; until the next merge().
    [[nodiscard]] const NetworkRow *selected() const;
    // By id or name; false when it is not there.
    bool select(const QString &nameOrId);
    // Something is selected whenever there is something.
    void settleSelection();
    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings);

Q_SIGNALS:
    void chosen(); // another one, or the same with other facts

private:
    NetworkModel *m_model = nullptr;
    QSortFilterProxyModel *m_proxy = nullptr;
};

} // namespace tare::gui
