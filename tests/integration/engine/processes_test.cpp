// SPDX-License-Identifier: GPL-3.0-or-later
// Signals to single processes of a container, and to nobody else's.
#include "core/base/subprocess.h"
#include "core/engine/container_processes.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <algorithm>
#include <csignal>

using namespace tare;

class ProcessesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;

    Engine &engine() { return m_home->engine(); }
    Process find(const std::string &command)
    {
        for (const Process &p : engine().top("cc").value_or(std::vector<Process>())) {
            if (p.command.starts_with(command))
                return p;
        }
        return {};
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
        for (const Container &c : engine().containers().value_or(std::vector<Container>()))
            (void)engine().remove(c.id, {true, true});
        QTRY_VERIFY(m_home->leftovers().empty());
    }

    void onlyTheContainersOwn()
    {
        ContainerProcesses *processes = processesOf(engine());
        QVERIFY(processes != nullptr);
        QCOMPARE(m_home->tare({"run", "-d", "--name", "cc", "tare/starter", "sh", "-c",
                               "sleep 1111 & trap 'touch /hup' HUP; while :; do sleep 0.1; done"}).exitCode, 0);
        QTRY_VERIFY(find("sleep 1111").pid != 0);
        // One of them, and the others go on.
        const Process sleeper = find("sleep 1111");
        TARE_OK(processes->signalProcess("cc", sleeper, SIGTERM));
        QTRY_VERIFY(find("sleep 1111").pid == 0);
        QCOMPARE(engine().container("cc")->status, ContainerStatus::Running);
        QCOMPARE(processes->signalProcess("cc", sleeper, SIGTERM).error().code, Errc::NotFound);
        // The first one.
        const Process first = find("sh -c");
        TARE_OK(processes->signalProcess("cc", first, SIGHUP));
        QTRY_COMPARE(m_home->tare({"exec", "cc", "ls", "/hup"}).exitCode, 0);
        // Another process of this machine, one whose number was another's, and what is none.
        SpawnOptions options;
        options.argv = {"sleep", "1000"};
        Child other = std::move(*spawn(options));
        Process stranger = first;
        stranger.pid = other.pid();
        QCOMPARE(processes->signalProcess("cc", stranger, SIGKILL).error().code, Errc::NotFound);
        Process reused = first;
        reused.started -= 60'000'000'000;
        QCOMPARE(processes->signalProcess("cc", reused, SIGKILL).error().code, Errc::NotFound);
        for (const int pid : {0, -1, 1, static_cast<int>(::getpid())}) {
            stranger.pid = pid;
            QCOMPARE(processes->signalProcess("cc", stranger, SIGKILL).error().code, Errc::NotFound);
        }
        QVERIFY(!other.wait(std::chrono::milliseconds(0))); // it runs
        TARE_OK(other.kill(SIGKILL));
        QVERIFY(other.wait().has_value());
        QCOMPARE(engine().container("cc")->status, ContainerStatus::Running);
        QVERIFY(!processes->signalProcess("cc", first, 4000));
        QCOMPARE(processes->signalProcess("none", first, SIGTERM).error().code, Errc::NoSuchContainer);
    }
};

QTEST_GUILESS_MAIN(ProcessesTest)
#include "processes_test.moc"
