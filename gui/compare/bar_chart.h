// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/compare/chart_data.h"

#include <QWidget>

namespace tare::gui {

// Horizontal bars from zero, with intervals and single runs, direct labels, a title that says the finding. Hover and the
// arrow keys give exact numbers; the context menu copies, saves, or shows the table.
class BarChart : public QWidget
{
    Q_OBJECT
public:
    explicit BarChart(const QString &name, QWidget *parent = nullptr);
    ~BarChart() override;

    void setData(const ChartData &data);
    [[nodiscard]] const ChartData &data() const { return m_data; }
    // At `width` logical pixels, as it is on the screen; for files.
    [[nodiscard]] QImage picture(int width, qreal ratio) const;

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void tableAsked();
    void saveAsked();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QString hoverText(int row, int bar) const;

    ChartData m_data;
    int m_current = -1; // bar that the arrow keys are at, counted through all rows
};

} // namespace tare::gui
