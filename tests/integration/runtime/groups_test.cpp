// SPDX-License-Identifier: GPL-3.0-or-later
// Control groups and devices of the specification (config-linux.md), on v1 and v2: what other runtimes' suites ask.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "tests/integration/runtime/conformance.h"

#include <unistd.h>

using namespace tare;
using nlohmann::json;

class RuntimeGroupsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root: runtime_rootless_test is what an ordinary user can run");
    }

    void groupsAreSeenWithoutANamespaceOfTheirOwn()
    {
        Bundle b;
        json kept = json::array();
        for (const json &n : b.config["linux"]["namespaces"]) {
            if (n["type"] != "cgroup")
                kept.push_back(n);
        }
        b.config["linux"]["namespaces"] = kept;
        b.shell("grep -c ' /sys/fs/cgroup' /proc/mounts; cat /sys/fs/cgroup/pids/cgroup.procs /sys/fs/cgroup/cgroup.procs "
                "2>/dev/null | head -1");
        RUNS(b, out);
        QVERIFY2(has(out->out, "\n1\n"), out->out.c_str());
    }

    void devicesAreNotPermissions()
    {
        Bundle b;
        b.config["linux"]["resources"]["devices"] = json::array({{{"allow", false}, {"access", "rwm"}}});
        b.config["linux"]["devices"] =
            json::array({{{"path", "/dev/kmsg"}, {"type", "c"}, {"major", 1}, {"minor", 11}}});
        b.shell("echo x > /dev/kmsg");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(has(out->err, "Operation not permitted"), out->err.c_str());
    }

    void limitsThatAreRare()
    {
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        // The group has no folder for CPU sets until one is asked for (v1).
        const auto update = b.callPlain({"update", "--cpuset-cpus", "0", b.id()});
        TARE_OK(update);
        QVERIFY2(update->exitCode == 0, update->err.c_str());
        QVERIFY(has(readFile("/proc/" + std::to_string(b.pid()) + "/status").value_or(""), "Cpus_allowed_list:\t0\n"));
        const auto entered = b.exec({"grep", "Cpus_allowed_list", "/proc/self/status"});
        TARE_OK(entered);
        QCOMPARE(entered->out, std::string("Cpus_allowed_list:\t0\n"));
        const auto rdt = b.callPlain({"update", "--l3-cache-schema", "x", b.id()});
        TARE_OK(rdt);
        QVERIFY(rdt->exitCode != 0);
    }

    void rulesThatOnlyAllow() // what is not allowed by name is not allowed
    {
        Bundle b;
        b.config["linux"]["resources"]["devices"] =
            json::array({{{"allow", true}, {"type", "c"}, {"major", 10}, {"minor", 250}, {"access", "rwm"}}});
        for (const char *set : {"bounding", "effective", "permitted"})
            b.process()["capabilities"][set].push_back("CAP_MKNOD");
        // There are no such devices: who may open one is told so.
        b.shell("mknod /tmp/may c 10 250; mknod /tmp/not c 10 251; cat /tmp/may; cat /tmp/not");
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(has(out->err, "/tmp/may': No such device") && has(out->err, "/tmp/not': Operation not permitted"), out->err.c_str());
    }

    void aPathFromNowhere() // linux.cgroupsPath without a slash at its beginning
    {
        Bundle b;
        const std::string parent = "tare-test-" + b.id();
        b.config["linux"]["cgroupsPath"] = parent + "/" + b.id();
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        QVERIFY(!groupsNamed(b.id()).empty());
        const auto out = b.exec({"true"});
        TARE_OK(out);
        QVERIFY2(out->exitCode == 0, out->err.c_str());
        QVERIFY(b.stats()["pids"]["current"].get<int>() >= 1);
        const auto gone = b.call({"delete", "--force"});
        TARE_OK(gone);
        QVERIFY2(gone->exitCode == 0, gone->err.c_str());
        QVERIFY(groupsNamed(b.id()).empty());
        for (const auto &found : groupsNamed(parent)) { // the parent is left, as every other
            for (const std::string_view folder : split(trim(found), '\n'))
                (void)::rmdir(std::string(folder).c_str());
        }
    }

    // Engines, and who reads /proc/PID/cgroup, expect a container to be somewhere of its own in every hierarchy.
    void everyHierarchyKnowsTheContainer()
    {
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const auto where = [](pid_t pid) { return readFile("/proc/" + std::to_string(pid) + "/cgroup").value_or(""); };
        const std::string ours = where(::getpid()), theirs = where(b.pid());
        const auto entered = b.exec({"cat", "/proc/self/cgroup"});
        TARE_OK(entered);
        QVERIFY(!theirs.empty());
        for (const std::string_view line : split(trim(theirs), '\n'))
            QVERIFY2(line.size() > b.id().size() && line.substr(line.size() - b.id().size()) == b.id(), theirs.c_str());
        for (const std::string_view line : split(trim(entered->out), '\n')) // in the container's namespace
            QVERIFY2(line.substr(line.size() - 2) == ":/", entered->out.c_str());
        QCOMPARE(where(::getpid()), ours);
    }

    // Who may write to the control groups and has a namespace of them may divide its own, also as root of a user namespace.
    void theGroupIsTheContainersOwn_data()
    {
        QTest::addColumn<bool>("writable");
        QTest::newRow("writable") << true;
        QTest::newRow("read-only") << false;
    }
    void theGroupIsTheContainersOwn()
    {
        if (!exists("/sys/fs/cgroup/cgroup.controllers"))
            QSKIP("control groups v1 here: they are nobody's but root's");
        QFETCH(bool, writable);
        Bundle b;
        b.config["linux"]["namespaces"].push_back({{"type", "user"}});
        b.config["linux"]["uidMappings"] = json::array({{{"containerID", 0}, {"hostID", 100000}, {"size", 65536}}});
        b.config["linux"]["gidMappings"] = b.config["linux"]["uidMappings"];
        TARE_OK(tare::run({{"chown", "-R", "100000:100000", b.lower()}, {}, {}, false, false, false, false}));
        for (json &m : b.config["mounts"]) {
            if (m["type"] == "cgroup" && writable)
                m["options"] = {"nosuid", "noexec", "nodev"};
        }
        b.config["root"]["path"] = b.lower();
        b.shell("cd /sys/fs/cgroup; stat -c %u . cgroup.procs memory.max; mkdir x && echo $$ > x/cgroup.procs && echo may");
        b.writeConfig();
        const auto out = b.call({"run", "--bundle", b.dir()});
        TARE_OK(out);
        QVERIFY2(out->out == (writable ? "0\n0\n65534\nmay\n" : "65534\n65534\n65534\n"), (out->out + out->err).c_str());
        QVERIFY(groupsNamed(b.id()).empty());
    }

    void unifiedIsOfVersionTwo()
    {
        if (exists("/sys/fs/cgroup/cgroup.controllers"))
            QSKIP("control groups v2 here");
        Bundle b;
        b.command({"true"});
        b.config["linux"]["resources"]["unified"] = {{"memory.min", "131072"}};
        const auto out = b.run();
        TARE_OK(out);
        QVERIFY2(out->exitCode == 1 && has(out->err, "invalid configuration"), out->err.c_str());
        QVERIFY(groupsNamed(b.id()).empty());
    }

    void eventsHaveTheNamesThatEnginesRead()
    {
        Bundle b;
        b.command({"sleep", "1000"});
        TARE_OK(b.start());
        const json data = b.stats();
        for (const char *path : {"/cpu/usage/total", "/cpu/usage/kernel", "/cpu/usage/user", "/cpu/throttling", "/memory/usage/usage",
                                 "/memory/usage/limit", "/memory/swap/usage", "/memory/raw", "/pids/current", "/blkio", "/hugetlb"})
            QVERIFY2(data.contains(json::json_pointer(path)), path);
        QVERIFY(data["memory"]["raw"].size() > 10);
        QVERIFY(data["memory"]["raw"]["pgfault"].get<std::uint64_t>() > 0);
    }
};

QTEST_GUILESS_MAIN(RuntimeGroupsTest)
#include "groups_test.moc"
