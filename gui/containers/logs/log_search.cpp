// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/logs/log_search.h"

#include "gui/app/theme.h"

#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QTimer>
#include <algorithm>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 sliceNs = 6'000'000;
constexpr int mostMarks = 500; // of what is in sight
// pcre2pattern(3): an expression may only lower what one match may cost, so what the user writes behind it cannot raise it.
const QString bounds = u"(*LIMIT_MATCH=50000)(*LIMIT_DEPTH=5000)(*LIMIT_HEAP=8192)"_s;

} // namespace

LogSearch::LogSearch(QPlainTextEdit *view) : QObject(view), m_view(view), m_timer(new QTimer(this))
{
    m_timer->setInterval(0);
    connect(m_timer, &QTimer::timeout, this, &LogSearch::slice);
    connect(view->document(), &QTextDocument::contentsChange, this, &LogSearch::contentsChanged);
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &LogSearch::mark);
    connect(view, &QPlainTextEdit::cursorPositionChanged, this, &LogSearch::changed);
}

void LogSearch::set(const QString &wanted, bool isExpression)
{
    m_wanted = wanted;
    m_isExpression = isExpression;
    m_error.clear();
    if (isExpression && !wanted.isEmpty()) {
        m_expression = QRegularExpression(bounds + wanted, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
        if (!m_expression.isValid())
            m_error = m_expression.errorString();
    }
    restart();
}

void LogSearch::restart()
{
    m_hits.clear();
    m_looked = m_cut;
    m_tooHard = 0;
    m_pending = Pending::None;
    if (isActive())
        m_timer->start();
    else
        m_timer->stop();
    mark();
    Q_EMIT changed();
}

bool LogSearch::isLooking() const
{
    return m_timer->isActive();
}

void LogSearch::contentsChanged(int position, int removed, int added)
{
    Q_UNUSED(added);
    if (position == 0 && removed > 0) {
        const bool emptied = m_view->document()->characterCount() <= 1 + added;
        m_cut += removed;
        while (!m_hits.empty() && (emptied || m_hits.front().position < m_cut))
            m_hits.pop_front();
        m_looked = emptied ? m_cut : std::max(m_looked, m_cut);
    } else {
        // The last line grew: it is looked at once more.
        const qint64 from = m_cut + m_view->document()->findBlock(position).position();
        m_looked = std::min(m_looked, from);
        while (!m_hits.empty() && m_hits.back().position >= m_looked)
            m_hits.pop_back();
    }
    if (isActive())
        m_timer->start();
}

void LogSearch::look(const QTextBlock &block)
{
    if (!block.isVisible())
        return;
    const QString text = block.text();
    const qint64 at = m_cut + block.position();
    if (!m_isExpression) {
        for (qsizetype i = text.indexOf(m_wanted, 0, Qt::CaseInsensitive); i >= 0 && !isFull();
             i = text.indexOf(m_wanted, i + m_wanted.size(), Qt::CaseInsensitive))
            m_hits.push_back({at + i, static_cast<int>(m_wanted.size())});
        return;
    }
    for (qsizetype from = 0; from <= text.size() && !isFull();) {
        const QRegularExpressionMatch match = m_expression.match(text, from);
        if (!match.isValid()) {
            ++m_tooHard;
            return;
        }
        if (!match.hasMatch())
            return;
        if (match.capturedLength() > 0)
            m_hits.push_back({at + match.capturedStart(), static_cast<int>(match.capturedLength())});
        from = match.capturedEnd() + (match.capturedLength() == 0 ? 1 : 0);
    }
}

void LogSearch::slice()
{
    QElapsedTimer timer;
    timer.start();
    QTextBlock block = m_view->document()->findBlock(static_cast<int>(std::max<qint64>(m_looked - m_cut, 0)));
    while (block.isValid() && !isFull()) {
        look(block);
        m_looked = m_cut + block.position() + block.length();
        block = block.next();
        if (timer.nsecsElapsed() > sliceNs)
            break;
    }
    const bool done = !block.isValid() || isFull();
    if (done) {
        m_timer->stop();
        // The last block may go on.
        m_looked = std::min(m_looked, m_cut + m_view->document()->characterCount() - 1);
        if (m_pending != Pending::None)
            jump(std::exchange(m_pending, Pending::None) == Pending::Backward);
    }
    mark();
    Q_EMIT changed();
}

std::size_t LogSearch::current() const
{
    const QTextCursor cursor = m_view->textCursor();
    if (!cursor.hasSelection())
        return 0;
    const qint64 at = m_cut + cursor.selectionStart();
    const auto found = std::lower_bound(m_hits.begin(), m_hits.end(), at, [](const Hit &hit, qint64 position) { return hit.position < position; });
    return found != m_hits.end() && found->position == at ? static_cast<std::size_t>(found - m_hits.begin()) + 1 : 0;
}

void LogSearch::go(bool backward)
{
    if (!isActive())
        return;
    if (isLooking() && !m_isExpression) { // a text is found quickly, whatever it is
        while (isLooking())
            slice();
    }
    if (isLooking())
        m_pending = backward ? Pending::Backward : Pending::Forward;
    else
        jump(backward);
    Q_EMIT changed();
}

bool LogSearch::jump(bool backward)
{
    if (m_hits.empty())
        return false;
    const QTextCursor cursor = m_view->textCursor();
    const auto below = [](const Hit &hit, qint64 position) { return hit.position < position; };
    if (backward) {
        const auto at = std::lower_bound(m_hits.begin(), m_hits.end(), m_cut + cursor.selectionStart(), below);
        select(at == m_hits.begin() ? m_hits.back() : *std::prev(at));
    } else {
        const auto at = std::lower_bound(m_hits.begin(), m_hits.end(), m_cut + cursor.selectionEnd(), below);
        select(at == m_hits.end() ? m_hits.front() : *at);
    }
    return true;
}

void LogSearch::select(const Hit &hit)
{
    QTextCursor cursor(m_view->document());
    cursor.setPosition(static_cast<int>(hit.position - m_cut));
    cursor.setPosition(static_cast<int>(hit.position - m_cut) + hit.length, QTextCursor::KeepAnchor);
    Q_EMIT moved();
    m_view->setTextCursor(cursor);
    m_view->ensureCursorVisible();
}

// Those in sight, on a ground that shows.
void LogSearch::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (isActive() && !m_hits.empty()) {
        const int from = m_view->cursorForPosition({0, 0}).block().position();
        const int to = m_view->cursorForPosition({m_view->viewport()->width(), m_view->viewport()->height()}).position();
        auto at = std::lower_bound(m_hits.begin(), m_hits.end(), m_cut + from, [](const Hit &hit, qint64 position) { return hit.position < position; });
        QTextCharFormat format;
        format.setBackground(isDark() ? QColor(0x5a, 0x4a, 0x00) : QColor(0xff, 0xe8, 0x8a));
        for (; at != m_hits.end() && at->position - m_cut <= to && marks.size() < mostMarks; ++at) {
            QTextEdit::ExtraSelection one;
            one.format = format;
            one.cursor = QTextCursor(m_view->document());
            one.cursor.setPosition(static_cast<int>(at->position - m_cut));
            one.cursor.setPosition(static_cast<int>(at->position - m_cut) + at->length, QTextCursor::KeepAnchor);
            marks += one;
        }
    }
    if (!marks.isEmpty() || !m_view->extraSelections().isEmpty())
        m_view->setExtraSelections(marks);
}

} // namespace tare::gui
