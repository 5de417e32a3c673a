// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/inside/layer_stack.h"

#include "gui/app/theme.h"
#include "gui/widgets/format.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <numeric>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int gap = 2;

} // namespace

LayerStack::LayerStack(QWidget *parent) : MarkedPicture(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
    setSizePolicy(policy);
}

void LayerStack::setLayers(std::vector<Layer> layers)
{
    m_layers = std::move(layers);
    m_current = std::min(m_current, static_cast<int>(m_layers.size()) - 1);
    updateGeometry();
    place();
    update();
}

void LayerStack::setCurrent(int index)
{
    m_current = std::clamp(index, -1, static_cast<int>(m_layers.size()) - 1);
    update();
}

QRect LayerStack::layerRect(int index) const
{
    return index >= 0 && index < static_cast<int>(m_rects.size()) ? m_rects[static_cast<std::size_t>(index)] : QRect();
}

int LayerStack::leastHeight() const
{
    return fontMetrics().height() + gridUnit;
}

QSize LayerStack::minimumSizeHint() const
{
    return {30 * gridUnit, static_cast<int>(m_layers.size()) * (leastHeight() + gap) + gap};
}

QSize LayerStack::sizeHint() const
{
    return {50 * gridUnit, std::max(minimumSizeHint().height(), 40 * gridUnit)};
}

// Every layer gets the least height; what is left is shared out by size.
void LayerStack::place()
{
    m_rects.assign(m_layers.size(), QRect());
    if (m_layers.empty())
        return;
    const auto count = static_cast<int>(m_layers.size());
    const qint64 total = std::accumulate(m_layers.begin(), m_layers.end(), qint64(0),
                                         [](qint64 sum, const Layer &layer) { return sum + layer.size; });
    const int spare = std::max(0, height() - gap - count * (leastHeight() + gap));
    int bottom = height() - gap;
    for (int i = 0; i < count; ++i) {
        const double share = total > 0 ? static_cast<double>(m_layers[static_cast<std::size_t>(i)].size) /
                                             static_cast<double>(total)
                                       : 0;
        const int tall = leastHeight() + static_cast<int>(share * spare);
        m_rects[static_cast<std::size_t>(i)] = QRect(gap, bottom - tall, width() - 2 * gap, tall);
        bottom -= tall + gap;
    }
}

int LayerStack::at(const QPoint &point) const
{
    for (std::size_t i = 0; i < m_rects.size(); ++i) {
        if (m_rects[i].contains(point))
            return static_cast<int>(i);
    }
    return -1;
}

void LayerStack::choose(int index)
{
    if (index < 0 || index >= static_cast<int>(m_layers.size()) || index == m_current)
        return;
    m_current = index;
    update();
    Q_EMIT currentChanged(index);
}

bool LayerStack::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = at(help->pos());
        if (index < 0) {
            QToolTip::hideText();
            return true;
        }
        const Layer &layer = m_layers[static_cast<std::size_t>(index)];
        const QString text = layer.text + u'\n' +
                             tr("%1 stored; %2 of it can be seen in the finished image")
                                 .arg(formatSize(layer.size), formatSize(layer.seen));
        QToolTip::showText(help->globalPos(), text.toHtmlEscaped(), this, layerRect(index));
        return true;
    }
    return QWidget::event(event);
}

void LayerStack::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFontMetrics metrics = fontMetrics();
    const QColor full = isDark() ? QColor(0x1d, 0x4f, 0x73) : QColor(0xa9, 0xcf, 0xe8);
    const QColor hollow = isDark() ? QColor(0x2c, 0x33, 0x3a) : QColor(0xe4, 0xe9, 0xee);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const Layer &layer = m_layers[i];
        const QRect box = m_rects[i];
        painter.fillRect(box, hollow);
        if (layer.size > 0) {
            // What the finished image shows of it: the rest is hatched, so that it is not told by colour alone.
            const int seen = static_cast<int>(static_cast<double>(box.width()) * static_cast<double>(layer.seen) /
                                              static_cast<double>(layer.size));
            painter.fillRect(QRect(box.left(), box.top(), seen, box.height()), full);
            painter.fillRect(box.adjusted(seen, 0, 0, 0), QBrush(gridColor(), Qt::BDiagPattern));
        }
        const bool isCurrent = static_cast<int>(i) == m_current;
        painter.setPen(isCurrent ? QPen(accentColor(), hasFocus() ? 3 : 2) : QPen(gridColor(), 1));
        painter.drawRect(isCurrent ? box.adjusted(1, 1, -1, -1) : box.adjusted(0, 0, -1, -1));
        painter.setPen(palette().color(QPalette::WindowText));
        QRect line = box.adjusted(gridUnit, gridUnit / 2, -gridUnit, 0);
        line.setHeight(metrics.height());
        const QString size = formatSize(layer.size);
        const int sizeWidth = metrics.horizontalAdvance(size) + gridUnit;
        const int nameWidth = metrics.horizontalAdvance(u"000"_s);
        // Letters on a pattern are read badly: they get a ground of their own.
        const QRect sizeBox(line.right() - sizeWidth, line.top(), sizeWidth, line.height());
        painter.fillRect(sizeBox.adjusted(0, 0, gridUnit / 2, 0), hollow);
        painter.drawText(QRect(line.left(), line.top(), nameWidth, line.height()), Qt::AlignLeft, layer.name);
        const QRect words(line.left() + nameWidth, line.top(), line.width() - nameWidth - sizeWidth, line.height());
        const QString text = metrics.elidedText(layer.text, Qt::ElideRight, words.width());
        painter.fillRect(QRect(words.left() - 2, words.top(), metrics.horizontalAdvance(text) + 4, words.height()),
                         layer.seen == layer.size ? full : hollow);
        painter.drawText(words, Qt::AlignLeft | Qt::TextSingleLine, text);
        painter.drawText(sizeBox, Qt::AlignRight, size);
    }
}

void LayerStack::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void LayerStack::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        choose(at(event->pos()));
}

void LayerStack::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        choose(m_current + 1);
        break;
    case Qt::Key_Down:
        choose(m_current - 1);
        break;
    case Qt::Key_Home:
        choose(static_cast<int>(m_layers.size()) - 1);
        break;
    case Qt::Key_End:
        choose(0);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void LayerStack::markFirst()
{
    if (m_current < 0)
        choose(0);
}

} // namespace tare::gui
