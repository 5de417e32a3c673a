// SPDX-License-Identifier: GPL-3.0-or-later
// Limits that really limit. The same program runs on a host with control groups v1 and in a guest with v2, as
// root and as a user with a delegated subtree.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/runtime/cgroup/cgroup.h"
#include "tests/integration/runtime/bundle.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <sys/xattr.h>
#include <unistd.h>

using namespace tare;
using nlohmann::json;

namespace {

constexpr std::int64_t MiB = 1 << 20;

cgroup::Support support()
{
    const auto hierarchy = cgroup::Hierarchy::detect();
    return hierarchy ? hierarchy->probe() : cgroup::Support();
}

// CPU time for each second that passes.
double cpuRate(Bundle &b)
{
    const std::int64_t before = b.stats()["cpu"]["usage"]["total"];
    const std::int64_t start = monotonicNs();
    QTest::qWait(2000); // the length of a measurement, not a wait for something
    const std::int64_t after = b.stats()["cpu"]["usage"]["total"];
    return static_cast<double>(after - before) / static_cast<double>(monotonicNs() - start);
}

} // namespace

#define NEEDS(can, reason)                                                                                   \
    do {                                                                                                     \
        if (!(can))                                                                                          \
            QSKIP(qPrintable(QString::fromStdString(reason)));                                               \
    } while (false)

class RuntimeLimitsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto hierarchy = cgroup::Hierarchy::detect();
        TARE_OK(hierarchy);
        qInfo("control groups %s, uid %u, containers at \"%s\"", cgroup::layoutName(hierarchy->layout()),
              ::geteuid(), hierarchy->containerPath("x").c_str());
        // Who may do everything must not skip everything.
        if (::geteuid() == 0)
            QVERIFY2(support().cpus && support().memory && support().pids, support().memoryReason.c_str());
    }

    void halfACpuIsHalfACpu()
    {
        NEEDS(support().cpus, support().cpusReason);
        Bundle b;
        b.shell("while :; do :; done & while :; do :; done");
        b.config["linux"]["resources"]["cpu"] = {{"quota", 50000}, {"period", 100000}};
        TARE_OK(b.start());
        const double half = cpuRate(b);
        QVERIFY2(half < 0.75, qPrintable(QString::number(half)));
        QVERIFY2(half > 0, qPrintable(QString::number(half)));

        TARE_OK(b.call({"update", "--cpus", "0.2"}));
        const double fifth = cpuRate(b);
        QVERIFY2(fifth < 0.35, qPrintable(QString::number(fifth)));
        QTRY_VERIFY_WITH_TIMEOUT(b.stats()["cpu"]["throttling"]["throttledPeriods"].get<int>() > 0, 100000);
    }

    void memoryKillsWhatAsksForMore()
    {
        NEEDS(support().memory, support().memoryReason);
        Bundle b;
        b.shell("tail /dev/zero; echo ended with $?; sleep 1000"); // tail keeps a line that never ends
        json &memory = b.config["linux"]["resources"]["memory"];
        memory["limit"] = 64 * MiB;
        if (support().memorySwap)
            memory["swap"] = 64 * MiB;
        TARE_OK(b.start());
        QTRY_COMPARE_WITH_TIMEOUT(b.output(), std::string("ended with 137\n"), 60000);
        const json s = b.stats();
        QVERIFY(s["memory"]["usage"]["failcnt"].get<int>() >= 1);
        QCOMPARE(s["memory"]["usage"]["limit"].get<std::int64_t>(), 64 * MiB);
        QVERIFY(s["memory"]["usage"]["max"].get<std::int64_t>() <= 64 * MiB);
    }

    void whatFitsIsLeftAlone()
    {
        NEEDS(support().memory, support().memoryReason);
        Bundle b;
        b.command({"dd", "if=/dev/zero", "of=/dev/null", "bs=16M", "count=1"});
        b.config["linux"]["resources"]["memory"] = {{"limit", 64 * MiB}};
        const auto done = b.run();
        TARE_OK(done);
        QCOMPARE(done->exitCode, 0);
    }

    void theFirstProcessIsKilledToo()
    {
        NEEDS(support().memory, support().memoryReason);
        Bundle b;
        b.command({"tail", "/dev/zero"});
        json &memory = b.config["linux"]["resources"]["memory"];
        memory["limit"] = 32 * MiB;
        if (support().memorySwap)
            memory["swap"] = 32 * MiB;
        const auto done = b.run();
        TARE_OK(done);
        QCOMPARE(done->exitCode, 137);
    }

    void pidsStopForks()
    {
        NEEDS(support().pids, support().pidsReason);
        Bundle b;
        // A shell that cannot fork ends: it is an inner one.
        b.shell("(n=0; while [ $n -lt 30 ]; do sleep 1000 & n=$((n+1)); done; echo all); while :; do usleep "
                "100000; done");
        b.config["linux"]["resources"]["pids"] = {{"limit", 8}};
        TARE_OK(b.start());
        QTRY_VERIFY_WITH_TIMEOUT(b.errors().find("fork") != std::string::npos, 30000);
        QCOMPARE(b.output(), std::string());
        QCOMPARE(b.stats()["pids"]["limit"].get<int>(), 8);
        QVERIFY(b.stats()["pids"]["current"].get<int>() <= 8);
        const auto ps = b.call({"ps", "--format", "json"});
        TARE_OK(ps);
        QVERIFY(json::parse(ps->out).size() <= 8);
        QVERIFY(json::parse(ps->out).size() >= 6);
    }

    void limitsChangeWhileItRuns()
    {
        NEEDS(support().memory && support().pids, support().memoryReason + support().pidsReason);
        Bundle b;
        b.command({"sleep", "1000"});
        json &memory = b.config["linux"]["resources"]["memory"];
        memory["limit"] = 64 * MiB;
        if (support().memorySwap)
            memory["swap"] = 128 * MiB;
        TARE_OK(b.start());
        const auto limit = [&] { return b.stats()["memory"]["usage"]["limit"].get<std::int64_t>(); };
        QCOMPARE(limit(), 64 * MiB);
        std::vector<std::string> grow = {"update", "--memory", "256m", "--pids-limit", "77"};
        if (support().memorySwap)
            grow.insert(grow.end(), {"--memory-swap", "512m"});
        auto done = b.call(grow);
        TARE_OK(done);
        QVERIFY2(done->exitCode == 0, done->err.c_str());
        QCOMPARE(limit(), 256 * MiB);
        QCOMPARE(b.stats()["pids"]["limit"].get<int>(), 77);
        std::vector<std::string> shrink = {"update", "--memory", "32m", "--pids-limit", "-1"};
        if (support().memorySwap)
            shrink.insert(shrink.end(), {"--memory-swap", "48m"});
        done = b.call(shrink);
        TARE_OK(done);
        QVERIFY2(done->exitCode == 0, done->err.c_str());
        QCOMPARE(limit(), 32 * MiB);
        QCOMPARE(b.stats()["pids"]["limit"].get<int>(), 0);
        done = b.call({"update", "--memory", "-1", "--memory-swap", "-1", "--cpus", "0"});
        TARE_OK(done);
        QVERIFY2(done->exitCode == 0, done->err.c_str());
        QCOMPARE(limit(), 0);
    }

    void aLimitOutOfRangeIsNamedAndLeavesNothing()
    {
        NEEDS(support().memory, support().memoryReason);
        Bundle b;
        b.config["linux"]["resources"]["memory"] = {{"limit", 64 * MiB}, {"swap", 32 * MiB}};
        const auto done = b.run();
        TARE_OK(done);
        QCOMPARE(done->exitCode, 1);
        QVERIFY2(done->err.find("--memory-swap") != std::string::npos, done->err.c_str());
        QVERIFY(groupsNamed(b.id()).empty());
        QCOMPARE(b.status(), std::string());
    }

    void aLimitThatCannotBeAppliedIsAnError()
    {
        const cgroup::Support s = support();
        Bundle b;
        b.command({"true"});
        b.config["linux"]["resources"]["memory"] = {{"limit", 64 * MiB}};
        const auto done = b.run();
        TARE_OK(done);
        if (s.memory) {
            QCOMPARE(done->exitCode, 0);
        } else {
            QCOMPARE(done->exitCode, 1);
            QVERIFY2(done->err.find("--memory") != std::string::npos, done->err.c_str());
        }
        QCOMPARE(b.status(), std::string());
    }

    void pausedMeansStill()
    {
        NEEDS(support().freezer, support().freezerReason);
        Bundle b;
        b.shell("while :; do :; done");
        TARE_OK(b.start());
        auto done = b.call({"pause"});
        TARE_OK(done);
        QVERIFY2(done->exitCode == 0, done->err.c_str());
        QCOMPARE(b.status(), std::string("paused"));
        const auto used = [&] { return b.stats()["cpu"]["usage"]["total"].get<std::int64_t>(); };
        const std::int64_t before = used();
        QTest::qWait(300);
        QVERIFY(used() - before < 20'000'000);
        const auto refused = b.exec({"true"});
        TARE_OK(refused);
        QCOMPARE(refused->exitCode, 255);
        QVERIFY2(refused->err.find("is paused") != std::string::npos, refused->err.c_str());
        TARE_OK(b.call({"resume"}));
        QCOMPARE(b.status(), std::string("running"));
        QTRY_VERIFY(used() > before + 20'000'000);
        // A paused one can be killed and deleted.
        TARE_OK(b.call({"pause"}));
        done = b.call({"kill"});
        TARE_OK(done);
        done = b.call({"delete", "--force"});
        TARE_OK(done);
        QVERIFY2(done->exitCode == 0, done->err.c_str());
        QVERIFY(groupsNamed(b.id()).empty());
    }

    void everyProcessOfTheGroupDies()
    {
        NEEDS(support().pids, support().pidsReason);
        Bundle b;
        b.config["linux"]["namespaces"].erase(0); // the pid namespace: its end would kill them as well
        QVERIFY(b.config["linux"]["namespaces"].dump().find("pid") == std::string::npos);
        // /proc of another pid namespace may not be mounted by an ordinary user.
        if (::geteuid() != 0)
            b.config["mounts"][0] = {
                {"destination", "/proc"}, {"type", "bind"}, {"source", "/proc"}, {"options", {"rbind"}}};
        b.shell("sleep 1000 & sleep 1000 & (sleep 1000 &) ; echo up; sleep 1000");
        TARE_OK(b.start());
        QTRY_COMPARE(b.output(), std::string("up\n"));
        const auto count = [&] {
            const auto ps = b.call({"ps", "--format", "json"});
            return ps ? json::parse(ps->out).size() : 0;
        };
        QTRY_COMPARE(count(), std::size_t(4)); // the shell becomes the last of them
        const auto killed = b.callPlain({"kill", "--all", b.id(), "KILL"});
        TARE_OK(killed);
        QVERIFY2(killed->exitCode == 0, killed->err.c_str());
        QTRY_COMPARE(b.status(), std::string("stopped"));
        TARE_OK(b.call({"delete"}));
        QVERIFY(groupsNamed(b.id()).empty());
    }

    void onlyAllowedDevicesOpen()
    {
        if (::geteuid() != 0)
            QSKIP("an ordinary user cannot make device nodes at all");
        Bundle b;
        for (const char *set : {"bounding", "effective", "permitted"})
            b.process()["capabilities"][set].push_back("CAP_MKNOD");
        // There is no device 10:250: who may open it is told so, who may not is told that.
        b.shell("mknod /tmp/none c 10 250 && mknod /tmp/zero c 1 5 && head -c 1 /tmp/zero | wc -c && cat "
                "/tmp/none");
        auto done = b.run();
        TARE_OK(done);
        QCOMPARE(done->out, std::string("1\n"));
        QVERIFY2(done->err.find("Operation not permitted") != std::string::npos, done->err.c_str());
        // And with one that the configuration lets read.
        b.config["linux"]["resources"]["devices"].push_back(
            {{"allow", true}, {"type", "c"}, {"major", 10}, {"minor", 250}, {"access", "r"}});
        b.shell("rm -f /tmp/none; mknod /tmp/none c 10 250; cat /tmp/none; echo x > /tmp/none");
        done = b.run();
        TARE_OK(done);
        QVERIFY2(done->err.find("No such device") != std::string::npos, done->err.c_str());
        QVERIFY2(done->err.find("Operation not permitted") != std::string::npos, done->err.c_str());
    }

    // What Tare itself never sets, in the files of version 2 (config-linux.md; runc's conversions).
    void rarerLimitsOfVersionTwo()
    {
        const auto hierarchy = cgroup::Hierarchy::detect();
        TARE_OK(hierarchy);
        if (hierarchy->layout() != cgroup::Layout::V2)
            QSKIP("control groups v1 here");
        NEEDS(support().memory && support().cpus, support().memoryReason);
        const bool root = ::geteuid() == 0; // others have what was delegated: cpu, memory, pids
        Bundle b;
        nlohmann::json &resources = b.config["linux"]["resources"];
        resources["memory"] = {{"limit", 64 * MiB}, {"reservation", 32 * MiB}};
        resources["cpu"] = {{"shares", 512}};
        resources["unified"] = {{"memory.high", "50331648"}};
        if (root) {
            resources["cpu"]["cpus"] = "0";
            resources["cpu"]["mems"] = "0";
        }
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const auto found = groupsNamed(b.id());
        QVERIFY(!found.empty()); // one folder, once for each controller
        const auto says = [&](const char *file) {
            const auto text = readFile(std::string(trim(found[0])) + "/" + file);
            return text ? std::string(trim(*text)) : text.error().text();
        };
        QCOMPARE(says("memory.max"), std::to_string(64 * MiB));
        QCOMPARE(says("memory.low"), std::to_string(32 * MiB));
        QCOMPARE(says("memory.high"), std::string("50331648"));
        QCOMPARE(says("cpu.weight"), std::string("59")); // of 512 shares; 1024 are 100
        if (root) {
            QCOMPARE(says("cpuset.cpus.effective"), std::string("0"));
            QCOMPARE(says("cpuset.mems"), std::string("0"));
        }
        TARE_OK(b.call({"delete", "--force"}));
        // An ordinary user, to whom io is not delegated, is told with the limit's name, and there is no container.
        resources["blockIO"] = {{"weight", 500}};
        b.command({"true"});
        const auto done = b.run();
        TARE_OK(done);
        if (!root) {
            QCOMPARE(done->exitCode, 1);
            QVERIFY2(done->err.find("--blkio-weight") != std::string::npos, done->err.c_str());
        }
        QVERIFY(groupsNamed(b.id()).empty());
        QCOMPARE(b.status(), std::string());
    }

    // A container that made groups of its own and hands out controllers has no process in its top any more, and none can
    // join there: exec goes where the first process is (as runc), or where it is told.
    void execJoinsTheLeaf()
    {
        const auto hierarchy = cgroup::Hierarchy::detect();
        TARE_OK(hierarchy);
        if (hierarchy->layout() != cgroup::Layout::V2)
            QSKIP("control groups v1 here");
        NEEDS(support().memory, support().memoryReason);
        Bundle b;
        b.config["mounts"].push_back(
            {{"destination", "/sys/fs/cgroup"}, {"type", "cgroup"}, {"source", "cgroup"}, {"options", {"rw"}}});
        b.shell("cd /sys/fs/cgroup && mkdir leaf other && echo 1 > leaf/cgroup.procs && echo +memory > cgroup.subtree_control "
                "&& echo ready && exec sleep 1000");
        TARE_OK(b.start());
        QTRY_VERIFY2(b.output() == "ready\n", (b.output() + b.errors()).c_str());
        const auto where = [&](const std::vector<std::string> &options) {
            const auto out = b.exec({"cat", "/proc/self/cgroup"}, options);
            return out ? out->out + out->err : out.error().text();
        };
        QCOMPARE(where({}), std::string("0::/leaf\n"));
        QCOMPARE(where({"--cgroup", "other"}), std::string("0::/other\n"));
        QVERIFY2(where({"--cgroup", "/"}).find("busy") != std::string::npos, where({"--cgroup", "/"}).c_str());
        QVERIFY2(where({"--cgroup", "nosuch"}).find("no such file") != std::string::npos, where({"--cgroup", "nosuch"}).c_str());
        QVERIFY2(where({"--cgroup", "../x"}).find("not a sub cgroup path") != std::string::npos, where({"--cgroup", "../x"}).c_str());
        TARE_OK(b.call({"delete", "--force"}));
        QVERIFY(groupsNamed(b.id()).empty());
    }

    // What systemd hands over is marked; what lies above the mark is systemd's, though the user may write there.
    void aDelegatedGroupIsTheTop()
    {
        const auto hierarchy = cgroup::Hierarchy::detect();
        TARE_OK(hierarchy);
        if (hierarchy->layout() != cgroup::Layout::V2 || ::geteuid() == 0 || hierarchy->containerPath("x").empty())
            QSKIP("needs a delegated group of an ordinary user");
        const cgroup::Place *place = hierarchy->unified();
        const std::string own = place->own, folder = hierarchy->folder(*place, own);
        QVERIFY(hierarchy->containerPath("x") != own + "/tare/x");
        QCOMPARE(::setxattr(folder.c_str(), "user.delegate", "1", 1, 0), 0);
        const std::string marked = hierarchy->containerPath("x");
        QCOMPARE(::removexattr(folder.c_str(), "user.delegate"), 0);
        QCOMPARE(marked, own + "/tare/x");
    }

    void groupsOfTheWorkloadGoWithIt()
    {
        NEEDS(support().memory, support().memoryReason);
        const auto hierarchy = cgroup::Hierarchy::detect();
        TARE_OK(hierarchy);
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const auto found = groupsNamed(b.id());
        QVERIFY(!found.empty());
        const std::string below = std::string(trim(found.front())) + "/inner/most";
        const auto made = tare::run({{"mkdir", "-p", below}, {}, {}, false, false, false, false});
        TARE_OK(made);
        QCOMPARE(made->exitCode, 0);
        const auto done = b.call({"delete", "--force"});
        TARE_OK(done);
        QVERIFY2(done->exitCode == 0, done->err.c_str());
        QVERIFY(groupsNamed(b.id()).empty());
    }
};

QTEST_GUILESS_MAIN(RuntimeLimitsTest)
#include "limits_test.moc"
