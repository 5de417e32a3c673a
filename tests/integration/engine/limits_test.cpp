// SPDX-License-Identifier: GPL-3.0-or-later
// Every limit of run and update as the kernel has it then, on control groups v1 and v2, or refused before anything is
// made, with the reason.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/runtime/cgroup/cgroup.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QTest>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace tare;

template <> char *QTest::toString(const std::string &text)
{
    return qstrdup(text.c_str());
}

namespace {

bool has(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

// A whole block device with a node here; empty when there is none.
std::string blockDevice()
{
    for (const QString &name : QDir(QStringLiteral("/sys/block")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const std::string path = "/dev/" + name.toStdString();
        struct stat st
        {};
        if (::stat(path.c_str(), &st) == 0 && S_ISBLK(st.st_mode))
            return path;
    }
    return {};
}

} // namespace

class LimitsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;
    cgroup::Support m_support;
    bool m_v2 = false;

    RunOutput tare(const std::vector<std::string> &words) { return m_home->tare(words); }
    // The container's own file, on either version.
    std::string file(const char *v1, const char *v2) const
    {
        return m_v2 ? std::string("/sys/fs/cgroup/") + v2 : std::string("/sys/fs/cgroup/") + v1;
    }
    std::string with(std::vector<std::string> options, const std::string &path)
    {
        options.insert(options.begin(), {"run", "--rm"});
        options.insert(options.end(), {"tare/starter", "cat", path});
        const RunOutput out = tare(options);
        return out.exitCode == 0 ? std::string(trim(out.out)) : "!" + out.err;
    }
    std::string inside(const std::string &path)
    {
        const RunOutput out = tare({"exec", "one", "cat", path});
        return out.exitCode == 0 ? std::string(trim(out.out)) : "!" + out.err;
    }
    std::string inspected(const std::string &field)
    {
        return std::string(trim(tare({"inspect", "-f", "{{json .HostConfig." + field + "}}", "one"}).out));
    }

private slots:
    void initTestCase()
    {
        m_home = std::make_unique<EngineHome>();
        if (!m_home->missing().empty())
            QSKIP(m_home->missing().c_str());
        const auto groups = cgroup::Hierarchy::detect();
        TARE_OK(groups);
        m_support = groups->probe();
        if (!m_support.memory || !m_support.cpus || !m_support.cpuset)
            QSKIP(("limits cannot be applied here: " + m_support.memoryReason + m_support.cpusReason + m_support.cpusetReason).c_str());
        m_v2 = !m_support.memoryIsV1;
    }
    void cleanup()
    {
        (void)m_home->engine().remove("one", true);
        QTRY_VERIFY2_WITH_TIMEOUT(m_home->leftovers().empty(), "something is left", 20000);
    }

    void areWhatTheKernelHas()
    {
        QCOMPARE(with({"--cpu-shares", "2048"}, file("cpu/cpu.shares", "cpu.weight")), std::string(m_v2 ? "174" : "2048"));
        QCOMPARE(with({"-c", "1"}, file("cpu/cpu.shares", "cpu.weight")), std::string(m_v2 ? "1" : "2")); // the least there is
        QCOMPARE(with({"--cpu-period", "50000", "--cpu-quota", "20000"}, file("cpu/cpu.cfs_quota_us", "cpu.max")),
                 std::string(m_v2 ? "20000 50000" : "20000"));
        QCOMPARE(with({"--cpu-quota", "30000"}, file("cpu/cpu.cfs_quota_us", "cpu.max")), std::string(m_v2 ? "30000 100000" : "30000"));
        QCOMPARE(with({"--cpuset-cpus", "0"}, file("cpuset/cpuset.cpus", "cpuset.cpus")), std::string("0"));
        QCOMPARE(with({"--cpuset-mems", "0"}, file("cpuset/cpuset.mems", "cpuset.mems")), std::string("0"));
        QCOMPARE(with({"-m", "64m", "--memory-reservation", "32m"}, file("memory/memory.soft_limit_in_bytes", "memory.low")),
                 std::string("33554432"));
    }

    void onlyV1HasSome()
    {
        const std::pair<std::vector<std::string>, const char *> some[] = {
            {{"--memory-swappiness", "7"}, "/sys/fs/cgroup/memory/memory.swappiness"},
            {{"-m", "64m", "--oom-kill-disable"}, "/sys/fs/cgroup/memory/memory.oom_control"}};
        for (const auto &[options, path] : some) {
            const std::string said = with(options, path);
            if (m_v2)
                QVERIFY2(said.starts_with("!") && has(said, "control groups v2 have no such limit"), said.c_str());
            else
                QVERIFY2(said == "7" || has(said, "oom_kill_disable 1"), said.c_str());
        }
        QCOMPARE(tare({"ps", "-aq"}).out, std::string());
    }

    void blockDevices()
    {
        const std::string device = blockDevice();
        struct stat st
        {};
        if (device.empty() || ::stat(device.c_str(), &st) != 0)
            QSKIP("there is no block device here");
        const std::string number = std::to_string(major(st.st_rdev)) + ":" + std::to_string(minor(st.st_rdev));
        const struct { const char *flag, *value, *v1, *v2, *rate; } rows[] = {
            {"--device-read-bps", "1mb", "blkio/blkio.throttle.read_bps_device", "rbps=1048576", "1048576"},
            {"--device-write-bps", "2mb", "blkio/blkio.throttle.write_bps_device", "wbps=2097152", "2097152"},
            {"--device-read-iops", "100", "blkio/blkio.throttle.read_iops_device", "riops=100", "100"},
            {"--device-write-iops", "200", "blkio/blkio.throttle.write_iops_device", "wiops=200", "200"}};
        for (const auto &row : rows) {
            const std::string said = with({row.flag, device + ":" + row.value}, file(row.v1, "io.max"));
            if (!m_support.io)
                QVERIFY2(has(said, row.flag) && has(said, m_support.ioReason), said.c_str());
            else if (m_v2)
                QVERIFY2(said.starts_with(number + " ") && has(said, row.v2), said.c_str());
            else
                QCOMPARE(said, number + " " + row.rate);
        }
        const std::string weight = with({"--blkio-weight", "300"}, file("blkio/blkio.bfq.weight", "io.weight"));
        if (!m_support.ioWeight)
            QVERIFY2(has(weight, "--blkio-weight") && has(weight, m_support.ioWeightReason), weight.c_str());
        else
            QVERIFY2(has(weight, m_v2 ? "default " : "300"), weight.c_str());
        QVERIFY(has(with({"--device-read-bps", "/dev/null:1mb"}, "/"), "it is not a block device"));
        QVERIFY(with({"--device-read-bps", "/dev/nosuch:1mb"}, "/").starts_with("!"));
    }

    void refusedBeforeAnythingIsMade_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QStringList &options, const char *words) {
            QTest::newRow(name) << options << QString::fromLatin1(words);
        };
        row("cpus and quota", {"--cpus", "1", "--cpu-quota", "5000"}, "Nano CPUs and CPU Quota cannot both be set");
        row("cpus and period", {"--cpus", "1", "--cpu-period", "5000"}, "Nano CPUs and CPU Period cannot both be set");
        row("short period", {"--cpu-period", "10"}, "CPU cfs period can not be less than 1ms");
        row("short quota", {"--cpu-quota", "10"}, "CPU cfs quota can not be less than 1ms");
        row("no such CPU", {"--cpuset-cpus", "0-4000"}, "Requested CPUs are not available - requested 0-4000, available: ");
        row("no CPUs", {"--cpuset-cpus", "x"}, "Invalid value x for cpuset cpus");
        row("no such node", {"--cpuset-mems", "77"}, "Requested memory nodes are not available");
        row("reservation", {"-m", "32m", "--memory-reservation", "64m"}, "Minimum memory limit can not be less than memory reservation");
        row("little reservation", {"--memory-reservation", "1m"}, "Minimum memory reservation allowed is 6MB");
        row("swappiness", {"--memory-swappiness", "101"}, "valid memory swappiness range is 0-100");
        row("weight", {"--blkio-weight", "5"}, "Range of blkio weight is from 10 to 1000");
        row("shares", {"--cpu-shares", "-4"}, "invalid CPU shares (-4)");
        row("device", {"--device-read-bps", "sda:1mb"}, "bad format for device path: sda:1mb");
        row("rate", {"--device-read-bps", "/dev/sda:x"}, "invalid rate for device: /dev/sda:x");
        row("device weight", {"--blkio-weight-device", "/dev/sda:5"}, "invalid weight for device: /dev/sda:5");
    }
    void refusedBeforeAnythingIsMade()
    {
        QFETCH(QStringList, options);
        QFETCH(QString, words);
        std::vector<std::string> line = {"create"};
        for (const QString &option : options)
            line.push_back(option.toStdString());
        line.insert(line.end(), {"tare/starter", "true"});
        const RunOutput refused = tare(line);
        QVERIFY(refused.exitCode != 0);
        QVERIFY2(has(refused.err, words.toStdString()), refused.err.c_str());
        QCOMPARE(tare({"ps", "-aq"}).out, std::string());
    }

    // The file of each changes under the running container, and inspect says it.
    void update()
    {
        QCOMPARE(tare({"run", "-d", "--name", "one", "-m", "64m", "tare/starter", "sleep", "600"}).exitCode, 0);
        const RunOutput changed = tare({"update", "--cpu-shares", "512", "--cpu-period", "50000", "--cpu-quota", "25000", "--cpuset-cpus", "0",
                                        "--memory-reservation", "16m", "--pids-limit", "33", "one"});
        QVERIFY2(changed.exitCode == 0, changed.err.c_str());
        QCOMPARE(inside(file("cpu/cpu.shares", "cpu.weight")), std::string(m_v2 ? "59" : "512"));
        QCOMPARE(inside(file("cpu/cpu.cfs_quota_us", "cpu.max")), std::string(m_v2 ? "25000 50000" : "25000"));
        QCOMPARE(inside(file("memory/memory.soft_limit_in_bytes", "memory.low")), std::string("16777216"));
        QCOMPARE(inside(file("pids/pids.max", "pids.max")), std::string("33"));
        // A container that had no CPUs of its own is in the hierarchy of cpuset only now.
        const std::string pid(trim(tare({"inspect", "-f", "{{.State.Pid}}", "one"}).out));
        QVERIFY(has(readFile("/proc/" + pid + "/status").value_or(""), "Cpus_allowed_list:\t0\n"));
        const std::pair<const char *, const char *> fields[] = {{"CpuShares", "512"}, {"CpuPeriod", "50000"}, {"CpuQuota", "25000"},
                                                                {"CpusetCpus", "\"0\""}, {"MemoryReservation", "16777216"},
                                                                {"PidsLimit", "33"}, {"Memory", "67108864"}};
        for (const auto &[field, value] : fields)
            QCOMPARE(inspected(field), std::string(value));
        const RunOutput refused = tare({"update", "--cpus", "1", "one"});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(has(refused.err, "Nano CPUs and CPU Period cannot both be set"), refused.err.c_str());
        // And after another start.
        QCOMPARE(tare({"restart", "-t", "0", "one"}).exitCode, 0);
        QCOMPARE(inside(file("cpuset/cpuset.cpus", "cpuset.cpus")), std::string("0"));
        QCOMPARE(inside(file("cpu/cpu.shares", "cpu.weight")), std::string(m_v2 ? "59" : "512"));
    }
};

QTEST_GUILESS_MAIN(LimitsTest)
#include "limits_test.moc"
