// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/logs/log_view.h"

#include "gui/app/theme.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

namespace tare::gui {

using namespace Qt::StringLiterals;

class LogMargin : public QWidget
{
public:
    explicit LogMargin(LogView *view) : QWidget(view), m_view(view) {}

protected:
    void paintEvent(QPaintEvent *event) override { m_view->paintMargin(event); }
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::ToolTip)
            return QWidget::event(event);
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), LogView::words(m_view->markAt(help->pos().y())), this);
        return true;
    }

private:
    LogView *m_view;
};

namespace {

const QString errWord = u"err"_s; // as the stream is called

QString levelLetter(LogLevel level)
{
    switch (level) {
    case LogLevel::Error:
        return u"E"_s;
    case LogLevel::Warning:
        return u"W"_s;
    case LogLevel::Info:
        return u"I"_s;
    case LogLevel::Debug:
        return u"D"_s;
    case LogLevel::None:
        break;
    }
    return {};
}

} // namespace

QColor levelColor(LogLevel level)
{
    const bool dark = isDark();
    switch (level) {
    case LogLevel::Error:
        return dark ? QColor(0xff, 0x94, 0x4d) : QColor(0xa8, 0x49, 0x00);
    case LogLevel::Warning:
        return dark ? QColor(0xe8, 0xc5, 0x47) : QColor(0x80, 0x5f, 0x00);
    case LogLevel::Info:
        return dark ? QColor(0x86, 0xca, 0xf2) : QColor(0x1f, 0x6f, 0xa0);
    default:
        return quietTextColor();
    }
}

LogView::LogView(QWidget *parent) : QPlainTextEdit(parent), m_margin(new LogMargin(this))
{
    connect(this, &QPlainTextEdit::updateRequest, m_margin, [this](const QRect &, int) { m_margin->update(); });
    fitMargin();
}

QString LogView::words(const LogMark &mark)
{
    QString out;
    switch (mark.level) {
    case LogLevel::Error:
        out = tr("Error");
        break;
    case LogLevel::Warning:
        out = tr("Warning");
        break;
    case LogLevel::Info:
        out = tr("Information", "level of a log line");
        break;
    case LogLevel::Debug:
        out = tr("Debugging", "level of a log line");
        break;
    case LogLevel::None:
        break;
    }
    if (mark.isStderr)
        out += (out.isEmpty() ? QString() : u", "_s) + tr("from stderr");
    return out;
}

LogMark LogView::markAt(int y) const
{
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        if (!block.isVisible())
            continue;
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        if (box.top() > viewport()->height())
            break;
        if (y < box.bottom())
            return y >= box.top() ? LogMark::of(block.userState()) : LogMark();
    }
    return {};
}

void LogView::fitMargin()
{
    const int width = fontMetrics().horizontalAdvance(errWord + u" W"_s) + gridUnit;
    setViewportMargins(width, 0, 0, 0);
    const QRect inside = contentsRect();
    m_margin->setGeometry(inside.left(), inside.top(), width, inside.height());
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitMargin();
}

void LogView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_margin != nullptr)
        fitMargin();
}

void LogView::paintMargin(QPaintEvent *event)
{
    QPainter painter(m_margin);
    painter.fillRect(event->rect(), palette().color(QPalette::AlternateBase));
    painter.setFont(font());
    const int step = fontMetrics().horizontalAdvance(errWord + u' ');
    const int line = fontMetrics().height();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        if (!block.isVisible())
            continue;
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        if (box.top() > event->rect().bottom())
            break;
        const LogMark mark = LogMark::of(block.userState());
        if (mark.isStderr) { // also where a long line goes on
            painter.fillRect(QRectF(0, box.top(), 2, box.height()), levelColor(LogLevel::Error));
            if (mark.begins) {
                painter.setPen(quietTextColor());
                painter.drawText(QRectF(gridUnit / 2., box.top(), step, line), Qt::AlignLeft | Qt::AlignTop, errWord);
            }
        }
        if (mark.begins && mark.level != LogLevel::None) {
            painter.setPen(levelColor(mark.level));
            painter.drawText(QRectF(gridUnit / 2. + step, box.top(), step, line), Qt::AlignLeft | Qt::AlignTop, levelLetter(mark.level));
        }
    }
}

} // namespace tare::gui
