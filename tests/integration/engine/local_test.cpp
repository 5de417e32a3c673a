// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/runtime/cgroup/cgroup.h"
#include "tests/integration/engine/conformance.h"
#include "tests/integration/engine/machine.h"
#include "tests/support/result_test.h"

#include <QTest>
#include <algorithm>
#include <csignal>

using namespace tare;

class LocalTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineHome> m_home;
    Engine &engine() { return m_home->engine(); }
    bool canLimit(const char *what)
    {
        const auto info = engine().info();
        return info && std::find(info->limits.begin(), info->limits.end(), what) != info->limits.end();
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
        const auto left = [&] { // a monitor needs a moment to exit after its last word
            std::string text;
            for (const std::string &one : m_home->leftovers())
                text += one + "\n";
            return text;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(left().empty(), left().c_str(), 120000); // the deep tree takes its time
    }

    void streamsAndExitCode() { conformance::streamsAndExitCode(engine()); }
    void standardInput() { conformance::standardInput(engine()); }
    void terminal() { conformance::terminal(engine()); }
    void lifeCycle() { conformance::lifeCycle(engine()); }
    void commandsThatCannotRun() { conformance::commandsThatCannotRun(engine()); }
    void names() { conformance::names(engine()); }
    void logs() { conformance::logs(engine()); }
    void attachAndWait() { conformance::attachAndWait(engine()); }
    void exec() { conformance::exec(engine()); }
    void events() { conformance::events(engine()); }
    void badInput() { conformance::badInput(engine()); }

    void limitsAreAppliedAndChangedOrRefused()
    {
        CreateSpec spec = starter({"sleep", "600"});
        spec.limits.memory = 64 << 20;
        spec.limits.pids = 20;
        spec.limits.nanoCpus = 500'000'000;
        const auto created = engine().create(spec);
        if (!canLimit("memory") || !canLimit("pids") || !canLimit("cpus")) {
            TARE_FAILS(created, Errc::LimitNotApplied);
            QVERIFY(!created.error().subject.empty());
            return;
        }
        TARE_OK(created);
        TARE_OK(engine().start(created->id));
        auto stats = engine().stats(created->id);
        TARE_OK(stats);
        QCOMPARE(stats->memoryLimit, std::int64_t{64 << 20});
        QCOMPARE(stats->pidsLimit, std::int64_t{20});
        Limits change;
        change.memory = 96 << 20;
        change.pids = 30;
        TARE_OK(engine().update(created->id, change));
        stats = engine().stats(created->id);
        TARE_OK(stats);
        QCOMPARE(stats->memoryLimit, std::int64_t{96 << 20});
        QCOMPARE(stats->pidsLimit, std::int64_t{30});
        QCOMPARE(engine().container(created->id)->limits.nanoCpus, std::optional<std::int64_t>(500'000'000));
        change.memory = 1 << 20;
        TARE_FAILS(engine().update(created->id, change), Errc::LimitOutOfRange);
        TARE_OK(engine().pause(created->id));
        TARE_FAILS(engine().pause(created->id), Errc::AlreadyPaused);
        QCOMPARE(engine().container(created->id)->status, ContainerStatus::Paused);
        TARE_OK(engine().unpause(created->id));
        TARE_FAILS(engine().unpause(created->id), Errc::NotPaused);
        TARE_OK(engine().pause(created->id));
        TARE_OK(engine().remove(created->id, true)); // frozen processes die too
    }

    void runningOutOfMemoryIsSeen()
    {
        if (!canLimit("memory"))
            QSKIP("memory cannot be limited here");
        CreateSpec spec =
            starter({"sh", "-c", "x=$(head -c 200000000 /dev/zero | tr '\\0' x); echo survived"});
        spec.limits.memory = 16 << 20;
        spec.limits.memorySwap = 16 << 20;
        const auto created = engine().create(spec);
        TARE_OK(created);
        TARE_OK(engine().start(created->id));
        TARE_OK(engine().wait(created->id, {}));
        const auto after = engine().container(created->id);
        TARE_OK(after);
        QVERIFY(after->oomKilled);
        TARE_OK(engine().remove(created->id, false));
    }

    void aSlowReaderDoesNotHoldTheContainerUp()
    {
        const auto created = engine().create(starter({"sh", "-c", "head -c 20000000 /dev/zero"}));
        TARE_OK(created);
        const auto session = engine().startAttached(created->id, false); // and nobody reads
        TARE_OK(session);
        // state.json says that it ended although nothing was read
        const std::string state = m_home->paths().container(created->id) + "/state.json";
        const auto ended = [&] {
            return readFile(state).value_or("").find("\"exited\"") != std::string::npos;
        };
        QTRY_VERIFY_WITH_TIMEOUT(ended(), 60000);
        QCOMPARE(listen(**session).out.size(), std::size_t{20000000}); // and nothing was lost
        TARE_OK(engine().remove(created->id, true));
    }

    void aDeepTreeIsRemoved()
    {
        // Chains as deep as a path allows, each moved to the end of the next: more than 10 000 folders.
        CreateSpec spec = starter({"sh", "-c",
                                   "p=d; for i in 1 2 3 4 5 6 7 8; do p=$p/$p; done; mkdir acc || exit 1;"
                                   "for k in 1 2 3 4 5 6; do mkdir c && cd c || exit 2;"
                                   "for i in 1 2 3 4 5 6 7; do mkdir -p $p && cd $p || exit 3; done;"
                                   "mv /tmp/acc acc && cd /tmp && mv c acc || exit 4; done"});
        spec.workingDir = "/tmp";
        spec.autoRemove = true;
        const auto created = engine().create(spec);
        TARE_OK(created);
        const auto session = engine().startAttached(created->id, false);
        TARE_OK(session);
        const Said said = listen(**session);
        QVERIFY2(said.code == 0, said.err.c_str());
    }

    void whatSomebodyPutIntoTheGroupEndsWithIt()
    {
        const auto created = engine().create(starter({"sleep", "600"}));
        TARE_OK(created);
        TARE_OK(engine().start(created->id));
        const auto hierarchy = cgroup::Hierarchy::detect();
        TARE_OK(hierarchy);
        const auto group = cgroup::Group::open(*hierarchy, hierarchy->containerPath(created->id));
        SpawnOptions options;
        options.argv = {"/bin/sleep", "600"};
        auto stranger = spawn(options); // of no namespace of the container's: the end of its first process spares it
        TARE_OK(stranger);
        const std::vector<std::string> folders = group.folders();
        for (const std::string &folder : folders)
            TARE_OK(writeExisting(folder + "/cgroup.procs", std::to_string(stranger->pid())));
        TARE_OK(engine().stop(created->id, std::chrono::seconds(0), {}));
        // When the stop is over the groups are gone, and with them whoever was in one.
        for (const std::string &folder : folders)
            QVERIFY2(!exists(folder), folder.c_str());
        if (folders.empty()) // this user may make none
            TARE_OK(stranger->kill(SIGKILL));
        const auto code = stranger->wait();
        TARE_OK(code);
        QCOMPARE(*code, 128 + SIGKILL);
        TARE_OK(engine().remove(created->id, false));
    }

    void nothingOfItIsLeftWhenItHasRemovedItself()
    {
        CreateSpec spec = starter({"sh", "-c", "exit 7"});
        spec.name = "once";
        spec.autoRemove = true;
        for (int i = 0; i < 5; ++i) { // the name is free each time
            const auto created = engine().create(spec);
            TARE_OK(created);
            const auto hierarchy = cgroup::Hierarchy::detect();
            TARE_OK(hierarchy);
            const auto group = cgroup::Group::open(*hierarchy, hierarchy->containerPath(created->id));
            const auto session = engine().startAttached(created->id, false);
            TARE_OK(session);
            QCOMPARE(listen(**session).code, 7);
            // With the exit code at hand nobody sees any of it any more.
            QVERIFY(!group.exists());
            QVERIFY(!exists(m_home->paths().runtime() + "/" + created->id));
            QVERIFY(!exists(m_home->paths().live(created->id)));
            TARE_FAILS(engine().container(created->id), Errc::NoSuchContainer);
            const auto all = engine().containers();
            TARE_OK(all);
            QVERIFY(all->empty());
        }
    }

    void aVolumeBeginsWithWhatTheImageHas()
    {
        CreateSpec spec = starter({"sh", "-c",
                                   "head -n1 /etc/passwd; stat -c %a:%u /etc /fresh; cat /etc/new /fresh/f;"
                                   "echo kept >/etc/new; echo also >/fresh/f; touch /root/x || echo read-only"});
        spec.volumes = {{"", "/etc"}, {"", "/fresh"}};
        spec.readOnlyRoot = true;
        const auto created = engine().create(spec);
        TARE_OK(created);
        QCOMPARE(created->volumes.size(), std::size_t{2});
        const std::string folder = m_home->paths().root + "/volumes/" + created->volumes[0].name + "/_data";
        const auto passwd = readFile(folder + "/passwd");
        TARE_OK(passwd); // before the first start, as Docker's
        for (const char *said : {"755:0\n755:0\nread-only\n", "755:0\n755:0\nkept\nalso\nread-only\n"}) {
            const auto session = engine().startAttached(created->id, false);
            TARE_OK(session);
            QCOMPARE(listen(**session).out, passwd->substr(0, passwd->find('\n') + 1) + said);
        }
        const auto inspected = engine().inspectContainer(created->id);
        TARE_OK(inspected);
        QVERIFY(inspected->find("\"Type\": \"volume\"") != std::string::npos);
        TARE_OK(engine().remove(created->id, {false, true}));
        QVERIFY(!exists(folder));
    }

    void whatItWasMadeWithMakesAnother()
    {
        CreateSpec spec = starter({"sleep", "600"});
        spec.name = "first";
        spec.env = {"A=1"};
        spec.labels = {{"k", "v"}};
        spec.isolation.tmpfs = {{"/scratch", "size=1m"}};
        const auto created = engine().create(spec);
        TARE_OK(created);
        const auto again = engine().specOf("first");
        TARE_OK(again);
        spec.name.clear();
        QCOMPARE(again->network, spec.network);
        QVERIFY(*again == spec);
        const auto second = engine().create(*again);
        TARE_OK(second);
        TARE_OK(engine().remove(created->id, false));
        TARE_OK(engine().remove(second->id, false));
        TARE_FAILS(engine().specOf("first"), Errc::NoSuchContainer);
    }

    void whoKillsFindsItStopped()
    {
        const auto created = engine().create(starter({"sleep", "600"}));
        TARE_OK(created);
        for (int i = 0; i < 5; ++i) {
            TARE_OK(engine().start(created->id));
            TARE_OK(engine().kill(created->id, SIGKILL));
            QCOMPARE(engine().container(created->id)->status, ContainerStatus::Exited);
        }
        TARE_OK(engine().start(created->id));
        const Status paused = engine().pause(created->id);
        if (paused) {
            const Status started = engine().start(created->id);
            TARE_FAILS(started, Errc::Paused);
        } else {
            TARE_FAILS(paused, Errc::NotOnThisMachine); // there is no control group for it
        }
        TARE_OK(engine().kill(created->id, SIGKILL));
        QCOMPARE(engine().container(created->id)->exitCode, 137);
        TARE_OK(engine().remove(created->id, false));
    }

    void anotherSignalStops()
    {
        const auto created = engine().create(
            starter({"sh", "-c", "trap 'exit 5' USR2; echo up; while :; do sleep 0.1; done"}));
        TARE_OK(created);
        TARE_OK(engine().start(created->id));
        TARE_OK(engine().logs(created->id, {.follow = true, .tail = {}, .since = {}, .until = {}},
                              [](const LogLine &) { return false; }, {}));
        TARE_OK(engine().stop(created->id, {std::chrono::seconds(30), "USR2"}, {}));
        QCOMPARE(engine().container(created->id)->exitCode, 5);
        TARE_OK(engine().remove(created->id, false));
    }

    void twoHundredLeaveNothing()
    {
        for (int i = 0; i < 200; ++i) {
            CreateSpec spec = starter({"true"});
            spec.autoRemove = i % 2 == 0;
            const auto created = engine().create(spec);
            TARE_OK(created);
            const auto session = engine().startAttached(created->id, false);
            TARE_OK(session);
            QCOMPARE(listen(**session).code, 0);
            if (i % 2 != 0)
                TARE_OK(engine().remove(created->id, false));
        }
    }

    void damagedFilesAreShownAndRemoved()
    {
        CreateSpec spec = starter({"true"});
        spec.name = "damaged";
        const auto created = engine().create(spec);
        TARE_OK(created);
        TARE_OK(writeFileAtomic(m_home->paths().container(created->id) + "/container.json", "{"));
        const auto all = engine().containers();
        TARE_OK(all);
        QCOMPARE(all->size(), std::size_t{1});
        QCOMPARE((*all)[0].status, ContainerStatus::Dead);
        QCOMPARE((*all)[0].name, std::string("damaged"));
        QVERIFY(!engine().start("damaged"));
        TARE_OK(engine().remove("damaged", false));
    }
};

QTEST_GUILESS_MAIN(LocalTest)
#include "local_test.moc"
