// SPDX-License-Identifier: GPL-3.0-or-later
// How far containers are kept from the host, as the command asks for it and as the kernel says it is.
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <unistd.h>

using namespace tare;

namespace {

bool has(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

} // namespace

class IsolationTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;

    RunOutput tare(const std::vector<std::string> &words) { return m_home->tare(words); }
    // In a container that goes again.
    RunOutput in(std::vector<std::string> options, const std::vector<std::string> &command)
    {
        options.insert(options.begin(), {"run", "--rm"});
        options.emplace_back("tare/starter");
        options.insert(options.end(), command.begin(), command.end());
        return tare(options);
    }
    std::string status(const std::vector<std::string> &options, const std::string &field)
    {
        const RunOutput out = in(options, {"grep", field + ":", "/proc/self/status"});
        return out.exitCode == 0 ? std::string(trim(out.out.substr(field.size() + 1))) : out.err;
    }

private slots:
    void initTestCase()
    {
        m_home = std::make_unique<EngineHome>();
        if (!m_home->missing().empty())
            QSKIP(m_home->missing().c_str());
    }
    void cleanup()
    {
        for (const char *name : {"one", "two"})
            (void)m_home->engine().remove(name, true);
        QTRY_VERIFY2_WITH_TIMEOUT(m_home->leftovers().empty(), "something is left", 20000);
    }

    void capabilities()
    {
        QCOMPARE(status({}, "CapBnd"), std::string("00000000a80425fb"));
        QCOMPARE(status({"--cap-drop", "all"}, "CapBnd"), std::string("0000000000000000"));
        QCOMPARE(status({"--cap-add", "sys_time"}, "CapEff"), std::string("00000000aa0425fb"));
        QCOMPARE(status({"--cap-drop", "ALL", "--cap-add", "CHOWN"}, "CapEff"), std::string("0000000000000001"));
        QCOMPARE(status({"--cap-add", "SYS_TIME", "-u", "5"}, "CapEff"), std::string("0000000000000000"));
        const RunOutput unknown = in({"--cap-add", "FOO"}, {"true"});
        QCOMPARE(unknown.exitCode, 125);
        QVERIFY2(has(unknown.err, "unknown capability: \"CAP_FOO\""), unknown.err.c_str());
    }

    // The filter goes with the capabilities, as Docker's: who has SYS_ADMIN may unshare, who has not SYS_CHROOT may not chroot.
    void systemCalls()
    {
        QCOMPARE(status({}, "Seccomp"), std::string("2"));
        QCOMPARE(status({"--security-opt", "seccomp=unconfined"}, "Seccomp"), std::string("0"));
        QCOMPARE(in({}, {"unshare", "-i", "true"}).exitCode, 1);
        QCOMPARE(in({"--security-opt", "seccomp=unconfined"}, {"unshare", "-i", "true"}).exitCode, 1); // the kernel's own rule
        const RunOutput allowed = in({"--cap-add", "SYS_ADMIN"}, {"unshare", "-i", "true"});
        QVERIFY2(allowed.exitCode == 0, allowed.err.c_str());
        const std::string profile = m_home->paths().root + "/profile.json";
        TARE_OK(writeFileAtomic(profile, R"({"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["mkdir","mkdirat"],"action":"SCMP_ACT_ERRNO"}]})"));
        const RunOutput made = in({"--security-opt", "seccomp=" + profile}, {"mkdir", "/x"});
        QVERIFY2(made.exitCode == 1 && has(made.err, "not permitted"), made.err.c_str());
        QCOMPARE(in({}, {"mkdir", "/x"}).exitCode, 0);
        TARE_OK(writeFileAtomic(profile, "nonsense"));
        QCOMPARE(in({"--security-opt", "seccomp=" + profile}, {"true"}).exitCode, 125);
        QCOMPARE(status({"--security-opt", "no-new-privileges"}, "NoNewPrivs"), std::string("1"));
        QCOMPARE(in({"--security-opt", "selinux=x"}, {"true"}).exitCode, 125);
    }

    void privileged()
    {
        if (::geteuid() != 0) {
            const RunOutput out = in({"--privileged"}, {"true"});
            QVERIFY2(out.exitCode == 125 && has(out.err, "needs root"), out.err.c_str());
            return;
        }
        const RunOutput out =
            in({"--privileged"}, {"sh", "-c", "mount -t tmpfs x /mnt && echo mounted; echo 1 > /proc/sys/vm/drop_caches && echo written; "
                                              "ls /dev/kmsg; grep Seccomp: /proc/self/status"});
        QVERIFY2(has(out.out, "mounted\n") && has(out.out, "/dev/kmsg\n") && has(out.out, "Seccomp:\t0"), (out.out + out.err).c_str());
        QVERIFY2(has(out.out, "written\n"), (out.out + out.err).c_str());
    }

    void devices()
    {
        const RunOutput null = in({"--device", "/dev/null:/dev/nothing:rw"}, {"sh", "-c", "echo x > /dev/nothing && stat -c %t:%T /dev/nothing"});
        QVERIFY2(::geteuid() == 0 ? null.out == "1:3\n" : has(null.err, "needs root"), (null.out + null.err).c_str());
        const RunOutput missing = in({"--device", "/dev/nosuch"}, {"true"});
        QCOMPARE(missing.exitCode, 125);
        QVERIFY2(has(missing.err, "error gathering device information while adding custom device \"/dev/nosuch\""), missing.err.c_str());
        QCOMPARE(in({"--device", "/dev/null:/dev/x:z"}, {"true"}).exitCode, 125);
    }

    void memoryAndMounts()
    {
        const RunOutput shm = in({"--shm-size", "32m"}, {"sh", "-c", "df /dev/shm | tail -1 | tr -s ' ' | cut -d' ' -f2"});
        QCOMPARE(shm.out, std::string("32768\n"));
        const RunOutput tmpfs =
            in({"--tmpfs", "/t:size=1m,mode=1750", "--read-only"},
               {"sh", "-c", "grep ' /t ' /proc/mounts; stat -c %a /t; echo x > /t/f && cat /t/f"});
        QVERIFY2(has(tmpfs.out, "noexec") && has(tmpfs.out, "size=1024k") && has(tmpfs.out, "1750\nx\n"), (tmpfs.out + tmpfs.err).c_str());
        const RunOutput exec = in({"--tmpfs", "/t:exec"}, {"sh", "-c", "cp /bin/busybox /t/echo && /t/echo ran"});
        QVERIFY2(exec.out == "ran\n", exec.err.c_str());
        QCOMPARE(in({"--tmpfs", "t"}, {"true"}).exitCode, 125);
        QCOMPARE(in({"--shm-size", "much"}, {"true"}).exitCode, 125);
    }

    void namespaces()
    {
        const auto link = [&](const std::vector<std::string> &options, const char *kind) {
            return in(options, {"readlink", std::string("/proc/self/ns/") + kind}).out;
        };
        const auto own = [](const char *kind) {
            char buffer[64] = {};
            (void)::readlink((std::string("/proc/self/ns/") + kind).c_str(), buffer, sizeof buffer - 1);
            return std::string(buffer) + "\n";
        };
        QVERIFY(link({}, "ipc") != own("ipc"));
        QCOMPARE(link({"--ipc", "host"}, "ipc"), own("ipc"));
        QCOMPARE(link({"--uts", "host"}, "uts"), own("uts"));
        QCOMPARE(link({"--pid", "host"}, "pid"), own("pid"));
        QCOMPARE(in({"--ipc", "none"}, {"grep", "-c", " /dev/shm ", "/proc/mounts"}).out, std::string("0\n"));
        if (::geteuid() == 0) {
            QCOMPARE(tare({"run", "-d", "--name", "one", "tare/starter", "sleep", "600"}).exitCode, 0);
            const RunOutput seen = in({"--pid", "container:one"}, {"ps"});
            QVERIFY2(has(seen.out, "sleep 600"), (seen.out + seen.err).c_str());
            QCOMPARE(tare({"rm", "-f", "one"}).exitCode, 0);
        }
        QCOMPARE(in({"--pid", "container:nosuch"}, {"true"}).exitCode, 125);
        QCOMPARE(in({"--uts", "host", "-h", "x"}, {"true"}).exitCode, 125);
    }

    // One that shares the host's processes is stopped and removed like any other.
    void withTheHostsProcesses()
    {
        const RunOutput started =
            tare({"run", "-d", "--pid", "host", "--name", "one", "tare/starter", "sh", "-c", "sleep 601 & sleep 602 & wait"});
        QVERIFY2(started.exitCode == 0, started.err.c_str());
        QCOMPARE(tare({"exec", "one", "true"}).exitCode, 0);
        const RunOutput stopped = tare({"stop", "-t", "1", "one"});
        QVERIFY2(stopped.exitCode == 0, stopped.err.c_str());
        QCOMPARE(tare({"rm", "one"}).exitCode, 0);
    }

    void settings()
    {
        QCOMPARE(in({"--sysctl", "net.ipv4.ip_forward=1"}, {"cat", "/proc/sys/net/ipv4/ip_forward"}).out, std::string("1\n"));
        QCOMPARE(in({"--sysctl", "kernel.shmmni=77"}, {"cat", "/proc/sys/kernel/shmmni"}).out, std::string("77\n"));
        QCOMPARE(in({"--sysctl", "vm.swappiness=1"}, {"true"}).exitCode, 125);
        QCOMPARE(in({"--oom-score-adj", "600"}, {"cat", "/proc/self/oom_score_adj"}).out, std::string("600\n"));
        QCOMPARE(in({"--group-add", "77", "--group-add", "tty", "-u", "5"}, {"id", "-G"}).out, std::string("0 5 77\n"));
        QCOMPARE(in({"--group-add", "nosuch"}, {"true"}).exitCode, 125);
    }

    void firstProcess()
    {
        QCOMPARE(in({"--init"}, {"cat", "/proc/1/comm"}).out, std::string("tare-init\n"));
        QCOMPARE(in({"--init"}, {"sh", "-c", "exit 7"}).exitCode, 7);
        QCOMPARE(in({"--init"}, {"nosuch"}).exitCode, 127);
        QCOMPARE(in({"--init"}, {"/etc"}).exitCode, 126);
        QCOMPARE(in({"--init"}, {"sh", "-c", "kill -TERM $$"}).exitCode, 143); // not the first process
        // Orphans are reaped, and the signal reaches the command, which as the first process would have ignored it.
        QCOMPARE(tare({"run", "-d", "--init", "--name", "one", "tare/starter", "sh", "-c",
                       "for i in 1 2 3; do (sh -c 'sleep 0.01 &'); done; exec sleep 600"}).exitCode, 0);
        const auto zombies = [&] { return tare({"exec", "one", "sh", "-c", "cat /proc/[0-9]*/stat | grep -c ' Z '"}).out; };
        QTRY_COMPARE(zombies(), std::string("0\n"));
        QCOMPARE(tare({"stop", "-t", "60", "one"}).exitCode, 0);
        QCOMPARE(tare({"inspect", "-f", "{{.State.ExitCode}} {{.HostConfig.Init}}", "one"}).out, std::string("143 true\n"));
        QCOMPARE(tare({"rm", "one"}).exitCode, 0);
    }

    void isTold()
    {
        QCOMPARE(tare({"create", "--name", "one", "--cap-add", "net_admin", "--cap-drop", "CHOWN", "--tmpfs", "/t:size=1m", "--pid", "host",
                       "--group-add", "5", "--shm-size", "1m", "--sysctl", "net.ipv4.ip_forward=1", "--oom-score-adj", "3",
                       "--stop-timeout", "4", "--security-opt", "no-new-privileges", "tare/starter", "true"}).exitCode, 0);
        QCOMPARE(tare({"inspect", "-f",
                       "{{.HostConfig.CapAdd}} {{.HostConfig.CapDrop}} {{.HostConfig.Tmpfs}} {{.HostConfig.PidMode}} "
                       "{{.HostConfig.GroupAdd}} {{.HostConfig.ShmSize}} {{.HostConfig.Sysctls}} {{.HostConfig.OomScoreAdj}} "
                       "{{.Config.StopTimeout}} {{.HostConfig.SecurityOpt}}", "one"}).out,
                 std::string("[CAP_NET_ADMIN] [CAP_CHOWN] map[/t:size=1m] host [5] 1048576 map[net.ipv4.ip_forward:1] 3 4 [no-new-privileges]\n"));
        QCOMPARE(tare({"rm", "one"}).exitCode, 0);
        // Its own time to end counts when none is said.
        QCOMPARE(tare({"run", "-d", "--name", "two", "--stop-timeout", "0", "tare/starter", "sh", "-c", "trap '' TERM; sleep 600"}).exitCode, 0);
        QCOMPARE(tare({"stop", "two"}).exitCode, 0);
        QCOMPARE(tare({"inspect", "-f", "{{.State.ExitCode}}", "two"}).out, std::string("137\n"));
        QCOMPARE(tare({"rm", "two"}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(IsolationTest)
#include "isolation_test.moc"
