// SPDX-License-Identifier: GPL-3.0-or-later
// Several at once do everything to the same few containers, and kill each other's monitors and commands. Whatever happens on the
// way: no command hangs or crashes, and at the end everything can be removed and nothing is left.
// TARE_CHAOS_SECONDS says how long (20; the long run is 600), TARE_CHAOS_SEED repeats one's choices.
#include "core/base/file.h"
#include "core/base/process_id.h"
#include "core/base/strings.h"
#include "tests/integration/engine/machine.h"
#include "tests/integration/network/stage.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>
#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <map>
#include <mutex>
#include <random>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

using namespace tare;
using namespace std::chrono_literals;

namespace {

using Words = std::vector<std::string>;

// What happened, from all workers.
class Story
{
public:
    void note(const Words &words, const RunOutput &output)
    {
        const std::lock_guard guard(m_mutex);
        ++m_done[words.front()];
        if (output.exitCode == 0)
            return;
        // Names and ids differ; the sentence is what counts.
        const QRegularExpression names(QStringLiteral("\\b([0-9a-f]{64}|[0-9a-f]{12}|c[0-5])\\b"));
        const QString first = QString::fromStdString(output.err.substr(0, output.err.find('\n'))).replace(names, QStringLiteral("X"));
        ++m_said[words.front() + " [" + std::to_string(output.exitCode) + "] " + first.toStdString()];
        if (output.exitCode < 0 || output.exitCode == 128 + SIGSEGV || output.exitCode == 128 + SIGABRT || output.exitCode == 128 + SIGBUS ||
            output.err.find("terminate called") != std::string::npos)
            m_wrong += join(words, " ") + ": " + std::to_string(output.exitCode) + " " + output.err + "\n";
    }
    void killed(const char *what)
    {
        const std::lock_guard guard(m_mutex);
        ++m_done[std::string("kill -9 ") + what];
    }
    [[nodiscard]] std::string wrong() const { return m_wrong; }
    [[nodiscard]] std::string text() const
    {
        std::string out;
        for (const auto &[what, count] : m_done)
            out += what + " " + std::to_string(count) + ", ";
        return out;
    }
    [[nodiscard]] const std::map<std::string, int> &said() const { return m_said; }

private:
    mutable std::mutex m_mutex;
    std::map<std::string, int> m_done, m_said;
    std::string m_wrong;
};

// A process of this test's folders, by a descriptor: its number may be another's by now.
bool killOurs(pid_t pid, const std::string &state)
{
    const UniqueFd handle(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U)));
    const std::string words = readFile("/proc/" + std::to_string(pid) + "/cmdline").value_or("");
    return handle && words.find(state) != std::string::npos && ::syscall(SYS_pidfd_send_signal, handle.get(), SIGKILL, nullptr, 0U) == 0;
}

class Worker
{
public:
    Worker(const Stage &stage, Story &story, std::uint32_t seed) : m_stage(stage), m_story(story), m_random(seed) {}

    void run(const std::atomic<bool> &stop)
    {
        while (!stop) {
            if (below(12) == 0)
                killAMonitor();
            else
                tare(choose());
        }
    }

private:
    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(m_random); }
    std::string name() { return "c" + std::to_string(below(6)); }

    Words choose()
    {
        static const std::array<Words, 6> lives = {{{"sleep", "600"}, {"true"}, {"sh", "-c", "exit 3"}, {"sh", "-c", "sleep 0.2"},
                                                    {"sh", "-c", "while :; do echo x; sleep 0.05; done"}, {"sh", "-c", "sleep 600 & sleep 600 & wait"}}};
        const auto made = [&](Words words) {
            words.insert(words.end(), {"--name", name()});
            static const std::array<Words, 9> extras = {{{}, {"--rm"}, {"--restart", "on-failure:2"}, {"--restart", "always"}, {"-v", "/data"},
                                                         {"-v", "shared:/data"}, {"-m", "64m"}, {"--health-cmd", "true"}, {"--userns", "auto"}}};
            const Words &extra = extras.at(below(extras.size()));
            words.insert(words.end(), extra.begin(), extra.end());
            static const std::array<Words, 4> nets = {{{"--network", "none"}, {"--network", "none"}, {}, {"--network", "own", "-p", "80"}}};
            const Words &net = nets.at(below(nets.size()));
            words.insert(words.end(), net.begin(), net.end());
            words.emplace_back("tare/starter");
            const Words &life = lives.at(below(lives.size()));
            words.insert(words.end(), life.begin(), life.end());
            return words;
        };
        switch (below(24)) {
        case 0:
        case 1: return made({"create"});
        case 2:
        case 3:
        case 4: return made({"run", "-d"});
        case 5: return {"run", "--rm", "--network", "none", "tare/starter", "true"};
        case 6:
        case 7: return {"start", name()};
        case 8: return {"exec", name(), "true"};
        case 9: return {"exec", "-d", name(), "sleep", "1"};
        case 10: return {"update", "-m", below(2) == 0 ? "48m" : "96m", "--pids-limit", "60", name()};
        case 11:
        case 12: return {"stop", "-t", below(2) == 0 ? "0" : "1", name()};
        case 13: return {"restart", "-t", "0", name()};
        case 14: return {"kill", name()};
        case 15: return {"pause", name()};
        case 16: return {"unpause", name()};
        case 17:
        case 18: return {"rm", "-fv", name()};
        case 19: return {"rm", name()};
        case 20: return {"rename", name(), name()};
        case 21: return {"logs", "--tail", "5", name()};
        case 22: return {"network", below(2) == 0 ? "connect" : "disconnect", "own", name()};
        default: return {"ps", "-a"};
        }
    }

    // One in ten commands is killed on its way.
    void tare(const Words &words)
    {
        if (below(10) != 0) {
            m_story.note(words, m_stage.tare(words));
            return;
        }
        auto child = spawn(m_stage.command(words));
        if (!child)
            return;
        if (!child->wait(std::chrono::milliseconds(below(60)))) {
            (void)child->kill(SIGKILL);
            (void)child->wait();
            m_story.killed("command");
        }
    }

    void killAMonitor()
    {
        const std::string text = m_stage.tare({"inspect", "-f", "{{.Id}}", name()}).out;
        const std::string id(trim(text));
        if (id.size() != 64)
            return;
        const QDir dir(QStringLiteral("/proc"));
        for (const QString &entry : dir.entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
            const std::string words = readFile("/proc/" + entry.toStdString() + "/cmdline").value_or("");
            if (words.find("tare-monitor") != std::string::npos && words.find(id) != std::string::npos) {
                if (killOurs(entry.toInt(), m_stage.state()))
                    m_story.killed("monitor");
                return;
            }
        }
    }

    const Stage &m_stage;
    Story &m_story;
    std::mt19937 m_random;
};

} // namespace

class ChaosTest : public QObject
{
    Q_OBJECT

private slots:
    void everythingAtOnce()
    {
        Stage stage;
        if (!stage.missing().empty())
            QSKIP(stage.missing().c_str());
        Paths paths;
        paths.root = stage.root();
        paths.state = stage.state();
        QCOMPARE(stage.tare({"network", "create", "own"}).exitCode, 0);
        bool given = false;
        const auto seedGiven = static_cast<std::uint32_t>(qEnvironmentVariableIntValue("TARE_CHAOS_SEED", &given));
        const std::uint32_t seed = given ? seedGiven : std::random_device()();
        const int secondsGiven = qEnvironmentVariableIntValue("TARE_CHAOS_SECONDS");
        const std::chrono::seconds length(secondsGiven > 0 ? secondsGiven : 20);
        qInfo("seed %u, %d s", seed, static_cast<int>(length.count()));

        Story story;
        std::atomic<bool> stop = false;
        std::vector<std::thread> workers;
        for (std::uint32_t i = 0; i < 4; ++i)
            workers.emplace_back([&, i] { Worker(stage, story, seed + i).run(stop); });
        std::this_thread::sleep_for(length);
        stop = true;
        for (std::thread &worker : workers)
            worker.join();
        qInfo("%s", story.text().c_str());
        for (const auto &[what, count] : story.said())
            qInfo("%d x %s", count, what.c_str());
        QVERIFY2(story.wrong().empty(), story.wrong().c_str());

        // Everything that is listed can be looked at and removed.
        QElapsedTimer cleaning;
        cleaning.start();
        const RunOutput all = stage.tare({"ps", "-aq", "--no-trunc"});
        QVERIFY2(all.exitCode == 0, all.err.c_str());
        for (const std::string_view id : split(all.out, '\n')) {
            if (id.empty())
                continue;
            const RunOutput looked = stage.tare({"inspect", std::string(id)});
            // One with --rm may be gone by now.
            QVERIFY2(looked.exitCode == 0 || looked.err.find("No such") != std::string::npos, looked.err.c_str());
            const RunOutput removed = stage.tare({"rm", "-fv", std::string(id)});
            QVERIFY2(removed.exitCode == 0, removed.err.c_str());
        }
        QCOMPARE(stage.tare({"ps", "-aq"}).out, std::string());
        // Names are free, the network and the volumes are not held.
        QCOMPARE(stage.tare({"network", "rm", "own"}).exitCode, 0);
        const RunOutput volumes = stage.tare({"volume", "prune", "-af"});
        QVERIFY2(volumes.exitCode == 0, volumes.err.c_str());
        QCOMPARE(stage.tare({"volume", "ls", "-q"}).out, std::string());
        const auto left = [&] {
            (void)stage.tare({"ps"});
            std::string text = stage.leftovers();
            for (const std::string &one : leftoversOf(paths))
                text += one + "\n";
            return text;
        };
        qInfo("removed after %lld ms", static_cast<long long>(cleaning.elapsed()));
        QTRY_VERIFY2_WITH_TIMEOUT(left().empty(), left().c_str(), 20000);
        qInfo("nothing left after %lld ms", static_cast<long long>(cleaning.elapsed()));
    }
};

int main(int argc, char **argv)
{
    if (!enterOwnNetwork()) {
        std::puts("SKIP: no network namespaces of one's own here");
        return 0;
    }
    // QtTest ends a function that takes longer than five minutes.
    qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number((qEnvironmentVariableIntValue("TARE_CHAOS_SECONDS") + 300) * 1000));
    ChaosTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "chaos_test.moc"
