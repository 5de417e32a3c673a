// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QRegularExpression>
#include <QString>
#include <deque>

class QPlainTextEdit;
class QTextBlock;
class QTimer;

namespace tare::gui {

// Finds a text or a regular expression in a view whose document grows at its end and is cut at its beginning. It looks
// through the document in slices of a few milliseconds, and what one match may cost is bounded too, so that no expression
// stops the window. Blocks that are not visible are left out.
class LogSearch : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t mostHits = 100'000;

    explicit LogSearch(QPlainTextEdit *view);

    // Empty: nothing is looked for. An expression is without regard to case, as a text is; (?-i) changes that.
    void set(const QString &wanted, bool isExpression);
    // Anew: other blocks are visible.
    void restart();
    // To the next one, once around; one that is not found yet is gone to when it is.
    void go(bool backward);

    [[nodiscard]] const QString &error() const { return m_error; } // of the expression
    [[nodiscard]] bool isActive() const { return !m_wanted.isEmpty() && m_error.isEmpty(); }
    [[nodiscard]] bool isLooking() const;
    [[nodiscard]] std::size_t count() const { return m_hits.size(); }
    [[nodiscard]] bool isFull() const { return m_hits.size() >= mostHits; }
    [[nodiscard]] std::size_t current() const; // from 1 on; 0: the cursor is at none
    [[nodiscard]] int tooHard() const { return m_tooHard; } // lines on which the expression was given up

Q_SIGNALS:
    void changed();
    void moved(); // the cursor, by go()

private:
    struct Hit
    {
        qint64 position; // as if nothing had been cut off at the beginning
        int length;
    };
    void contentsChanged(int position, int removed, int added);
    void slice();
    void look(const QTextBlock &block);
    bool jump(bool backward);
    void select(const Hit &hit);
    void mark();

    QPlainTextEdit *m_view;
    QTimer *m_timer;
    QString m_wanted, m_error;
    QRegularExpression m_expression;
    bool m_isExpression = false;
    std::deque<Hit> m_hits;
    qint64 m_cut = 0;     // letters that were cut off at the beginning
    qint64 m_looked = 0;  // up to where it has looked, counted as hits are
    int m_tooHard = 0;
    enum class Pending { None, Backward, Forward } m_pending = Pending::None;
};

} // namespace tare::gui
