// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/limits/chart_axis.h"

#include <QColor>
#include <QPixmap>
#include <QStringList>
#include <QVector>
#include <QWidget>
#include <array>
#include <vector>

namespace tare::gui {

struct ChartPoint
{
    qint64 time = 0; // ns
    std::array<double, 2> values{};
    double throttled = 0; // drawn as a strip at the foot: 0 none, 1 all the time
    int kills = 0;        // drawn as a mark
};

// One or two curves over the last minutes, zero-based, with a limit as a dashed line. Cheap to keep live: the
// frame is kept as a picture, and a new point repaints this widget only. Hover shows exact numbers, the
// context menu copies and saves.
class LiveChart : public QWidget
{
    Q_OBJECT
public:
    // One series a name; a single one needs no label.
    LiveChart(const QString &name, const QString &title, LiveUnit unit, const QStringList &series,
              QWidget *parent = nullptr);

    void setPoints(std::vector<ChartPoint> points); // ascending in time; the last is "now"
    // Negative: none.
    void setLimit(double value, const QString &label);
    void setSpan(qint64 ns); // up to now
    // The wheel, a drag and the keys + - ← → Home End choose another part of the time; windowAsked() tells of it.
    void setZoomable(bool zoomable);
    // `end`: a time of the points'; 0: now, as it goes on.
    void setWindow(qint64 span, qint64 end);
    [[nodiscard]] qint64 span() const { return m_span; }
    [[nodiscard]] qint64 end() const { return m_end; }
    [[nodiscard]] double limit() const { return m_limit; }
    [[nodiscard]] const std::vector<ChartPoint> &points() const { return m_points; }
    [[nodiscard]] double top() const { return m_axis.top; }
    // "time,series…" in seconds before now, then what the series are.
    [[nodiscard]] QString csv() const;
    // What is written at the marks of killed processes, newest first: marks that stand too close for a text each
    // share one.
    struct KillLabel
    {
        QString text;
        QRectF box;
        int kills = 0;
    };
    [[nodiscard]] std::vector<KillLabel> killLabels() const;
    [[nodiscard]] QPixmap picture();

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void saveFailed(const QString &path);
    void windowAsked(qint64 span, qint64 end);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void fitAxis();
    void paintFrame();
    void paintLimit(QPainter &painter) const;
    void paintCurves(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;
    void paintHover(QPainter &painter) const;
    void describe();
    void save(const QString &suffix);
    [[nodiscard]] QColor seriesColor(int series) const;
    [[nodiscard]] double x(qint64 time) const;
    [[nodiscard]] double y(double value) const;
    [[nodiscard]] std::size_t firstShown() const;
    [[nodiscard]] std::size_t endShown() const; // behind the last one
    [[nodiscard]] qint64 windowEnd() const;
    void askWindow(qint64 span, qint64 end);
    void zoom(double factor, double at); // `at`: a place on the x axis that stays

    QString m_title;
    LiveUnit m_unit;
    QStringList m_series;
    std::vector<ChartPoint> m_points;
    double m_limit = -1;
    QString m_limitLabel;
    qint64 m_span;
    qint64 m_end = 0;
    bool m_zoomable = false;
    double m_dragged = -1; // from where, on the x axis; negative: not
    qint64 m_dragEnd = 0;
    ChartAxis m_axis;
    QRectF m_plot;
    QPixmap m_frame;  // null: to be painted again
    int m_hover = -1; // index of a point
};

} // namespace tare::gui
