// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/palette/palette_index.h"

#include <QAbstractListModel>

namespace tare::gui {

// The rows that the palette shows of what its index found.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    // Qt::DisplayRole: "web › Stop". Where a row belongs and its key are beside it.
    enum Role { NameRole = Qt::UserRole, VerbRole, PlaceRole, KeyRole, NamePlacesRole, VerbPlacesRole };
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] PaletteIndex &index() { return m_index; }
    [[nodiscard]] const PaletteHit &hit(int row) const { return m_hits[row]; }
    void search(const QString &words);

    using QAbstractListModel::index;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString name(const PaletteHit &hit) const;
    [[nodiscard]] QString verb(const PaletteHit &hit) const;
    [[nodiscard]] QString place(const PaletteHit &hit) const;
    [[nodiscard]] QKeySequence key(const PaletteHit &hit) const;
    [[nodiscard]] QIcon icon(const PaletteHit &hit) const;
    // Indexes of the letters that were typed.
    [[nodiscard]] QVariant places(const QString &text) const;

    PaletteIndex m_index;
    QVector<PaletteHit> m_hits;
    std::vector<FoldedText> m_words;
};

} // namespace tare::gui
