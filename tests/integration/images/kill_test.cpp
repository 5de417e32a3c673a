// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of everything that writes images, at many moments of its work, before and after system calls: the store is sound,
// the next start leaves nothing half-made, and the same command then comes to its end.
#include "core/base/file.h"
#include "core/base/subprocess.h"
#include "core/image/archive/load.h"
#include "core/image/partial_blob.h"
#include "core/image/store.h"
#include "tests/core/image/fixture.h"
#include "tests/core/image/root_main.h"
#include "tests/core/registry/mock_server.h"
#include "tests/integration/engine/kill_at.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <climits>
#include <random>
#include <set>

using namespace tare;
using namespace tare::image;

namespace {

// Incompressible, the same each time.
std::string noise(std::size_t size, unsigned int seed)
{
    std::mt19937 random(seed);
    std::string out(size, '\0');
    for (char &c : out)
        c = static_cast<char>(random());
    return out;
}

std::string layer(unsigned int seed)
{
    TarBuilder tar;
    for (unsigned int i = 0; i < 6; ++i)
        tar.file("d" + std::to_string(i % 2) + "/f" + std::to_string(seed + i), noise(40'000, seed + i));
    return tar.bytes();
}

struct Home
{
    TempHome home;
    const Paths &paths = home.paths();

    [[nodiscard]] std::vector<std::string> words(const std::vector<std::string> &more) const
    {
        std::vector<std::string> out = {environment("TARE_LIBEXEC") + "/tare", "--root", paths.root, "--state", paths.state};
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }
    [[nodiscard]] RunOutput tare(const std::vector<std::string> &more) const
    {
        SpawnOptions spawn;
        spawn.argv = words(more);
        return run(std::move(spawn)).value_or(RunOutput{});
    }
    [[nodiscard]] Status load(const TestImage &image) const
    {
        const std::string file = home.file("archive.tar");
        TARE_CHECK(writeFileAtomic(file, dockerArchive({image})));
        Store store = TARE_TRY(Store::open(paths));
        return loadArchive(store, file, oci::Platform::ofThisMachine(), {}).map([](const auto &) {});
    }
    // Why it is not as the next command must find it.
    [[nodiscard]] std::string fault() const
    {
        if (std::string text = storeFault(paths); !text.empty())
            return text;
        if (const RunOutput next = tare({"images"}); next.exitCode != 0) // any start cleans up
            return next.err;
        for (const std::string &name : treeOf(paths.temporary()))
            return "left: " + name;
        for (const std::string &name : treeOf(paths.images())) {
            if (name.find(".tmp-") != std::string::npos)
                return "left: " + name;
        }
        if (const RunOutput checked = tare({"system", "fsck"}); checked.exitCode != 0)
            return checked.out + checked.err;
        return unneeded();
    }
    // Blobs that no image in the index has.
    [[nodiscard]] std::string unneeded() const
    {
        auto store = Store::open(paths);
        const auto images = store->list();
        if (!images)
            return images.error().text();
        std::set<std::string> needed;
        for (const StoredImage &image : *images) {
            needed.insert({"/" + image.manifest.hex(), "/" + image.id.hex()});
            for (const LayerBlob &blob : image.layers)
                needed.insert("/" + blob.digest.hex());
        }
        for (const std::string &name : treeOf(paths.images() + "/blobs/sha256")) {
            if (!needed.contains(name))
                return "no image has blob " + name;
        }
        return {};
    }
};

int kills()
{
    return qEnvironmentVariableIsSet("TARE_TEST_KILLS") ? qEnvironmentVariableIntValue("TARE_TEST_KILLS") : 10;
}

} // namespace

class KillTest : public QObject
{
    Q_OBJECT

    // Kills `program`, which does `command`, at moments spread over all of its work. `before` and `after` are around each;
    // without being killed the command must succeed.
    void killAll(const Home &home, const std::vector<std::string> &command, const char *program,
                 const std::function<void()> &before, const std::function<void(const QByteArray &)> &after)
    {
        before();
        const auto whole = runAndKill(home.words(command), program, INT_MAX);
        TARE_OK(whole);
        QCOMPARE(whole->code, 0);
        QVERIFY(whole->stops > 20);
        std::mt19937 random(std::random_device{}());
        int killed = 0;
        for (int i = 0; i < kills(); ++i) {
            before();
            const int from = whole->stops * i / kills(), to = whole->stops * (i + 1) / kills();
            const int n = from + 1 + static_cast<int>(random() % static_cast<unsigned int>(std::max(to - from, 1)));
            const auto one = runAndKill(home.words(command), program, n);
            TARE_OK(one);
            killed += one->killed ? 1 : 0;
            const QByteArray where = QByteArray(program) + " at stop " + QByteArray::number(n) + " of " + QByteArray::number(whole->stops);
            // A helper whose caller was killed comes to its own end.
            std::string fault;
            QTRY_VERIFY2_WITH_TIMEOUT((fault = home.fault()).empty(), (where + ": " + fault.c_str()).constData(), 30000);
            after(where);
            if (QTest::currentTestFailed())
                return;
        }
        qInfo("%s: %d of %d runs of %d stops were killed", program, killed, kills(), whole->stops);
        QVERIFY(killed > kills() / 2);
        before();
        const RunOutput last = home.tare(command);
        QVERIFY2(last.exitCode == 0, last.err.c_str());
        QCOMPARE(home.fault(), std::string());
    }

private Q_SLOTS:
    void save_data();
    void save();
    void commit();
    void import();
    void prune();
    void remove();
    void pull();
    void push();
};

void KillTest::save_data()
{
    QTest::addColumn<QString>("program");
    for (const char *program : {"tare", "tare-image"})
        QTest::newRow(program) << program;
}

void KillTest::save()
{
    QFETCH(QString, program);
    const Home home;
    TARE_OK(home.load(makeImage({layer(1), layer(100)}, {"one:1"})));
    const std::string folder = home.home.file("out");
    TARE_OK(makeDirs(folder));
    const std::string file = folder + "/saved.tar";
    killAll(home, {"save", "-o", file, "one:1"}, qPrintable(program), [&] { TARE_OK(writeFileAtomic(file, "old")); },
            [&](const QByteArray &where) {
                // The old one or the whole new one, and nothing beside it.
                const auto bytes = readFile(file, 1U << 30U);
                TARE_OK(bytes);
                const bool old = *bytes == "old";
                const Home other;
                auto store = Store::open(other.paths);
                const bool whole = !old && loadArchive(*store, file, oci::Platform::ofThisMachine(), {}).has_value();
                QVERIFY2(old || whole, where);
                // Between a link(2) and a rename(2) there is a moment with two names for the whole file.
                for (const std::string &name : treeOf(folder)) {
                    if (name == "/saved.tar")
                        continue;
                    QVERIFY2(loadArchive(*store, folder + name, oci::Platform::ofThisMachine(), {}), where);
                    ::unlink((folder + name).c_str());
                }
            });
}

void KillTest::commit()
{
    const Home home;
    const RunOutput made = home.tare({"run", "--network", "none", "--name", "one", "tare/starter", "sh", "-c",
                                      "for i in 1 2 3 4 5 6 7 8; do head -c 40000 /dev/urandom > /f$i; done; rm /bin/ls"});
    QVERIFY2(made.exitCode == 0, made.err.c_str());
    killAll(home, {"commit", "one", "made:1"}, "tare-image", [&] { (void)home.tare({"rmi", "made:1"}); },
            [&](const QByteArray &where) {
                const auto images = Store::open(home.paths)->list();
                QVERIFY2(images && images->size() <= 2, where);
            });
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(home.tare({"run", "--rm", "made:1", "sh", "-c", "test -s /f8 && ! test -e /bin/ls"}).exitCode, 0);
}

void KillTest::import()
{
    const Home home;
    const std::string tar = layer(1);
    const MockServer server([&](const MockRequest &) { return MockReply{200, {}, tar}; });
    killAll(home, {"import", server.url("/rootfs.tar"), "made:1"}, "tare-image", [&] { (void)home.tare({"rmi", "made:1"}); },
            [&](const QByteArray &) {});
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(Store::open(home.paths)->find("made:1")->config.diffIds.at(0), oci::Digest::sha256(tar));
}

void KillTest::prune()
{
    const Home home;
    TARE_OK(home.load(makeImage({layer(1), layer(500)}, {"keep:1"})));
    const RunOutput made = home.tare({"create", "--name", "user", "keep:1", "sh"});
    QVERIFY2(made.exitCode == 0, made.err.c_str());
    killAll(home, {"image", "prune", "-af"}, "tare",
            [&] {
                TARE_OK(home.load(makeImage({layer(1), layer(100)}, {"go:1", "go:2"})));
                TARE_OK(home.load(makeImage({layer(1), layer(200)}, {"go:3"})));
            },
            [&](const QByteArray &where) {
                // None or all of them: it is one step.
                const auto images = Store::open(home.paths)->list();
                QVERIFY2(images && (images->size() == 1 || images->size() == 3), where);
                QVERIFY2(Store::open(home.paths)->layerFolders(*Store::open(home.paths)->find("keep:1")), where);
            });
    QCOMPARE(Store::open(home.paths)->list()->size(), std::size_t{1});
}

void KillTest::remove()
{
    const Home home;
    killAll(home, {"rmi", "go:1"}, "tare", [&] { TARE_OK(home.load(makeImage({layer(1), layer(100)}, {"go:1"}))); },
            [&](const QByteArray &) {});
    QCOMPARE(treeOf(home.paths.images() + "/blobs/sha256"), std::vector<std::string>());
    QCOMPARE(treeOf(home.paths.layers()), std::vector<std::string>{"/by-image"});
}

void KillTest::pull()
{
    const Home home;
    const TestImage image = makeImage({layer(1), layer(100)}, {"x"}, gzip);
    const std::string manifest = ociManifest(image, "application/vnd.oci.image.layer.v1.tar+gzip");
    const std::string type = "application/vnd.oci.image.manifest.v1+json";
    const MockServer server([&](const MockRequest &r) {
        if (r.target == "/v2/")
            return MockReply{200, {}, "{}"};
        if (r.target == "/v2/a/manifests/1")
            return MockReply{200, {"Content-Type: " + type}, manifest};
        for (const std::string &blob : {image.config, image.layers[0], image.layers[1]}) {
            if (!r.target.ends_with(oci::Digest::sha256(blob).text()))
                continue;
            const std::string range = r.header("range");
            const std::size_t from = range.empty() ? 0 : std::stoul(range.substr(6));
            if (range.empty() || from >= blob.size())
                return MockReply{range.empty() ? 200 : 416, {}, range.empty() ? blob : std::string()};
            return MockReply{206, {"Content-Range: bytes " + std::to_string(from) + "-" + std::to_string(blob.size() - 1) + "/" +
                                   std::to_string(blob.size())}, blob.substr(from)};
        }
        return MockReply{404, {}, "{}"};
    });
    const std::string name = server.host() + "/a:1";
    int resumed = 0;
    killAll(home, {"pull", name}, "tare-image",
            [&] {
                (void)home.tare({"rmi", name});
                (void)removePartialDownloads(home.paths);
            },
            [&](const QByteArray &where) {
                // What has come of a blob is gone on with, and not fetched again.
                std::map<std::string, std::int64_t> held;
                for (const std::string &blob : image.layers) {
                    const auto bytes = readFile(partialPath(home.paths, oci::Digest::sha256(blob)), 1U << 30U);
                    if (bytes && !bytes->empty() && bytes->size() < blob.size())
                        held[oci::Digest::sha256(blob).text()] = static_cast<std::int64_t>(bytes->size());
                }
                const std::size_t before = server.requests().size();
                const RunOutput again = home.tare({"pull", name});
                QVERIFY2(again.exitCode == 0, (where + ": " + again.err.c_str()).constData());
                const auto requests = server.requests();
                for (const auto &[digest, size] : held) {
                    bool asked = false;
                    for (std::size_t i = before; i < requests.size(); ++i)
                        asked = asked || (requests[i].target.ends_with(digest) &&
                                          requests[i].header("range") == "bytes=" + std::to_string(size) + "-");
                    QVERIFY2(asked, (where + ": " + digest.c_str() + " is not gone on with").constData());
                    ++resumed;
                }
                QCOMPARE(partialDownloads(home.paths).count, 0);
                QCOMPARE(home.fault(), std::string());
            });
    if (QTest::currentTestFailed())
        return;
    qInfo("%d blobs were gone on with", resumed);
    QCOMPARE(Store::open(home.paths)->find(name)->id.text(), image.id());
}

// The registry is the mock's: what matters here is that our store is the same afterwards.
void KillTest::push()
{
    const Home home;
    TARE_OK(home.load(makeImage({layer(1)}, {"one:1"})));
    const MockServer server([&](const MockRequest &r) {
        if (r.method == "HEAD")
            return MockReply{404, {}, ""};
        if (r.method == "POST")
            return MockReply{202, {"Location: /v2/a/blobs/uploads/1"}, ""};
        if (r.method == "PATCH")
            return MockReply{202, {"Location: /v2/a/blobs/uploads/1"}, ""};
        if (r.method == "PUT")
            return MockReply{201, {}, ""};
        return MockReply{200, {}, "{}"};
    });
    const std::string name = server.host() + "/a:1";
    QCOMPARE(home.tare({"tag", "one:1", name}).exitCode, 0);
    const auto images = [&] {
        std::vector<std::string> out = treeOf(home.paths.images());
        return out;
    };
    const auto as = images();
    killAll(home, {"push", name}, "tare-image", [] {}, [&](const QByteArray &where) { QVERIFY2(images() == as, where); });
}

TARE_ROOT_TEST_MAIN(KillTest)
#include "kill_test.moc"
