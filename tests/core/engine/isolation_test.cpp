// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/capabilities.h"
#include "core/engine/local/devices.h"
#include "core/engine/local/isolation.h"
#include "core/engine/local/spec_builder.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <algorithm>

using namespace tare;
using namespace tare::local;
using nlohmann::json;

namespace {

bool has(const std::vector<std::string> &list, const std::string &one)
{
    return std::find(list.begin(), list.end(), one) != list.end();
}

json build(Record record)
{
    if (Status done = checkIsolation(record.spec); !done)
        qFatal("%s", done.error().text().c_str());
    SpecInput input{record, "/bundle", "/rootfs", {0, 0, {}, "/root"}, "/tare/id", {}, {}};
    return json::parse(buildSpec(input).value());
}

const json *mountAt(const json &spec, const std::string &target)
{
    for (const json &one : spec.at("mounts")) {
        if (one.at("destination") == target)
            return &one;
    }
    return nullptr;
}

} // namespace

class IsolationTest : public QObject
{
    Q_OBJECT

private slots:
    // moby, oci/caps/utils_test.go: the same cases.
    void capabilities()
    {
        const std::vector<std::string> basics = capabilitiesOf({});
        QCOMPARE(basics.size(), std::size_t{14});
        const auto of = [](std::vector<std::string> add, std::vector<std::string> drop) {
            Isolation in;
            in.capAdd = std::move(add);
            in.capDrop = std::move(drop);
            if (Status done = normaliseCapabilities(in); !done)
        qFatal("%s", done.error().text().c_str());
            return capabilitiesOf(in);
        };
        QVERIFY(has(of({"sys_time"}, {}), "CAP_SYS_TIME"));
        QVERIFY(has(of({"Cap_Sys_Time"}, {}), "CAP_SYS_TIME"));
        QVERIFY(!has(of({}, {"chown"}), "CAP_CHOWN"));
        QCOMPARE(of({}, {"ALL"}), std::vector<std::string>());
        QCOMPARE(of({"net_admin"}, {"all"}), std::vector<std::string>{"CAP_NET_ADMIN"});
        QCOMPARE(of({"all"}, {}), allCapabilities());
        QVERIFY(!has(of({"ALL"}, {"CHOWN"}), "CAP_CHOWN"));
        QVERIFY(has(of({"CHOWN"}, {"CHOWN"}), "CAP_CHOWN"));
        QCOMPARE(of({"CHOWN"}, {}), basics); // once
        Isolation wrong;
        wrong.capDrop = {"nosuch"};
        const Status refused = normaliseCapabilities(wrong);
        TARE_FAILS(refused, Errc::InvalidArgument);
        QCOMPARE(refused.error().reason, std::string("invalid CapDrop: unknown capability: \"CAP_NOSUCH\""));
    }

    void tmpfsOptionsOverride()
    {
        using List = std::vector<std::string>;
        QCOMPARE(tmpfsOptions(""), (List{"noexec", "nosuid", "nodev"}));
        QCOMPARE(tmpfsOptions("exec,size=1m,size=2m"), (List{"nosuid", "nodev", "exec", "size=2m"}));
        QCOMPARE(tmpfsOptions("ro,rw,,mode=1700"), (List{"noexec", "nosuid", "nodev", "rw", "mode=1700"}));
    }

    void refused_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("text");
        int what = 0;
        for (const char *text :
             {"sysctl 'kernel.panic=1' is not allowed", "sysctl 'net.ipv4/../../x=1' is not allowed",
              "sysctl 'net.ipv4.ip_forward' not allowed in host network namespace", "--pid: invalid PID mode",
              "--uts: invalid UTS mode", "conflicting options: hostname and the UTS mode", "Duplicate mount point: /a",
              "invalid tmpfs path: 'a' mount path must be absolute", "invalid specification: destination can't be '/'",
              "Invalid value 2000, range for oom score adj is [-1000, 1000]", "SHM size can not be less than 0",
              "Decoding seccomp profile failed", "no such file or directory", "not a device node", "--ipc: invalid IPC mode: odd"})
            QTest::addRow("%s", text) << what++ << text;
    }
    void refused()
    {
        QFETCH(int, what);
        QFETCH(QString, text);
        CreateSpec spec;
        Isolation &in = spec.isolation;
        switch (what) {
        case 0: in.sysctls["kernel.panic"] = "1"; break;
        case 1: in.sysctls["net.ipv4/../../x"] = "1"; break;
        case 2: in.sysctls["net.ipv4.ip_forward"] = "1"; spec.network = "host"; break;
        case 3: in.pid = "odd"; break;
        case 4: in.uts = "odd"; break;
        case 5: in.uts = "host"; spec.hostname = "x"; break;
        case 6: in.tmpfs = {{"/a", ""}, {"/b/../a", ""}}; break;
        case 7: in.tmpfs = {{"a", ""}}; break;
        case 8: in.tmpfs = {{"/a/..", ""}}; break;
        case 9: in.oomScoreAdj = 2000; break;
        case 10: in.shmSize = -1; break;
        case 11: in.seccomp = "{\"syscalls\":[]}"; break;
        case 12: in.devices = {{"/dev/nosuch", "/dev/nosuch", "rwm"}}; break;
        case 13: in.devices = {{"/etc/passwd", "/etc/passwd", "rwm"}}; break;
        default: in.ipc = "odd"; break;
        }
        const Status done = checkIsolation(spec);
        QVERIFY(!done);
        QVERIFY2(QString::fromStdString(done.error().text()).contains(text), done.error().text().c_str());
    }

    void devices()
    {
        const auto null = devicesOf({"/dev/null", "/dev/nothing", "rw"});
        TARE_OK(null);
        QCOMPARE(null->size(), std::size_t{1});
        QCOMPARE(null->front().path, std::string("/dev/nothing"));
        QCOMPARE(null->front().major, 1U);
        QCOMPARE(null->front().minor, 3U);
        QCOMPARE(null->front().type, 'c');
        const auto all = allDevices();
        TARE_OK(all);
        QVERIFY(std::any_of(all->begin(), all->end(), [](const DeviceNode &d) { return d.path == "/dev/zero"; }));
        QVERIFY(std::none_of(all->begin(), all->end(), [](const DeviceNode &d) { return d.path.starts_with("/dev/pts/"); }));
    }

    void configuration()
    {
        Record record;
        record.args = {"/x", "y"};
        Isolation &in = record.spec.isolation;
        in.capDrop = {"all"};
        in.noNewPrivileges = true;
        in.pid = in.uts = "host";
        in.shmSize = 1 << 20;
        in.tmpfs = {{"/t", "size=1m"}};
        in.sysctls["net.ipv4.ip_forward"] = "1";
        in.oomScoreAdj = 7;
        in.devices = {{"/dev/null", "/dev/null", "r"}};
        const json spec = build(record);
        QVERIFY(spec["process"]["capabilities"]["bounding"].empty());
        QVERIFY(spec["process"]["noNewPrivileges"].get<bool>());
        QCOMPARE(spec["process"]["oomScoreAdj"].get<int>(), 7);
        QVERIFY(!spec.contains("hostname")); // its name is the host's
        for (const json &one : spec["linux"]["namespaces"])
            QVERIFY(one.at("type") != "pid" && one.at("type") != "uts");
        QCOMPARE(spec["linux"]["sysctl"]["net.ipv4.ip_forward"].get<std::string>(), std::string("1"));
        QVERIFY(mountAt(spec, "/t") != nullptr);
        QVERIFY((*mountAt(spec, "/dev/shm"))["options"].dump().find("size=1048576") != std::string::npos);
        QCOMPARE(spec["linux"]["devices"][0]["path"].get<std::string>(), std::string("/dev/null"));
        const json &rule = spec["linux"]["resources"]["devices"].back();
        QVERIFY(rule["allow"].get<bool>());
        QCOMPARE(rule["access"].get<std::string>(), std::string("r"));
        QCOMPARE(spec["annotations"][seccompAnnotation].get<std::string>(), std::string("default"));
    }

    void aProfileOfOnesOwn()
    {
        Record record;
        record.args = {"/x"};
        record.spec.isolation.seccomp =
            R"({"defaultAction":"SCMP_ACT_ALLOW","archMap":[{"architecture":"SCMP_ARCH_X86_64","subArchitectures":["SCMP_ARCH_X86"]}],
                "syscalls":[{"name":"mkdir","action":"SCMP_ACT_ERRNO"},
                            {"names":["chroot"],"action":"SCMP_ACT_ERRNO","excludes":{"caps":["CAP_SYS_CHROOT"]}},
                            {"names":["mount"],"action":"SCMP_ACT_ERRNO","includes":{"minKernel":"99.0"}}]})";
        const json spec = build(record);
        QVERIFY(!spec["annotations"].contains(seccompAnnotation));
        QCOMPARE(spec["linux"]["seccomp"]["syscalls"].size(), std::size_t{1});
        QCOMPARE(spec["linux"]["seccomp"]["syscalls"][0]["names"][0].get<std::string>(), std::string("mkdir"));
        record.spec.isolation.seccomp = "unconfined";
        const json open = build(record);
        QVERIFY(!open["annotations"].contains(seccompAnnotation) && !open["linux"].contains("seccomp"));
    }

    void privileged()
    {
        if (::geteuid() != 0)
            QSKIP("only root may");
        Record record;
        record.args = {"/x"};
        record.spec.isolation.privileged = true;
        const json spec = build(record);
        QCOMPARE(spec["process"]["capabilities"]["effective"].get<std::vector<std::string>>(), allCapabilities());
        QVERIFY(!spec["linux"].contains("maskedPaths") && !spec["linux"].contains("readonlyPaths"));
        QVERIFY(spec["linux"]["resources"]["devices"] == json::array({json{{"allow", true}, {"access", "rwm"}}}));
        QVERIFY(!spec["annotations"].contains(seccompAnnotation));
    }

    void isKept()
    {
        Record record;
        record.id = std::string(64, 'a');
        Isolation &in = record.spec.isolation;
        in.privileged = in.noNewPrivileges = true;
        in.capAdd = {"CAP_BPF"};
        in.capDrop = {"ALL"};
        in.seccomp = "unconfined";
        in.groups = {"tty", "7"};
        in.pid = in.ipc = in.uts = "host";
        in.shmSize = 5;
        in.sysctls = {{"net.a", "b"}};
        in.tmpfs = {{"/t", "size=1m"}};
        in.devices = {{"/dev/a", "/dev/b", "r"}};
        in.oomScoreAdj = -5;
        record.spec.init = true;
        record.spec.stopTimeout = 77;
        const auto again = Record::parse(record.toJson());
        TARE_OK(again);
        QVERIFY(again->spec == record.spec);
    }
};

QTEST_GUILESS_MAIN(IsolationTest)
#include "isolation_test.moc"
