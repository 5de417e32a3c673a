// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"
#include "gui/containers/logs/ansi_text.h"
#include "gui/containers/logs/log_mark.h"

#include <QString>
#include <QTextCharFormat>

class QTextCursor;

namespace tare::gui {

class LogView;

// Which lines are seen.
struct LogFilter
{
    enum class Stream { Both, Stdout, Stderr };
    LogLevel least = LogLevel::None; // None: those that say no level, too
    Stream stream = Stream::Both;

    [[nodiscard]] bool shows(const LogMark &mark) const;
    bool operator==(const LogFilter &) const = default;
};

// Puts lines of a log at the end of a view's document: as plain text in colours that are always legible, folded where they
// are too long to be laid out, marked with their stream and level. Keeps the document below a number of lines and letters.
class LogWriter
{
public:
    static constexpr int mostLetters = 32 << 20;

    LogWriter(LogView *view, int mostLines, int letters = mostLetters);

    void setTimes(bool times) { m_times = times; }
    void setColours(bool colours) { m_colours = colours; }
    void clear();
    // `source`: before each line, when there are several.
    void append(const std::vector<LogLine> &lines, const QString &source = {});
    void setFilter(const LogFilter &filter);
    [[nodiscard]] const LogFilter &filter() const { return m_filter; }
    // What is seen.
    [[nodiscard]] QString text() const;

private:
    void begin(QTextCursor &cursor, const LogMark &mark);
    void put(QTextCursor &cursor, const QString &text, const QTextCharFormat &format);
    void trim();
    [[nodiscard]] QTextCharFormat formatOf(const AnsiStyle &style) const;

    LogView *m_view;
    int m_mostLetters;
    LogFilter m_filter;
    bool m_times = false, m_colours = true;
    bool m_open = false;   // the last line has no end yet
    QString m_openSource;  // whose it is
    LogMark m_mark;        // of the line that is written, or was last
    int m_column = 0;      // where it has come to
};

} // namespace tare::gui
