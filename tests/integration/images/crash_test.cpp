// SPDX-License-Identifier: GPL-3.0-or-later
// tare-image against the worst: killed at any moment, a disk that is full, several of it at once.
#include "core/base/error_json.h"
#include "core/base/file.h"
#include "core/base/subprocess.h"
#include "core/image/store.h"
#include "tests/core/image/fixture.h"
#include "tests/core/image/root_main.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <csignal>
#include <random>
#include <sched.h>
#include <sys/mount.h>

using namespace tare;
using namespace tare::image;

namespace {

SpawnOptions tareImage(const std::vector<std::string> &arguments)
{
    SpawnOptions out;
    out.argv = {environment("TARE_LIBEXEC") + "/tare-image", "--progress=json"};
    out.argv.insert(out.argv.end(), arguments.begin(), arguments.end());
    return out;
}

std::string lastLine(const std::string &out)
{
    const std::string text = out.substr(0, out.find_last_not_of('\n') + 1);
    return text.substr(text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1);
}

Error errorOf(const RunOutput &output)
{
    const auto j = QJsonDocument::fromJson(QByteArray::fromStdString(lastLine(output.out))).object();
    return errorFromJson(QJsonDocument(j[QStringLiteral("error")].toObject()).toJson().toStdString());
}

// Incompressible, the same each time.
std::string noise(std::size_t size, unsigned int seed)
{
    std::mt19937 random(seed);
    std::string out(size, '\0');
    for (char &c : out)
        c = static_cast<char>(random());
    return out;
}

std::string layerWithFiles(int files, unsigned int seed)
{
    TarBuilder tar;
    for (int i = 0; i < files; ++i)
        tar.file("d" + std::to_string(i % 17) + "/f" + std::to_string(i), noise(3000, seed + static_cast<unsigned int>(i)));
    return tar.bytes();
}

} // namespace

class CrashTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedAtAnyMoment();
    void cancelledBySignal();
    void fullDisk();
    void manyAtOnce();
    void errorsOfTheProgram();
};

void CrashTest::killedAtAnyMoment()
{
    const TempHome home;
    const TestImage one = makeImage({layerWithFiles(300, 1), layerWithFiles(300, 5000)}, {"one:1"}, gzip);
    const TestImage two = makeImage({layerWithFiles(300, 1), layerWithFiles(200, 9000)}, {"two:1"});
    const std::string archive = home.file("archive.tar");
    TARE_OK(writeFileAtomic(archive, gzip(dockerArchive({one, two}))));
    auto store = Store::open(home.paths());
    TARE_OK(store);

    // How long it takes when nobody disturbs it, so that the kills fall on all of it.
    const std::int64_t begin = QDateTime::currentMSecsSinceEpoch();
    auto whole = run(tareImage({"load", archive}));
    TARE_OK(whole);
    QCOMPARE(whole->exitCode, 0);
    const std::int64_t length = std::max<std::int64_t>(QDateTime::currentMSecsSinceEpoch() - begin, 20);

    std::mt19937 random(std::random_device{}());
    const int kills = qEnvironmentVariableIsSet("TARE_TEST_KILLS") ? qEnvironmentVariableIntValue("TARE_TEST_KILLS") : 40;
    int killed = 0;
    for (int i = 0; i < kills; ++i) {
        if (i % 3 == 0) { // from the beginning; otherwise on top of what the last kill left
            for (const char *name : {"one:1", "two:1"})
                (void)store->remove(name, true, {});
        }
        auto child = spawn(tareImage({"load", archive}));
        TARE_OK(child);
        QTest::qWait(static_cast<int>(random() % static_cast<unsigned int>(length + length / 4)));
        child->kill(SIGKILL);
        const auto code = child->wait();
        TARE_OK(code);
        killed += *code == 128 + SIGKILL ? 1 : 0;
        // A name that is there has everything that belongs to it; nothing else is promised, and nothing else is asked.
        QCOMPARE(storeFault(home.paths()), std::string());
    }
    qInfo("%d of %d were killed while at work (a whole load takes %lld ms)", killed, kills, static_cast<long long>(length));
    QVERIFY(killed > 0);

    whole = run(tareImage({"load", archive}));
    QCOMPARE(whole->exitCode, 0);
    QCOMPARE(storeFault(home.paths()), std::string());
    QCOMPARE(store->find("one:1")->id.text(), one.id());
    QCOMPARE(store->find("two:1")->id.text(), two.id());
    QCOMPARE(treeOf(home.paths().temporary()), std::vector<std::string>());
    // What a kill between a file's writing and its renaming leaves, on purpose: chance finds it in one run of three.
    for (const std::string &path : {home.paths().images() + "/index.json", home.paths().layers() + "/by-image/" + one.id().substr(7)})
        TARE_OK(writeFileAtomic(path + ".tmp-0123456789ab", "torn"));
    TARE_OK(store->remove("one:1", false, {}));
    TARE_OK(store->remove("two:1", false, {}));
    QCOMPARE(treeOf(home.paths().images() + "/blobs/sha256"), std::vector<std::string>());
    QCOMPARE(treeOf(home.paths().layers()), std::vector<std::string>{"/by-image"});
    for (const std::string &name : treeOf(home.paths().images()))
        QVERIFY2(name.find(".tmp-") == std::string::npos, name.c_str());
}

void CrashTest::cancelledBySignal()
{
    const TempHome home;
    const std::string archive = home.file("archive.tar");
    TARE_OK(writeFileAtomic(archive, gzip(dockerArchive({makeImage({layerWithFiles(1500, 1)}, {"one"})}))));
    bool asked = false;
    RunLimits limits;
    CancelSource source;
    limits.cancel = source.token();
    limits.onOutLine = [&](std::string_view) {
        asked = true;
        source.cancel(); // run() sends SIGTERM
    };
    const auto result = run(tareImage({"load", archive}), limits);
    QVERIFY(asked);
    TARE_FAILS(result, Errc::Cancelled);
    QCOMPARE(treeOf(home.paths().temporary()), std::vector<std::string>());
}

void CrashTest::fullDisk()
{
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        QSKIP("no mount namespace here");
    const TempHome home;
    const std::string small = home.file("small");
    TARE_OK(makeDirs(small));
    if (::mount("tmpfs", small.c_str(), "tmpfs", 0, "size=48m") != 0)
        QSKIP("no tmpfs here");
    Paths paths{small + "/root", small + "/state"};
    TARE_OK(paths.create());
    const std::string first = home.file("first.tar");
    TARE_OK(writeFileAtomic(first, dockerArchive({makeImage({layerWithFiles(20, 1)}, {"first"})})));
    const std::string big = home.file("big.tar");
    TARE_OK(writeFileAtomic(big, dockerArchive({makeImage({TarBuilder().file("big", noise(40'000'000, 3)).bytes()}, {"big"})})));
    const std::vector<std::string> where = {"--root", paths.root, "--state", paths.state};
    auto load = [&](const std::string &file) {
        std::vector<std::string> arguments = where;
        arguments.insert(arguments.end(), {"load", file});
        return run(tareImage(arguments));
    };
    const auto good = load(first);
    TARE_OK(good);
    QCOMPARE(good->exitCode, 0);
    for (int i = 0; i < 2; ++i) { // the second time too: the first left nothing that fills the disk
        const auto full = load(big);
        TARE_OK(full);
        QCOMPARE(full->exitCode, 125);
        const Error error = errorOf(*full);
        QVERIFY2(error.code == Errc::NoSpace, error.text().c_str());
    }
    QCOMPARE(storeFault(paths), std::string());
    auto store = Store::open(paths);
    TARE_OK(store->find("first"));
    TARE_FAILS(store->find("big"), Errc::NoSuchImage);
    QCOMPARE(treeOf(paths.temporary()), std::vector<std::string>());
    QVERIFY(load(first)->exitCode == 0);
    QCOMPARE(::umount2(small.c_str(), MNT_DETACH), 0);
}

void CrashTest::manyAtOnce()
{
    const TempHome home;
    const std::string archive = home.file("archive.tar");
    const TestImage image = makeImage({layerWithFiles(100, 1), layerWithFiles(100, 900)}, {"one:1"}, gzip);
    TARE_OK(writeFileAtomic(archive, dockerArchive({image})));
    auto store = Store::open(home.paths());
    TARE_OK(store);
    std::vector<Child> children;
    for (int i = 0; i < 8; ++i) {
        auto child = spawn(i % 2 == 0 ? tareImage({"load", archive}) : tareImage({"starter"}));
        TARE_OK(child);
        children.push_back(std::move(*child));
    }
    for (Child &child : children)
        QCOMPARE(*child.wait(), 0);
    QCOMPARE(storeFault(home.paths()), std::string());
    QCOMPARE(store->list()->size(), std::size_t{2});
    QCOMPARE(treeOf(home.paths().temporary()), std::vector<std::string>());
}

void CrashTest::errorsOfTheProgram()
{
    const TempHome home;
    const auto missing = run(tareImage({"load", home.file("none.tar")}));
    TARE_OK(missing);
    QCOMPARE(missing->exitCode, 125);
    QVERIFY(errorOf(*missing).code == Errc::NotFound);
    const auto unknown = run(tareImage({"unpack", "none"}));
    QVERIFY(errorOf(*unknown).code == Errc::NoSuchImage);
    RunLimits limits;
    limits.input = gzip(dockerArchive({makeImage({layerWithFiles(3, 1)}, {"piped"})}));
    const auto piped = run(tareImage({"load", "-"}), limits);
    TARE_OK(piped);
    const auto j = QJsonDocument::fromJson(QByteArray::fromStdString(lastLine(piped->out))).object();
    QCOMPARE(j[QStringLiteral("result")].toObject()[QStringLiteral("names")].toArray(),
             QJsonArray{QStringLiteral("piped:latest")});
    SpawnOptions limited = tareImage({"load", "-"});
    limited.env = {"TARE_MAX_UNPACKED=1k", "TARE_ROOT=" + home.paths().root, "TARE_STATE=" + home.paths().state};
    RunLimits bomb;
    bomb.input = gzip(dockerArchive({makeImage({TarBuilder().file("f", std::string(9'000'000, 'x')).bytes()}, {"bomb"})}));
    const auto refused = run(limited, bomb);
    QVERIFY(errorOf(*refused).code == Errc::TooLarge);
}

TARE_ROOT_TEST_MAIN(CrashTest)
#include "crash_test.moc"
