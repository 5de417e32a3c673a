// SPDX-License-Identifier: GPL-3.0-or-later
// A table that is brought up to date by merging on keys, never by a reset: selection, scroll position and an open editor
// survive.
#pragma once

#include <QAbstractTableModel>
#include <QSet>
#include <QString>
#include <algorithm>
#include <iterator>
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
    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; } // until the next merge()
    // -1 when there is none.
    [[nodiscard]] int find(const QString &wanted) const
    {
        const auto at = std::find_if(m_rows.begin(), m_rows.end(),
                                     [&](const Row &candidate) { return key(candidate) == wanted; });
        return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
    }

    // The rows become `fresh`, in its order, by removing, inserting, moving and changing rows; neighbours that come or go
    // do so together.
    void merge(std::vector<Row> fresh)
    {
        QSet<QString> wanted, kept;
        for (const Row &row : fresh)
            wanted.insert(key(row));
        for (int last = rowCount() - 1; last >= 0; --last) {
            if (QString old = key(row(last)); wanted.contains(old)) {
                kept.insert(std::move(old));
                continue;
            }
            int first = last;
            while (first > 0 && !wanted.contains(key(row(first - 1))))
                --first;
            this->beginRemoveRows({}, first, last);
            m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
            this->endRemoveRows();
            last = first;
        }
        const int count = static_cast<int>(fresh.size());
        for (int i = 0; i < count;) {
            int end = i;
            while (end < count && !kept.contains(key(fresh[static_cast<std::size_t>(end)])))
                ++end;
            if (end > i) {
                this->beginInsertRows({}, i, end - 1);
                m_rows.insert(m_rows.begin() + i, std::make_move_iterator(fresh.begin() + i),
                              std::make_move_iterator(fresh.begin() + end));
                this->endInsertRows();
                i = end;
            } else {
                place(i, std::move(fresh[static_cast<std::size_t>(i)]));
                ++i;
            }
        }
    }

protected:
    [[nodiscard]] virtual QString key(const Row &row) const = 0;

private:
    // One that is among the rows, at i or behind it.
    void place(int i, Row &&fresh)
    {
        const QString wanted = key(fresh);
        int at = i;
        while (at < rowCount() && key(row(at)) != wanted)
            ++at;
        if (at == rowCount())
            return; // a second row of the same key: the first stands
        if (at != i) {
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
