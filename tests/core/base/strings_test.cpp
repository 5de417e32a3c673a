// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/strings.h"

#include <QTest>

using namespace tare;

class StringsTest : public QObject
{
    Q_OBJECT
private slots:
    void escapesWhatMovesACursor_data()
    {
        QTest::addColumn<QByteArray>("in");
        QTest::addColumn<QByteArray>("out");
        QTest::newRow("plain") << QByteArray("nginx:1.2") << QByteArray("nginx:1.2");
        QTest::newRow("korean") << QByteArray("이미지") << QByteArray("이미지");
        QTest::newRow("escape") << QByteArray("a\x1b[2Jb") << QByteArray("a\\x1b[2Jb");
        QTest::newRow("newline") << QByteArray("a\nb") << QByteArray("a\\x0ab");
        QTest::newRow("delete") << QByteArray("\x7f") << QByteArray("\\x7f");
        QTest::newRow("C1 CSI in UTF-8") << QByteArray("\xc2\x9b" "2J") << QByteArray("\\xc2\\x9b2J");
        QTest::newRow("bare C1") << QByteArray("\x9b" "2J") << QByteArray("\\x9b2J");
        QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << QByteArray("\\xc0\\xaf");
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\\xed\\xa0\\x80");
        QTest::newRow("cut off") << QByteArray("\xed\x95") << QByteArray("\\xed\\x95");
        QTest::newRow("emoji") << QByteArray("\xf0\x9f\x90\xb3") << QByteArray("\xf0\x9f\x90\xb3");
    }
    void escapesWhatMovesACursor()
    {
        QFETCH(QByteArray, in);
        QFETCH(QByteArray, out);
        QCOMPARE(QByteArray::fromStdString(escapeControl(in.toStdString())), out);
    }

    void numbersAreWholeOrNothing()
    {
        QCOMPARE(parseInt("42").value_or(-1), 42);
        QCOMPARE(parseInt("-1").value_or(0), -1);
        for (const char *bad : {"", " 1", "1 ", "+1", "0x1", "1k", "9223372036854775808", "--1"})
            QVERIFY2(!parseInt(bad), bad);
        QVERIFY(!parseUnsigned("-1"));
        QCOMPARE(parseUnsigned("18446744073709551615").value_or(0), UINT64_MAX);
        QCOMPARE(parseDouble("0.5").value_or(0), 0.5);
        for (const char *bad : {"nan", "inf", "0,5", "", "1.5x"})
            QVERIFY2(!parseDouble(bad), bad);
    }

    void quotesForAShell()
    {
        QCOMPARE(shellQuote("nginx:latest"), std::string("nginx:latest"));
        QCOMPARE(shellQuote(""), std::string("''"));
        QCOMPARE(shellQuote("a b"), std::string("'a b'"));
        QCOMPARE(shellQuote("it's"), std::string("'it'\\''s'"));
        QCOMPARE(shellQuote("$(reboot)"), std::string("'$(reboot)'"));
        QCOMPARE(shellQuote(std::vector<std::string>{"sh", "-c", "echo hi"}), std::string("sh -c 'echo hi'"));
    }

    void splitsAndTrims()
    {
        QCOMPARE(split("a:b:", ':').size(), std::size_t(3));
        QCOMPARE(split("", ':').size(), std::size_t(1));
        QCOMPARE(trim(" \ta b\n"), std::string_view("a b"));
        QCOMPARE(trim(" \n"), std::string_view());
    }

    void randomIdsDiffer()
    {
        const std::string id = randomHex(32);
        QCOMPARE(id.size(), std::size_t(64));
        QVERIFY(isHex(id));
        QVERIFY(id != randomHex(32));
        QCOMPARE(randomHex(100).size(), std::size_t(200));
    }
};

QTEST_APPLESS_MAIN(StringsTest)
#include "strings_test.moc"
