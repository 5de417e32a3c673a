// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/limits/live_chart.h"

#include "gui/app/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1'000'000'000;
constexpr double curveWidth = 1.8;
constexpr int stripHeight = 5;
constexpr int fillAlpha = 36;

QString beforeNow(qint64 ns)
{
    const qint64 seconds = ns / second;
    if (seconds >= 120 && seconds % 60 != 0) // by the clock
        return u"−%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds % 60 == 0 ? LiveChart::tr("−%1 min", "minutes before now").arg(seconds / 60)
                             : LiveChart::tr("−%1 s", "seconds before now").arg(seconds);
}

} // namespace

QColor LiveChart::seriesColor(int series) const
{
    if (series == 0)
        return accentColor();
    return isDark() ? QColor(0xCC, 0x79, 0xA7) : QColor(0x9A, 0x4C, 0x78); // Okabe and Ito's reddish purple
}

double LiveChart::x(qint64 time) const
{
    const qint64 ago = windowEnd() - time;
    return m_plot.right() - m_plot.width() * static_cast<double>(ago) / static_cast<double>(m_span);
}

double LiveChart::y(double value) const
{
    return m_plot.bottom() - m_plot.height() * value / m_axis.top;
}

void LiveChart::paintFrame()
{
    const QFontMetrics metrics = fontMetrics();
    int labels = 0;
    for (const double tick : m_axis.ticks)
        labels = std::max(labels, metrics.horizontalAdvance(chartTickText(tick, m_unit)));
    const int line = metrics.height();
    m_plot =
        QRectF(rect()).adjusted(labels + 2 * gridUnit, line + 2 * gridUnit, -2 * gridUnit, -line - gridUnit);

    m_frame = QPixmap(size() * devicePixelRatioF());
    m_frame.setDevicePixelRatio(devicePixelRatioF());
    m_frame.fill(palette().color(QPalette::Base));
    QPainter painter(&m_frame);
    painter.setFont(font());
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QPointF(gridUnit, gridUnit + metrics.ascent()), m_title);
    painter.setFont(font());
    for (const double tick : m_axis.ticks) {
        const double at = std::round(y(tick)) + 0.5;
        painter.setPen(gridColor());
        painter.drawLine(QPointF(m_plot.left(), at), QPointF(m_plot.right(), at));
        painter.setPen(quietTextColor());
        painter.drawText(QRectF(0, at - line, m_plot.left() - gridUnit, 2 * line),
                         Qt::AlignRight | Qt::AlignVCenter, chartTickText(tick, m_unit));
    }
    const double below = m_plot.bottom() + metrics.ascent() + gridUnit / 2.0;
    for (int part = 0; part <= 2; ++part) {
        const QString text =
            part == 2 && m_end == 0 ? tr("now", "right end of a chart's time axis")
                                    : beforeNow((m_end == 0 ? 0 : m_points.back().time - m_end) + m_span * (2 - part) / 2);
        const double width = metrics.horizontalAdvance(text);
        const double at = m_plot.left() + m_plot.width() * part / 2;
        painter.drawText(QPointF(part == 0 ? at : part == 1 ? at - width / 2 : at - width, below), text);
    }
}

void LiveChart::paintLimit(QPainter &painter) const
{
    if (m_limit < 0 || m_limit > m_axis.top)
        return;
    QPen pen(limitColor(), 2, Qt::DashLine);
    painter.setPen(pen);
    painter.drawLine(QPointF(m_plot.left(), y(m_limit)), QPointF(m_plot.right(), y(m_limit)));
    const QFontMetrics metrics = fontMetrics();
    const QString text = tr("limit %1").arg(m_limitLabel);
    const QRectF box(m_plot.left() + gridUnit / 2.0, y(m_limit) - metrics.height() - 1,
                     metrics.horizontalAdvance(text) + 8, metrics.height());
    QColor behind = palette().color(QPalette::Base);
    behind.setAlpha(200);
    painter.fillRect(box, behind);
    painter.setPen(isDark() ? limitColor().lighter(135) : limitColor().darker(115));
    painter.drawText(box, Qt::AlignCenter, text);
}

void LiveChart::paintCurves(QPainter &painter) const
{
    const std::size_t first = firstShown(), end = endShown();
    if (end - first < 2)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(m_plot.adjusted(0, -curveWidth, 1, curveWidth));
    QPolygonF line;
    line.reserve(static_cast<qsizetype>(end - first) + 2);
    for (int s = static_cast<int>(m_series.size()) - 1; s >= 0; --s) {
        line.clear();
        for (std::size_t i = first; i < end; ++i)
            line.append({x(m_points[i].time), y(m_points[i].values[static_cast<std::size_t>(s)])});
        const QColor color = seriesColor(s);
        if (m_series.size() == 1) {
            QPolygonF area = line;
            area.append({line.last().x(), m_plot.bottom()});
            area.append({line.first().x(), m_plot.bottom()});
            QColor fill = color;
            fill.setAlpha(fillAlpha);
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawPolygon(area);
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, curveWidth));
        painter.drawPolyline(line);
    }
    painter.setClipping(false);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

std::vector<LiveChart::KillLabel> LiveChart::killLabels() const
{
    const QFontMetrics metrics = fontMetrics();
    const auto place = [&](double at, int kills) {
        KillLabel label;
        label.text = kills == 1
                         ? tr("OOM kill", "mark on a chart: the kernel killed a process for want of memory")
                         : tr("OOM kill × %1", "marks on a chart that stand close together, and how many").arg(kills);
        const double width = metrics.horizontalAdvance(label.text) + gridUnit;
        label.box = QRectF(std::max(m_plot.left(), std::min(at + 3, m_plot.right() - width)), m_plot.top(), width,
                           metrics.height());
        label.kills = kills;
        return label;
    };
    std::vector<KillLabel> labels;
    for (std::size_t i = endShown(); i-- > firstShown() + 1;) {
        const double at = x(m_points[i].time);
        const int kills = m_points[i].kills;
        if (kills <= 0 || at < m_plot.left() || at > m_plot.right())
            continue;
        const KillLabel alone = place(at, kills);
        if (labels.empty() || alone.box.right() + gridUnit < labels.back().box.left())
            labels.push_back(alone);
        else
            labels.back() = place(at, labels.back().kills + kills);
    }
    return labels;
}

void LiveChart::paintMarks(QPainter &painter) const
{
    for (std::size_t i = firstShown() + 1; i < endShown(); ++i) {
        const ChartPoint &point = m_points[i];
        const double left = std::max(m_plot.left(), x(m_points[i - 1].time));
        const double right = std::min(x(point.time), m_plot.right() + 1);
        if (point.throttled > 0 && right > left) {
            QColor color = limitColor();
            color.setAlphaF(static_cast<float>(std::clamp(0.35 + point.throttled, 0.35, 1.0)));
            painter.fillRect(QRectF(left, m_plot.bottom() - stripHeight, right - left + 0.5, stripHeight),
                             color);
        }
        if (point.kills > 0 && right >= m_plot.left() && right <= m_plot.right()) {
            painter.setPen(QPen(limitColor(), 2));
            painter.drawLine(QPointF(right, m_plot.top()), QPointF(right, m_plot.bottom()));
        }
    }
    QColor behind = palette().color(QPalette::Base);
    behind.setAlpha(220);
    painter.setPen(isDark() ? limitColor().lighter(135) : limitColor().darker(115));
    for (const KillLabel &label : killLabels()) {
        painter.fillRect(label.box, behind);
        painter.drawText(label.box, Qt::AlignCenter, label.text);
    }
}

void LiveChart::paintHover(QPainter &painter) const
{
    if (m_hover < 0 || m_hover >= static_cast<int>(m_points.size()))
        return;
    const ChartPoint &point = m_points[static_cast<std::size_t>(m_hover)];
    QStringList lines{beforeNow(m_points.back().time - point.time)};
    for (int s = 0; s < m_series.size(); ++s)
        lines += m_series[s] + u": "_s + chartText(point.values[static_cast<std::size_t>(s)], m_unit);
    if (point.throttled > 0)
        lines += tr("throttled: %1").arg(chartText(point.throttled * 100, LiveUnit::Percent));
    if (point.kills > 0)
        lines += tr("killed for want of memory: %1", "processes, a number").arg(point.kills);
    const QFontMetrics metrics = fontMetrics();
    int width = 0;
    for (const QString &text : lines)
        width = std::max(width, metrics.horizontalAdvance(text));
    const double at = x(point.time);
    painter.setPen(quietTextColor());
    painter.drawLine(QPointF(at, m_plot.top()), QPointF(at, m_plot.bottom()));
    QRectF box(at + gridUnit, m_plot.top(), width + 2 * gridUnit, metrics.height() * lines.size() + gridUnit);
    if (box.right() > m_plot.right())
        box.moveRight(at - gridUnit);
    painter.setBrush(palette().color(QPalette::ToolTipBase));
    painter.setPen(gridColor());
    painter.drawRect(box);
    painter.setPen(palette().color(QPalette::ToolTipText));
    painter.drawText(box.adjusted(gridUnit, gridUnit / 2.0, 0, 0), Qt::AlignLeft | Qt::AlignTop,
                     lines.join(u'\n'));
}

void LiveChart::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event);
    if (m_frame.isNull())
        paintFrame();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_frame);
    if (!m_points.empty()) {
        paintCurves(painter);
        paintMarks(painter);
        painter.setPen(seriesColor(0));
        double right = width() - 2 * gridUnit;
        const double base = gridUnit + fontMetrics().ascent();
        for (int s = static_cast<int>(m_series.size()) - 1; s >= 0; --s) {
            const QString now = (m_series.size() > 1 ? m_series[s] + u' ' : QString()) +
                                chartText(m_points.back().values[static_cast<std::size_t>(s)], m_unit);
            right -= fontMetrics().horizontalAdvance(now);
            painter.setPen(seriesColor(s));
            painter.drawText(QPointF(right, base), now);
            right -= 2 * gridUnit;
        }
    } else {
        painter.setPen(quietTextColor());
        painter.drawText(m_plot, Qt::AlignCenter | Qt::TextWordWrap, tr("No readings yet"));
    }
    paintLimit(painter);
    paintHover(painter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace tare::gui
