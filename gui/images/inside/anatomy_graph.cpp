// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/anatomy_graph.h"

#include "gui/app/theme.h"

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <map>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int columnGap = 4 * gridUnit;
constexpr int rowGap = gridUnit;
constexpr int lines = 3;

} // namespace

AnatomyGraph::AnatomyGraph(QWidget *parent) : MarkedPicture(parent)
{
}

void AnatomyGraph::setNodes(std::vector<Node> nodes)
{
    m_nodes = std::move(nodes);
    m_current = -1;
    place();
    updateGeometry();
    resize(sizeHint());
    update();
}

void AnatomyGraph::setVerified(int index, bool matches)
{
    if (index < 0 || index >= static_cast<int>(m_nodes.size()))
        return;
    m_nodes[static_cast<std::size_t>(index)].verified = matches ? 1 : -1;
    update();
}

void AnatomyGraph::setCurrent(int index)
{
    m_current = std::clamp(index, -1, static_cast<int>(m_nodes.size()) - 1);
    update();
}

QRect AnatomyGraph::nodeRect(int index) const
{
    return index >= 0 && index < static_cast<int>(m_rects.size()) ? m_rects[static_cast<std::size_t>(index)] : QRect();
}

QSize AnatomyGraph::minimumSizeHint() const
{
    return m_extent;
}

QSize AnatomyGraph::sizeHint() const
{
    return m_extent;
}

// Column by column, in the order of the list; the columns are as wide as their widest node.
void AnatomyGraph::place()
{
    m_rects.assign(m_nodes.size(), QRect());
    const QFontMetrics metrics = fontMetrics();
    const int tall = lines * metrics.height() + gridUnit;
    std::map<int, int> widths, counts;
    for (const Node &node : m_nodes) {
        const int needed = std::max({metrics.horizontalAdvance(node.kind), metrics.horizontalAdvance(node.title),
                                     metrics.horizontalAdvance(node.digest + u"   "_s + node.size)}) +
                           5 * gridUnit;
        widths[node.column] = std::clamp(needed, 18 * gridUnit, 30 * gridUnit);
        ++counts[node.column];
    }
    for (const Node &node : m_nodes) {
        const int needed = metrics.horizontalAdvance(node.title) + 5 * gridUnit;
        widths[node.column] = std::clamp(std::max(widths[node.column], needed), 18 * gridUnit, 30 * gridUnit);
    }
    std::map<int, int> left, top;
    int x = gridUnit, most = 0;
    for (const auto &[column, width] : widths) {
        left[column] = x;
        x += width + columnGap;
        most = std::max(most, counts[column]);
    }
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const int column = m_nodes[i].column;
        const int y = gridUnit + top[column]++ * (tall + rowGap);
        m_rects[i] = QRect(left[column], y, widths[column], tall);
    }
    m_extent = m_nodes.empty() ? QSize() : QSize(x - columnGap + gridUnit, 2 * gridUnit + most * (tall + rowGap));
}

void AnatomyGraph::paintNode(QPainter &painter, std::size_t index) const
{
    const Node &node = m_nodes[index];
    const QRect box = m_rects[index];
    const bool isCurrent = static_cast<int>(index) == m_current;
    QPen edge(isCurrent ? accentColor() : quietTextColor(), isCurrent ? (hasFocus() ? 3 : 2) : 1);
    if (!node.isHere)
        edge.setStyle(Qt::DashLine);
    painter.setPen(edge);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4);
    const QFontMetrics metrics = painter.fontMetrics();
    QRect line = box.adjusted(gridUnit, gridUnit / 2, -gridUnit, 0);
    line.setHeight(metrics.height());
    const auto draw = [&](const QString &text, const QColor &color, int alignment) {
        painter.setPen(color);
        painter.drawText(line, alignment | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(text, Qt::ElideRight, line.width()));
    };
    draw(node.kind, quietTextColor(), Qt::AlignLeft);
    const QString mark = node.verified > 0 ? u"✓"_s : node.verified < 0 ? u"✗"_s : QString();
    draw(mark, node.verified < 0 ? limitColor() : quietTextColor(), Qt::AlignRight);
    line.translate(0, metrics.height());
    draw(node.title, palette().color(QPalette::Text), Qt::AlignLeft);
    line.translate(0, metrics.height());
    draw(node.digest, quietTextColor(), Qt::AlignLeft);
    draw(node.size, quietTextColor(), Qt::AlignRight);
}

void AnatomyGraph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].parent < 0)
            continue;
        const QRect from = nodeRect(m_nodes[i].parent), to = m_rects[i];
        const QPointF begin(from.right(), from.center().y()), end(to.left(), to.center().y());
        const double middle = (begin.x() + end.x()) / 2;
        QPainterPath path(begin);
        path.cubicTo({middle, begin.y()}, {middle, end.y()}, end);
        const bool onWay = static_cast<int>(i) == m_current;
        painter.setPen(QPen(onWay ? accentColor() : quietTextColor(), onWay ? 2 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
        painter.setBrush(onWay ? accentColor() : quietTextColor());
        painter.drawPolygon(QPolygonF({end, end + QPointF(-7, -4), end + QPointF(-7, 4)}));
    }
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        paintNode(painter, i);
}

int AnatomyGraph::at(const QPoint &point) const
{
    for (std::size_t i = 0; i < m_rects.size(); ++i) {
        if (m_rects[i].contains(point))
            return static_cast<int>(i);
    }
    return -1;
}

void AnatomyGraph::choose(int index)
{
    if (index < 0 || index == m_current)
        return;
    m_current = index;
    update();
    Q_EMIT currentChanged(index);
}

bool AnatomyGraph::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = at(help->pos());
        if (index >= 0) {
            const Node &node = m_nodes[static_cast<std::size_t>(index)];
            const QString state = !node.isHere         ? tr("Named by digest, but not in the store")
                                  : node.verified > 0 ? tr("Its bytes have the digest that it is named by")
                                  : node.verified < 0 ? tr("Its bytes do not have the digest that it is named by")
                                                      : tr("Choose it to see its bytes and to check its digest");
            QToolTip::showText(help->globalPos(), (node.title + u'\n' + state).toHtmlEscaped(), this, nodeRect(index));
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void AnatomyGraph::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        choose(at(event->pos()));
}

void AnatomyGraph::move(int key)
{
    if (m_current < 0) {
        choose(m_nodes.empty() ? -1 : 0);
        return;
    }
    const Node &here = m_nodes[static_cast<std::size_t>(m_current)];
    if (key == Qt::Key_Left) {
        choose(here.parent);
        return;
    }
    // Right: to the first that it names; up and down: within the column.
    const int step = key == Qt::Key_Up ? -1 : 1;
    for (int i = key == Qt::Key_Right ? 0 : m_current + step; i >= 0 && i < static_cast<int>(m_nodes.size());
         i += key == Qt::Key_Right ? 1 : step) {
        const Node &node = m_nodes[static_cast<std::size_t>(i)];
        if (key == Qt::Key_Right ? node.parent == m_current : node.column == here.column) {
            choose(i);
            return;
        }
    }
}

void AnatomyGraph::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Up ||
        event->key() == Qt::Key_Down)
        move(event->key());
    else
        QWidget::keyPressEvent(event);
}

void AnatomyGraph::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        place();
        updateGeometry();
    }
}

void AnatomyGraph::markFirst()
{
    if (m_current < 0 && !m_nodes.empty())
        choose(0);
}

} // namespace tare::gui
