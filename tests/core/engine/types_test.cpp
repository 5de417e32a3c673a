// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/events.h"
#include "core/engine/local/limits.h"
#include "core/engine/types.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace tare;

class TypesTest : public QObject
{
    Q_OBJECT

private slots:
    void statusTextIsDockers()
    {
        constexpr std::int64_t second = 1'000'000'000;
        Container c;
        QCOMPARE(statusText(c, 0), std::string("Created"));
        c.status = ContainerStatus::Running;
        c.started = 100 * second;
        QCOMPARE(statusText(c, 100 * second), std::string("Up Less than a second"));
        QCOMPARE(statusText(c, (100 + 180) * second), std::string("Up 3 minutes"));
        QCOMPARE(statusText(c, 50 * second), std::string("Up Less than a second")); // the clock was set back
        c.status = ContainerStatus::Paused;
        QCOMPARE(statusText(c, (100 + 180) * second), std::string("Up 3 minutes (Paused)"));
        c.status = ContainerStatus::Exited;
        c.exitCode = 137;
        c.finished = 100 * second;
        QCOMPARE(statusText(c, (100 + 2 * 86400) * second), std::string("Exited (137) 2 days ago"));
    }

    void cpuPercentIsOfOneCpu()
    {
        Stats before, after;
        before.readAt = 1'000'000'000;
        after.readAt = 2'000'000'000;
        after.cpuUsage = 1'500'000'000;
        QCOMPARE(cpuPercent(before, after), 150.0);
        QCOMPARE(cpuPercent(after, after), 0.0);
        before.cpuUsage = 5'000'000'000; // started again between the readings
        QCOMPARE(cpuPercent(before, after), 0.0);
    }

    void limitsAreCheckedAsDockerDoes()
    {
        Limits limits;
        TARE_OK(local::checkLimits(limits));
        limits.memory = (6 << 20) - 1;
        TARE_FAILS(local::checkLimits(limits), Errc::LimitOutOfRange);
        QVERIFY(local::checkLimits(limits).error().text().find("Minimum memory limit allowed is 6MB") !=
                std::string::npos);
        limits.memory = 6 << 20;
        TARE_OK(local::checkLimits(limits));
        limits.memorySwap = 5 << 20;
        TARE_FAILS(local::checkLimits(limits), Errc::LimitOutOfRange);
        limits.memorySwap = -1;
        TARE_OK(local::checkLimits(limits));
        limits = {};
        limits.memorySwap = 64 << 20; // without memory
        TARE_FAILS(local::checkLimits(limits), Errc::LimitOutOfRange);
        limits = {};
        limits.nanoCpus = 5'000'000;
        TARE_FAILS(local::checkLimits(limits), Errc::LimitOutOfRange);
        limits.nanoCpus = 1'000'000'000'000;
        TARE_FAILS(local::checkLimits(limits), Errc::LimitOutOfRange);
        limits.nanoCpus = 10'000'000;
        TARE_OK(local::checkLimits(limits));
    }

    void memoryAloneAllowsAsMuchSwapAgain()
    {
        Limits limits;
        limits.memory = 64 << 20;
        QCOMPARE(local::resourcesOf(limits, true)->memorySwap, std::optional<std::int64_t>(128 << 20));
        QVERIFY(!local::resourcesOf(limits, false)->memorySwap);
        limits.memorySwap = 64 << 20;
        QCOMPARE(local::resourcesOf(limits, true)->memorySwap, std::optional<std::int64_t>(64 << 20));
        limits.pids = 0;
        QCOMPARE(local::resourcesOf(limits, true)->pids, std::optional<std::int64_t>(-1));
    }

    void anUnknownUlimitIsRefused()
    {
        TARE_OK(local::checkUlimits({{"nofile", 64, 64}}));
        TARE_FAILS(local::checkUlimits({{"nofiles", 64, 64}}), Errc::InvalidArgument);
        TARE_FAILS(local::checkUlimits({{"nofile", 65, 64}}), Errc::InvalidArgument);
        TARE_FAILS(local::checkUlimits({{"nofile", -1, 64}}), Errc::InvalidArgument);
    }

    void eventsRoundTrip()
    {
        const auto event =
            local::parseEvent(R"({"time":5,"type":"container","action":"die","id":"ab","name":"x"})");
        QVERIFY(event);
        QCOMPARE(event->time, std::int64_t{5});
        QCOMPARE(event->action, std::string("die"));
        for (const char *bad : {"", "{", "[]", "null", R"({"action":5})", R"({"type":"container"})"})
            QVERIFY(!local::parseEvent(bad));
    }
};

QTEST_GUILESS_MAIN(TypesTest)
#include "types_test.moc"
