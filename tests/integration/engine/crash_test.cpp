// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of each of our processes, at many moments; the next engine that is opened finds and removes the
// rest.
#include "core/base/file.h"
#include "core/base/process_id.h"
#include "core/base/programs.h"
#include "core/base/subprocess.h"
#include "core/runtime/userns/userns.h"
#include "tests/integration/engine/kill_at.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <algorithm>
#include <climits>
#include <csignal>
#include <poll.h>
#include <sys/wait.h>

using namespace tare;

class CrashTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;
    std::size_t m_eventsRead = 0;

    // Until whatever lived on has ended; what is kept is removed by hand.
    void settle(const QByteArray &where)
    {
        const auto running = [&] {
            m_home->reopen();
            int n = 0;
            for (const Container &one : m_home->engine().containers().value_or(std::vector<Container>()))
                n += one.pid != 0 || one.autoRemove ? 1 : 0;
            return n;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(running() == 0, where, 20000);
        const auto left = m_home->engine().containers();
        TARE_OK(left);
        for (const Container &one : *left) {
            QVERIFY2(one.status != ContainerStatus::Dead, where);
            TARE_OK(m_home->engine().remove(one.id, false));
        }
        if (where.isEmpty())
            m_eventsRead = readFile(m_home->paths().events()).value_or("").size();
    }

    // The events since the last call: a container dies at most once for each start, and is destroyed once; and when the
    // command lived to say how it ended (`code`, or -1; 125: it did not see it run), the event says
    // the same.
    void tellsOneStory(const QByteArray &where, int code)
    {
        const std::string all = readFile(m_home->paths().events()).value_or("");
        const QByteArray text = QByteArray::fromStdString(all.substr(m_eventsRead));
        m_eventsRead = all.size();
        const QByteArray told = where + "\n" + text;
        QVERIFY2(text.count("\"action\":\"die\"") <= 1 && text.count("\"action\":\"start\"") <= 1, told);
        // One that was made, but whose maker was killed before it said so, is removed aloud all the same.
        QVERIFY2(text.count("\"action\":\"create\"") <= text.count("\"action\":\"destroy\"") &&
                     text.count("\"action\":\"destroy\"") <= 1, told);
        if (text.contains("\"action\":\"die\"") && code >= 0 && code != 125)
            QVERIFY2(text.contains("\"exitCode\":" + QByteArray::number(code)), told);
    }

    void nothingIsLeft(const QByteArray &where = {})
    {
        // What is dying may take a moment; what is lost never comes back.
        const auto left = [&] {
            m_home->reopen();
            std::string text;
            for (const std::string &one : m_home->leftovers())
                text += one + "\n";
            return text.empty() ? text : where.toStdString() + "\n" + text;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(left().empty(), left().c_str(), 20000);
    }

private slots:
    void initTestCase()
    {
        m_home = std::make_unique<EngineHome>();
        if (!m_home->missing().empty())
            QSKIP(m_home->missing().c_str());
    }

    void theMonitor()
    {
        for (const bool autoRemove : {false, true}) {
            CreateSpec spec = starter({"sleep", "600"});
            spec.autoRemove = autoRemove;
            Engine &engine = m_home->engine();
            const auto created = engine.create(spec);
            TARE_OK(created);
            const auto session = engine.startAttached(created->id, false);
            TARE_OK(session);
            const auto running = engine.container(created->id);
            TARE_OK(running);
            const auto first = ProcessId::of(running->pid);
            TARE_OK(first);
            // What the other tests count on finding nothing of is found while it is there.
            const auto all = m_home->leftovers();
            const auto shows = [&](const char *what) {
                return std::any_of(all.begin(), all.end(), [&](const std::string &one) { return one.find(what) == 0; });
            };
            QVERIFY(shows("process "));
            if (const auto info = engine.info(); info && !info->limits.empty())
                QVERIFY(shows("control group "));
            QCOMPARE(::kill(running->monitorPid, SIGKILL), 0);
            QCOMPARE(listen(**session).code, -1); // an attached client is told
            m_home->reopen();
            if (!autoRemove) {
                const auto after = m_home->engine().container(created->id);
                TARE_OK(after);
                QCOMPARE(after->status, ContainerStatus::Exited);
                QCOMPARE(after->exitCode, 137);
                TARE_OK(m_home->engine().start(created->id)); // and it can be used again
                TARE_OK(m_home->engine().remove(created->id, true));
            }
            QVERIFY(!first->alive());
            nothingIsLeft();
        }
    }

    void atEveryStep_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("options");
        for (const char *program : {"tare", "tare-monitor", "tare-runtime"}) {
            QTest::addRow("%s", program) << program << QStringList();
            QTest::addRow("%s, --rm", program) << program << QStringList{"--rm"};
        }
        QTest::addRow("tare-runtime, -t") << "tare-runtime" << QStringList{"-t"};
        QTest::addRow("tare-monitor, -t --rm") << "tare-monitor" << QStringList{"-t", "--rm"};
    }

    // Each of our programs is killed before and after its system calls, from its first to its last; what is left is
    // removed by the next that opens the engine, and what the command was told is true.
    void atEveryStep()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, options);
        if (userns::needed())
            QSKIP("who is traced gets no rights from newuidmap(1), which maps an ordinary user's ids");
        const auto command = findProgram("tare");
        TARE_OK(command);
        std::vector<std::string> argv = {*command, "--root", m_home->paths().root, "--state", m_home->paths().state, "run"};
        for (const QString &option : options)
            argv.push_back(option.toStdString());
        argv.insert(argv.end(), {"tare/starter", "sh", "-c", "exit 3"});
        const auto whole = runAndKill(argv, program.toStdString(), INT_MAX);
        TARE_OK(whole);
        QCOMPARE(whole->code, 3);
        QVERIFY(whole->stops > 100);
        settle({});
        const int points = std::max(qEnvironmentVariableIntValue("TARE_KILL_POINTS"), 25);
        int kills = 0;
        // Where the monitor writes down how it ended and cleans up, every second stop counts.
        const int end = program == QLatin1String("tare-monitor") ? whole->stops * 3 / 4 : whole->stops;
        const int step = std::max(whole->stops / points, 1);
        for (int n = 1; n <= whole->stops; n += n < end ? step : 2) {
            const auto over = runAndKill(argv, program.toStdString(), n);
            TARE_OK(over);
            const QByteArray where = (over->at + ", stop " + std::to_string(n)).c_str();
            QVERIFY2(over->commandEnded, where);
            settle(where);
            tellsOneStory(where, program == QLatin1String("tare") ? -1 : over->code);
            if (QTest::currentTestFailed())
                return;
            kills += over->killed ? 1 : 0;
        }
        nothingIsLeft(program.toLatin1()); // what is lost never comes back, so it shows at the end too
        QVERIFY(kills > 15);
    }

    void anythingInTheMiddleOfARun()
    {
        const auto command = findProgram("tare");
        TARE_OK(command);
        // The command and what it started, killed after a time that grows in small steps through a whole run.
        for (int step = 0; step < 40; ++step) {
            SpawnOptions options;
            options.argv = {*command, "--root", m_home->paths().root, "--state", m_home->paths().state,
                            "run",    "--rm",   "tare/starter",       "sleep",   "0.02"};
            auto child = spawn(options);
            TARE_OK(child);
            ::poll(nullptr, 0, step);
            TARE_OK(child->kill(SIGKILL));
            (void)child->wait();
            if (step % 2 != 0) {
                // Monitors and runtimes that work for our folders.
                const QString pattern = QString::fromStdString(m_home->paths().state);
                for (const std::string &one : m_home->leftovers()) {
                    const QString text = QString::fromStdString(one);
                    if (text.startsWith(QLatin1String("process /proc/")))
                        ::kill(text.mid(14).section(QLatin1Char(':'), 0, 0).toInt(), SIGKILL);
                }
            }
        }
        nothingIsLeft();
    }
};

QTEST_GUILESS_MAIN(CrashTest)
#include "crash_test.moc"
