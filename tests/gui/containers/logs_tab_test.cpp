// SPDX-License-Identifier: GPL-3.0-or-later
// The Logs tab as a person uses it, over an engine of plain data.
#include "gui/app/context.h"
#include "gui/app/theme.h"
#include "gui/containers/logs/ansi_text.h"
#include "gui/containers/logs/log_search.h"
#include "gui/containers/logs/log_view.h"
#include "gui/containers/logs/log_writer.h"
#include "gui/containers/logs_tab.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTextBlock>
#include <QTimer>
#include <QToolButton>

using namespace tare;
using namespace tare::gui;
using namespace Qt::StringLiterals;

// A log for each container.
class FakeLogs : public FakeContainers
{
public:
    std::map<std::string, std::vector<LogLine>> theLogs;

    void say(const std::string &id, std::int64_t time, const std::string &text, bool isStderr = false)
    {
        const std::lock_guard lock(mutex);
        LogLine line;
        line.time = time;
        line.isStderr = isStderr;
        line.text = text;
        theLogs[id].push_back(line);
    }
    Status logs(const std::string &id, const LogOptions &options, const std::function<bool(const LogLine &)> &line,
                const CancelToken &cancel) override
    {
        std::size_t at = 0;
        {
            const std::lock_guard lock(mutex);
            if (options.tail && theLogs[id].size() > static_cast<std::size_t>(*options.tail))
                at = theLogs[id].size() - static_cast<std::size_t>(*options.tail);
        }
        while (true) {
            TARE_CHECK(cancel.check());
            std::unique_lock lock(mutex);
            if (at < theLogs[id].size()) {
                const LogLine one = theLogs[id][at++];
                lock.unlock();
                if ((!options.since || one.time >= *options.since) && !line(one))
                    return {};
                continue;
            }
            lock.unlock();
            if (!options.follow)
                return {};
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
};

class LogsTabTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void levels_data();
    void levels();
    void colours_data();
    void colours();
    void coloursAreTakenOverAndNothingElse();
    void streamsAndLevelsAreMarked();
    void showsOnlyALevelOrAStream();
    void aStackTraceGoesWithItsHead();
    void findsCountsAndSteps();
    void findsByExpression();
    void anExpressionDoesNotStopTheWindow();
    void findsFollowTheLog();
    void mergesByTime();
    void isBounded();
    void savesWhatIsShown();
    void remembersHowItIsRead();

private:
    template <class T> [[nodiscard]] T *widget(const char *name) const { return named<T>(m_tab.get(), name); }
    [[nodiscard]] LogView *view() const { return widget<LogView>("logs.view"); }
    [[nodiscard]] QStringList shown() const
    {
        QStringList out;
        for (QTextBlock block = view()->document()->begin(); block.isValid(); block = block.next()) {
            if (block.isVisible() && !block.text().isEmpty())
                out += block.text();
        }
        return out;
    }
    [[nodiscard]] QString found() const { return widget<QLabel>("logs.found")->text(); }
    void make();

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<QSettings> m_settings;
    std::shared_ptr<FakeLogs> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<LogsTab> m_tab;
    Container m_one, m_two;
};

void LogsTabTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<TempHome>();
    m_settings = std::make_unique<QSettings>(QString::fromStdString(m_home->file("s.ini")), QSettings::IniFormat);
    m_engine = std::make_shared<FakeLogs>();
    m_one = fakeContainer(1, "web");
    m_two = fakeContainer(2, "db<b>");
    m_context = std::make_unique<Context>(m_engine, m_settings.get());
    make();
}

void LogsTabTest::make()
{
    m_tab = std::make_unique<LogsTab>(*m_context);
    m_tab->setAll({m_one, m_two});
    m_tab->setContainer(m_one);
    m_tab->resize(1100, 400);
    m_tab->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_tab.get()));
}

void LogsTabTest::cleanup()
{
    m_tab.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void LogsTabTest::levels_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("level");
    const auto row = [](const char *name, const char *line, LogLevel level) { QTest::newRow(name) << QByteArray(line) << int(level); };
    row("empty", "", LogLevel::None);
    row("prose", "There was no error at all.", LogLevel::None);
    row("a word in lower case", "error count 0", LogLevel::None);
    row("part of a word", "ERRORS_TOTAL 3 INFORMER", LogLevel::None);
    row("capitals", "2026-01-01 00:00:00,000 ERROR main: no", LogLevel::Error);
    row("warn", "12:00:01 WARN  [main] slow", LogLevel::Warning);
    row("python", "WARNING:root:careful", LogLevel::Warning);
    row("nginx", "2026/01/01 00:00:00 [error] 7#7: *1 open() failed", LogLevel::Error);
    row("apache", "[Fri Jan 02 03:04:05 2026] [core:notice] [pid 1] AH00094", LogLevel::Info);
    row("apache module", "[Fri Jan 02 03:04:05 2026] [mpm_event:error] [pid 1] x", LogLevel::Error);
    row("mysql", "2026-01-01T00:00:00.0Z 0 [Warning] [MY-010068] [Server] CA", LogLevel::Warning);
    row("postgres", "2026-01-01 00:00:00.0 UTC [1] FATAL:  role does not exist", LogLevel::Error);
    row("postgres log", "2026-01-01 00:00:00.0 UTC [1] LOG:  ready", LogLevel::Info);
    row("dotnet", "warn: Microsoft.Hosting[0]", LogLevel::Warning);
    row("program: error:", "cc: error: no input files", LogLevel::Error);
    row("logfmt", "ts=1 level=debug msg=\"an ERROR in it\"", LogLevel::Debug);
    row("logfmt quoted", "level=\"warning\" msg=x", LogLevel::Warning);
    row("json", R"({"ts":1,"level":"info","msg":"ERROR"})", LogLevel::Info);
    row("json severity", R"({"severity": "CRITICAL","x":1})", LogLevel::Error);
    row("json number", R"({"level":40,"msg":"x"})", LogLevel::Warning);
    row("json ecs", R"({"@timestamp":"","log.level":"DEBUG"})", LogLevel::Debug);
    row("json without", R"({"msg":"level of water"})", LogLevel::None);
    row("syslog", "<3>disk", LogLevel::Error);
    row("syslog with facility", "<165>1 2026-01-01T00:00:00Z h a - - -", LogLevel::Info);
    row("syslog debug", "<7>x", LogLevel::Debug);
    row("no syslog", "<html>", LogLevel::None);
    row("too large a number", "<192>x", LogLevel::None);
    row("klog", "W0102 15:04:05.678901       1 x.go:1] old", LogLevel::Warning);
    row("trace", "TRACE x", LogLevel::Debug);
    row("bunyan brackets", "[2026] (info) x", LogLevel::Info);
    row("far behind", QByteArray(QByteArray(5000, 'x') + " ERROR").constData(), LogLevel::None);
}

void LogsTabTest::levels()
{
    QFETCH(QByteArray, line);
    QFETCH(int, level);
    QCOMPARE(static_cast<int>(levelOf(line.toStdString())), level);
}

void LogsTabTest::colours_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QStringList>("runs"); // "kind colour bold underline text"
    const auto row = [](const char *name, const char *line, const QStringList &runs) { QTest::newRow(name) << QByteArray(line) << runs; };
    row("plain", "a\n", {u"0 0 0 0 a"_s});
    row("red and back", "\x1b[31mr\x1b[0mb", {u"1 1 0 0 r"_s, u"0 0 0 0 b"_s});
    row("bold bright", "\x1b[1;97mw", {u"1 15 1 0 w"_s});
    row("no number is reset", "\x1b[4mu\x1b[mp", {u"0 0 0 1 u"_s, u"0 0 0 0 p"_s});
    row("256", "\x1b[38;5;208mo", {u"1 208 0 0 o"_s});
    row("true colour", "\x1b[38;2;1;2;3mt", {u"2 66051 0 0 t"_s});
    row("with colons", "\x1b[38:5:208mo", {u"1 208 0 0 o"_s});
    row("a ground is not taken", "\x1b[41;48;5;1;48;2;0;0;0;33my", {u"1 3 0 0 y"_s});
    row("hidden is shown", "\x1b[8mx", {u"0 0 0 0 x"_s});
    row("cursor movements go", "a\x1b[2J\x1b[10;10Hb", {u"0 0 0 0 ab"_s});
    row("same style joins", "\x1b[31ma\x1b[31mb", {u"1 1 0 0 ab"_s});
    row("too many numbers", "\x1b[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;31mx", {u"0 0 1 0 x"_s});
    row("huge numbers", "\x1b[99999999999999999999mx", {u"0 0 0 0 x"_s});
    row("cut off", "a\x1b[3", {u"0 0 0 0 a"_s});
    row("overwritten", "old\r\x1b[32mnew\r\n", {u"1 2 0 0 new"_s});
}

void LogsTabTest::colours()
{
    QFETCH(QByteArray, line);
    QFETCH(QStringList, runs);
    QStringList got;
    for (const AnsiRun &run : ansiRuns(line.toStdString()))
        got += u"%1 %2 %3 %4 %5"_s.arg(int(run.style.kind)).arg(run.style.colour).arg(int(run.style.bold)).arg(int(run.style.underline)).arg(QString::fromStdString(run.text));
    QCOMPARE(got, runs);
}

void LogsTabTest::coloursAreTakenOverAndNothingElse()
{
    m_engine->say(m_one.id, 1, "\x1b[31mred\x1b[0m plain \x1b[38;2;255;255;255;48;2;255;255;255mwhite\x1b[0m <i>x</i>\n");
    QTRY_COMPARE(shown(), QStringList(u"red plain white <i>x</i>"_s));
    QTextCursor cursor(view()->document());
    cursor.setPosition(2);
    QVERIFY(cursor.charFormat().foreground().style() != Qt::NoBrush);
    cursor.setPosition(6);
    QVERIFY(cursor.charFormat().foreground().style() == Qt::NoBrush);
    cursor.setPosition(13); // white on white is legible all the same
    const QColor base = view()->palette().color(QPalette::Base), white = cursor.charFormat().foreground().color();
    QVERIFY(qAbs(qGray(base.rgb()) - qGray(white.rgb())) > 80);
    QVERIFY(cursor.charFormat().background().style() == Qt::NoBrush);
    widget<QCheckBox>("logs.colours")->setChecked(false);
    QTRY_COMPARE(shown(), QStringList(u"red plain white <i>x</i>"_s));
    cursor = QTextCursor(view()->document());
    cursor.setPosition(2);
    QVERIFY(cursor.charFormat().foreground().style() == Qt::NoBrush);
}

void LogsTabTest::streamsAndLevelsAreMarked()
{
    m_engine->say(m_one.id, 1, "INFO fine\n");
    m_engine->say(m_one.id, 2, "\x1b[1mERROR\x1b[0m broken\n", true);
    QTRY_COMPARE(shown().size(), 2);
    QVERIFY(LogView::words(view()->markAt(view()->fontMetrics().height() / 2)) != LogView::words({}));
    const LogMark mark = LogMark::of(view()->document()->findBlockByNumber(1).userState());
    QVERIFY(mark.isStderr && mark.begins);
    QCOMPARE(mark.level, LogLevel::Error);
    QVERIFY(LogView::words(mark).contains(u"stderr"_s));
    QVERIFY(!LogView::words(view()->markAt(view()->fontMetrics().height() / 2)).contains(u"stderr"_s));
}

void LogsTabTest::showsOnlyALevelOrAStream()
{
    m_engine->say(m_one.id, 1, "DEBUG a\n");
    m_engine->say(m_one.id, 2, "WARN b\n");
    m_engine->say(m_one.id, 3, "nothing c\n", true);
    m_engine->say(m_one.id, 4, "ERROR d\n", true);
    QTRY_COMPARE(shown().size(), 4);
    auto *level = widget<QComboBox>("logs.level");
    level->setCurrentIndex(level->findData(static_cast<int>(LogLevel::Warning)));
    QCOMPARE(shown(), QStringList({u"WARN b"_s, u"ERROR d"_s}));
    m_engine->say(m_one.id, 5, "INFO e\n");
    m_engine->say(m_one.id, 6, "FATAL f\n");
    QTRY_COMPARE(shown(), QStringList({u"WARN b"_s, u"ERROR d"_s, u"FATAL f"_s}));
    level->setCurrentIndex(0);
    QCOMPARE(shown().size(), 6);
    auto *stream = widget<QComboBox>("logs.stream");
    stream->setCurrentIndex(2);
    QCOMPARE(shown(), QStringList({u"nothing c"_s, u"ERROR d"_s}));
    // What is not seen is not found.
    QTest::keyClicks(widget<QLineEdit>("logs.search"), u"FATAL"_s);
    QTRY_VERIFY(!found().isEmpty());
    QTRY_VERIFY(!widget<QToolButton>("logs.next")->isEnabled());
    stream->setCurrentIndex(0);
    QTRY_VERIFY(widget<QToolButton>("logs.next")->isEnabled());
}

void LogsTabTest::aStackTraceGoesWithItsHead()
{
    m_engine->say(m_one.id, 1, "ERROR it fell\n");
    m_engine->say(m_one.id, 2, "\tat here\n");
    m_engine->say(m_one.id, 3, "\tat there\n");
    m_engine->say(m_one.id, 4, "and on\n");
    QTRY_COMPARE(shown().size(), 4);
    auto *level = widget<QComboBox>("logs.level");
    level->setCurrentIndex(level->findData(static_cast<int>(LogLevel::Error)));
    QCOMPARE(shown().size(), 3);
}

void LogsTabTest::findsCountsAndSteps()
{
    for (int i = 0; i < 50; ++i)
        m_engine->say(m_one.id, i + 1, i % 10 == 0 ? "the Needle " + std::to_string(i) + "\n" : "hay\n");
    QTRY_COMPARE(shown().size(), 50);
    auto *search = widget<QLineEdit>("logs.search");
    search->setFocus();
    QTest::keyClicks(search, u"needle"_s);
    QTRY_VERIFY(found().contains(u'5'));
    QTest::keyClick(search, Qt::Key_Return); // the one before the end
    const auto line = [this]() { return view()->textCursor().block().text(); };
    QVERIFY(!widget<QCheckBox>("logs.follow")->isChecked());
    const QString first = line();
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(line() != first);
    QTest::keyClick(search, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(line(), first);
    for (int i = 0; i < 5; ++i) // once around
        click(widget<QToolButton>("logs.next"));
    QCOMPARE(line(), first);
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_F3);
    QVERIFY(line() != first);
    QVERIFY(!view()->extraSelections().isEmpty()); // all in sight are marked
    search->clear();
    QVERIFY(found().isEmpty());
    QVERIFY(view()->extraSelections().isEmpty());
}

void LogsTabTest::findsByExpression()
{
    m_engine->say(m_one.id, 1, "took 12 ms\n");
    m_engine->say(m_one.id, 2, "took 3456 ms\n");
    m_engine->say(m_one.id, 3, "took no time (.*)\n");
    QTRY_COMPARE(shown().size(), 3);
    auto *search = widget<QLineEdit>("logs.search");
    auto *expression = widget<QToolButton>("logs.expression");
    search->setText(u".*"_s);
    QTRY_VERIFY(found().contains(u'1')); // as a text
    click(expression);
    search->setText(u"TOOK \\d{3,}"_s);
    QTRY_VERIFY(found().contains(u'1'));
    click(widget<QToolButton>("logs.next"));
    QTRY_COMPARE(view()->textCursor().selectedText(), u"took 3456"_s);
    search->setText(u"(unclosed"_s);
    QVERIFY(!found().isEmpty());
    QVERIFY(!widget<QLabel>("logs.found")->toolTip().isEmpty());
    QVERIFY(!widget<QToolButton>("logs.next")->isEnabled());
    search->setText(u"x*"_s); // matches nothing of a length
    QTRY_VERIFY(!widget<QToolButton>("logs.next")->isEnabled());
}

void LogsTabTest::anExpressionDoesNotStopTheWindow()
{
    for (int i = 0; i < 300; ++i)
        m_engine->say(m_one.id, i + 1, std::string(3000, 'a') + "!\n");
    m_engine->say(m_one.id, 1000, "aaa\n");
    QTRY_COMPARE(shown().size(), 301);
    click(widget<QToolButton>("logs.expression"));
    int ticks = 0;
    QTimer beat;
    connect(&beat, &QTimer::timeout, this, [&ticks]() { ++ticks; });
    beat.start(1);
    for (const QString &evil : {u"^(a+)+$"_s, u"(*LIMIT_MATCH=4000000000)^(a|aa)+$"_s, u"^(?:a|a|a)*$"_s}) {
        widget<QLineEdit>("logs.search")->setText(evil);
        auto *finder = view()->findChild<LogSearch *>();
        QVERIFY(finder != nullptr);
        ticks = 0;
        QTRY_VERIFY_WITH_TIMEOUT(!finder->isLooking(), 60'000);
        QVERIFY2(finder->error().isEmpty(), qPrintable(finder->error()));
        QVERIFY2(ticks > 3, qPrintable(evil)); // the window went on meanwhile
        QVERIFY(finder->count() <= 1);
        QVERIFY(finder->tooHard() + static_cast<int>(finder->count()) > 0);
    }
}

void LogsTabTest::findsFollowTheLog()
{
    m_engine->say(m_one.id, 1, "one x\n");
    QTRY_COMPARE(shown().size(), 1);
    auto *search = widget<QLineEdit>("logs.search");
    search->setText(u"x"_s);
    auto *finder = view()->findChild<LogSearch *>();
    QTRY_COMPARE(finder->count(), std::size_t{1});
    m_engine->say(m_one.id, 2, "two "); // a line that is not whole yet
    m_engine->say(m_one.id, 3, "x\n");
    m_engine->say(m_one.id, 4, "three x x\n");
    QTRY_COMPARE(finder->count(), std::size_t{4});
    finder->go(false);
    finder->go(false);
    QCOMPARE(view()->textCursor().block().text(), finder->current() > 0 ? view()->textCursor().block().text() : QString());
    // What is cut off at the beginning takes its finds along.
    LogView other;
    LogWriter writer(&other, 10);
    LogSearch counting(&other);
    counting.set(u"n"_s, false);
    std::vector<LogLine> lines(25);
    for (std::size_t i = 0; i < lines.size(); ++i)
        lines[i].text = "n" + std::to_string(i) + "\n";
    writer.append(lines);
    QTRY_VERIFY(!counting.isLooking());
    QCOMPARE(counting.count(), std::size_t{9}); // and the empty one at the end
    counting.go(true);
    QCOMPARE(other.textCursor().selectedText(), u"n"_s);
    writer.append(lines);
    QTRY_VERIFY(!counting.isLooking());
    QCOMPARE(counting.count(), std::size_t{9});
    counting.go(false);
    QCOMPARE(other.textCursor().selectedText(), u"n"_s);
    writer.clear();
    QTRY_COMPARE(counting.count(), std::size_t{0});
}

void LogsTabTest::mergesByTime()
{
    m_engine->say(m_one.id, 10, "w10\n");
    m_engine->say(m_two.id, 5, "d5\n");
    m_engine->say(m_two.id, 20, "d20\n");
    m_engine->say(m_one.id, 30, "w30\n");
    QTRY_COMPARE(shown(), QStringList({u"w10"_s, u"w30"_s}));
    auto *menu = widget<QMenu>("logs.withMenu");
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 1);
    QCOMPARE(menu->actions().constFirst()->text(), u"db<b>"_s);
    menu->actions().constFirst()->trigger();
    const QStringList both = {u"db<b> | d5"_s, u"web   | w10"_s, u"db<b> | d20"_s, u"web   | w30"_s};
    QTRY_COMPARE(shown(), both);
    m_engine->say(m_two.id, 50, "d50\n");
    m_engine->say(m_one.id, 40, "w40\n"); // late, but it was earlier
    QTRY_COMPARE(shown(), both + QStringList({u"web   | w40"_s, u"db<b> | d50"_s}));
    QVERIFY(m_tab->commandLine().contains(u"docker logs -f web & docker logs -f 'db<b>'"_s));
    // One that is gone is read no more, and another container begins alone.
    m_tab->setContainer(m_two);
    QTRY_COMPARE(shown(), QStringList({u"d5"_s, u"d20"_s, u"d50"_s}));
}

void LogsTabTest::isBounded()
{
    LogView other;
    LogWriter writer(&other, 1000, 20'000);
    std::vector<LogLine> lines(100);
    for (std::size_t i = 0; i < lines.size(); ++i)
        lines[i].text = std::to_string(i) + std::string(900, 'x') + "\n";
    writer.append(lines);
    QVERIFY(other.document()->characterCount() <= 20'000 + 1000);
    QVERIFY(other.document()->lastBlock().previous().text().startsWith(u"99"_s));
    // A single line that never ends is folded and cut, too.
    LogLine endless;
    endless.text = std::string(200'000, 'y');
    writer.append({endless});
    QVERIFY(other.document()->characterCount() <= 20'000 + 4001);
}

void LogsTabTest::savesWhatIsShown()
{
    m_engine->say(m_one.id, 1, "\x1b[31mERROR\x1b[0m a\n");
    m_engine->say(m_one.id, 2, "fine\n");
    QTRY_COMPARE(shown().size(), 2);
    auto *level = widget<QComboBox>("logs.level");
    level->setCurrentIndex(level->findData(static_cast<int>(LogLevel::Error)));
    click(widget<QWidget>("logs.save"));
    auto *dialog = widget<QFileDialog>("logs.saveDialog");
    const QString target = QString::fromStdString(m_home->file("web.log"));
    Q_EMIT dialog->fileSelected(target);
    dialog->reject();
    QTRY_VERIFY(QFile::exists(target));
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("ERROR a\n"));
    QTRY_VERIFY(m_tab->findChild<QFileDialog *>() == nullptr);
    click(widget<QWidget>("logs.save"));
    dialog = widget<QFileDialog>("logs.saveDialog");
    Q_EMIT dialog->fileSelected(u"/nowhere/at/all"_s);
    dialog->reject();
    QTRY_VERIFY(widget<QLabel>("logs.message.what")->text().contains(u"/nowhere/at/all"_s));
}

void LogsTabTest::remembersHowItIsRead()
{
    widget<QCheckBox>("logs.times")->setChecked(true);
    widget<QCheckBox>("logs.wrap")->setChecked(true);
    m_engine->say(m_one.id, 1'700'000'000'000'000'000, "x\n");
    QTRY_COMPARE(shown(), QStringList(u"2023-11-14T22:13:20.000000000Z x"_s));
    m_tab.reset();
    make();
    QVERIFY(widget<QCheckBox>("logs.times")->isChecked());
    QVERIFY(widget<QCheckBox>("logs.wrap")->isChecked());
    QVERIFY(widget<QCheckBox>("logs.follow")->isChecked());
}

QTEST_MAIN(LogsTabTest)
#include "logs_tab_test.moc"
