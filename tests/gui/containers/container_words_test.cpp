// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/strings.h"
#include "gui/containers/container_words.h"
#include "gui/containers/port_words.h"
#include "gui/containers/words.h"

#include <QTest>
#include <algorithm>

using namespace tare;
using namespace tare::gui;

class ContainerWordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void splitsWords_data();
    void splitsWords();
    void quotesThatDoNotClose();
    void whatIsSplitIsQuotedBack();
    void exitCodes();
    void logLines_data();
    void logLines();
    void longLinesAreFolded();
    void whatTurnsTheDirectionIsSeen();
    void portsInWords();
};

void ContainerWordsTest::splitsWords_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("empty") << QString() << QStringList();
    QTest::newRow("blanks") << QStringLiteral("  \t ") << QStringList();
    QTest::newRow("plain") << QStringLiteral("ls  -l /")
                           << QStringList{QStringLiteral("ls"), QStringLiteral("-l"), QStringLiteral("/")};
    QTest::newRow("quotes") << QStringLiteral(R"(sh -c 'a "b"' "c 'd'")")
                            << QStringList{QStringLiteral("sh"), QStringLiteral("-c"),
                                           QStringLiteral(R"(a "b")"), QStringLiteral("c 'd'")};
    QTest::newRow("joined") << QStringLiteral(R"(a'b'"c"\ d)") << QStringList{QStringLiteral("abc d")};
    QTest::newRow("empty word") << QStringLiteral("a '' b")
                                << QStringList{QStringLiteral("a"), QString(), QStringLiteral("b")};
    QTest::newRow("backslashes") << QStringLiteral(R"("a\n\"\\" \$x)")
                                 << QStringList{QStringLiteral(R"(a\n"\)"), QStringLiteral("$x")};
    QTest::newRow("no variables") << QStringLiteral("$HOME *")
                                  << QStringList{QStringLiteral("$HOME"), QStringLiteral("*")};
}

void ContainerWordsTest::splitsWords()
{
    QFETCH(QString, line);
    QFETCH(QStringList, words);
    const auto split = splitWords(line);
    QVERIFY(split);
    QStringList got;
    for (const auto &word : *split)
        got += QString::fromStdString(word);
    QCOMPARE(got, words);
}

void ContainerWordsTest::quotesThatDoNotClose()
{
    for (const char *bad : {"'a", "\"a", "a\\", "\"a\\\""})
        QVERIFY2(!splitWords(QString::fromLatin1(bad)), bad);
}

void ContainerWordsTest::whatIsSplitIsQuotedBack()
{
    const std::vector<std::string> words{"a b", "", "'", "\"", "\\", "$x", "\xed\x95\x9c", "-n", "a\tb"};
    const auto back = splitWords(QString::fromStdString(shellQuote(words)));
    QVERIFY(back);
    QCOMPARE(*back, words);
}

void ContainerWordsTest::exitCodes()
{
    QVERIFY(exitMeaning(137, false).contains(QStringLiteral("SIGKILL")));
    QVERIFY(exitMeaning(137, true).contains(QStringLiteral("OOM")));
    QVERIFY(exitMeaning(143, false).contains(QStringLiteral("SIGTERM")));
    QVERIFY(!exitMeaning(126, false).isEmpty() && !exitMeaning(127, false).isEmpty() &&
            !exitMeaning(0, false).isEmpty());
    QVERIFY(exitMeaning(3, false).isEmpty());
    QVERIFY(exitMeaning(255, false).isEmpty());
}

void ContainerWordsTest::logLines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QByteArray("a\tb\n") << QStringLiteral("a\tb");
    QTest::newRow("tabs at the edges") << QByteArray("\ta\t\n") << QStringLiteral("\ta\t");
    QTest::newRow("crlf") << QByteArray("a\r\n") << QStringLiteral("a");
    QTest::newRow("colour") << QByteArray("\x1b[1;31mred\x1b[0m!\n") << QStringLiteral("red!");
    QTest::newRow("overwritten") << QByteArray("10%\r50%\r100%\n") << QStringLiteral("100%");
    QTest::newRow("title") << QByteArray("\x1b]0;t\x07x\n") << QStringLiteral("\\x1b]0;t\\x07x");
    QTest::newRow("markup") << QByteArray("<b>&amp;\n") << QStringLiteral("<b>&amp;");
    QTest::newRow("broken") << QByteArray("\xff\xed\x95\x9c\n") << QStringLiteral("\\xff한");
    QTest::newRow("cut sequence") << QByteArray("a\x1b[31") << QStringLiteral("a");
    QTest::newRow("nothing") << QByteArray() << QString();
}

void ContainerWordsTest::logLines()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(logText(bytes.toStdString()), text);
}

void ContainerWordsTest::longLinesAreFolded()
{
    int column = 0;
    QCOMPARE(foldLong(QStringLiteral("short"), column), QStringLiteral("short"));
    QCOMPARE(column, 5);
    const QString folded = foldLong(QString(100'000, QLatin1Char('x')), column);
    QCOMPARE(folded.count(QLatin1Char('x')), 100'000);
    qsizetype longest = 0;
    for (const QString &line : folded.split(QLatin1Char('\n')))
        longest = std::max(longest, line.size());
    QVERIFY(longest <= 4000);
    QCOMPARE(folded.indexOf(QLatin1Char('\n')), 3995); // behind what stands there already
    QVERIFY(column <= 4000);
    // A character of two units is not torn.
    column = 3999;
    const QString whale = QString::fromUcs4(U"\U0001F433", 1);
    const QString pair = foldLong(whale + whale, column);
    QCOMPARE(pair.count(whale), 2);
}

void ContainerWordsTest::whatTurnsTheDirectionIsSeen()
{
    QCOMPARE(logText("a\xe2\x80\xae" "b\xe2\x81\xa6" "c\n"), QStringLiteral("a\\u202eb\\u2066c"));
    QCOMPARE(logText("\xed\x95\x9c\xea\xb8\x80"), QStringLiteral("한글"));
}

void ContainerWordsTest::portsInWords()
{
    Container c;
    c.ports = {{"0.0.0.0", 8080, 80, "tcp"}, {"::", 8080, 80, "tcp"}, {"127.0.0.1", 8443, 443, "tcp"},
               {"192.0.2.7", 81, 81, "tcp"}, {"0.0.0.0", 53, 53, "udp"}};
    c.wantedPorts = {"80/tcp", "99/tcp"};
    c.exposedPorts = {"80/tcp", "3306/tcp"};
    const auto lines = portLines(c);
    QStringList got;
    for (const PortLine &line : lines)
        got += line.port + QLatin1Char(' ') + line.address;
    QCOMPARE(got, (QStringList{QStringLiteral("53/udp "), QStringLiteral("80/tcp http://localhost:8080"),
                               QStringLiteral("81/tcp http://192.0.2.7:81"), QStringLiteral("443/tcp https://localhost:8443"),
                               QStringLiteral("99/tcp "), QStringLiteral("3306/tcp ")}));
    QVERIFY(lines[1].words.contains(QStringLiteral("8080")) && lines[1].words.contains(QStringLiteral("all addresses")));
    QVERIFY(lines[2].words.contains(QStringLiteral("192.0.2.7")));
    c.ports = {{"fd00::7", 80, 80, "tcp"}};
    QCOMPARE(portLines(c)[0].address, QStringLiteral("http://[fd00::7]:80"));
    QVERIFY(portLines(Container()).empty());
}

QTEST_GUILESS_MAIN(ContainerWordsTest)
#include "container_words_test.moc"
