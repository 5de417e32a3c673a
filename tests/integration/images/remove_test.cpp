// SPDX-License-Identifier: GPL-3.0-or-later
// An image that is removed by force from under a container which does not run: Docker's container goes on as before.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/subprocess.h"
#include "core/image/store.h"
#include "tests/core/image/fixture.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QTest>

using namespace tare;

class ImageRemoveTest : public QObject
{
    Q_OBJECT

    RunOutput tare(const TempHome &home, const std::vector<std::string> &words)
    {
        SpawnOptions spawn;
        spawn.argv = {environment("TARE_LIBEXEC") + "/tare", "--root", home.paths().root, "--state", home.paths().state};
        spawn.argv.insert(spawn.argv.end(), words.begin(), words.end());
        return run(std::move(spawn)).value_or(RunOutput{});
    }

private Q_SLOTS:
    void fromUnderAStoppedContainer();
    void fromUnderARunningContainer();
};

void ImageRemoveTest::fromUnderAStoppedContainer()
{
    const TempHome home;
    const RunOutput created = tare(home, {"run", "--name", "one", "tare/starter", "sh", "-c", "echo hello; echo x > /made"});
    QVERIFY2(created.exitCode == 0, created.err.c_str());
    auto store = image::Store::open(home.paths());
    TARE_OK(store->find("tare/starter"));
    const std::string id = store->find("tare/starter")->id.text();
    QCOMPARE(tare(home, {"rmi", "tare/starter"}).exitCode, 1);
    QCOMPARE(tare(home, {"rmi", "-f", id}).out, "Untagged: tare/starter:latest\nDeleted: " + id + "\n");
    QCOMPARE(tare(home, {"images", "-aq"}).out, std::string());
    QCOMPARE(tare(home, {"image", "inspect", id}).exitCode, 1);
    QCOMPARE(tare(home, {"create", id}).exitCode, 1);
    QCOMPARE(tare(home, {"system", "fsck"}).exitCode, 0);
    QCOMPARE(tare(home, {"image", "prune", "-af"}).exitCode, 0); // it is no image that could be pruned

    const RunOutput again = tare(home, {"start", "-a", "one"});
    QVERIFY2(again.exitCode == 0, again.err.c_str());
    QCOMPARE(again.out, std::string("hello\n"));
    QCOMPARE(tare(home, {"diff", "one"}).out, std::string("A /made\n"));
    // Its layers are a cache for which the blobs are there, too.
    const auto held = store->findHeld(id);
    TARE_OK(held);
    const auto folders = store->layerFolders(*held);
    TARE_OK(folders);
    for (const std::string &folder : *folders)
        TARE_OK(removeTree(folder));
    const RunOutput unpacked = tare(home, {"start", "-a", "one"});
    QVERIFY2(unpacked.exitCode == 0, unpacked.err.c_str());
    const RunOutput committed = tare(home, {"commit", "one", "kept:1"});
    QVERIFY2(committed.exitCode == 0, committed.err.c_str());
    QCOMPARE(tare(home, {"rm", "one"}).exitCode, 0);
    TARE_FAILS(store->findHeld(id), Errc::NoSuchImage);
    QCOMPARE(tare(home, {"run", "--rm", "kept:1", "cat", "/made"}).out, std::string("x\n"));
    QCOMPARE(tare(home, {"system", "fsck"}).exitCode, 0);
    QCOMPARE(tare(home, {"rmi", "kept:1"}).exitCode, 0);
    QCOMPARE(treeOf(home.paths().images() + "/blobs/sha256"), std::vector<std::string>());
    QCOMPARE(treeOf(home.paths().layers()), std::vector<std::string>{"/by-image"});
}

void ImageRemoveTest::fromUnderARunningContainer()
{
    const TempHome home;
    const RunOutput started = tare(home, {"run", "-d", "--name", "one", "tare/starter", "sleep", "1000"});
    QVERIFY2(started.exitCode == 0, started.err.c_str());
    auto store = image::Store::open(home.paths());
    TARE_OK(store->find("tare/starter"));
    const std::string id = store->find("tare/starter")->id.text();
    const RunOutput byId = tare(home, {"rmi", "-f", id});
    QCOMPARE(byId.exitCode, 1);
    QVERIFY2(byId.err.find("(cannot be forced) - image is being used by running container") != std::string::npos, byId.err.c_str());
    QCOMPARE(tare(home, {"rmi", "-f", "tare/starter"}).out, std::string("Untagged: tare/starter:latest\n"));
    QCOMPARE(tare(home, {"images", "-q", "--no-trunc"}).out, id + "\n");
    QCOMPARE(tare(home, {"exec", "one", "true"}).exitCode, 0);
    QCOMPARE(tare(home, {"rm", "-f", "one"}).exitCode, 0);
    QCOMPARE(tare(home, {"rmi", id}).out.substr(0, 16), std::string("Deleted: sha256:"));
    QCOMPARE(treeOf(home.paths().images() + "/blobs/sha256"), std::vector<std::string>());
}

QTEST_GUILESS_MAIN(ImageRemoveTest)
#include "remove_test.moc"
