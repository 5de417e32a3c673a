// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/duration.h"
#include "core/base/time.h"

#include <QTest>
#include <ctime>

using namespace tare;

class TimeTest : public QObject
{
    Q_OBJECT
private slots:
    void roundTrips()
    {
        const std::int64_t t = 1'704'164'645'000'000'006;
        QCOMPARE(formatTime(t), std::string("2024-01-02T03:04:05.000000006Z"));
        QCOMPARE(parseTime(formatTime(t)).value_or(0), t);
        QCOMPARE(parseTime(formatTime(nowNs())).value_or(0) > 0, true);
        QCOMPARE(formatTime(-1), std::string("1969-12-31T23:59:59.999999999Z"));
        QCOMPARE(parseTime("1969-12-31T23:59:59.999999999Z").value_or(0), -1);
        QCOMPARE(formatTime(0), std::string("0001-01-01T00:00:00Z"));
        QCOMPARE(parseTime("0001-01-01T00:00:00Z").value_or(-1), 0);
    }
    void readsOffsets()
    {
        QCOMPARE(parseTime("2024-01-02T12:04:05+09:00"), parseTime("2024-01-02T03:04:05Z"));
        QCOMPARE(parseTime("2024-01-02T00:04:05.5-03:00"), parseTime("2024-01-02T03:04:05.500Z"));
    }
    void refusesOthers()
    {
        for (const char *bad : {"", "2024", "2024-13-01T00:00:00Z", "2024-01-01T25:00:00Z", "2024-01-01T00:00:00",
                                "2024-01-01T00:00:00Zx", "9999-01-01T00:00:00Z", "2024-01-01T00:00:00+9:00"})
            QVERIFY2(!parseTime(bad), bad);
    }
    void readsSince()
    {
        const std::int64_t now = 1'700'000'000'000'000'000;
        QCOMPARE(parseSince("10m", now).value_or(0), now - 600'000'000'000);
        QCOMPARE(parseSince("1h30m", now).value_or(0), now - 5'400'000'000'000);
        QCOMPARE(parseSince("1.5s", now).value_or(0), now - 1'500'000'000);
        QCOMPARE(parseSince("250ms", now).value_or(0), now - 250'000'000);
        QCOMPARE(parseSince("1136073600.5", now).value_or(0), 1'136'073'600'500'000'000);
        QCOMPARE(parseSince("9999999999", now).value_or(0), 9'223'372'035'000'000'000); // later than all time
        for (const char *bad : {"", "m", "10", "x", "10mm", "1136073600.x"})
            if (std::string(bad) != "10")
                QVERIFY2(!parseSince(bad, now), bad);
        QCOMPARE(parseSince("10", now).value_or(0), 10'000'000'000);
        QCOMPARE(parseSince("0", now).value_or(1), 0); // not a duration of nothing
        QCOMPARE(parseSince("-1m", now).value_or(0), now + 60'000'000'000);
        QVERIFY(!parseSince("-2500000h", 9'000'000'000'000'000'000)); // beyond all time
        QCOMPARE(parseDuration("1.5h"), std::optional<std::int64_t>(5'400'000'000'000));
        QCOMPARE(parseDuration("-2s"), std::optional<std::int64_t>(-2'000'000'000));
        for (const char *bad : {"", "5", "1d", "1..5s", ".s", "s", "1e3s", "9000000h"})
            QVERIFY2(!parseDuration(bad), bad);
    }
    void readsTimesThatAreNotWhole()
    {
        qputenv("TZ", "XYZ-2"); // two hours east
        ::tzset();
        const std::pair<const char *, const char *> forms[] = {
            {"2024-01-02", "2024-01-01T22:00:00Z"},          {"2024-01-02Z", "2024-01-02T00:00:00Z"},
            {"2024-01-02+09:00", "2024-01-01T15:00:00Z"},    {"2024-01-02T03:04", "2024-01-02T01:04:00Z"},
            {"2024-01-02T03:04:05", "2024-01-02T01:04:05Z"}, {"2024-01-02T03:04Z", "2024-01-02T03:04:00Z"},
            {"2024-01-02T03", "2024-01-02T01:00:00Z"},       {"2024-01-02T03:04:05.5", "2024-01-02T01:04:05.5Z"}};
        for (const auto &[form, whole] : forms) {
            QVERIFY2(parseSince(form, 0), form);
            QCOMPARE(parseSince(form, 0), parseTime(whole));
        }
        qunsetenv("TZ");
        ::tzset();
        for (const char *bad : {"2024-01-0", "2024-01-02T", "2024-01-02T03:", "2024-13-02", "2024-01-02T03:04:0"})
            QVERIFY2(!parseSince(bad, 0), bad);
    }
};

QTEST_APPLESS_MAIN(TimeTest)
#include "time_test.moc"
