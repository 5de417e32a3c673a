// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/report_picture.h"

#include "gui/app/theme.h"
#include "gui/compare/bar_chart.h"

#include <QAbstractItemModel>
#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QPalette>
#include <QApplication>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>
#include <cmath>

namespace tare::gui {

namespace {

constexpr int width = 1100;
constexpr int mostRows = 120; // more would make a picture that no program opens: the CSV has them all
constexpr qreal ratio = 2;

// Text is inserted, never interpreted: what an image or a guest says stays text.
class Writer
{
public:
    explicit Writer(const QFont &font) : m_cursor(&document)
    {
        document.setDefaultFont(font);
        document.setDocumentMargin(2 * gridUnit);
        document.setTextWidth(width);
        m_plain.setForeground(QApplication::palette().color(QPalette::WindowText));
    }

    void line(const QString &text, double size = 1, bool bold = false)
    {
        if (text.isEmpty())
            return;
        QTextCharFormat format = m_plain;
        format.setFontPointSize(document.defaultFont().pointSizeF() * size);
        format.setFontWeight(bold ? QFont::Bold : QFont::Normal);
        QTextBlockFormat block;
        block.setBottomMargin(gridUnit / 2.0);
        block.setTopMargin(bold ? gridUnit : 0);
        if (!m_first)
            m_cursor.insertBlock(block);
        m_first = false;
        m_cursor.insertText(text, format);
    }

    void samples(const QAbstractItemModel &model)
    {
        const int rows = std::min(model.rowCount(), mostRows);
        QTextTableFormat format;
        format.setBorder(0);
        format.setCellPadding(3);
        QTextTable *table = m_cursor.insertTable(rows + 1, model.columnCount(), format);
        for (int column = 0; column < model.columnCount(); ++column) {
            QTextCharFormat bold = m_plain;
            bold.setFontWeight(QFont::Bold);
            QTextBlockFormat block;
            const QVariant aligned = model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
            block.setAlignment(Qt::Alignment(aligned.toInt()) & Qt::AlignHorizontal_Mask);
            const auto cell = [&](int row, const QString &text, const QTextCharFormat &look) {
                QTextCursor cursor = table->cellAt(row, column).firstCursorPosition();
                cursor.setBlockFormat(block);
                cursor.insertText(text, look);
            };
            cell(0, model.headerData(column, Qt::Horizontal).toString(), bold);
            for (int row = 0; row < rows; ++row)
                cell(row + 1, model.index(row, column).data().toString(), m_plain);
        }
        m_cursor.movePosition(QTextCursor::End);
        m_first = false; // what follows is a paragraph of its own
        if (rows < model.rowCount())
            line(QStringLiteral("\u2026"));
    }

    QTextDocument document;

private:
    QTextCursor m_cursor;
    QTextCharFormat m_plain;
    bool m_first = true;
};

} // namespace

QImage reportPicture(const ReportParts &parts)
{
    Writer head(parts.font), rest(parts.font);
    head.line(parts.headline);
    head.line(parts.verdict, 1.3);
    head.line(parts.emulation);
    if (parts.samples != nullptr)
        rest.samples(*parts.samples);
    for (const FactSection &section : parts.sections) {
        rest.line(section.title, 1, true);
        for (const auto &[name, value] : section.facts)
            rest.line(name.isEmpty() ? value : name + QStringLiteral(": ") + value);
    }
    rest.line(QStringLiteral("Tare ") + QStringLiteral(TARE_VERSION));

    QVector<QImage> charts;
    double height = head.document.size().height() + rest.document.size().height();
    for (const BarChart *chart : parts.charts) {
        charts += chart->picture(width, ratio);
        height += charts.constLast().height() / ratio;
    }
    QImage image((QSizeF(width, std::ceil(height)) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(QApplication::palette().color(QPalette::Base));
    QPainter painter(&image);
    head.document.drawContents(&painter);
    double y = head.document.size().height();
    for (const QImage &chart : charts) {
        painter.drawImage(QPointF(0, y), chart);
        y += chart.height() / ratio;
    }
    painter.translate(0, y);
    rest.document.drawContents(&painter);
    return image;
}

} // namespace tare::gui
