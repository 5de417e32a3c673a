// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/terminal/view.h"

#include "gui/app/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {
constexpr int margin = 4;
constexpr int damageMs = 16; // a program that writes without end is drawn sixty times a second
constexpr QSize firstSize(80, 24);
} // namespace

TerminalView::TerminalView(const QString &name, QWidget *parent)
    : QAbstractScrollArea(parent), m_palette(palette())
{
    setObjectName(name);
    setAccessibleName(tr("Terminal"));

    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setCursor(Qt::IBeamCursor);
    m_damageTimer.setSingleShot(true);
    m_damageTimer.setInterval(damageMs);
    connect(&m_damageTimer, &QTimer::timeout, this, &TerminalView::takeDamage);
    measureFont();
}

void TerminalView::measureFont()
{
    m_font = monospaceFont(this);
    m_font.setKerning(false);
    m_boldFont = m_font;
    m_boldFont.setBold(true);
    const QFontMetricsF metrics(m_font);
    m_cellWidth = std::max(1.0, metrics.horizontalAdvance(u"MMMMMMMMMM"_s) / 10);
    // Rounded one by one, as they are painted: the sum rounded once would cut the tails of g and p.
    m_ascent = static_cast<int>(std::ceil(metrics.ascent()));
    m_cellHeight = std::max(1, m_ascent + static_cast<int>(std::ceil(metrics.descent())));
}

void TerminalView::fitSurface()
{
    const QSize area = viewport()->size() - QSize(2 * margin, 2 * margin);
    const int rows = std::max(1, area.height() / m_cellHeight);
    const int columns = std::max(2, static_cast<int>(area.width() / m_cellWidth));
    if (rows == m_surface.rows() && columns == m_surface.columns())
        return;
    m_surface.resize(rows, columns);
    takeDamage();
    Q_EMIT resized(m_surface.rows(), m_surface.columns());
}

void TerminalView::feed(std::string_view bytes)
{
    m_surface.feed(bytes);
    flushOutput(); // answers to queries
    if (!m_damageTimer.isActive())
        m_damageTimer.start();
}

void TerminalView::reset()
{
    m_surface.reset();
    m_selection.clear();
    takeDamage();
}

void TerminalView::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    viewport()->update();
}

int TerminalView::topLine() const
{
    return m_surface.alternateScreen() ? m_surface.scrollbackSize() : verticalScrollBar()->value();
}

QRect TerminalView::rowRect(int row) const
{
    return {0, margin + row * m_cellHeight, viewport()->width(), m_cellHeight};
}

void TerminalView::takeDamage()
{
    m_damageTimer.stop();
    const TerminalSurface::Damage damage = m_surface.takeDamage();
    QScrollBar *bar = verticalScrollBar();
    const bool atEnd = bar->value() == bar->maximum();
    const int most = m_surface.alternateScreen() ? 0 : m_surface.scrollbackSize();
    if (most != bar->maximum() || damage.scrollback) {
        bar->setPageStep(m_surface.rows());
        bar->setRange(0, most);
        if (atEnd)
            bar->setValue(most);
        viewport()->update();
        return;
    }
    const int shift = m_surface.scrollbackSize() - topLine();
    for (int row = damage.firstRow; row <= damage.lastRow; ++row)
        viewport()->update(rowRect(row + shift));
}

void TerminalView::flushOutput()
{
    const std::string bytes = m_surface.takeOutput();
    if (!bytes.empty() && !m_readOnly)
        Q_EMIT typed(QByteArray::fromStdString(bytes));
}

TerminalPosition TerminalView::positionAt(QPointF point) const
{
    const int row =
        std::clamp(static_cast<int>((point.y() - margin) / m_cellHeight), 0, m_surface.rows() - 1);
    const int column =
        std::clamp(static_cast<int>(std::floor((point.x() - margin) / m_cellWidth)), 0, m_surface.columns());
    return {m_surface.droppedLines() + topLine() + row, column};
}

QString TerminalView::selectedText() const
{
    return m_selection.isEmpty() ? QString() : QString::fromStdString(m_selection.text(m_surface));
}

QString TerminalView::allText() const
{
    QString out;
    for (int line = 0; line < m_surface.scrollbackSize() + m_surface.rows(); ++line)
        out += QString::fromStdString(m_surface.line(line).text()) + u'\n';
    while (out.endsWith(u"\n\n"_s))
        out.chop(1);
    return out;
}

void TerminalView::copy()
{
    const QString text = selectedText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TerminalView::paste()
{
    if (m_readOnly)
        return;
    pasteText(QGuiApplication::clipboard()->text());
}

void TerminalView::pasteText(const QString &text)
{
    m_surface.paste(text.toStdString());
    m_selection.clear();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    viewport()->update();
    flushOutput();
}

void TerminalView::selectAll()
{
    const std::int64_t first = m_surface.droppedLines();
    m_selection.set({first, 0}, {first + m_surface.scrollbackSize() + m_surface.rows(), 0});
    viewport()->update();
}

void TerminalView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    fitSurface();
}

void TerminalView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        measureFont();
        fitSurface();
    }
    m_palette = TerminalPalette(palette());
    viewport()->update();
}

void TerminalView::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx);
    Q_UNUSED(dy);
    viewport()->update();
}

void TerminalView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *copyAction = menu->addAction(tr("&Copy"));
    copyAction->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    copyAction->setEnabled(!m_selection.isEmpty());
    connect(copyAction, &QAction::triggered, this, &TerminalView::copy);
    auto *pasteAction = menu->addAction(tr("&Paste"));
    pasteAction->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V));
    pasteAction->setEnabled(!m_readOnly);
    connect(pasteAction, &QAction::triggered, this, &TerminalView::paste);
    connect(menu->addAction(tr("Select &all")), &QAction::triggered, this, &TerminalView::selectAll);
    menu->popup(event->globalPos());
}

QSize TerminalView::sizeHint() const
{
    return {static_cast<int>(m_cellWidth * firstSize.width()) + 2 * margin +
                verticalScrollBar()->sizeHint().width(),
            m_cellHeight * firstSize.height() + 2 * margin};
}

} // namespace tare::gui
