// SPDX-License-Identifier: GPL-3.0-or-later
// Restart policies: kept by the container's own monitor, told by inspect and ps, changed by update, and ended by whoever ends
// the container.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "tests/integration/engine/kill_at.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <csignal>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace tare;

namespace {

constexpr int patience = 20'000; // ms; a shared machine is slow

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class RestartTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;

    RunOutput tare(const std::vector<std::string> &words) { return m_home->tare(words); }
    std::string look(const std::string &name, const std::string &what) { return std::string(trim(tare({"inspect", "-f", what, name}).out)); }
    std::string state(const std::string &name) { return look(name, "{{.State.Status}}"); }
    std::string count(const std::string &name) { return look(name, "{{.RestartCount}}"); }
    void runs(const std::vector<std::string> &flags, const std::string &script)
    {
        std::vector<std::string> words = {"run", "-d"};
        words.insert(words.end(), flags.begin(), flags.end());
        words.insert(words.end(), {"tare/starter", "sh", "-c", script});
        const RunOutput out = tare(words);
        QVERIFY2(out.exitCode == 0, out.err.c_str());
    }
    // The lines of the container's log.
    std::size_t lines(const std::string &name)
    {
        const std::string text = tare({"logs", name}).out;
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
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
        const RunOutput left = tare({"ps", "-aq"});
        for (const std::string_view id : split(left.out, '\n')) {
            if (!id.empty())
                (void)tare({"rm", "-fv", std::string(id)});
        }
        QTRY_VERIFY2_WITH_TIMEOUT(m_home->leftovers().empty(), join(m_home->leftovers(), "\n").c_str(), patience);
    }

    void onFailureSoManyTimes()
    {
        runs({"--name", "one", "--restart", "on-failure:3"}, "echo run; exit 7");
        QTRY_COMPARE_WITH_TIMEOUT(state("one"), std::string("exited"), 20000);
        QCOMPARE(count("one"), std::string("3"));
        QCOMPARE(lines("one"), std::size_t{4});
        QCOMPARE(look("one", "{{.State.ExitCode}} {{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}"),
                 std::string("7 on-failure 3"));
        // What did not fail stays ended.
        runs({"--name", "two", "--restart", "on-failure"}, "echo run");
        QTRY_COMPARE_WITH_TIMEOUT(state("two"), std::string("exited"), patience);
        QCOMPARE(count("two"), std::string("0"));
        // Started by hand, it counts from the beginning.
        QCOMPARE(tare({"start", "one"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(std::to_string(lines("one")) + " " + state("one"), std::string("8 exited"), 20000);
        QCOMPARE(count("one"), std::string("3"));
    }

    void always()
    {
        runs({"--name", "one", "--restart", "always"}, "echo run");
        QTRY_VERIFY_WITH_TIMEOUT(lines("one") >= 4, 20000);
        // The waits double: there is time to see it between two runs.
        QTRY_COMPARE_WITH_TIMEOUT(state("one"), std::string("restarting"), 20000);
        const auto json = nlohmann::json::parse(tare({"inspect", "one"}).out, nullptr, false);
        QVERIFY(json.is_array());
        QVERIFY(json[0]["State"]["Running"] == true || json[0]["State"]["Restarting"] == false);
        QTRY_VERIFY_WITH_TIMEOUT(has(tare({"ps", "--format", "{{.Names}} {{.Status}}"}).out, "one Restarting (0) "), 20000);
        QTRY_COMPARE_WITH_TIMEOUT(tare({"ps", "-q", "-f", "status=restarting"}).out.size(), std::size_t{13}, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(has(tare({"exec", "one", "true"}).err, "is restarting, wait until the container is running"), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(has(tare({"rm", "one"}).err, "You cannot remove a restarting container"), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(has(tare({"attach", "one"}).err, "You cannot attach to a restarting container, wait until it is running"), 20000);
        // A stop between two runs ends it for good.
        QTRY_COMPARE_WITH_TIMEOUT(state("one"), std::string("restarting"), 20000);
        const RunOutput stopped = tare({"stop", "one"});
        QVERIFY2(stopped.exitCode == 0, stopped.err.c_str());
        QCOMPARE(state("one"), std::string("exited"));
        const std::size_t before = lines("one");
        QVERIFY(m_home->engine().container("one")->stoppedByHand);
        QTest::qWait(400); // nothing is to happen meanwhile
        QCOMPARE(lines("one"), before);
        QCOMPARE(tare({"rm", "one"}).exitCode, 0);
    }

    // What ends a container while it runs ends it for good, too; any other signal does not.
    void whoEndsIt_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<bool>("ends");
        QTest::newRow("stop") << QStringList{"stop", "-t", "30", "one"} << true;
        QTest::newRow("kill") << QStringList{"kill", "one"} << true;
        QTest::newRow("kill -s TERM") << QStringList{"kill", "-s", "TERM", "one"} << true;
        QTest::newRow("kill -s USR1") << QStringList{"kill", "-s", "USR1", "one"} << false;
        QTest::newRow("the command itself") << QStringList{"exec", "one", "sh", "-c", "kill -USR1 1"} << false;
    }
    void whoEndsIt()
    {
        QFETCH(QStringList, words);
        QFETCH(bool, ends);
        runs({"--name", "one", "--restart", "unless-stopped"}, "trap 'exit 3' TERM USR1; echo run; while :; do sleep 0.05; done");
        QTRY_COMPARE_WITH_TIMEOUT(lines("one"), std::size_t{1}, patience);
        std::vector<std::string> plain;
        for (const QString &word : words)
            plain.push_back(word.toStdString());
        QCOMPARE(tare(plain).exitCode, 0);
        if (ends) {
            QTRY_COMPARE_WITH_TIMEOUT(state("one"), std::string("exited"), patience);
            QCOMPARE(count("one"), std::string("0"));
            QVERIFY(m_home->engine().container("one")->stoppedByHand);
        } else {
            QTRY_COMPARE_WITH_TIMEOUT(lines("one"), std::size_t{2}, patience);
            QTRY_COMPARE_WITH_TIMEOUT(state("one") + count("one"), std::string("running1"), patience);
            QVERIFY(!m_home->engine().container("one")->stoppedByHand);
        }
    }

    void byForceBetweenTwoRuns()
    {
        for (const std::vector<std::string> &words : {std::vector<std::string>{"rm", "-f", "one"}, {"kill", "one"}}) {
            runs({"--name", "one", "--restart", "always"}, "exit 1");
            QTRY_COMPARE_WITH_TIMEOUT(state("one"), std::string("restarting"), 20000);
            const RunOutput out = tare(words);
            QVERIFY2(out.exitCode == 0, out.err.c_str());
            QCOMPARE(state("one"), words[0] == "kill" ? std::string("exited") : std::string());
            (void)tare({"rm", "-f", "one"});
        }
    }

    void restartedByHand()
    {
        runs({"--name", "one", "--restart", "always"}, "echo run; sleep 0.3");
        QTRY_VERIFY_WITH_TIMEOUT(count("one") != "0", 20000);
        QCOMPARE(tare({"restart", "-t", "0", "one"}).exitCode, 0);
        QVERIFY(!m_home->engine().container("one")->stoppedByHand);
        const std::size_t before = lines("one");
        QTRY_VERIFY_WITH_TIMEOUT(lines("one") > before, 20000); // its policy goes on
        QCOMPARE(tare({"start", "one"}).exitCode, 0); // running or between two runs: nothing to do
    }

    // Who watches it sees its first end, as with Docker.
    void whoWaitsSeesItEnd()
    {
        const RunOutput first = tare({"run", "--name", "one", "--restart", "on-failure:2", "tare/starter", "sh", "-c", "echo run; exit 5"});
        QCOMPARE(first.exitCode, 5);
        QCOMPARE(first.out, std::string("run\n"));
        QTRY_COMPARE_WITH_TIMEOUT(state("one"), std::string("exited"), 20000);
        QCOMPARE(lines("one"), std::size_t{3});
        runs({"--name", "two", "--restart", "always"}, "sleep 0.3; exit 6");
        QCOMPARE(tare({"wait", "two"}).out, std::string("6\n"));
    }

    void withATerminal()
    {
        runs({"-t", "--name", "one", "--restart", "on-failure:2"}, "tty; exit 1");
        QTRY_COMPARE_WITH_TIMEOUT(state("one"), std::string("exited"), 20000);
        QCOMPARE(tare({"logs", "one"}).out, std::string("/dev/pts/0\r\n/dev/pts/0\r\n/dev/pts/0\r\n"));
    }

    void update()
    {
        runs({"--name", "one"}, "echo run; until test -e /go; do sleep 0.1; done; exit 4");
        QCOMPARE(tare({"update", "--restart", "on-failure:2", "one"}).out, std::string("one\n"));
        QCOMPARE(tare({"exec", "one", "touch", "/go"}).exitCode, 0);
        QCOMPARE(look("one", "{{.HostConfig.RestartPolicy.Name}}"), std::string("on-failure"));
        QTRY_COMPARE_WITH_TIMEOUT(state("one") + count("one"), std::string("exited2"), 20000);
        runs({"--name", "two", "--restart", "always"}, "echo run; sleep 0.3");
        QTRY_VERIFY_WITH_TIMEOUT(count("two") != "0", 20000);
        QCOMPARE(tare({"update", "--restart", "no", "two"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(state("two"), std::string("exited"), 20000);
        QCOMPARE(tare({"run", "-d", "--rm", "--name", "three", "tare/starter", "sleep", "600"}).exitCode, 0);
        const RunOutput refused = tare({"update", "--restart", "always", "three"});
        QVERIFY2(refused.exitCode == 1 && has(refused.err, "Restart policy cannot be updated because AutoRemove is enabled for the container"), refused.err.c_str());
        QVERIFY(has(tare({"update", "--restart", "sometimes", "two"}).err, "unknown policy 'sometimes'"));
        const RunOutput both = tare({"run", "--rm", "--restart", "always", "tare/starter", "true"});
        QVERIFY2(both.exitCode == 125 && has(both.err, "conflicting options: cannot specify both --restart and --rm"), both.err.c_str());
    }

    // Limits that were changed while it ran are those of the next run.
    void limitsStayChanged()
    {
        const RunOutput made = tare({"run", "-d", "--name", "one", "--restart", "always", "--memory", "64m", "tare/starter", "sh", "-c",
                                     "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null; sleep 600"});
        if (made.exitCode == 125 && has(made.err, "cannot be applied here"))
            QSKIP(made.err.c_str());
        QVERIFY2(made.exitCode == 0, made.err.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(tare({"logs", "one"}).out, std::string("67108864\n"), patience);
        QCOMPARE(tare({"update", "--memory", "32m", "one"}).exitCode, 0);
        QCOMPARE(::kill(m_home->engine().container("one")->pid, SIGKILL), 0);
        QTRY_COMPARE_WITH_TIMEOUT(tare({"logs", "one"}).out, std::string("67108864\n33554432\n"), 20000);
    }

    // A start that the policy wants and that fails ends it, with the reason.
    void aStartThatFails()
    {
        const std::string dir = cleanPath(m_home->paths().root + "/../shared");
        TARE_OK(makeDirs(dir, 0755));
        runs({"--name", "one", "--restart", "always", "-v", dir + ":/d"}, "echo run; sleep 1; exit 2");
        TARE_OK(removeTree(dir));
        QTRY_COMPARE_WITH_TIMEOUT(state("one"), std::string("exited"), 20000);
        QVERIFY2(has(look("one", "{{.State.Error}}"), "shared"), look("one", "{{.State.Error}}").c_str());
        QCOMPARE(lines("one"), std::size_t{1});
    }

    void aKilledMonitorBetweenTwoRuns()
    {
        runs({"--name", "one", "--restart", "always"}, "exit 9");
        QTRY_COMPARE_WITH_TIMEOUT(state("one"), std::string("restarting"), 20000);
        const auto monitor = m_home->engine().container("one")->monitorPid;
        QVERIFY(monitor > 1);
        QCOMPARE(::kill(monitor, SIGKILL), 0);
        QTRY_COMPARE_WITH_TIMEOUT(state("one"), std::string("exited"), patience);
        QCOMPARE(look("one", "{{.State.ExitCode}}"), std::string("9"));
        QCOMPARE(tare({"rm", "one"}).exitCode, 0);
    }

    // A monitor that is killed at any moment, between two runs and while it checks, too: what is left says how it ended, goes
    // when it is removed, and can be started again.
    void aMonitorKilledAtAnyMoment()
    {
        const std::vector<std::string> argv = {EngineHome::program(), "--root", m_home->paths().root, "--state", m_home->paths().state, "run", "-d",
                                               "--name", "one", "--restart", "on-failure:2", "--health-cmd", "true", "--health-interval", "30ms",
                                               "tare/starter", "sh", "-c", "sleep 0.1; exit 3"};
        const auto settled = [&] {
            m_home->reopen();
            const auto one = m_home->engine().container("one");
            return !one || one->status == ContainerStatus::Exited || one->status == ContainerStatus::Created;
        };
        int kills = 0;
        for (int n = 1; n < 4000; n += 1 + n / 4) {
            const auto over = runAndKill(argv, "tare-monitor", n);
            TARE_OK(over);
            const QByteArray where = (over->at + ", stop " + std::to_string(n)).c_str();
            kills += over->killed ? 1 : 0;
            QTRY_VERIFY2_WITH_TIMEOUT(settled(), where, 20000);
            const auto one = m_home->engine().container("one");
            TARE_OK(one);
            QVERIFY2(one->status == ContainerStatus::Created || one->exitCode == 3 || one->exitCode == 137, where);
            QVERIFY2(one->restarts <= 2, where);
            const RunOutput again = tare({"start", "one"});
            QVERIFY2(again.exitCode == 0, (where.toStdString() + again.err).c_str());
            QTRY_VERIFY2_WITH_TIMEOUT(settled(), where, 20000);
            QCOMPARE(tare({"rm", "-f", "one"}).exitCode, 0);
            const auto left = [&] {
                m_home->reopen();
                return join(m_home->leftovers(), "\n");
            };
            QTRY_VERIFY2_WITH_TIMEOUT(left().empty(), (where.toStdString() + "\n" + left()).c_str(), 20000);
        }
        QVERIFY(kills > 10);
    }

    // As the units of systemd do it: the state folder is gone with the reboot.
    void afterAReboot()
    {
        const std::vector<std::pair<std::string, std::string>> policies = {
            {"no", "no"}, {"al", "always"}, {"un", "unless-stopped"}, {"fa", "on-failure"}};
        for (const auto &[name, policy] : policies) {
            runs({"--name", name, "--restart", policy}, "sleep 600");
            runs({"--name", name + "-stopped", "--restart", policy}, "sleep 600");
            QCOMPARE(tare({"stop", "-t", "0", name + "-stopped"}).exitCode, 0);
            QCOMPARE(tare({"create", "--name", name + "-created", "--restart", policy, "tare/starter", "sleep", "600"}).exitCode, 0);
        }
        for (const auto &[name, policy] : policies) {
            const auto one = m_home->engine().container(name);
            TARE_OK(one);
            QCOMPARE(::kill(one->monitorPid, SIGKILL), 0);
        }
        QTRY_COMPARE_WITH_TIMEOUT(tare({"ps", "-q"}).out, std::string(), patience);
        const RunOutput started = tare({"start", "--after-boot"});
        QVERIFY2(started.exitCode == 0, started.err.c_str());
        QCOMPARE(started.out, std::string("al\nal-stopped\nun\n"));
        QCOMPARE(tare({"ps", "--format", "{{.Names}}"}).out, std::string("un\nal-stopped\nal\n"));
        QCOMPARE(tare({"start", "--after-boot"}).out, std::string());
        QCOMPARE(tare({"start", "--after-boot", "al"}).exitCode, 1);
    }

    void itsNetworkStays()
    {
        // With one of its own (none, here), the same namespaces are made anew each time, and nothing is left.
        runs({"--name", "one", "--restart", "on-failure:4", "--network", "none"}, "cat /proc/net/dev | wc -l; exit 1");
        QTRY_COMPARE_WITH_TIMEOUT(state("one") + count("one"), std::string("exited4"), 20000);
        QCOMPARE(tare({"logs", "one"}).out, std::string("3\n3\n3\n3\n3\n"));
    }
};

QTEST_GUILESS_MAIN(RestartTest)
#include "restart_test.moc"
