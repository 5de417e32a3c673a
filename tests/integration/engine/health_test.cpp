// SPDX-License-Identifier: GPL-3.0-or-later
// Health checks: the image's and the user's, run by the container's monitor, told by inspect, ps and events.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <csignal>
#include <nlohmann/json.hpp>

using namespace tare;

namespace {

constexpr int patience = 20'000; // ms; a shared machine is slow

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class HealthTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;

    RunOutput tare(const std::vector<std::string> &words) { return m_home->tare(words); }
    nlohmann::json inspect(const std::string &name)
    {
        const auto json = nlohmann::json::parse(tare({"inspect", name}).out, nullptr, false);
        return json.is_array() && !json.empty() ? json[0] : nlohmann::json();
    }
    nlohmann::json health(const std::string &name)
    {
        const auto all = inspect(name);
        return all.is_object() ? all["State"].value("Health", nlohmann::json()) : nlohmann::json();
    }
    std::string status(const std::string &name)
    {
        const auto one = health(name);
        return one.is_object() ? one["Status"].get<std::string>() : std::string();
    }
    void runs(const std::vector<std::string> &flags, const std::vector<std::string> &rest)
    {
        std::vector<std::string> words = {"run", "-d", "--name", "one"};
        words.insert(words.end(), flags.begin(), flags.end());
        words.insert(words.end(), rest.begin(), rest.end());
        const RunOutput out = tare(words);
        QVERIFY2(out.exitCode == 0, out.err.c_str());
    }
    const std::vector<std::string> m_sleeps = {"tare/starter", "sleep", "600"};

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

    void aWellOne()
    {
        runs({"--health-cmd", "echo fine; echo also >&2", "--health-interval", "100ms"}, m_sleeps);
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("healthy"), patience);
        const auto now = health("one");
        QCOMPARE(now["FailingStreak"].get<int>(), 0);
        QCOMPARE(now["Log"][0]["ExitCode"].get<int>(), 0);
        QCOMPARE(now["Log"][0]["Output"].get<std::string>(), std::string("fine\nalso\n"));
        QVERIFY(now["Log"][0]["Start"].get<std::string>() <= now["Log"][0]["End"].get<std::string>());
        QTRY_COMPARE_WITH_TIMEOUT(health("one")["Log"].size(), std::size_t{5}, patience); // and no more
        QVERIFY(has(tare({"ps", "--format", "{{.Status}}"}).out, "(healthy)"));
        QCOMPARE(tare({"ps", "-q", "-f", "health=healthy"}).out.size(), std::size_t{13});
        QCOMPARE(tare({"ps", "-q", "-f", "health=unhealthy"}).out, std::string());
        QCOMPARE(tare({"ps", "-f", "health=odd"}).exitCode, 1);
        const auto config = inspect("one")["Config"]["Healthcheck"];
        QVERIFY(config["Test"] == (nlohmann::json{"CMD-SHELL", "echo fine; echo also >&2"}));
        QCOMPARE(config["Interval"].get<std::int64_t>(), std::int64_t{100'000'000});
        QVERIFY(has(readFile(m_home->paths().events()).value_or(""), "\"action\":\"health_status: healthy\""));
        QCOMPARE(tare({"inspect", "-f", "{{.State.Health.Status}} {{range .State.Health.Log}}{{.ExitCode}}{{end}}", "one"}).out, std::string("healthy 00000\n"));
        // What is not checked any more is not well.
        QCOMPARE(tare({"stop", "-t", "0", "one"}).exitCode, 0);
        QCOMPARE(status("one"), std::string("unhealthy"));
        QVERIFY(!has(tare({"ps", "-a", "--format", "{{.Status}}"}).out, "health"));
        QCOMPARE(tare({"start", "one"}).exitCode, 0);
        QVERIFY(status("one") == "starting" || status("one") == "healthy");
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("healthy"), patience);
    }

    void itFallsIllAndRecovers()
    {
        runs({"--health-cmd", "cat /well", "--health-interval", "100ms", "--health-retries", "2"}, m_sleeps);
        QVERIFY(has(tare({"ps", "--format", "{{.Status}}"}).out, "(health: starting)"));
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("unhealthy"), patience);
        QVERIFY(health("one")["FailingStreak"].get<int>() >= 2);
        QVERIFY(has(health("one")["Log"][0]["Output"].get<std::string>(), "/well"));
        QCOMPARE(health("one")["Log"][0]["ExitCode"].get<int>(), 1);
        QCOMPARE(tare({"exec", "one", "touch", "/well"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("healthy"), patience);
        QCOMPARE(health("one")["FailingStreak"].get<int>(), 0);
        const std::string events = readFile(m_home->paths().events()).value_or("");
        QVERIFY(events.find("health_status: unhealthy") < events.rfind("health_status: healthy"));
    }

    // While it begins failures do not count, and it is looked at more often.
    void theBeginning()
    {
        runs({"--health-cmd", "false", "--health-interval", "10m", "--health-retries", "1", "--health-start-period", "10m",
              "--health-start-interval", "100ms"}, m_sleeps);
        QTRY_COMPARE_WITH_TIMEOUT(health("one")["Log"].size(), std::size_t{5}, patience);
        QCOMPARE(status("one"), std::string("starting"));
        QCOMPARE(health("one")["FailingStreak"].get<int>(), 0);
    }

    // One that takes too long is ended with all that it has started.
    void whatTakesTooLong()
    {
        runs({"--health-cmd", "echo begun; sh -c 'sleep 7654' & sleep 7655", "--health-interval", "100ms", "--health-timeout", "300ms",
              "--health-retries", "1"}, m_sleeps);
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("unhealthy"), patience);
        const auto first = health("one")["Log"][0];
        QCOMPARE(first["ExitCode"].get<int>(), -1);
        QCOMPARE(first["Output"].get<std::string>(), std::string("Health check exceeded timeout (300ms): begun\n"));
        QCOMPARE(tare({"update", "--restart", "no", "one"}).exitCode, 0); // the monitor still answers
        QTRY_VERIFY_WITH_TIMEOUT(health("one")["FailingStreak"].get<int>() >= 3, patience);
        const std::string processes = tare({"exec", "one", "ps"}).out;
        const auto count = [&](const char *text) {
            int n = 0;
            for (std::size_t at = 0; (at = processes.find(text, at)) != std::string::npos; ++at)
                ++n;
            return n;
        };
        QVERIFY2(count("sleep 7654") <= 2 && count("sleep 7655") <= 2, processes.c_str()); // of the check that runs now
    }

    void whatSaysTooMuch()
    {
        runs({"--health-cmd", "yes | head -c 100000; printf '\\377\\033[2J'; exit 3", "--health-interval", "200ms"}, m_sleeps);
        QTRY_VERIFY_WITH_TIMEOUT(health("one")["Log"].size() > 0, patience);
        const std::string output = health("one")["Log"][0]["Output"];
        QCOMPARE(output.size(), std::size_t{4099});
        QVERIFY(output.starts_with("y\ny\n") && output.ends_with("..."));
        QCOMPARE(health("one")["Log"][0]["ExitCode"].get<int>(), 3);
        (void)tare({"rm", "-f", "one"});
        runs({"--health-cmd", "printf 'a\\377\\033[2J\"'", "--health-interval", "200ms"}, m_sleeps);
        QTRY_VERIFY_WITH_TIMEOUT(health("one")["Log"].size() > 0, patience);
        QCOMPARE(health("one")["Log"][0]["Output"].get<std::string>(), std::string("a\xEF\xBF\xBD\x1b[2J\""));
    }

    void whatCannotBeRun()
    {
        QCOMPARE(tare({"create", "--name", "base", "tare/starter", "sleep", "600"}).exitCode, 0);
        const RunOutput committed = tare({"commit", "--change", "HEALTHCHECK --interval=200ms --retries=1 CMD [\"/no/such\", \"x\"]", "base", "ill:1"});
        QVERIFY2(committed.exitCode == 0, committed.err.c_str());
        runs({}, {"ill:1"});
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("unhealthy"), patience);
        QCOMPARE(health("one")["Log"][0]["ExitCode"].get<int>(), -1);
        QVERIFY2(has(health("one")["Log"][0]["Output"].get<std::string>(), "/no/such"), health("one").dump().c_str());
        (void)tare({"rm", "-f", "one"});
        for (const char *bad : {"HEALTHCHECK", "HEALTHCHECK CMD", "HEALTHCHECK --interval=x CMD y", "HEALTHCHECK --odd=1s CMD y", "HEALTHCHECK y",
                                "HEALTHCHECK --retries=-1 CMD y", "HEALTHCHECK --", "HEALTHCHECK --interval"})
            QVERIFY2(tare({"commit", "--change", bad, "base"}).exitCode != 0, bad);
        // The image's check, with other times, another command, or none.
        runs({"--no-healthcheck"}, {"ill:1"});
        QVERIFY(health("one").is_null());
        QVERIFY(inspect("one")["Config"]["Healthcheck"]["Test"] == nlohmann::json{"NONE"});
        QCOMPARE(tare({"ps", "-q", "-f", "health=none"}).out.size(), std::size_t{13});
        (void)tare({"rm", "-f", "one"});
        runs({"--health-cmd", "true", "--health-retries", "7"}, {"ill:1"});
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("healthy"), patience);
        const auto config = inspect("one")["Config"]["Healthcheck"];
        QCOMPARE(config["Retries"].get<int>(), 7);
        QCOMPARE(config["Interval"].get<std::int64_t>(), std::int64_t{200'000'000});
        QCOMPARE(tare({"rm", "-f", "one", "base"}).exitCode, 0);
        QCOMPARE(tare({"rmi", "-f", "ill:1"}).exitCode, 0);
    }

    void asTheContainersUser()
    {
        runs({"-u", "7:8", "-w", "/tmp", "-e", "A=b", "--health-cmd", "echo $(id -u):$(id -g) $PWD $A", "--health-interval", "100ms"}, m_sleeps);
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("healthy"), patience);
        QCOMPARE(health("one")["Log"][0]["Output"].get<std::string>(), std::string("7:8 /tmp b\n"));
    }

    void restartedOnesBeginAnew()
    {
        runs({"--restart", "always", "--health-cmd", "true", "--health-interval", "100ms"}, {"tare/starter", "sh", "-c", "sleep 600"});
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("healthy"), patience);
        QCOMPARE(::kill(m_home->engine().container("one")->pid, SIGKILL), 0);
        QTRY_COMPARE_WITH_TIMEOUT(inspect("one")["RestartCount"].get<int>(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("healthy"), patience);
    }

    void notWhilePaused()
    {
        runs({"--health-cmd", "true", "--health-interval", "100ms"}, m_sleeps);
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("healthy"), patience);
        if (tare({"pause", "one"}).exitCode != 0)
            QSKIP("no control group to pause it by");
        QCOMPARE(tare({"ps", "--format", "{{.Status}}"}).out.find("healthy"), std::string::npos);
        QTest::qWait(500); // checks would be due
        QCOMPARE(tare({"unpause", "one"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(status("one"), std::string("healthy"), patience);
        const auto now = health("one");
        for (const auto &one : now["Log"])
            QCOMPARE(one["ExitCode"].get<int>(), 0);
    }

    void refused()
    {
        const auto why = [&](const std::vector<std::string> &flags) {
            std::vector<std::string> words = {"run", "--rm"};
            words.insert(words.end(), flags.begin(), flags.end());
            words.insert(words.end(), {"tare/starter", "true"});
            const RunOutput out = tare(words);
            return std::to_string(out.exitCode) + out.err;
        };
        QVERIFY(has(why({"--health-cmd", "x", "--health-interval", "10us"}), "125tare: Interval in Healthcheck cannot be less than 1ms"));
        QVERIFY(has(why({"--health-cmd", "x", "--health-timeout", "-1s"}), "--health-timeout cannot be negative"));
        QVERIFY(has(why({"--health-retries", "-1"}), "--health-retries cannot be negative"));
        QVERIFY(has(why({"--no-healthcheck", "--health-cmd", "x"}), "--no-healthcheck conflicts with --health-* options"));
    }
};

QTEST_GUILESS_MAIN(HealthTest)
#include "health_test.moc"
