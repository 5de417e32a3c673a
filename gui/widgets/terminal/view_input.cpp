// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/terminal/view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <algorithm>
#include <optional>

namespace tare::gui {

namespace {

constexpr int wheelLines = 3;
constexpr int wheelStep = 120; // eighths of a degree of one notch

TerminalSurface::Modifiers convert(Qt::KeyboardModifiers modifiers)
{
    return {modifiers.testFlag(Qt::ShiftModifier), modifiers.testFlag(Qt::AltModifier),
            modifiers.testFlag(Qt::ControlModifier)};
}

std::optional<TerminalSurface::Key> convertKey(int key)
{
    using Key = TerminalSurface::Key;
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return Key::Enter;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return Key::Tab;
    case Qt::Key_Backspace:
        return Key::Backspace;
    case Qt::Key_Escape:
        return Key::Escape;
    case Qt::Key_Up:
        return Key::Up;
    case Qt::Key_Down:
        return Key::Down;
    case Qt::Key_Left:
        return Key::Left;
    case Qt::Key_Right:
        return Key::Right;
    case Qt::Key_Insert:
        return Key::Insert;
    case Qt::Key_Delete:
        return Key::Delete;
    case Qt::Key_Home:
        return Key::Home;
    case Qt::Key_End:
        return Key::End;
    case Qt::Key_PageUp:
        return Key::PageUp;
    case Qt::Key_PageDown:
        return Key::PageDown;
    default:
        return std::nullopt;
    }
}

constexpr Qt::KeyboardModifiers controlShift = Qt::ControlModifier | Qt::ShiftModifier;

} // namespace

bool TerminalView::event(QEvent *event)
{
    // Keys that the window has given to its own actions belong to the program while it has the keyboard; Ctrl
    // with a digit or Tab, and Ctrl+Shift+P, which finds everything, stay the window's; Alt with a letter and the F
    // keys' help when nobody can type here.
    if (event->type() == QEvent::ShortcutOverride && !m_readOnly) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool page =
            key->modifiers() == Qt::ControlModifier && key->key() >= Qt::Key_1 && key->key() <= Qt::Key_9;
        const bool palette = key->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier) && key->key() == Qt::Key_P;
        if (!page && !palette) {
            event->accept();
            return true;
        }
    }
    // Tab belongs to the program; Ctrl+Tab leaves.
    if (event->type() == QEvent::KeyPress && !m_readOnly) {
        auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab)) {
            if (key->modifiers().testFlag(Qt::ControlModifier))
                focusNextPrevChild(key->key() == Qt::Key_Tab);
            else
                keyPressEvent(key);
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

bool TerminalView::scrollKey(const QKeyEvent *event)
{
    if (event->modifiers() != Qt::ShiftModifier || m_surface.alternateScreen())
        return false;
    QScrollBar *bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_PageUp:
        bar->setValue(bar->value() - m_surface.rows());
        return true;
    case Qt::Key_PageDown:
        bar->setValue(bar->value() + m_surface.rows());
        return true;
    case Qt::Key_Home:
        bar->setValue(0);
        return true;
    case Qt::Key_End:
        bar->setValue(bar->maximum());
        return true;
    default:
        return false;
    }
}

bool TerminalView::sendKey(const QKeyEvent *event)
{
    const auto modifiers = convert(event->modifiers());
    if (const auto key = convertKey(event->key())) {
        m_surface.key(*key, modifiers);
        return true;
    }
    if (event->key() >= Qt::Key_F1 && event->key() <= Qt::Key_F12) {
        m_surface.functionKey(event->key() - Qt::Key_F1 + 1, modifiers);
        return true;
    }
    if (modifiers.control &&
        event->key() < 0x80) { // its text is a control character, or none on some layouts
        m_surface.character(static_cast<char32_t>(event->key()), {false, modifiers.alt, true});
        return true;
    }
    const auto characters = event->text().toUcs4();
    for (const auto c : characters)
        m_surface.character(static_cast<char32_t>(c), {false, modifiers.alt, false});
    return !characters.isEmpty();
}

void TerminalView::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == controlShift && event->key() == Qt::Key_C) {
        copy();
        return;
    }
    if ((event->modifiers() == controlShift && event->key() == Qt::Key_V) ||
        (event->modifiers() == Qt::ShiftModifier && event->key() == Qt::Key_Insert)) {
        paste();
        return;
    }
    if (scrollKey(event))
        return;
    if (m_readOnly || !sendKey(event)) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    m_selection.clear();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    viewport()->update();
    flushOutput();
}

void TerminalView::inputMethodEvent(QInputMethodEvent *event)
{
    m_preedit = event->preeditString();
    if (!m_readOnly) {
        for (const auto c : event->commitString().toUcs4())
            m_surface.character(static_cast<char32_t>(c), {});
        flushOutput();
    }
    viewport()->update();
    event->accept();
}

QVariant TerminalView::inputMethodQuery(Qt::InputMethodQuery query) const
{
    if (query == Qt::ImEnabled)
        return !m_readOnly;
    if (query == Qt::ImCursorRectangle) {
        const auto cursor = m_surface.cursor();
        const QRect row = rowRect(cursor.row + m_surface.scrollbackSize() - topLine());
        return QRectF(cursor.column * m_cellWidth, row.top(), m_cellWidth, m_cellHeight).toRect();
    }
    return QAbstractScrollArea::inputMethodQuery(query);
}

bool TerminalView::programHasMouse(Qt::KeyboardModifiers modifiers) const
{
    return !m_readOnly && m_surface.mouse() != TerminalSurface::Mouse::None &&
           !modifiers.testFlag(Qt::ShiftModifier);
}

bool TerminalView::sendMouse(const QMouseEvent *event, bool press, bool release)
{
    if (!programHasMouse(event->modifiers()))
        return false;
    const TerminalPosition at = positionAt(event->position());
    const int row = static_cast<int>(at.line - m_surface.droppedLines() - m_surface.scrollbackSize());
    const QPoint cell(std::min(at.column, m_surface.columns() - 1), row);
    if (row < 0 || (!press && !release && cell == m_lastCell))
        return true;
    m_lastCell = cell;
    const auto modifiers = convert(event->modifiers());
    m_surface.mouseMove(cell.y(), cell.x(), modifiers);
    const int button = event->button() == Qt::LeftButton     ? 1
                       : event->button() == Qt::MiddleButton ? 2
                       : event->button() == Qt::RightButton  ? 3
                                                             : 0;
    if (button != 0 && (press || release))
        m_surface.mouseButton(button, press, modifiers);
    flushOutput();
    return true;
}

void TerminalView::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    if (sendMouse(event, true, false))
        return;
    if (event->button() == Qt::LeftButton) {
        m_selection.start(positionAt(event->position()));
        m_selecting = true;
        viewport()->update();
    } else if (event->button() == Qt::MiddleButton && !m_readOnly) {
        pasteText(QGuiApplication::clipboard()->text(QClipboard::Selection));
    }
}

void TerminalView::mouseMoveEvent(QMouseEvent *event)
{
    if (sendMouse(event, false, false) || !m_selecting)
        return;
    QScrollBar *bar = verticalScrollBar();
    if (event->position().y() < 0)
        bar->setValue(bar->value() - 1);
    else if (event->position().y() > viewport()->height())
        bar->setValue(bar->value() + 1);
    m_selection.extend(positionAt(event->position()));
    viewport()->update();
}

void TerminalView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_selecting && sendMouse(event, false, true))
        return;
    m_selecting = false;
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (clipboard->supportsSelection() && !m_selection.isEmpty())
        clipboard->setText(selectedText(), QClipboard::Selection);
}

void TerminalView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (sendMouse(event, true, false))
        return;
    m_selection.selectWord(m_surface, positionAt(event->position()));
    viewport()->update();
}

void TerminalView::wheelEvent(QWheelEvent *event)
{
    const int notches = event->angleDelta().y() / wheelStep;
    if (programHasMouse(event->modifiers()) && notches != 0) {
        const TerminalPosition at = positionAt(event->position());
        m_surface.mouseMove(static_cast<int>(at.line - m_surface.droppedLines()) - m_surface.scrollbackSize(),
                            at.column, {});
        for (int i = 0; i < std::abs(notches); ++i)
            m_surface.mouseButton(notches > 0 ? 4 : 5, true, {});
        flushOutput();
    } else if (m_surface.alternateScreen() && !m_readOnly) {
        // As xterm: a pager without mouse support scrolls too.
        for (int i = 0; i < std::abs(notches) * wheelLines; ++i)
            m_surface.key(notches > 0 ? TerminalSurface::Key::Up : TerminalSurface::Key::Down, {});
        flushOutput();
    } else {
        QAbstractScrollArea::wheelEvent(event);
    }
    event->accept();
}

void TerminalView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    m_surface.focus(true);
    flushOutput();
    viewport()->update();
}

void TerminalView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    m_surface.focus(false);
    flushOutput();
    viewport()->update();
}

} // namespace tare::gui
