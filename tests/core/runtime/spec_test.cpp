// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/launch/validate.h"
#include "core/runtime/rootfs/overlay.h"
#include "core/runtime/seccomp/seccomp.h"
#include "core/runtime/spec/spec.h"
#include "core/runtime/state/state.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <cerrno>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tare;
using namespace tare::runtime;

namespace {

std::string with(const std::string &members)
{
    return "{\"ociVersion\":\"1.0.2\"," + members + "}";
}

} // namespace

class SpecTest : public QObject
{
    Q_OBJECT

private slots:
    void whatDockerWrites()
    {
        const auto spec = Spec::parse(with(
            R"("process":{"user":{"uid":1,"gid":2,"umask":18,"additionalGids":[3]},"args":["a"],"cwd":"/w",
            "capabilities":{"bounding":["CAP_CHOWN","CAP_NO_SUCH"],"inheritable":["CAP_CHOWN"]},"oomScoreAdj":5,
            "rlimits":[{"type":"RLIMIT_NOFILE","hard":18446744073709551615,"soft":9}]},"root":{"path":"rootfs","readonly":true},
            "mounts":[{"destination":"/d","type":"bind","source":"/s","options":["rbind","rro","nosuid","rprivate"]}],
            "linux":{"namespaces":[{"type":"pid"},{"type":"network","path":"/proc/1/ns/net"}],
            "resources":{"memory":{"limit":1048576,"swap":-1},"cpu":{"quota":0,"period":100000},"pids":{"limit":5},
            "devices":[{"allow":false,"access":"rwm"},{"allow":true,"type":"c","major":-1,"minor":3,"access":"r"}]}})"));
        TARE_OK(spec);
        QCOMPARE(spec->process->uid, 1U);
        QCOMPARE(spec->process->umask, 18U);
        QCOMPARE(spec->process->capabilities->bounding, std::uint64_t(1));
        QCOMPARE(spec->process->rlimits[0].hard, ~std::uint64_t(0));
        QVERIFY(spec->rootReadonly);
        const MountOptions &o = spec->mounts[0].options;
        QVERIFY(o.bind && o.recursive && o.readOnly());
        QCOMPARE(o.attrSet, std::uint64_t(MOUNT_ATTR_NOSUID));
        QCOMPARE(o.attrSetAll, std::uint64_t(MOUNT_ATTR_RDONLY));
        QCOMPARE(o.propagation.size(), std::size_t(1));
        QVERIFY(spec->makes(NamespaceKind::Pid) && !spec->makes(NamespaceKind::Network));
        QCOMPARE(*spec->resources.memory, std::int64_t(1048576));
        QVERIFY(!spec->resources.cpuQuota);
        QVERIFY(spec->deviceRules[0].type == 'a' && !spec->deviceRules[1].major &&
                *spec->deviceRules[1].minor == 3);
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QString>("members");
        QTest::addColumn<QString>("word");
        QTest::newRow("uid -1") << R"("process":{"user":{"uid":4294967295},"args":["a"]})"
                                << "process.user.uid";
        QTest::newRow("uid too large") << R"("process":{"user":{"uid":4294967296},"args":["a"]})"
                                       << "process.user.uid";
        QTest::newRow("uid negative") << R"("process":{"user":{"uid":-2},"args":["a"]})"
                                      << "process.user.uid";
        QTest::newRow("uid text") << R"("process":{"user":{"uid":"0"},"args":["a"]})"
                                  << "process.user.uid";
        QTest::newRow("args text") << R"("process":{"args":"a"})"
                                   << "process.args";
        QTest::newRow("zero byte") << R"("process":{"args":["a\u0000b"]})"
                                   << "process.args";
        QTest::newRow("relative cwd") << R"("process":{"args":["a"],"cwd":"x"})"
                                      << "cwd";
        QTest::newRow("soft above hard")
            << R"("process":{"args":["a"],"rlimits":[{"type":"RLIMIT_CPU","soft":2,"hard":1}]})"
            << "RLIMIT_CPU";
        QTest::newRow("twice") << R"("linux":{"namespaces":[{"type":"pid"},{"type":"pid"}]})"
                               << "twice";
        QTest::newRow("namespace") << R"("linux":{"namespaces":[{"type":"soul"}]})"
                                   << "soul";
        QTest::newRow("idmap")
            << R"("mounts":[{"destination":"/d","type":"bind","source":"/s","options":["idmap"]}])"
            << "idmap";
        QTest::newRow("device") << R"("linux":{"devices":[{"type":"x","path":"/dev/x"}]})"
                                << "device";
        QTest::newRow("hook") << R"("hooks":{"prestart":[{"path":"relative"}]})"
                              << "hook";
    }
    void whatIsWrongIsNamed()
    {
        QFETCH(QString, members);
        QFETCH(QString, word);
        const auto spec = Spec::parse(with(members.toStdString()));
        TARE_FAILS(spec, Errc::InvalidArgument);
        QVERIFY2(QString::fromStdString(spec.error().text()).contains(word), spec.error().text().c_str());
    }

    void noSpecAtAll()
    {
        TARE_FAILS(Spec::parse("{"), Errc::InvalidArgument);
        TARE_FAILS(Spec::parse("[]"), Errc::InvalidArgument);
        TARE_FAILS(Spec::parse(R"({"ociVersion":"2.0"})"), Errc::InvalidArgument);
        TARE_FAILS(Spec::parse(std::string(100000, '[')), Errc::InvalidArgument);
    }

    void overlayWords()
    {
        const auto o = Overlay::parse("lower=/a\\:b:/c\\,d,upper=/u,work=/w,volatile");
        TARE_OK(o);
        QCOMPARE(o->lower[0], std::string("/a:b"));
        QCOMPARE(o->lower[1], std::string("/c,d"));
        QVERIFY(o->isVolatile);
        QCOMPARE(o->root, 0U);
        QCOMPARE(Overlay::parse("lower=/a,upper=/u/x,work=/u/y,idmap=524288")->root, 524288U);
        for (const char *bad : {"lower=/a,idmap=1", "lower=/a,upper=/u,work=/w,idmap", "lower=/a,upper=/u,work=/w,idmap=0",
                                "lower=/a,upper=/u,work=/w,idmap=4294967295", "", "upper=/u,work=/w", "lower=/a,upper=/u", "lower=a", "lower=/a,other=/x"})
            TARE_FAILS(Overlay::parse(bad), Errc::InvalidArgument);
    }

    void idsOfContainers()
    {
        TARE_OK(StateDir::checkId("a-b_c.d+1"));
        for (const char *bad : {"", ".", "..", "a/b", "a b", "\xc3\xa4"})
            TARE_FAILS(StateDir::checkId(bad), Errc::InvalidArgument);
    }

    void stateComesBack()
    {
        State s;
        s.id = "x";
        s.bundle = "/b";
        s.version = "1.0.2";
        s.process = {7, 8, "boot"};
        s.cgroupPath = "/tare/x";
        const auto back = State::fromJson(s.toJson(ContainerStatus::Running, true));
        TARE_OK(back);
        QCOMPARE(back->process.startTime, std::uint64_t(8));
        QCOMPARE(back->cgroupPath, std::string("/tare/x"));
        TARE_FAILS(State::fromJson("{}"), Errc::Internal);
        TARE_FAILS(State::fromJson("{\"tare\":5}"), Errc::Internal);
    }

    void theDefaultFilterIsBuiltIn()
    {
        const auto builtin = compileSeccomp(defaultSeccompProfile());
        TARE_OK(builtin);
        QVERIFY(builtin->program.size() > 100);
        const auto spec =
            Spec::parse(with(std::string("\"linux\":{\"seccomp\":") + defaultSeccompProfile() + "}"));
        TARE_OK(spec);
        QCOMPARE(spec->seccomp, std::string(defaultSeccompProfile())); // the form in which it is known again
        const auto own = compileSeccomp(R"({"defaultAction":"SCMP_ACT_ALLOW"})");
        TARE_OK(own);
        QVERIFY(own->program.size() < builtin->program.size());
        TARE_FAILS(compileSeccomp(R"({"defaultAction":"SCMP_ACT_NOTIFY"})"), Errc::InvalidArgument);
        TARE_FAILS(compileSeccomp("{"), Errc::InvalidArgument);
        QVERIFY(compileSeccomp("")->program.empty());
    }

    // In a process of its own, since a filter never goes away again.
    void callsFromTheFutureAreAbsentAndOthersForbidden()
    {
        const auto builtin = compileSeccomp(defaultSeccompProfile());
        TARE_OK(builtin);
        const pid_t pid = ::fork();
        if (pid == 0) {
            if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !installSeccomp(*builtin))
                ::_exit(1);
            if (::syscall(1000, 0) != -1 || errno != ENOSYS)
                ::_exit(2);
            if (::syscall(SYS_kexec_load, 0, 0, nullptr, 0) != -1 || errno != EPERM)
                ::_exit(3);
            ::_exit(0);
        }
        int status = -1;
        QCOMPARE(::waitpid(pid, &status, 0), pid);
        QCOMPARE(status, 0);
        const auto asked = Spec::parse(with(R"("annotations":{"org.tare.seccomp":"default"})"));
        TARE_OK(asked);
        QCOMPARE(seccompOf(*asked)->program.size(), builtin->program.size());
        const auto wrong = Spec::parse(with(R"("annotations":{"org.tare.seccomp":"other"})"));
        TARE_OK(wrong);
        TARE_FAILS(seccompOf(*wrong), Errc::InvalidArgument);
    }

    void everyContainerMayUseTheUsualDevices()
    {
        const auto plain = Spec::parse(with("\"linux\":{}"));
        TARE_OK(plain);
        const auto rules = devicePolicy(*plain);
        QVERIFY(!rules.front().allow && rules.front().type == 'a');
        QVERIFY(rules.size() > 5);
        const auto privileged =
            Spec::parse(with(R"("linux":{"resources":{"devices":[{"allow":true,"access":"rwm"}]}})"));
        TARE_OK(privileged);
        QCOMPARE(devicePolicy(*privileged).size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(SpecTest)
#include "spec_test.moc"
