// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/units.h"

#include <QTest>

using namespace tare;

class UnitsTest : public QObject
{
    Q_OBJECT
private slots:
    // The expected texts are those of docker/go-units for the same numbers.
    void writesSizesAsDocker()
    {
        QCOMPARE(humanSize(0), std::string("0B"));
        QCOMPARE(humanSize(999), std::string("999B"));
        QCOMPARE(humanSize(1000), std::string("1kB"));
        QCOMPARE(humanSize(77'831'104), std::string("77.83MB"));
        QCOMPARE(bytesSize(64.0 * 1024 * 1024), std::string("64MiB"));
        QCOMPARE(bytesSize(1536), std::string("1.5KiB"));
        QCOMPARE(bytesSize(1023), std::string("1023B"));
    }

    void readsMemorySizes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("bytes") << QStringLiteral("512") << qint64(512);
        QTest::newRow("b") << QStringLiteral("512b") << qint64(512);
        QTest::newRow("m") << QStringLiteral("64m") << (qint64(64) << 20);
        QTest::newRow("MB is binary") << QStringLiteral("64MB") << (qint64(64) << 20);
        QTest::newRow("MiB") << QStringLiteral("64MiB") << (qint64(64) << 20);
        QTest::newRow("fraction") << QStringLiteral("1.5g") << qint64(1610612736);
        QTest::newRow("space") << QStringLiteral("2 gb") << (qint64(2) << 30);
        for (const char *bad : {"", "m", "64x", "-1", "64mm", "1e3q", "99999999999g", "6 4m"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << qint64(-1);
    }
    void readsMemorySizes()
    {
        QFETCH(QString, text);
        QFETCH(qint64, bytes);
        QCOMPARE(parseRamSize(text.toStdString()).value_or(-1), bytes);
    }

    void writesDurationsAsDocker()
    {
        QCOMPARE(humanDuration(0), std::string("Less than a second"));
        QCOMPARE(humanDuration(1), std::string("1 second"));
        QCOMPARE(humanDuration(59), std::string("59 seconds"));
        QCOMPARE(humanDuration(60), std::string("About a minute"));
        QCOMPARE(humanDuration(180), std::string("3 minutes"));
        QCOMPARE(humanDuration(3600), std::string("About an hour"));
        QCOMPARE(humanDuration(2 * 86400), std::string("2 days"));
        QCOMPARE(humanDuration(21 * 86400), std::string("3 weeks"));
        QCOMPARE(humanDuration(90 * 86400), std::string("3 months"));
        QCOMPARE(humanDuration(3 * 365 * 86400), std::string("3 years"));
    }
};

QTEST_APPLESS_MAIN(UnitsTest)
#include "units_test.moc"
