// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/limits/live_chart.h"

#include "gui/app/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLocale>
#include <QKeyEvent>
#include <QMenu>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 second = 1'000'000'000;
constexpr double roomAboveLimit = 1.15;
constexpr qint64 leastSpan = 10 * second, mostSpan = 3600 * second;
constexpr double zoomStep = 1.25;
} // namespace

LiveChart::LiveChart(const QString &name, const QString &title, LiveUnit unit, const QStringList &series,
                     QWidget *parent)
    : QWidget(parent), m_title(title), m_unit(unit), m_series(series), m_span(120 * second),
      m_axis(ChartAxis::fit(0, unit))
{
    setObjectName(name);
    setAccessibleName(tr("Chart: %1").arg(title));
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LiveChart::setPoints(std::vector<ChartPoint> points)
{
    m_points = std::move(points);
    m_hover = std::min(m_hover, static_cast<int>(m_points.size()) - 1);
    if (m_end != 0) { // its place before now is another one
        m_frame = {};
        if (m_points.empty() || m_end < m_points.front().time)
            m_end = 0;
    }
    fitAxis();
    if (QAccessible::isActive())
        describe();
    update();
}

void LiveChart::setLimit(double value, const QString &label)
{
    if (value == m_limit && label == m_limitLabel)
        return;
    m_limit = value;
    m_limitLabel = label;
    fitAxis();
    update();
}

void LiveChart::setSpan(qint64 ns)
{
    setWindow(ns, 0);
}

void LiveChart::setWindow(qint64 span, qint64 end)
{
    m_span = span;
    m_end = end;
    m_frame = {};
    fitAxis();
    update();
}

void LiveChart::setZoomable(bool zoomable)
{
    m_zoomable = zoomable;
    setFocusPolicy(zoomable ? Qt::StrongFocus : Qt::NoFocus);
}

qint64 LiveChart::windowEnd() const
{
    return m_end != 0 || m_points.empty() ? m_end : m_points.back().time;
}

void LiveChart::askWindow(qint64 span, qint64 end)
{
    if (m_points.empty())
        return;
    const qint64 first = m_points.front().time, last = m_points.back().time;
    span = std::clamp(span, leastSpan, mostSpan);
    end = std::max(end, std::min(first + span, last));
    setWindow(span, end >= last ? 0 : end);
    Q_EMIT windowAsked(m_span, m_end);
}

void LiveChart::zoom(double factor, double at)
{
    const double right = m_plot.width() <= 0 ? 0 : (m_plot.right() - at) / m_plot.width(); // of the span
    const double span = std::clamp(static_cast<double>(m_span) * factor, static_cast<double>(leastSpan), static_cast<double>(mostSpan));
    const double stays = static_cast<double>(windowEnd()) - right * static_cast<double>(m_span);
    askWindow(static_cast<qint64>(span), static_cast<qint64>(stays + right * span));
}

std::size_t LiveChart::firstShown() const
{
    if (m_points.empty())
        return 0;
    const qint64 from = windowEnd() - m_span;
    const auto at = std::lower_bound(m_points.begin(), m_points.end(), from,
                                     [](const ChartPoint &point, qint64 time) { return point.time < time; });
    const auto index = static_cast<std::size_t>(at - m_points.begin());
    return index > 0 ? index - 1 : 0; // the line comes in from the left edge
}

std::size_t LiveChart::endShown() const
{
    if (m_end == 0)
        return m_points.size();
    const auto at = std::upper_bound(m_points.begin(), m_points.end(), m_end,
                                     [](qint64 time, const ChartPoint &point) { return time < point.time; });
    // The line goes out at the right edge.
    return std::min(static_cast<std::size_t>(at - m_points.begin()) + 1, m_points.size());
}

void LiveChart::fitAxis()
{
    double most = m_limit > 0 ? m_limit * roomAboveLimit : 0;
    for (std::size_t i = firstShown(); i < endShown(); ++i) {
        for (int s = 0; s < m_series.size(); ++s)
            most = std::max(most, m_points[i].values[static_cast<std::size_t>(s)]);
    }
    const ChartAxis axis = ChartAxis::fit(most, m_unit);
    if (axis.top != m_axis.top) {
        m_axis = axis;
        m_frame = {};
    }
}

void LiveChart::describe()
{
    if (m_points.empty()) {
        setAccessibleDescription(tr("No readings yet."));
        return;
    }
    double highest = 0;
    for (const ChartPoint &point : m_points)
        highest = std::max(highest, point.values[0]);
    QString text = tr("Now %1, highest %2.")
                       .arg(chartText(m_points.back().values[0], m_unit), chartText(highest, m_unit));
    if (m_limit >= 0)
        text += u' ' + tr("The limit is %1.").arg(m_limitLabel);
    setAccessibleDescription(text);
}

QString LiveChart::csv() const
{
    const auto header = [](QString text) { return u'"' + text.replace(u'"', u"\"\""_s) + u'"'; };
    QString out = u"seconds"_s;
    for (const QString &series : m_series)
        out += u',' + header(series);
    out += u",throttled,oom_kills\n"_s;
    for (const ChartPoint &point : m_points) {
        out += QString::number(static_cast<double>(point.time - m_points.back().time) / 1e9, 'f', 3);
        for (int s = 0; s < m_series.size(); ++s)
            out += u',' + QString::number(point.values[static_cast<std::size_t>(s)], 'g', 10);
        out += u',' + QString::number(point.throttled, 'g', 6) + u',' + QString::number(point.kills) + u'\n';
    }
    return out;
}

QPixmap LiveChart::picture()
{
    m_hover = -1;
    return grab();
}

void LiveChart::save(const QString &suffix)
{
    auto *dialog = new QFileDialog(this, suffix == "png"_L1 ? tr("Save the chart as a picture")
                                                            : tr("Save the chart's numbers"));
    dialog->setObjectName(objectName() + u".saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(u"*."_s + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, suffix](const QString &path) {
        QFile file(path);
        const bool saved = suffix == "png"_L1 ? picture().save(path, "PNG")
                                              : file.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
                                                    file.write(csv().toUtf8()) >= 0;
        if (!saved)
            Q_EMIT saveFailed(path);
    });
    dialog->open();
}

void LiveChart::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("&Copy the picture")), &QAction::triggered, this,
            [this]() { QGuiApplication::clipboard()->setPixmap(picture()); });
    connect(menu->addAction(tr("Copy the &numbers")), &QAction::triggered, this,
            [this]() { QGuiApplication::clipboard()->setText(csv()); });
    menu->addSeparator();
    connect(menu->addAction(tr("Save as &PNG…")), &QAction::triggered, this, [this]() { save(u"png"_s); });
    connect(menu->addAction(tr("Save as C&SV…")), &QAction::triggered, this, [this]() { save(u"csv"_s); });
    menu->popup(event->globalPos());
}

void LiveChart::wheelEvent(QWheelEvent *event)
{
    if (!m_zoomable || event->angleDelta().y() == 0)
        return QWidget::wheelEvent(event);
    zoom(std::pow(zoomStep, -event->angleDelta().y() / 120.0), std::clamp(event->position().x(), m_plot.left(), m_plot.right()));
    event->accept();
}

void LiveChart::mousePressEvent(QMouseEvent *event)
{
    if (!m_zoomable || event->button() != Qt::LeftButton || m_points.empty())
        return QWidget::mousePressEvent(event);
    m_dragged = event->position().x();
    m_dragEnd = windowEnd();
}

void LiveChart::mouseReleaseEvent(QMouseEvent *event)
{
    QWidget::mouseReleaseEvent(event);
    m_dragged = -1;
}

void LiveChart::keyPressEvent(QKeyEvent *event)
{
    if (!m_zoomable || m_points.empty())
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(1 / zoomStep, m_plot.center().x());
    case Qt::Key_Minus:
        return zoom(zoomStep, m_plot.center().x());
    case Qt::Key_Left:
        return askWindow(m_span, windowEnd() - m_span / 10);
    case Qt::Key_Right:
        return askWindow(m_span, windowEnd() + m_span / 10);
    case Qt::Key_Home:
        return askWindow(m_span, m_points.front().time + m_span);
    case Qt::Key_End:
        return askWindow(m_span, m_points.back().time);
    default:
        QWidget::keyPressEvent(event);
    }
}

void LiveChart::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragged >= 0 && m_plot.width() > 0) {
        const double moved = (event->position().x() - m_dragged) / m_plot.width() * static_cast<double>(m_span);
        askWindow(m_span, m_dragEnd - static_cast<qint64>(moved));
    }
    int nearest = -1;
    double best = 1e9;
    for (std::size_t i = firstShown(); i < endShown(); ++i) {
        const double distance = std::abs(x(m_points[i].time) - event->position().x());
        if (distance < best) {
            best = distance;
            nearest = static_cast<int>(i);
        }
    }
    m_hover = m_plot.contains(event->position()) ? nearest : -1;
    update();
}

void LiveChart::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_hover = -1;
    update();
}

void LiveChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_frame = {};
}

void LiveChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    m_frame = {};
    update();
}

QSize LiveChart::minimumSizeHint() const
{
    return {25 * gridUnit, 14 * gridUnit};
}

QSize LiveChart::sizeHint() const
{
    return {50 * gridUnit, 24 * gridUnit};
}

} // namespace tare::gui
