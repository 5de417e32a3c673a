// SPDX-License-Identifier: GPL-3.0-or-later
// A table that is brought up to date by merging on keys, never by a reset: selection, scroll position and an open editor
// survive.
#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <algorithm>
#include <utility>
#include <vector>

namespace tare::gui {

// Row needs operator==. Keys are unique.
template <class Row> class KeyedTableModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] const Row &row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    // -1 when there is none.
    [[nodiscard]] int find(const QString &wanted) const
    {
        const auto at = std::find_if(m_rows.begin(), m_rows.end(),
                                     [&](const Row &candidate) { return key(candidate) == wanted; });
        return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
    }

    // The rows become `fresh`, in its order, by removing, inserting, moving and changing single rows.
    void merge(std::vector<Row> fresh)
    {
        for (int i = rowCount() - 1; i >= 0; --i) {
            const QString old = key(row(i));
            if (std::none_of(fresh.begin(), fresh.end(), [&](const Row &r) { return key(r) == old; })) {
                this->beginRemoveRows({}, i, i);
                m_rows.erase(m_rows.begin() + i);
                this->endRemoveRows();
            }
        }
        for (int i = 0; i < static_cast<int>(fresh.size()); ++i)
            place(i, std::move(fresh[static_cast<std::size_t>(i)]));
    }

protected:
    [[nodiscard]] virtual QString key(const Row &row) const = 0;

private:
    void place(int i, Row &&fresh)
    {
        const int at = find(key(fresh));
        if (at < 0) {
            this->beginInsertRows({}, i, i);
            m_rows.insert(m_rows.begin() + i, std::move(fresh));
            this->endInsertRows();
            return;
        }
        if (at != i) { // every row before i is in its place already, so it is behind
            this->beginMoveRows({}, at, at, {}, i);
            std::rotate(m_rows.begin() + i, m_rows.begin() + at, m_rows.begin() + at + 1);
            this->endMoveRows();
        }
        auto &kept = m_rows[static_cast<std::size_t>(i)];
        if (kept == fresh)
            return;
        kept = std::move(fresh);
        Q_EMIT this->dataChanged(this->index(i, 0), this->index(i, this->columnCount() - 1));
    }

    std::vector<Row> m_rows;
};

} // namespace tare::gui
