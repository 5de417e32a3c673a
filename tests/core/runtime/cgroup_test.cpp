// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/cgroup/cgroup.h"

#include "core/base/file.h"
#include "core/runtime/cgroup/device_program.h"
#include "tests/support/result_test.h"

#include <QTemporaryDir>
#include <QTest>
#include <cstddef>

using namespace tare;
using namespace tare::cgroup;

namespace {

constexpr const char *v1Mounts =
    "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755\n"
    "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct\n"
    "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
    "39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids\n"
    "40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd\n";
constexpr const char *v2Mount = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n";

// What the kernel does with the program, for those instructions that it is made of.
bool allows(const std::vector<bpf_insn> &program, unsigned type, unsigned access, unsigned major,
            unsigned minor)
{
    const std::uint32_t context[3] = {access << 16U | type, major, minor};
    std::uint64_t r[11]{};
    for (std::size_t at = 0; at < program.size(); ++at) {
        const bpf_insn &i = program[at];
        const auto imm = static_cast<std::uint32_t>(i.imm);
        switch (i.code) {
        case BPF_LDX | BPF_W | BPF_MEM:
            r[i.dst_reg] = context[i.off / 4];
            break;
        case BPF_ALU | BPF_AND | BPF_K:
            r[i.dst_reg] = static_cast<std::uint32_t>(r[i.dst_reg]) & imm;
            break;
        case BPF_ALU | BPF_RSH | BPF_K:
            r[i.dst_reg] = static_cast<std::uint32_t>(r[i.dst_reg]) >> imm;
            break;
        case BPF_ALU | BPF_MOV | BPF_X:
            r[i.dst_reg] = static_cast<std::uint32_t>(r[i.src_reg]);
            break;
        case BPF_ALU64 | BPF_MOV | BPF_K:
            r[i.dst_reg] = imm;
            break;
        case BPF_JMP | BPF_JNE | BPF_K:
            at += r[i.dst_reg] != imm ? static_cast<std::size_t>(i.off) : 0;
            break;
        case BPF_JMP | BPF_JEQ | BPF_K:
            at += r[i.dst_reg] == imm ? static_cast<std::size_t>(i.off) : 0;
            break;
        case BPF_JMP | BPF_EXIT:
            return r[0] != 0;
        default:
            qFatal("unknown instruction");
        }
    }
    qFatal("the program has no end");
}

} // namespace

class CgroupTest : public QObject
{
    Q_OBJECT

private slots:
    void pureV1()
    {
        const auto h =
            Hierarchy::parse("3:memory:/a b/c\n2:cpu,cpuacct:/\n1:name=systemd:/x\n", v1Mounts, "");
        QVERIFY(h.layout() == Layout::V1);
        QVERIFY(h.place(Controller::Cpu) != nullptr && !h.place(Controller::Cpu)->unified);
        QCOMPARE(h.place(Controller::CpuAcct)->mount, std::string("/sys/fs/cgroup/cpu,cpuacct"));
        QCOMPARE(h.place(Controller::Memory)->own, std::string("/a b/c"));
        QVERIFY(h.place(Controller::BlkIo) == nullptr);
        QVERIFY(h.unified() == nullptr);
        QCOMPARE(h.folder(*h.place(Controller::Memory), "/tare/x"),
                 std::string("/sys/fs/cgroup/memory/tare/x"));
        QCOMPARE(h.folder(*h.place(Controller::Memory), "sub"),
                 std::string("/sys/fs/cgroup/memory/a b/c/sub"));
    }

    void hybridLooksAtEachController()
    {
        const auto h =
            Hierarchy::parse("0::/u\n3:memory:/\n", std::string(v1Mounts) + v2Mount, "io hugetlb\n");
        QVERIFY(h.layout() == Layout::Hybrid);
        QVERIFY(!h.place(Controller::Memory)->unified);
        QVERIFY(h.place(Controller::BlkIo)->unified);
        QVERIFY(h.place(Controller::Freezer) == nullptr); // v2's comes with v2 alone
        QCOMPARE(h.unified()->own, std::string("/u"));
    }

    void pureV2()
    {
        const auto h =
            Hierarchy::parse("0::/user.slice\n", "41 31 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
                             "cpuset cpu io memory pids\n");
        QVERIFY(h.layout() == Layout::V2);
        for (std::size_t c = 0; c < controllerCount; ++c)
            QVERIFY(h.place(static_cast<Controller>(c)) != nullptr &&
                    h.place(static_cast<Controller>(c))->unified);
        const auto without = Hierarchy::parse(
            "0::/\n", "41 31 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", "memory pids");
        QVERIFY(without.place(Controller::Cpu) == nullptr);
        QVERIFY(without.place(Controller::Freezer) != nullptr);
    }

    void aPartOfTheHierarchyAsInAContainer()
    {
        const auto h =
            Hierarchy::parse("1:memory:/docker/abc\n",
                             "3 1 0:1 /docker/abc /cg\\040x/memory ro - cgroup cgroup rw,memory\n", "");
        QCOMPARE(h.place(Controller::Memory)->mount, std::string("/cg x/memory"));
        QCOMPARE(h.folder(*h.place(Controller::Memory), "in"), std::string("/cg x/memory/in"));
        QCOMPARE(h.folder(*h.place(Controller::Memory), "/docker/abc/in"), std::string("/cg x/memory/in"));
    }

    void nothingAtAll()
    {
        const auto h = Hierarchy::parse("", "garbage\n1 2 3\n- - - -", "");
        QVERIFY(h.layout() == Layout::None);
        QCOMPARE(h.containerPath("x"), std::string());
        Resources r;
        r.memory = 1 << 26;
        const Status refused = h.probe("").check(r);
        TARE_FAILS(refused, Errc::LimitNotApplied);
        QCOMPARE(refused.error().subject, std::string("--memory"));
        TARE_OK(h.probe("").check(Resources()));
    }

    void aPathFromNowhereMeansTheSameToAll()
    {
        const auto v1 = Hierarchy::parse("3:memory:/a b/c\n", v1Mounts, "");
        QCOMPARE(v1.absolute("sub/x"), std::string("/sub/x"));
        QCOMPARE(v1.absolute("/sub"), std::string("/sub"));
        QCOMPARE(v1.absolute(""), std::string());
        const auto v2 = Hierarchy::parse("0::/user.slice\n", "41 31 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", "memory");
        QCOMPARE(v2.absolute("x"), std::string("/user.slice/x"));
        const auto top = Hierarchy::parse("0::/\n", "41 31 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", "memory");
        QCOMPARE(top.absolute("x"), std::string("/x"));
    }

    void aNamedHierarchyIsKnownToo()
    {
        const auto h = Hierarchy::parse("1:name=systemd:/x\n0::/\n",
                                        "41 31 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"
                                        "42 31 0:39 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd\n",
                                        "memory pids");
        QCOMPARE(h.place(Controller::Systemd)->mount, std::string("/sys/fs/cgroup/systemd"));
        QCOMPARE(h.place(Controller::Systemd)->own, std::string("/x"));
        QVERIFY(h.layout() == Layout::V2); // it limits nothing
    }

    // What is not said stays: `update` changes one of the two numbers of cpu.max at a time (cgroup-v2, "CPU Interface Files").
    void periodAndQuotaChangeAlone()
    {
        QTemporaryDir dir;
        const std::string top = dir.path().toStdString();
        TARE_OK(tare::makeDirs(top + "/x"));
        const auto h = Hierarchy::parse("0::/\n", "41 31 0:38 / " + top + " rw - cgroup2 cgroup2 rw\n", "cpu memory pids");
        const Group group = Group::open(h, "/x");
        const auto after = [&](const char *before, const Resources &wanted) {
            if (!tare::writeFileAtomic(top + "/x/cpu.max", before) || !group.apply(wanted))
                return std::string("(failed)");
            return tare::readFile(top + "/x/cpu.max").value_or("").substr(0, 14); // a real one forgets what was there
        };
        Resources period, quota, both;
        period.cpuPeriod = both.cpuPeriod = 900000;
        quota.cpuQuota = both.cpuQuota = 600000;
        QCOMPARE(after("500000 1000000", period), std::string("500000 9000000")); // 900000 over 1000000
        QCOMPARE(after("max 100000    ", period), std::string("max 900000    "));
        QCOMPARE(after("500000 1000000", quota), std::string("600000 1000000"));
        QCOMPARE(after("500000 100000 ", both), std::string("600000 900000 "));
    }

    void pathsThatClimbAreRefused()
    {
        const auto h = Hierarchy::parse("", v1Mounts, "");
        TARE_FAILS(Group::create(h, "/tare/../.."), Errc::InvalidArgument);
        TARE_FAILS(Group::create(h, "/"), Errc::InvalidArgument);
        TARE_FAILS(Group::create(h, ""), Errc::InvalidArgument);
    }

    void cpusBecomeAQuota()
    {
        Resources r;
        r.setNanoCpus(500'000'000);
        QCOMPARE(*r.cpuQuota, std::int64_t(50'000));
        QCOMPARE(*r.cpuPeriod, std::uint64_t(100'000));
        r.setNanoCpus(0);
        QCOMPARE(*r.cpuQuota, std::int64_t(-1));
        QVERIFY(!r.limitsAnything());
    }

    void sharesBecomeAWeight()
    {
        QCOMPARE(weightFromShares(0), std::uint64_t(0));
        QCOMPARE(weightFromShares(2), std::uint64_t(1));
        QCOMPARE(weightFromShares(1024), std::uint64_t(100));
        QCOMPARE(weightFromShares(262144), std::uint64_t(10000));
        QCOMPARE(weightFromShares(1'000'000), std::uint64_t(10000));
        std::uint64_t last = 0;
        for (std::uint64_t s = 2; s < 262144; s = s * 5 / 4 + 1) {
            QVERIFY(weightFromShares(s) >= last);
            last = weightFromShares(s);
        }
    }

    void swapIsWhatIsAboveMemory()
    {
        Resources r;
        r.memory = 100;
        r.memorySwap = 150;
        QCOMPARE(swapMax(r)->value(), std::string("50"));
        r.memorySwap = -1;
        QCOMPARE(swapMax(r)->value(), std::string("max"));
        r.memorySwap = 50;
        TARE_FAILS(swapMax(r), Errc::InvalidArgument);
        r.memorySwap.reset();
        QVERIFY(!swapMax(r)->has_value());
    }

    void theLastDeviceRuleThatFitsDecides()
    {
        constexpr unsigned chr = BPF_DEVCG_DEV_CHAR, blk = BPF_DEVCG_DEV_BLOCK;
        constexpr unsigned m = BPF_DEVCG_ACC_MKNOD, r = BPF_DEVCG_ACC_READ, w = BPF_DEVCG_ACC_WRITE;
        const std::vector<DeviceRule> rules = {{false, 'a', {}, {}, "rwm"},
                                               {true, 'c', {}, {}, "m"},
                                               {true, 'c', 1, 3, "rwm"},
                                               {true, 'b', 8, {}, "r"},
                                               {false, 'b', 8, 7, "r"}};
        const auto program = deviceProgram(rules);
        QVERIFY(allows(program, chr, r | w, 1, 3));
        QVERIFY(!allows(program, chr, r, 1, 4));
        QVERIFY(allows(program, chr, m, 10, 4));
        QVERIFY(!allows(program, blk, m, 10, 4));
        QVERIFY(allows(program, blk, r, 8, 1));
        QVERIFY(!allows(program, blk, r | w, 8, 1));
        QVERIFY(!allows(program, blk, r, 8, 7));
        QVERIFY(!allows(deviceProgram({}), chr, r, 1, 3));
        QVERIFY(allows(deviceProgram({{true, 'a', {}, {}, "rwm"}}), blk, r | w | m, 9, 9));
        QCOMPARE(deviceRuleText(rules[0]), std::string("a"));
        QCOMPARE(deviceRuleText(rules[3]), std::string("b 8:* r"));
    }
};

QTEST_GUILESS_MAIN(CgroupTest)
#include "cgroup_test.moc"
