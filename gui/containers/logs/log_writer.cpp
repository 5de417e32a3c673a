// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/logs/log_writer.h"

#include "core/base/time.h"
#include "gui/app/theme.h"
#include "gui/containers/container_words.h"
#include "gui/containers/logs/log_view.h"

#include <QTextBlock>
#include <QTextCursor>
#include <algorithm>
#include <array>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

// The first sixteen of xterm's, as they are legible on the base.
QColor paletteColor(std::uint32_t index)
{
    static constexpr std::array<std::array<QRgb, 2>, 16> shades = {{
        // on light, on dark
        {0x303030, 0xa8a8a8}, {0xb3261e, 0xff7b72}, {0x1a7f37, 0x56d364}, {0x7d5a00, 0xe3b341},
        {0x0550ae, 0x79c0ff}, {0x8250df, 0xd2a8ff}, {0x0e6e78, 0x56d4dd}, {0x57606a, 0xd0d7de},
        {0x57606a, 0x9aa4ae}, {0xa40e26, 0xffa198}, {0x116329, 0x7ee787}, {0x6b4c00, 0xf2cc60},
        {0x033d8b, 0xa5d6ff}, {0x6639ba, 0xe2c5ff}, {0x0b5a63, 0x76e3ea}, {0x24292f, 0xffffff},
    }};
    if (index < 16)
        return QColor(shades.at(index).at(isDark() ? 1 : 0));
    if (index < 232) {
        const auto step = [](std::uint32_t n) { return n == 0 ? 0 : static_cast<int>(55 + n * 40); };
        return {step((index - 16) / 36), step((index - 16) / 6 % 6), step((index - 16) % 6)};
    }
    const int grey = static_cast<int>(8 + (index - 232) * 10);
    return {grey, grey, grey};
}

// As light or as dark as it must be, whatever a container asks for.
QColor legible(const QColor &colour)
{
    const bool dark = isDark();
    const int light = qGray(colour.rgb());
    if (dark ? light >= 140 : light <= 110)
        return colour;
    QColor out = colour.toHsl();
    const qreal hue = out.hslHueF(), saturation = out.hslSaturationF();
    return QColor::fromHslF(static_cast<float>(std::max<qreal>(hue, 0)), static_cast<float>(saturation), dark ? 0.72F : 0.30F);
}

} // namespace

bool LogFilter::shows(const LogMark &mark) const
{
    if (stream != Stream::Both && mark.isStderr != (stream == Stream::Stderr))
        return false;
    return mark.level >= least;
}

LogWriter::LogWriter(LogView *view, int mostLines, int letters) : m_view(view), m_mostLetters(letters)
{
    view->setMaximumBlockCount(mostLines);
}

void LogWriter::clear()
{
    m_view->clear();
    m_open = false;
    m_openSource.clear();
    m_mark = {};
    m_column = 0;
}

QTextCharFormat LogWriter::formatOf(const AnsiStyle &style) const
{
    QTextCharFormat out;
    if (!m_colours)
        return out;
    if (style.kind == AnsiStyle::Kind::Palette)
        out.setForeground(style.colour < 16 ? paletteColor(style.colour) : legible(paletteColor(style.colour)));
    else if (style.kind == AnsiStyle::Kind::Rgb)
        out.setForeground(legible(QColor(QRgb(style.colour))));
    if (style.bold)
        out.setFontWeight(QFont::Bold);
    if (style.underline)
        out.setFontUnderline(true);
    return out;
}

void LogWriter::begin(QTextCursor &cursor, const LogMark &mark)
{
    QTextBlock block = cursor.block();
    block.setUserState(mark.packed());
    block.setVisible(m_filter.shows(mark));
}

void LogWriter::put(QTextCursor &cursor, const QString &text, const QTextCharFormat &format)
{
    const QString folded = foldLong(text, m_column);
    bool first = true;
    for (const QStringView part : QStringView(folded).split(u'\n')) {
        if (!std::exchange(first, false)) {
            cursor.insertText(u"\n"_s, {});
            LogMark goesOn = m_mark;
            goesOn.begins = false;
            begin(cursor, goesOn);
        }
        cursor.insertText(part.toString(), format);
    }
}

void LogWriter::append(const std::vector<LogLine> &lines, const QString &source)
{
    QTextCursor cursor(m_view->document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    QTextCharFormat quiet;
    quiet.setForeground(quietTextColor());
    for (const LogLine &line : lines) {
        const std::vector<AnsiRun> runs = ansiRuns(line.text);
        if (m_open && source != m_openSource) {
            cursor.insertText(u"\n"_s, {});
            m_open = false;
        }
        if (!m_open) {
            std::string plain;
            for (const AnsiRun &run : runs)
                plain += run.text;
            LogMark mark;
            mark.isStderr = line.isStderr;
            mark.begins = true;
            mark.level = levelOf(plain);
            // What is indented goes on from the line above: a stack trace is as bad as its head.
            if (mark.level == LogLevel::None && source == m_openSource && line.isStderr == m_mark.isStderr &&
                (plain.starts_with(' ') || plain.starts_with('\t')))
                mark.level = m_mark.level;
            m_mark = mark;
            m_column = 0;
            begin(cursor, mark);
            if (m_times)
                put(cursor, QString::fromStdString(formatTime(line.time)) + u' ', quiet);
            if (!source.isEmpty())
                put(cursor, source + u" | "_s, quiet);
        }
        for (const AnsiRun &run : runs)
            put(cursor, visibleText(run.text), formatOf(run.style));
        m_openSource = source;
        m_open = line.text.empty() || line.text.back() != '\n';
        if (m_open)
            continue;
        cursor.insertText(u"\n"_s, {});
        begin(cursor, {});
        cursor.block().setVisible(true);
    }
    cursor.endEditBlock();
    trim();
}

void LogWriter::trim()
{
    QTextDocument *document = m_view->document();
    const int over = document->characterCount() - m_mostLetters;
    if (over <= 0)
        return;
    QTextCursor cursor(document);
    cursor.setPosition(document->findBlock(over).position(), QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
}

void LogWriter::setFilter(const LogFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    QTextDocument *document = m_view->document();
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        const bool last = !block.next().isValid() && !m_open;
        block.setVisible(last || filter.shows(LogMark::of(block.userState())));
    }
    document->markContentsDirty(0, document->characterCount());
}

QString LogWriter::text() const
{
    QString out;
    for (QTextBlock block = m_view->document()->begin(); block.isValid(); block = block.next()) {
        if (block.isVisible())
            out += block.text() + u'\n';
    }
    out.chop(1);
    return out;
}

} // namespace tare::gui
