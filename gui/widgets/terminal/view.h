// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/terminal/palette.h"
#include "gui/widgets/terminal/selection.h"
#include "gui/widgets/terminal/surface.h"

#include <QAbstractScrollArea>
#include <QTimer>

namespace tare::gui {

// Shows a TerminalSurface and hands the user's keys to it. Knows no process: what it sends and how large it
// is are signals. Ctrl+Shift+C copies, Ctrl+Shift+V pastes, Shift+PageUp scrolls, Shift with the mouse
// selects where the program has taken the mouse, Ctrl+Tab leaves.
class TerminalView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit TerminalView(const QString &name, QWidget *parent = nullptr);

    void feed(std::string_view bytes);
    void reset();
    // What the user types goes nowhere; the cursor is drawn hollow.
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }
    [[nodiscard]] const TerminalSurface &surface() const { return m_surface; }
    [[nodiscard]] QString selectedText() const;
    // All lines, the scrollback first.
    [[nodiscard]] QString allText() const;
    void copy();
    void paste();
    void pasteText(const QString &text);
    void selectAll();

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void typed(const QByteArray &bytes); // for the program
    void resized(int rows, int columns);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void measureFont();
    void fitSurface();
    void takeDamage();
    void flushOutput();
    bool scrollKey(const QKeyEvent *event);
    bool sendKey(const QKeyEvent *event);
    [[nodiscard]] bool programHasMouse(Qt::KeyboardModifiers modifiers) const;
    bool sendMouse(const QMouseEvent *event, bool press, bool release);
    [[nodiscard]] TerminalPosition positionAt(QPointF point) const;
    [[nodiscard]] int topLine() const; // of the surface, shown in the first row
    [[nodiscard]] QRect rowRect(int row) const;
    void paintLine(QPainter &painter, int line, int row) const;
    void paintRun(QPainter &painter, const QString &text, int row, int column, int columns,
                  const TerminalStyle &style) const;
    void paintCursor(QPainter &painter) const;

    TerminalSurface m_surface{24, 80};
    TerminalPalette m_palette;
    TerminalSelection m_selection;
    QFont m_font, m_boldFont;
    qreal m_cellWidth = 8;
    int m_cellHeight = 16, m_ascent = 12;
    bool m_readOnly = false;
    bool m_selecting = false;
    QPoint m_lastCell;
    QString m_preedit; // of an input method: Hangul that is being put together
    QTimer m_damageTimer;
};

} // namespace tare::gui
