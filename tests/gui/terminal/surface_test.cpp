// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/terminal/surface.h"

#include <QTest>

using tare::gui::TerminalCell;
using tare::gui::TerminalColor;
using tare::gui::TerminalSurface;

class SurfaceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesCells();
    void keepsStyles();
    void joinsSplitSequences();
    void wideAndCombining();
    void wideAtTheEdgeWraps();
    void scrollbackGrowsAndIsBounded();
    void resizeKeepsLines();
    void alternateScreenLeavesNoScrollback();
    void controlStringsDoNothing();
    void aStringWithoutEndIsGivenUp();
    void repeatsAreBounded();
    void c1ControlsAreDropped();
    void queriesAreAnsweredWithinBounds();
    void keys();
    void controlCharacters();
    void pasteCannotBreakOut();
    void mouse();
    void damageNamesRows();
    void sizesAreBounded();
    void resetForgets();
};

namespace {
std::string screenLine(const TerminalSurface &s, int row)
{
    return s.line(s.scrollbackSize() + row).text();
}
} // namespace

void SurfaceTest::writesCells()
{
    TerminalSurface s(4, 20);
    s.feed("hello\r\nworld\x1b[1;3HX");
    QCOMPARE(s.screenText(), std::string("heXlo\nworld"));
    QCOMPARE(s.cursor().row, 0);
    QCOMPARE(s.cursor().column, 3);
    QVERIFY(s.cursor().visible);
    s.feed("\x1b[?25l");
    QVERIFY(!s.cursor().visible);
    QCOMPARE(s.line(0).cell(2).base, U'X');
    QCOMPARE(s.line(0).cell(19).base, char32_t{0});
    QCOMPARE(s.line(99).cells.size(), std::size_t{0});
}

void SurfaceTest::keepsStyles()
{
    TerminalSurface s(2, 40);
    s.feed("\x1b[1;4;31mA\x1b[0;7mB\x1b[0;38;2;1;2;3;48;5;200mC\x1b[0;3;9mD\x1b[0mE");
    const auto line = s.line(0);
    QVERIFY(line.cell(0).style.bold);
    QVERIFY(line.cell(0).style.underline);
    QCOMPARE(line.cell(0).style.foreground.kind, TerminalColor::Kind::Indexed);
    QCOMPARE(line.cell(0).style.foreground.red, std::uint8_t{1});
    QVERIFY(line.cell(1).style.reverse);
    QVERIFY(!line.cell(1).style.bold);
    QVERIFY((line.cell(2).style.foreground == TerminalColor{TerminalColor::Kind::Rgb, 1, 2, 3}));
    QCOMPARE(line.cell(2).style.background.red, std::uint8_t{200});
    QVERIFY(line.cell(3).style.italic);
    QVERIFY(line.cell(3).style.strike);
    QVERIFY(line.cell(4).style == tare::gui::TerminalStyle{});
}

void SurfaceTest::joinsSplitSequences()
{
    TerminalSurface s(2, 20);
    const std::string bytes = "\x1b[32m\xed\x95\x9c\xea\xb8\x80\x1b[0m!";
    for (char c : bytes)
        s.feed(std::string_view(&c, 1));
    QCOMPARE(s.screenText(), std::string("\xed\x95\x9c\xea\xb8\x80!"));
    QCOMPARE(s.line(0).cell(0).style.foreground.red, std::uint8_t{2});
}

void SurfaceTest::wideAndCombining()
{
    TerminalSurface s(2, 20);
    s.feed("\xed\x95\x9c" // 한
           "e\xcc\x81"    // e + acute
           "x");
    const auto line = s.line(0);
    QCOMPARE(line.cell(0).base, U'\xD55C');
    QCOMPARE(line.cell(0).width, std::uint8_t{2});
    QCOMPARE(line.cell(1).width, std::uint8_t{0});
    QCOMPARE(line.cell(2).base, U'e');
    QVERIFY(line.marksAt(2) == U"\x301");
    QCOMPARE(line.cell(3).base, U'x');
    QCOMPARE(line.text(), std::string("\xed\x95\x9c"
                                      "e\xcc\x81"
                                      "x"));
    QCOMPARE(line.text(2, 3), std::string("e\xcc\x81"));
}

void SurfaceTest::wideAtTheEdgeWraps()
{
    TerminalSurface s(3, 5);
    s.feed("abcd\xed\x95\x9c");
    QCOMPARE(screenLine(s, 0), std::string("abcd"));
    QCOMPARE(screenLine(s, 1), std::string("\xed\x95\x9c"));
}

void SurfaceTest::scrollbackGrowsAndIsBounded()
{
    TerminalSurface s(3, 10);
    for (int i = 0; i < 8; ++i)
        s.feed("line" + std::to_string(i) + "\r\n");
    QCOMPARE(s.scrollbackSize(), 6);
    QCOMPARE(s.line(0).text(), std::string("line0"));
    QCOMPARE(s.line(5).text(), std::string("line5"));
    QCOMPARE(screenLine(s, 0), std::string("line6"));
    QCOMPARE(s.droppedLines(), std::int64_t{0});

    std::string many;
    for (int i = 0; i < TerminalSurface::scrollbackLines + 100; ++i)
        many += "x\r\n";
    s.feed(many);
    QCOMPARE(s.scrollbackSize(), TerminalSurface::scrollbackLines);
    QCOMPARE(s.droppedLines(), std::int64_t{106});
}

void SurfaceTest::resizeKeepsLines()
{
    TerminalSurface s(4, 10);
    s.feed("a\r\nb\r\nc\r\n\x1b[1m\xed\x95\x9c\x1b[0m");
    s.resize(2, 10);
    QCOMPARE(s.scrollbackSize(), 2);
    QCOMPARE(s.screenText(), std::string("c\n\xed\x95\x9c"));
    s.resize(4, 12);
    QCOMPARE(s.scrollbackSize(), 0);
    QCOMPARE(s.screenText(), std::string("a\nb\nc\n\xed\x95\x9c"));
    QVERIFY(s.line(3).cell(0).style.bold);
    QCOMPARE(s.rows(), 4);
    QCOMPARE(s.columns(), 12);
}

void SurfaceTest::alternateScreenLeavesNoScrollback()
{
    TerminalSurface s(3, 10);
    s.feed("before");
    s.feed("\x1b[?1049h");
    QVERIFY(s.alternateScreen());
    for (int i = 0; i < 20; ++i)
        s.feed("noise\r\n");
    QCOMPARE(s.scrollbackSize(), 0);
    s.feed("\x1b[?1049l");
    QVERIFY(!s.alternateScreen());
    QCOMPARE(s.screenText(), std::string("before"));
}

void SurfaceTest::controlStringsDoNothing()
{
    TerminalSurface s(3, 30);
    s.feed("\x1b]0;evil title\x07"
           "a");
    s.feed("\x1b]52;c;aGVsbG8=\x07"
           "b"); // the clipboard
    s.feed("\x1bP" + std::string(50000, 'q') +
           "\x1b\\"
           "c"); // DCS
    s.feed("\x1b_apc\x1b\\\x1b^pm\x1b\\"
           "d");
    s.feed("\x1b]0;ended by an escape\x1b[1mf\x1b[0m");
    s.feed("\x1bPcancelled\x18g");
    s.feed("\x1b[21t\x1b[20t"
           "e"); // "report the title": an old way to type commands
    QCOMPARE(s.screenText(), std::string("abcdfge"));
    QVERIFY(s.line(0).cell(4).style.bold);
    QCOMPARE(s.takeOutput(), std::string());
}

void SurfaceTest::aStringWithoutEndIsGivenUp()
{
    TerminalSurface s(3, 30);
    s.feed("\x1bP");
    for (int i = 0; i < 70; ++i)
        s.feed(std::string(1000, 'q'));
    s.feed("\r\nstill here");
    QVERIFY(s.screenText().find("still here") != std::string::npos);
}

void SurfaceTest::repeatsAreBounded()
{
    TerminalSurface s(3, 10);
    s.feed("\x1b[b\x1b[2;4b\xcc\x81\x1b[5b"); // nothing before it, or nothing that has a width: libvterm
                                              // would hang
    s.feed("\x1b[H\x1b[2Jab\x1b[3b");
    QCOMPARE(screenLine(s, 0), std::string("abbbb"));
    s.feed("\x1b[H\x1b[2J\xed\x95\x9c\x1b[b|\r\n\x1b[3b");
    QCOMPARE(screenLine(s, 0), std::string("\xed\x95\x9c\xed\x95\x9c|"));
    s.feed("\x1b[H\x1b[2Jx\x1b[99999999999999999999b");
    QCOMPARE(s.screenText(), std::string("xxxxxxxxxx\nx"));
}

void SurfaceTest::c1ControlsAreDropped()
{
    TerminalSurface s(3, 10);
    s.feed("\x1b[4h\xc2\x90" "9\xc2\x9b" "1m\xc2");
    s.feed("\x9f\xc2\xa9");
    QCOMPARE(s.screenText(), std::string("91m\xc2\xa9"));
}

void SurfaceTest::queriesAreAnsweredWithinBounds()
{
    TerminalSurface s(3, 30);
    s.feed("\x1b[6n");
    QCOMPARE(s.takeOutput(), std::string("\x1b[1;1R"));
    std::string many;
    for (int i = 0; i < 400000; ++i)
        many += "\x1b[6n";
    s.feed(many);
    QVERIFY(s.takeOutput().size() <= (1U << 20U));
    s.feed("\x1b[6n");
    QCOMPARE(s.takeOutput(), std::string("\x1b[1;1R"));
}

void SurfaceTest::keys()
{
    using Key = TerminalSurface::Key;
    TerminalSurface s(3, 30);
    const auto press = [&s](Key key, TerminalSurface::Modifiers modifiers = {}) {
        s.key(key, modifiers);
        return s.takeOutput();
    };
    QCOMPARE(press(Key::Enter), std::string("\r"));
    QCOMPARE(press(Key::Enter, {.shift = true}), std::string("\r"));
    QCOMPARE(press(Key::Backspace), std::string("\x7f"));
    QCOMPARE(press(Key::Up), std::string("\x1b[A"));
    QCOMPARE(press(Key::Up, {.control = true}), std::string("\x1b[1;5A"));
    QCOMPARE(press(Key::Delete), std::string("\x1b[3~"));
    QCOMPARE(press(Key::Tab, {.shift = true}), std::string("\x1b[Z"));
    s.feed("\x1b[?1h"); // application cursor keys
    QCOMPARE(press(Key::Up), std::string("\x1bOA"));
    s.functionKey(1, {});
    QCOMPARE(s.takeOutput(), std::string("\x1bOP"));
    s.functionKey(12, {});
    QCOMPARE(s.takeOutput(), std::string("\x1b[24~"));
    s.functionKey(13, {});
    QCOMPARE(s.takeOutput(), std::string());
}

void SurfaceTest::controlCharacters()
{
    TerminalSurface s(3, 30);
    s.character(U'c', {.control = true});
    QCOMPARE(s.takeOutput(), std::string("\x03"));
    s.character(U'M', {.control = true});
    QCOMPARE(s.takeOutput(), std::string("\r"));
    s.character(U'[', {.control = true});
    QCOMPARE(s.takeOutput(), std::string("\x1b"));
    s.character(U' ', {.control = true});
    QCOMPARE(s.takeOutput(), std::string(1, '\0'));
    s.character(U'b', {.alt = true});
    QCOMPARE(s.takeOutput(), std::string("\x1b"
                                         "b"));
    s.character(U'\xD55C', {});
    QCOMPARE(s.takeOutput(), std::string("\xed\x95\x9c"));
    s.character(U'\x1F40B', {});
    QCOMPARE(s.takeOutput(), std::string("\xf0\x9f\x90\x8b"));
}

void SurfaceTest::pasteCannotBreakOut()
{
    TerminalSurface s(3, 30);
    s.paste("ls\n\x1b[201~rm -rf /\r\n\xc2\x9b"
            "201~");
    QCOMPARE(s.takeOutput(), std::string("ls\r[201~rm -rf /\r201~"));
    s.feed("\x1b[?2004h");
    s.paste("a\x1b[201~b\x03");
    QCOMPARE(s.takeOutput(), std::string("\x1b[200~a[201~b\x1b[201~"));
}

void SurfaceTest::mouse()
{
    TerminalSurface s(10, 30);
    QCOMPARE(s.mouse(), TerminalSurface::Mouse::None);
    s.mouseMove(2, 3, {});
    s.mouseButton(1, true, {});
    s.mouseButton(1, false, {});
    QCOMPARE(s.takeOutput(), std::string());
    s.feed("\x1b[?1000h\x1b[?1006h");
    QCOMPARE(s.mouse(), TerminalSurface::Mouse::Click);
    s.mouseMove(2, 3, {});
    s.mouseButton(1, true, {});
    QCOMPARE(s.takeOutput(), std::string("\x1b[<0;4;3M"));
    s.mouseButton(1, false, {});
    s.mouseButton(9, true, {});
    QCOMPARE(s.takeOutput(), std::string("\x1b[<0;4;3m"));
}

void SurfaceTest::damageNamesRows()
{
    TerminalSurface s(5, 10);
    (void)s.takeDamage();
    s.feed("\x1b[3;1Hx");
    const auto damage = s.takeDamage();
    QVERIFY(damage.firstRow <= 2 && damage.lastRow >= 2);
    QVERIFY(damage.lastRow < 4);
    QVERIFY(!damage.scrollback);
    const auto none = s.takeDamage();
    QVERIFY(none.lastRow < none.firstRow);
    s.feed("\x07");
    QVERIFY(s.takeDamage().bell);
    s.feed("\n\n\n\n\n");
    QVERIFY(s.takeDamage().scrollback);
}

void SurfaceTest::sizesAreBounded()
{
    TerminalSurface s(-4, 1'000'000);
    QCOMPARE(s.rows(), 1);
    QCOMPARE(s.columns(), TerminalSurface::maxColumns);
    s.resize(1'000'000, 0);
    QCOMPARE(s.rows(), TerminalSurface::maxRows);
    QCOMPARE(s.columns(), 2);
    s.feed("\xed\x95\x9c\xed\x95\x9c\xed\x95\x9c");
    s.resize(1, 3);
    s.resize(20, 20);
    QVERIFY(s.cursor().row < 20);
}

void SurfaceTest::resetForgets()
{
    TerminalSurface s(2, 10);
    s.feed("a\r\nb\r\nc\x1b[?1049h\x1b[?1000h\x1b[6n");
    s.reset();
    QCOMPARE(s.screenText(), std::string());
    QCOMPARE(s.scrollbackSize(), 0);
    QVERIFY(!s.alternateScreen());
    QCOMPARE(s.mouse(), TerminalSurface::Mouse::None);
    QCOMPARE(s.takeOutput(), std::string());
}

QTEST_GUILESS_MAIN(SurfaceTest)
#include "surface_test.moc"
