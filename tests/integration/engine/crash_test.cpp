// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of each of our processes, at many moments; the next engine that is opened finds and removes the
// rest.
#include "core/base/process_id.h"
#include "core/base/programs.h"
#include "core/base/subprocess.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <csignal>
#include <poll.h>
#include <sys/wait.h>

using namespace tare;

class CrashTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;

    void nothingIsLeft()
    {
        // What is dying may take a moment; what is lost never comes back.
        const auto left = [&] {
            m_home->reopen();
            std::string text;
            for (const std::string &one : m_home->leftovers())
                text += one + "\n";
            return text;
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
