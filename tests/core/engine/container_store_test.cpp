// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/engine/local/container_store.h"
#include "core/engine/local/monitor_client.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QTest>
#include <atomic>
#include <set>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace tare;
using namespace tare::local;

namespace {

struct Fixture
{
    TempHome home;
    ContainerStore store{home.paths()};

    Fixture() { [[maybe_unused]] const Status made = makeDirs(home.paths().root + "/names"); }

    Result<std::string> make(const std::string &name, std::string id = randomHex(32), bool autoRemove = false)
    {
        Record record;
        record.id = std::move(id);
        record.args = {"/x"};
        record.spec.autoRemove = autoRemove;
        std::string claimed = name;
        TARE_CHECK(store.create(record, claimed));
        return record.id;
    }
};

} // namespace

class ContainerStoreTest : public QObject
{
    Q_OBJECT

private slots:
    void found()
    {
        Fixture f;
        const std::string one = "ab" + std::string(62, '1'), two = "ac" + std::string(62, '2');
        TARE_OK(f.make("web", one));
        TARE_OK(f.make("ab", two)); // a name that is a prefix of an id
        QCOMPARE(*f.store.resolve("web"), one);
        QCOMPARE(*f.store.resolve("/web"), one);
        QCOMPARE(*f.store.resolve(one), one);
        QCOMPARE(*f.store.resolve("ab1"), one);
        QCOMPARE(*f.store.resolve("ab"), two);
        TARE_FAILS(f.store.resolve("a"), Errc::AmbiguousId);
        for (const char *bad : {"", "nope", "../web", "/", "ff", "."})
            TARE_FAILS(f.store.resolve(bad), Errc::NoSuchContainer);
    }

    void namesAreClaimedOnce()
    {
        Fixture f;
        const auto id = f.make("web");
        TARE_OK(id);
        const auto again = f.make("web");
        TARE_FAILS(again, Errc::NameInUse);
        QVERIFY(again.error().text().find(*id) != std::string::npos);
        QCOMPARE(f.store.ids()->size(), std::size_t{1}); // nothing half-made
        TARE_OK(f.store.remove(*id, false));
        TARE_OK(f.make("web"));
        for (const char *bad : {"a", "-a", "a b", "../x", "a/b", "ä1", ".lock"})
            QVERIFY2(!validName(bad), bad);
    }

    void manyAtOnceGetDifferentNames()
    {
        Fixture f;
        std::vector<std::thread> threads;
        std::atomic<int> claimed = 0;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                if (f.make("same"))
                    ++claimed;
                for (int n = 0; n < 10; ++n)
                    (void)f.make("");
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(claimed.load(), 1);
        std::set<std::string> names;
        const auto ids = f.store.ids();
        TARE_OK(ids);
        for (const std::string &id : *ids)
            names.insert(f.store.nameOf(id));
        QCOMPARE(names.size(), std::size_t{81});
    }

    void killedCreatorsAreSweptAndLivingOnesAreNot()
    {
        Fixture f;
        const std::string dead = f.home.paths().containers() + "/.new-" + randomHex(32);
        const std::string busy = f.home.paths().containers() + "/.new-" + randomHex(32);
        const std::string removing = f.home.paths().containers() + "/.rm-" + randomHex(32);
        for (const std::string &dir : {dead, busy, removing})
            TARE_OK(makeDirs(dir + "/upper"));
        TARE_OK(writeFileAtomic(dead + "/lock", ""));
        TARE_OK(writeFileAtomic(removing + "/lock", ""));
        const auto lock = FileLock::acquire(busy + "/lock", FileLock::Mode::Exclusive);
        TARE_OK(lock);
        f.store.sweep();
        QVERIFY(!exists(dead));
        QVERIFY(exists(busy));
        QVERIFY(!exists(removing));
        QVERIFY(f.store.ids()->empty());
    }

    void damagedStateIsNotBelieved()
    {
        Fixture f;
        const auto id = f.make("web");
        TARE_OK(id);
        QCOMPARE(f.store.runState(*id).status, std::string("created"));
        TARE_OK(writeFileAtomic(f.store.file(*id, "state.json"), "{\"status\":\"runn"));
        QCOMPARE(f.store.runState(*id).status, std::string("exited"));
        TARE_OK(writeFileAtomic(f.store.file(*id, "container.json"), "garbage"));
        QVERIFY(!f.store.record(*id));
        TARE_OK(f.store.remove(*id, false));
        QVERIFY(!exists(f.home.paths().container(*id)));
    }

    void aDeadMonitorsContainerIsOver()
    {
        Fixture f;
        const auto id = f.make("web");
        const auto once = f.make("once", randomHex(32), true);
        TARE_OK(once);
        for (const std::string &one : {*id, *once}) {
            RunState state;
            state.status = "running";
            state.process = {1, 1, bootId()};
            state.monitor = {1, 1, bootId()};
            state.started = 5;
            TARE_OK(f.store.writeRunState(one, state, false));
            TARE_OK(makeDirs(f.home.paths().live(one)));
            TARE_OK(writeFileAtomic(f.home.paths().live(one) + "/lock", ""));
        }
        reconcileAll(f.store);
        QVERIFY(!exists(f.home.paths().live(*id)));
        QCOMPARE(f.store.runState(*id).status, std::string("exited"));
        QCOMPARE(f.store.runState(*id).exitCode, 137);
        QVERIFY(!exists(f.home.paths().container(*once))); // --rm
        QVERIFY(!f.store.names().idOf("once"));
    }

    void aLivingMonitorIsLeftAlone()
    {
        Fixture f;
        const auto id = f.make("web");
        TARE_OK(id);
        const std::string live = f.home.paths().live(*id);
        TARE_OK(makeDirs(live));
        const auto held = FileLock::acquire(live + "/lock", FileLock::Mode::Exclusive);
        TARE_OK(held);
        QVERIFY(monitorLives(live));
        reconcileAll(f.store);
        QVERIFY(exists(live + "/lock"));
    }

    void aLiveFolderWithoutItsContainerGoes()
    {
        Fixture f;
        const std::string live = f.home.paths().live(randomHex(32));
        TARE_OK(makeDirs(live));
        reconcileAll(f.store);
        QVERIFY(!exists(live));
    }
};

QTEST_GUILESS_MAIN(ContainerStoreTest)
#include "container_store_test.moc"
