// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/terminal/view.h"

#include <QPaintEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tare::gui {

namespace {

constexpr int margin = 4;

QString toText(const TerminalCell &cell, std::u32string_view marks)
{
    const char32_t base = cell.base == 0 ? U' ' : cell.base;
    QString text = QString::fromUcs4(&base, 1);
    if (!marks.empty())
        text += QString::fromUcs4(marks.data(), static_cast<qsizetype>(marks.size()));
    return text;
}

} // namespace

void TerminalView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_palette.defaultBackground());
    const int top = topLine();
    const int first = std::max(0, (event->rect().top() - margin) / m_cellHeight);
    const int last = std::min(m_surface.rows() - 1, (event->rect().bottom() - margin) / m_cellHeight);
    for (int row = first; row <= last; ++row)
        paintLine(painter, top + row, row);
    paintCursor(painter);
}

void TerminalView::paintLine(QPainter &painter, int line, int row) const
{
    const TerminalLine content = m_surface.line(line);
    const std::int64_t absolute = m_surface.droppedLines() + line;
    QString run;
    int runStart = 0;
    int runColumns = 0;
    TerminalStyle runStyle;
    const auto flush = [&]() {
        if (runColumns > 0)
            paintRun(painter, run, row, runStart, runColumns, runStyle);
        run.clear();
        runColumns = 0;
    };
    const int columns = m_surface.columns();
    const int end = m_selection.isEmpty() ? static_cast<int>(content.cells.size()) : columns;
    for (int column = 0; column < end; ++column) {
        const TerminalCell &cell = content.cell(column);
        if (cell.width == 0)
            continue;
        TerminalStyle style = cell.style;
        if (m_selection.contains({absolute, column}))
            style.reverse = !style.reverse;
        const auto marks = content.marksAt(column);
        // Only plain characters share a call: another font's widths would push those behind them out of the
        // grid.
        const bool plain = cell.base < 0x7F && marks.empty();
        if (!plain || style != runStyle || runStart + runColumns != column)
            flush();
        if (runColumns == 0) {
            runStart = column;
            runStyle = style;
        }
        run += toText(cell, marks);
        runColumns += cell.width;
        if (!plain)
            flush();
    }
    flush();
}

void TerminalView::paintRun(QPainter &painter, const QString &text, int row, int column, int columns,
                            const TerminalStyle &style) const
{
    const qreal left = margin + column * m_cellWidth;
    const QRectF box(left, margin + row * m_cellHeight, columns * m_cellWidth, m_cellHeight);
    const QColor background = m_palette.background(style);
    if (background.isValid())
        painter.fillRect(box, background);
    const bool blank = std::all_of(text.begin(), text.end(), [](QChar c) { return c == u' '; });
    if (blank && !style.underline && !style.strike)
        return;
    painter.setPen(m_palette.foreground(style));
    QFont font = style.bold ? m_boldFont : m_font;
    font.setItalic(style.italic);
    painter.setFont(font);
    painter.drawText(QPointF(left, box.top() + m_ascent), text);
    if (style.underline)
        painter.drawLine(QPointF(left, box.top() + m_ascent + 2),
                         QPointF(box.right() - 1, box.top() + m_ascent + 2));
    if (style.strike)
        painter.drawLine(QPointF(left, box.center().y()), QPointF(box.right() - 1, box.center().y()));
}

void TerminalView::paintCursor(QPainter &painter) const
{
    const TerminalSurface::Cursor cursor = m_surface.cursor();
    const int row = m_surface.scrollbackSize() + cursor.row - topLine();
    if (row < 0 || row >= m_surface.rows())
        return;
    const TerminalCell cell = m_surface.line(m_surface.scrollbackSize() + cursor.row).cell(cursor.column);
    QRectF box(margin + cursor.column * m_cellWidth, margin + row * m_cellHeight,
               m_cellWidth * std::max<int>(1, cell.width), m_cellHeight);
    if (!m_preedit.isEmpty()) { // not the program's yet
        box.setWidth(std::max(box.width(), QFontMetricsF(m_font).horizontalAdvance(m_preedit)));
        painter.fillRect(box, m_palette.defaultBackground());
        painter.setPen(m_palette.defaultForeground());
        painter.setFont(m_font);
        painter.drawText(QPointF(box.left(), box.top() + m_ascent), m_preedit);
        painter.drawLine(box.bottomLeft(), box.bottomRight());
        return;
    }
    if (!cursor.visible)
        return;
    const QColor color = m_palette.defaultForeground();
    if (!hasFocus() || m_readOnly) {
        painter.setPen(color);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
        return;
    }
    switch (cursor.shape) {
    case TerminalSurface::CursorShape::Bar:
        painter.fillRect(QRectF(box.left(), box.top(), 2, box.height()), color);
        return;
    case TerminalSurface::CursorShape::Underline:
        painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), color);
        return;
    case TerminalSurface::CursorShape::Block:
        break;
    }
    painter.fillRect(box, color);
    if (cell.base != 0 && cell.width > 0) {
        painter.setPen(m_palette.defaultBackground());
        painter.setFont(m_font);
        painter.drawText(QPointF(box.left(), box.top() + m_ascent), toText(cell, {}));
    }
}

} // namespace tare::gui
