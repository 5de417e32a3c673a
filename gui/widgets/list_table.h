// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QSettings;
class QSortFilterProxyModel;

namespace tare::gui {

// What the pages' lists have in common: whole rows of a model, sorted and filtered over all columns without regard to case,
// columns that are remembered. `rows` are the model's; which of them are shown, and where, is the table's.
class ListTable : public QTableView
{
    Q_OBJECT
public:
    void setFilter(const QString &text);
    // Something is selected whenever there is something.
    void settleSelection();
    void saveState(QSettings &settings) const;
    void restoreState(const QSettings &settings); // with what it is sorted by

Q_SIGNALS:
    void chosen(); // another row

protected:
    // `columnsKey`: where the columns are remembered, "networks/columns". The model stays the caller's.
    ListTable(QAbstractItemModel *model, int sortRole, QString columnsKey, QWidget *parent);

    [[nodiscard]] QSortFilterProxyModel *proxy() const { return m_proxy; }
    [[nodiscard]] int rowOf(const QModelIndex &shown) const;
    // The first of the selected ones; -1: none is.
    [[nodiscard]] int selectedRow() const;
    // Selects it and brings it into sight; false for -1, and for one that the filter hides.
    bool showRow(int row);

private:
    QSortFilterProxyModel *m_proxy = nullptr;
    QString m_columnsKey;
};

} // namespace tare::gui
