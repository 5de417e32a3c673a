// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/images/inside/marked_picture.h"

#include <QColor>
#include <QRectF>
#include <QString>
#include <cstdint>
#include <vector>

namespace tare::gui {

// Sizes as areas, two levels at once: the tiles of a folder, and in each what lies in it. Arrow keys and the mouse move
// the mark, Enter or a double click opens, Backspace goes up.
class Treemap : public MarkedPicture
{
    Q_OBJECT
public:
    struct Tile
    {
        QString label;
        double value = 0; // bytes
        QColor color;     // of its ground; invalid: the neutral one
        std::uint64_t id = 0;
        bool opens = false; // a folder
        std::vector<Tile> inner;
    };

    explicit Treemap(QWidget *parent = nullptr);

    // In descending order of value, the inner ones too.
    void setTiles(std::vector<Tile> tiles);
    [[nodiscard]] const std::vector<Tile> &tiles() const { return m_tiles; }
    void setCurrent(std::uint64_t id);
    // Where a tile lies; empty when it is not shown.
    [[nodiscard]] QRectF tileRect(std::uint64_t id) const;

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void currentChanged(quint64 id);
    void opened(quint64 id);
    void upAsked();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void markFirst() override;

private:
    struct Placed
    {
        const Tile *tile;
        QRectF rect;
        int depth;
    };
    void place();
    void paintTile(QPainter &painter, const Placed &placed) const;
    void move(int key);
    [[nodiscard]] const Placed *at(const QPointF &point) const; // the innermost
    [[nodiscard]] const Placed *find(std::uint64_t id) const;

    std::vector<Tile> m_tiles;
    std::vector<Placed> m_placed; // outer before inner
    std::uint64_t m_current = 0;
    bool m_hasCurrent = false;
};

} // namespace tare::gui
