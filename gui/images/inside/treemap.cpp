// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/treemap.h"

#include "gui/app/theme.h"
#include "gui/images/inside/treemap_layout.h"
#include "gui/widgets/format.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr double leastSide = 3;   // a tile below that is not painted
constexpr double nestedSide = 28; // below that a tile shows no inner ones

QColor neutral()
{
    return isDark() ? QColor(0x4a, 0x52, 0x5a) : QColor(0xd3, 0xda, 0xe1);
}

// Black or white, whichever is read better on it (WCAG 2.1 relative luminance).
QColor textOn(const QColor &ground)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    const double light =
        0.2126 * linear(ground.redF()) + 0.7152 * linear(ground.greenF()) + 0.0722 * linear(ground.blueF());
    return light > 0.179 ? Qt::black : Qt::white;
}

} // namespace

Treemap::Treemap(QWidget *parent) : MarkedPicture(parent)
{
    setMouseTracking(false);
}

void Treemap::setTiles(std::vector<Tile> tiles)
{
    m_tiles = std::move(tiles);
    place();
    m_hasCurrent = m_hasCurrent && find(m_current) != nullptr;
    update();
}

void Treemap::setCurrent(std::uint64_t id)
{
    m_current = id;
    m_hasCurrent = find(id) != nullptr;
    update();
}

QRectF Treemap::tileRect(std::uint64_t id) const
{
    const Placed *placed = find(id);
    return placed == nullptr ? QRectF() : placed->rect;
}

QSize Treemap::minimumSizeHint() const
{
    return {20 * gridUnit, 12 * gridUnit};
}

QSize Treemap::sizeHint() const
{
    return {60 * gridUnit, 30 * gridUnit};
}

void Treemap::place()
{
    m_placed.clear();
    const auto values = [](const std::vector<Tile> &tiles) {
        std::vector<double> out;
        out.reserve(tiles.size());
        for (const Tile &tile : tiles)
            out.push_back(tile.value);
        return out;
    };
    const auto rects = squarify(values(m_tiles), QRectF(rect()));
    const double head = fontMetrics().height() + 2.0;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        if (rects[i].width() < leastSide || rects[i].height() < leastSide)
            continue;
        m_placed.push_back({&m_tiles[i], rects[i], 0});
        const QRectF inside = rects[i].adjusted(3, head, -3, -3);
        if (m_tiles[i].inner.empty() || inside.width() < nestedSide || inside.height() < nestedSide)
            continue;
        const auto inner = squarify(values(m_tiles[i].inner), inside);
        for (std::size_t k = 0; k < inner.size(); ++k) {
            if (inner[k].width() >= leastSide && inner[k].height() >= leastSide)
                m_placed.push_back({&m_tiles[i].inner[k], inner[k], 1});
        }
    }
}

const Treemap::Placed *Treemap::at(const QPointF &point) const
{
    const Placed *found = nullptr;
    for (const Placed &placed : m_placed) {
        if (placed.rect.contains(point))
            found = &placed;
    }
    return found;
}

const Treemap::Placed *Treemap::find(std::uint64_t id) const
{
    for (const Placed &placed : m_placed) {
        if (placed.tile->id == id)
            return &placed;
    }
    return nullptr;
}

bool Treemap::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const Placed *placed = at(help->pos()))
            QToolTip::showText(help->globalPos(),
                               (placed->tile->label + u"\n"_s + formatSize(static_cast<qint64>(placed->tile->value)))
                                   .toHtmlEscaped(),
                               this, placed->rect.toAlignedRect());
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void Treemap::paintTile(QPainter &painter, const Placed &placed) const
{
    const QRectF box = placed.rect.adjusted(0.5, 0.5, -0.5, -0.5);
    QColor ground = placed.tile->color.isValid() ? placed.tile->color : neutral();
    if (placed.depth == 0 && !placed.tile->inner.empty())
        ground = isDark() ? ground.darker(140) : ground.lighter(112);
    painter.fillRect(box, ground);
    painter.setPen(palette().color(QPalette::Window));
    painter.drawRect(box);
    const QFontMetrics metrics = painter.fontMetrics();
    if (box.width() < 4 * metrics.averageCharWidth() || box.height() < metrics.height() + 2)
        return;
    painter.setPen(textOn(ground));
    const QRectF line(box.left() + 4, box.top() + 1, box.width() - 8, metrics.height());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(placed.tile->label, Qt::ElideMiddle, static_cast<int>(line.width())));
    if (placed.tile->inner.empty() && box.height() > 2 * metrics.height() + 4)
        painter.drawText(line.translated(0, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(formatSize(static_cast<qint64>(placed.tile->value)), Qt::ElideRight,
                                            static_cast<int>(line.width())));
}

void Treemap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    for (const Placed &placed : m_placed)
        paintTile(painter, placed);
    const Placed *current = m_hasCurrent ? find(m_current) : nullptr;
    if (current == nullptr)
        return;
    // Light in dark and dark in light: a mark that is seen on every ground.
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(palette().color(QPalette::Base), 4));
    painter.drawRect(current->rect.adjusted(2, 2, -2, -2));
    painter.setPen(QPen(hasFocus() ? accentColor() : palette().color(QPalette::Text), 2));
    painter.drawRect(current->rect.adjusted(2, 2, -2, -2));
}

void Treemap::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void Treemap::mousePressEvent(QMouseEvent *event)
{
    const Placed *placed = at(event->position());
    if (event->button() != Qt::LeftButton || placed == nullptr)
        return;
    m_current = placed->tile->id;
    m_hasCurrent = true;
    update();
    Q_EMIT currentChanged(m_current);
}

void Treemap::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const Placed *placed = at(event->position()); placed != nullptr && event->button() == Qt::LeftButton)
        Q_EMIT opened(placed->tile->id);
}

void Treemap::move(int key)
{
    const Placed *current = m_hasCurrent ? find(m_current) : nullptr;
    const Placed *best = nullptr;
    double bestDistance = 0;
    for (const Placed &placed : m_placed) {
        if (current == nullptr) {
            best = &placed;
            break;
        }
        const QPointF way = placed.rect.center() - current->rect.center();
        const double along = key == Qt::Key_Right ? way.x()
                             : key == Qt::Key_Left ? -way.x()
                             : key == Qt::Key_Down ? way.y()
                                                   : -way.y();
        const double across = key == Qt::Key_Right || key == Qt::Key_Left ? std::abs(way.y()) : std::abs(way.x());
        const double distance = along + 2 * across;
        // Keys stay on the level: what is inside is reached with the mouse, or by opening.
        if (placed.tile == current->tile || placed.depth != current->depth || along <= 0.5)
            continue;
        if (best == nullptr || distance < bestDistance) {
            best = &placed;
            bestDistance = distance;
        }
    }
    if (best == nullptr)
        return;
    m_current = best->tile->id;
    m_hasCurrent = true;
    update();
    Q_EMIT currentChanged(m_current);
}

void Treemap::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        move(event->key());
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_hasCurrent)
            Q_EMIT opened(m_current);
        break;
    case Qt::Key_Backspace:
        Q_EMIT upAsked();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Treemap::markFirst()
{
    if (!m_hasCurrent)
        move(Qt::Key_Right);
}

} // namespace tare::gui
