// SPDX-License-Identifier: GPL-3.0-or-later
// The limit tests of tests/integration/runtime, run where cgroups are unified: in a guest of our own, as root and as an
// ordinary user in a delegated subtree. The host may have any cgroups or none.
#include "tests/integration/cgroup2/guest.h"

#include "core/base/paths.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace tare;
using namespace std::chrono_literals;

class Cgroup2GuestTest : public QObject
{
    Q_OBJECT

    void runInGuest(const std::string &body, const std::vector<std::string> &more = {})
    {
        const auto kernel = findGuestKernel(); // before the home is another one
        if (!kernel)
            QSKIP(kernel.error().text().c_str());
        TempHome home;
        CgroupGuest guest(home.dir(), *kernel);
        const std::string programs = environment("TARE_LIBEXEC");
        for (const char *name : {"tare", "tare-runtime", "tare-monitor", "tare-image", "tare-network"})
            TARE_OK(guest.addProgram(programs + "/" + name, std::string("/tare/") + name));
        for (const char *name : {"runtime_limits_test", "runtime_groups_test", "engine_limits_test"})
            TARE_OK(guest.addProgram((QCoreApplication::applicationDirPath() + QLatin1Char('/') + QLatin1String(name)).toStdString(),
                                     std::string("/tare/") + name));
        for (const std::string &name : more)
            TARE_OK(guest.addProgram(QCoreApplication::applicationDirPath().toStdString() + "/" + name, "/tare/" + name));
        for (const char *helper : {"/usr/bin/newuidmap", "/usr/bin/newgidmap"}) {
            if (QFileInfo::exists(QString::fromLatin1(helper)))
                TARE_OK(guest.addProgram(helper));
        }
        // A test that runs on v1 would prove nothing: the script makes sure of where it is.
        const std::string script = "set -e\n"
                                   "export TARE_LIBEXEC=/tare TMPDIR=/tmp TARE_NETWORK=none\n"
                                   "test \"$(stat -f -c %T /sys/fs/cgroup)\" = cgroup2fs -o \"$(stat -f -c %t /sys/fs/cgroup)\" = 63677270\n"
                                   "! grep -q ' - cgroup ' /proc/self/mountinfo\n"
                                   "test \"$(cat /proc/self/cgroup)\" = 0::/\n" +
                                   body;
        const auto run = guest.run(script, 400s);
        TARE_OK(run);
        if (!run->finished || run->exitCode != 0) {
            for (const std::string &line : run->lines)
                qInfo("guest: %s", line.c_str());
        }
        QVERIFY2(run->finished, "the guest did not come to the end of its tests");
        QCOMPARE(run->exitCode, 0);
        for (const std::string &line : run->lines) {
            if (line.find("Totals:") != std::string::npos)
                qInfo("guest: %s", line.c_str());
        }
    }

public:
    // QtTest's own limit is five minutes, which are short where everything is emulated.
    static void initMain() { qputenv("QTEST_FUNCTION_TIMEOUT", "600000"); }

private slots:
    void asRoot() { runInGuest("/tare/runtime_limits_test\n/tare/runtime_groups_test\n/tare/engine_limits_test\n"); }

    // What the other tests of the engine ask on this machine, asked there.
    void theSuite_data()
    {
        QTest::addColumn<QString>("program");
        for (const char *name : {"engine_local_test", "engine_command_test", "engine_health_test"})
            QTest::addRow("%s", name) << name;
    }
    void theSuite()
    {
        QFETCH(QString, program);
        runInGuest("/tare/" + program.toStdString() + "\n", {program.toStdString()});
    }

    void asAUserWithADelegatedSubtree()
    {
        runInGuest("cd /sys/fs/cgroup\n"
                   "echo '+cpu +memory +pids' > cgroup.subtree_control\n"
                   "mkdir user; echo '+cpu +memory +pids' > user/cgroup.subtree_control; mkdir user/session\n"
                   "chown tester user user/cgroup.procs user/cgroup.subtree_control user/cgroup.threads\n"
                   "chown -R tester user/session\n"
                   "echo $$ > user/session/cgroup.procs\n"
                   "cd /tmp\n"
                   "su -s /bin/sh tester -c 'TARE_LIBEXEC=/tare TMPDIR=/tmp HOME=/tmp /tare/runtime_limits_test'\n");
    }

    // A user in a group that is root's, with a systemd of its own to ask for another: its part is played by a program of
    // the same name, and by root, who moves processes for it as the system's does.
    void aScopeOfTheUsersSystemd()
    {
        runInGuest(
            "cd /sys/fs/cgroup; all='+cpu +memory +pids'; echo \"$all\" > cgroup.subtree_control\n"
            "manager=/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service\n"
            "mkdir -p session $manager\n"
            "for d in user.slice user.slice/user-1000.slice $manager; do echo \"$all\" > $d/cgroup.subtree_control; done\n"
            "own() { chown tester $1 $1/cgroup.procs $1/cgroup.subtree_control $1/cgroup.threads; }\n"
            "own $manager; mkdir -p /run/user/1000/systemd; touch /run/user/1000/systemd/private\n"
            "chown -R tester /run/user/1000; mkfifo /run/ask /run/answer; chmod 666 /run/ask /run/answer\n"
            "cat > /bin/systemd-run <<'EOF'\n"
            "#!/bin/sh\n"
            "test -n \"$XDG_RUNTIME_DIR\" || exit 1\n"
            "while [ \"$1\" != -- ]; do case $1 in --unit=*) unit=${1#--unit=};; esac; shift; done; shift\n"
            "echo \"$$ $unit\" > /run/ask; read ok < /run/answer; exec \"$@\"\n"
            "EOF\n"
            "chmod 755 /bin/systemd-run\n"
            "( while read pid unit < /run/ask; do\n"
            "    scope=$manager/$unit.scope; mkdir $scope; own $scope; echo $pid > $scope/cgroup.procs; echo ok > /run/answer\n"
            "  done ) &\n"
            "cat > /tmp/steps <<'EOF'\n"
            "set -e\n"
            "export TARE_LIBEXEC=/tare HOME=/tmp TARE_ROOT=/tmp/t/root TARE_STATE=/tmp/t/state XDG_RUNTIME_DIR=/run/user/1000\n"
            "test \"$(cat /proc/self/cgroup)\" = 0::/session\n"
            "/tare/tare info | grep Limits\n"
            "/tare/tare run -d --name web --cpus 0.5 --memory 64m --pids-limit 50 tare/starter sleep 1000\n"
            "pid=$(/tare/tare inspect --format '{{.State.Pid}}' web)\n"
            "group=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/$pid/cgroup); echo $group\n"
            "case $group in *user@1000.service/*) ;; *) exit 3;; esac\n"
            "test \"$(cat $group/cpu.max)\" = '50000 100000'\n"
            "test \"$(cat $group/memory.max)\" = 67108864\n"
            "test \"$(cat $group/pids.max)\" = 50\n"
            "/tare/tare update --memory 96m web; test \"$(cat $group/memory.max)\" = 100663296\n"
            "/tare/tare exec web cat /proc/self/cgroup; test \"$(/tare/tare exec web cat /proc/self/cgroup)\" = 0::/\n"
            "/tare/tare stats --no-stream web | grep 96MiB\n"
            "/tare/tare pause web; grep -q 'frozen 1' $group/cgroup.events; /tare/tare unpause web\n"
            "/tare/tare rm -f web; test ! -e $group\n"
            "code=0; /tare/tare run --rm --memory 16m tare/starter sh -c 'tail /dev/zero' || code=$?; test $code = 137\n"
            // Without it: told at creation, and what asks for no limit runs.
            "unset XDG_RUNTIME_DIR\n"
            "code=0; /tare/tare create --memory 64m tare/starter true 2> /tmp/said || code=$?; cat /tmp/said; test $code = 1\n"
            "grep -q 'The limit --memory cannot be applied here: .*no systemd of this user' /tmp/said\n"
            "test -z \"$(/tare/tare ps -aq)\"; /tare/tare run --rm tare/starter true\n"
            "EOF\n"
            "echo $$ > session/cgroup.procs; cd /tmp; su -s /bin/sh tester -c 'sh /tmp/steps'\n");
    }

    // The same by the command line, and the limits changed while it runs.
    void theCommandLine()
    {
        runInGuest("mkdir -p /tmp/t; export TARE_ROOT=/tmp/t/root TARE_STATE=/tmp/t/state\n"
                   "/tare/tare run -d --name web --cpus 0.5 --memory 64m --pids-limit 50 tare/starter sleep 1000\n"
                   "pid=$(/tare/tare inspect --format '{{.State.Pid}}' web)\n"
                   "group=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/$pid/cgroup)\n"
                   "cat $group/cpu.max $group/memory.max $group/pids.max\n"
                   "test \"$(cat $group/cpu.max)\" = '50000 100000'\n"
                   "test \"$(cat $group/memory.max)\" = 67108864\n"
                   "test \"$(cat $group/pids.max)\" = 50\n"
                   "/tare/tare update --cpus 0.25 --memory 96m --pids-limit 60 web\n"
                   "test \"$(cat $group/cpu.max)\" = '25000 100000'\n"
                   "test \"$(cat $group/memory.max)\" = 100663296\n"
                   "test \"$(cat $group/pids.max)\" = 60\n"
                   "/tare/tare pause web; grep -q 'frozen 1' $group/cgroup.events; /tare/tare unpause web\n"
                   "/tare/tare rm -f web; test ! -e $group\n"
                   "/tare/tare run --rm --memory 16m tare/starter sh -c 'tail /dev/zero' && exit 1 || test $? = 137\n");
    }
};

QTEST_GUILESS_MAIN(Cgroup2GuestTest)
#include "cgroup2_guest_test.moc"
