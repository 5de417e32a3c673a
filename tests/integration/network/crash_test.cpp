// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 in the middle: whoever comes next leaves no device, address, rule, namespace or process of what was there.
#include "core/base/strings.h"
#include "tests/integration/network/stage.h"
#include "tests/support/result_test.h"

#include <csignal>
#include <sys/wait.h>

using namespace tare;

class CrashTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;

    std::string said(std::vector<std::string> words) const { return m_stage->said(std::move(words)); }
    // The next command is the one that cleans up.
    std::string left() const
    {
        (void)m_stage->tare({"ps"});
        return m_stage->leftovers();
    }

private slots:
    void initTestCase()
    {
        m_stage = std::make_unique<Stage>();
        if (!m_stage->missing().empty())
            QSKIP(m_stage->missing().c_str());
        // The default network is there, so that all that follows is about containers.
        QCOMPARE(m_stage->tare({"run", "--rm", "tare/starter", "true"}).exitCode, 0);
    }
    void cleanup() { m_stage->removeAll(); }

    void theMonitor()
    {
        QVERIFY(said({"run", "-d", "--rm", "--name", "web", "-p", "8080:80", "tare/starter", "sleep", "600"}).size() == 64);
        const auto monitors = Stage::here({"pgrep", "-f", "tare-monitor.*" + m_stage->state()});
        const auto pid = parseInt(trim(monitors.out));
        QVERIFY2(pid.has_value(), monitors.out.c_str());
        QCOMPARE(::kill(static_cast<pid_t>(*pid), SIGKILL), 0);
        QTRY_VERIFY2_WITH_TIMEOUT(left().empty(), left().c_str(), 20000);
        // The port is free again.
        QCOMPARE(said({"run", "--rm", "-p", "8080:80", "tare/starter", "echo", "yes"}), std::string("yes"));
    }

    void theProxy()
    {
        QVERIFY(said({"run", "-d", "--name", "web", "-p", "8080:80", "tare/starter", "sleep", "600"}).size() == 64);
        const auto proxies = Stage::here({"pgrep", "-f", "tare-proxy.*" + m_stage->state()});
        const auto pid = parseInt(trim(proxies.out));
        QVERIFY2(pid.has_value(), proxies.out.c_str());
        QCOMPARE(::kill(static_cast<pid_t>(*pid), SIGKILL), 0);
        QCOMPARE(said({"rm", "-f", "web"}), std::string("web"));
        QTRY_VERIFY2_WITH_TIMEOUT(left().empty(), left().c_str(), 20000);
    }

    void anyMoment()
    {
        // The command and all that it started, killed after a time that grows through a whole run.
        for (int step = 0; step < 24; ++step) {
            SpawnOptions options = m_stage->command({"run", "--rm", "-p", "8080:80", "tare/starter", "true"});
            options.newSession = true;
            auto child = spawn(options);
            TARE_OK(child);
            (void)child->wait(std::chrono::milliseconds(step * 4));
            (void)Stage::here({"pkill", "-KILL", "-f", m_stage->state()});
            (void)child->kill(SIGKILL);
            (void)child->wait(std::chrono::seconds(5));
            QTRY_VERIFY2_WITH_TIMEOUT(left().empty(), left().c_str(), 20000);
        }
        QCOMPARE(said({"run", "--rm", "-p", "8080:80", "tare/starter", "echo", "yes"}), std::string("yes"));
    }
};

int main(int argc, char **argv)
{
    if (!enterOwnNetwork()) {
        std::puts("SKIP: no network namespaces of one's own here");
        return 0;
    }
    CrashTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "crash_test.moc"
