// SPDX-License-Identifier: GPL-3.0-or-later
// The explorer over a real store: the index comes with the layer, is made again when it is lost or damaged, and files are
// read from the image and from nowhere else.
#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/subprocess.h"
#include "core/engine/engine.h"
#include "core/image/inspect/image_contents.h"
#include "core/image/inspect/index_files.h"
#include "core/runtime/userns/userns.h"
#include "tests/core/image/fixture.h"
#include "tests/core/image/root_main.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <dirent.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tare;
using namespace tare::image;

class ExploreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void indexesComeWithALoad();
    void lostAndDamagedIndexesAreMadeAgain();
    void aWrongBlobMakesNoIndex();
    void indexesGoWithTheirLayers();
    void filesOfTheImage();
    void documents();
    void theCommand();
    void aFileOfASubordinateId();

private:
    std::vector<std::string> indexFiles() const;
    RunOutput tare(const std::vector<std::string> &words) const;
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<Engine> m_engine;
    TestImage m_image;
};

void ExploreTest::init()
{
    m_home = std::make_unique<TempHome>();
    TarBuilder one, two;
    one.folder("etc").file("etc/passwd", "root:x:0:0::/root:/bin/sh\n").file("etc/secret", "hidden", 0600);
    one.file("var/lib/dpkg/status", "Package: base\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n\n");
    one.file("old", std::string(5000, 'o')).symlink("escape", "../../../../../../etc/hostname").symlink("alias", "/etc/secret");
    TarBuilder::Entry fifo;
    fifo.path = "pipe";
    fifo.type = '6';
    one.add(fifo);
    two.file(".wh.old", "").file("etc/passwd", "changed\n").hardLink("linked", "etc/secret");
    m_image = makeImage({one.bytes(), two.bytes()}, {"explored:1"}, gzip);
    TARE_OK(writeFileAtomic(m_home->file("archive.tar"), dockerArchive({m_image})));
    auto engine = openLocalEngine(m_home->paths().root, m_home->paths().state);
    TARE_OK(engine);
    m_engine = std::move(*engine);
    TARE_OK(m_engine->load(m_home->file("archive.tar"), {}, {}));
}

void ExploreTest::cleanup()
{
    m_engine.reset();
    m_home.reset();
}

std::vector<std::string> ExploreTest::indexFiles() const
{
    std::vector<std::string> out;
    const std::unique_ptr<DIR, int (*)(DIR *)> d(::opendir(indexFolder(m_home->paths()).c_str()), ::closedir);
    while (const dirent *e = d ? ::readdir(d.get()) : nullptr) {
        if (std::string_view(e->d_name).size() == 64)
            out.push_back(indexFolder(m_home->paths()) + "/" + e->d_name);
    }
    return out;
}

RunOutput ExploreTest::tare(const std::vector<std::string> &words) const
{
    SpawnOptions options;
    options.argv = {environment("TARE_LIBEXEC") + "/tare", "--root", m_home->paths().root, "--state", m_home->paths().state};
    options.argv.insert(options.argv.end(), words.begin(), words.end());
    auto output = run(options);
    return output ? *output : RunOutput{-1, {}, output.error().text()};
}

void ExploreTest::indexesComeWithALoad()
{
    QCOMPARE(indexFiles().size(), std::size_t{2});
    QStringList steps; // nothing is left to do
    const auto contents = m_engine->contents("explored:1", [&](const Progress &p) { steps << QString::fromStdString(p.id); }, {});
    TARE_OK(contents);
    QVERIFY(steps.isEmpty());
    QCOMPARE((*contents)->id(), m_image.id());
    QCOMPARE((*contents)->layers().size(), std::size_t{2});
    QCOMPARE((*contents)->layers()[1].removed.files, std::int64_t{1});
    QCOMPARE((*contents)->waste().unseenBytes, std::int64_t{5000 + 26});
    QCOMPARE((*contents)->packages().packages.size(), std::size_t{1});
    // While somebody looks, everybody looks at the same.
    QCOMPARE(m_engine->contents("explored:1", {}, {})->get(), contents->get());
    TARE_FAILS(m_engine->contents("nowhere:1", {}, {}), Errc::NoSuchImage);
}

void ExploreTest::lostAndDamagedIndexesAreMadeAgain()
{
    std::vector<std::string> files = indexFiles();
    const auto was = readFile(files.at(0));
    TARE_OK(was);
    QCOMPARE(::unlink(files.at(0).c_str()), 0);
    QCOMPARE(::truncate(files.at(1).c_str(), 100), 0);
    bool told = false;
    // Nobody keeps what this answers: it would be shown again instead of being read again.
    TARE_OK(m_engine->contents("explored:1", [&](const Progress &p) { told = told || p.phase == Progress::Phase::Working; }, {}));
    QVERIFY(told);
    QCOMPARE(*readFile(files.at(0)), *was); // byte for byte what the load had made
    QVERIFY(*readFile(files.at(1)) != std::string(100, '\0'));
    // All of it without the folder: the key is another then, and every index with it.
    TARE_OK(removeTree(indexFolder(m_home->paths())));
    TARE_OK(m_engine->contents("explored:1", {}, {}));
    QCOMPARE(indexFiles().size(), std::size_t{2});
}

void ExploreTest::aWrongBlobMakesNoIndex()
{
    TARE_OK(removeTree(indexFolder(m_home->paths())));
    const std::string other = gzip(TarBuilder().file("f", "not this layer").bytes());
    const std::string hex = oci::Digest::sha256(m_image.layers[0]).hex();
    TARE_OK(writeFileAtomic(m_home->paths().images() + "/blobs/sha256/" + hex, other));
    TARE_FAILS(m_engine->contents("explored:1", {}, {}), Errc::DigestMismatch);
    QVERIFY(indexFiles().size() < std::size_t{2});
}

void ExploreTest::indexesGoWithTheirLayers()
{
    TARE_OK(m_engine->removeImage("explored:1", false));
    QCOMPARE(indexFiles().size(), std::size_t{0});
}

void ExploreTest::filesOfTheImage()
{
    auto read = [&](FileRequest request) {
        std::string out;
        const auto size = m_engine->readImageFile("explored:1", request, [&](std::string_view bytes) { out += bytes; return true; }, {});
        return size ? Result<std::string>(out + "|" + std::to_string(*size)) : Result<std::string>(tl::unexpected<Error>(size.error()));
    };
    QCOMPARE(*read({"etc/passwd", {}}), std::string("changed\n|8"));
    QCOMPARE(*read({"/etc/passwd", 0}), std::string("root:x:0:0::/root:/bin/sh\n|26"));
    QCOMPARE(*read({"etc/passwd", {}, 2, 3}), std::string("ang|8"));
    QCOMPARE(*read({"etc/passwd", {}, 100, 3}), std::string("|8"));
    QCOMPARE(*read({"alias", {}}), std::string("hidden|6"));
    QCOMPARE(*read({"linked", {}}), std::string("hidden|6"));
    QCOMPARE(*read({"old", 0, 0, 2}), std::string("oo|5000"));
    TARE_FAILS(read({"old", {}}), Errc::NotFound);
    TARE_FAILS(read({"escape", {}}), Errc::NotFound); // etc/hostname of the image, never of the machine
    TARE_FAILS(read({"pipe", {}}), Errc::InvalidArgument);
    TARE_FAILS(read({"etc", {}}), Errc::InvalidArgument);
    TARE_FAILS(read({"etc/passwd", 7}), Errc::NotFound);
    // The folder of a layer may be changed behind our back: what is there is not followed.
    const auto contents = m_engine->contents("explored:1", {}, {});
    TARE_OK(contents);
    const auto store = Store::open(m_home->paths());
    TARE_OK(store);
    const auto folders = store->layerFolders(*store->find("explored:1"));
    TARE_OK(folders);
    const std::string file = folders->at(1) + "/etc/passwd";
    QCOMPARE(::unlink(file.c_str()), 0);
    QCOMPARE(::symlink("/etc/passwd", file.c_str()), 0);
    QVERIFY(!read({"etc/passwd", {}}));
}

void ExploreTest::documents()
{
    const auto documents = m_engine->imageDocuments("explored:1", false, {}, {});
    TARE_OK(documents);
    QCOMPARE(documents->all.size(), std::size_t{5}); // index.json, manifest, configuration, two layers
    QCOMPARE(documents->all[0].kind, ImageDocument::Kind::Layout);
    const ImageDocument &manifest = documents->all[documents->manifest];
    QCOMPARE(manifest.kind, ImageDocument::Kind::Manifest);
    QCOMPARE(manifest.children.size(), std::size_t{3});
    QCOMPARE(documents->all[manifest.children[0]].bytes, m_image.config);
    QCOMPARE(documents->all[manifest.children[1]].kind, ImageDocument::Kind::Layer);
    QVERIFY(!documents->all[manifest.children[1]].diffId.empty());
    QCOMPARE(documents->all[manifest.children[1]].check, ImageDocument::Check::NotChecked);

    auto verified = m_engine->imageDocuments("explored:1", true, {}, {});
    TARE_OK(verified);
    for (const ImageDocument &d : verified->all)
        QCOMPARE(d.check, ImageDocument::Check::Good);
    // One bit of a layer.
    const std::string blob = m_home->paths().images() + "/blobs/sha256/" +
                             oci::Digest::sha256(m_image.layers[1]).hex();
    std::string bytes = *readFile(blob);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    TARE_OK(writeFileAtomic(blob, bytes));
    verified = m_engine->imageDocuments("explored:1", true, {}, {});
    TARE_OK(verified);
    int bad = 0;
    for (const ImageDocument &d : verified->all)
        bad += d.check == ImageDocument::Check::Bad ? 1 : 0;
    QCOMPARE(bad, 1);
}

void ExploreTest::theCommand()
{
    auto json = [&](const std::vector<std::string> &words) { return QJsonDocument::fromJson(QByteArray::fromStdString(tare(words).out)); };
    const auto layers = json({"explore", "--json", "explored:1"}).object()[QStringLiteral("Layers")].toArray();
    QCOMPARE(layers.size(), 2);
    QCOMPARE(layers[1].toObject()[QStringLiteral("Changed")].toObject()[QStringLiteral("Files")].toInt(), 1);
    const auto waste = json({"explore", "--waste", "--json", "explored:1"}).object();
    QCOMPARE(waste[QStringLiteral("UnseenBytes")].toInt(), 5026);
    QCOMPARE(json({"explore", "--packages", "--json", "explored:1"}).object()[QStringLiteral("Packages")].toArray().size(), 1);
    QCOMPARE(json({"explore", "--find", "PASSW", "--json", "explored:1"}).array().size(), 1);
    QCOMPARE(json({"explore", "--compare", "explored:1", "--json", "explored:1"}).object()[QStringLiteral("SharedLayers")].toArray().size(), 2);
    QCOMPARE(tare({"explore", "--cat", "etc/passwd", "explored:1"}).out, std::string("changed\n"));
    const RunOutput folder = tare({"explore", "--path", "/etc", "explored:1"});
    QVERIFY(folder.out.find("passwd") != std::string::npos && folder.out.find("-rw-------") != std::string::npos);
    QVERIFY(tare({"explore", "--layer", "1", "explored:1"}).out.find("removed") != std::string::npos);
    QCOMPARE(tare({"explore", "--verify", "explored:1"}).exitCode, 0);
    const RunOutput wrong = tare({"explore", "--layer", "9", "explored:1"});
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY(!wrong.err.empty());
}

// An ordinary user's layers hold files of ids that are not the user's own; tare-image reads them.
void ExploreTest::aFileOfASubordinateId()
{
    passwd *user = nullptr;
    for (const userns::SubId &s : userns::parseSubIds(readFile("/etc/subuid").value_or(""))) {
        user = ::getpwnam(s.owner.c_str()); // NOLINT(concurrency-mt-unsafe): one thread
        if (user != nullptr && user->pw_uid != 0)
            break;
    }
    if (!isMachinesRoot() || user == nullptr || user->pw_uid == 0)
        QSKIP("needs root, and a user who has ranges in /etc/subuid");
    std::string folder = "/tmp/tare-explore-XXXXXX";
    QVERIFY(::mkdtemp(folder.data()) != nullptr);
    const ScopeExit remove([&] { (void)removeTree(folder); });
    TarBuilder tar;
    TarBuilder::Entry e;
    e.path = "etc/theirs";
    e.data = "kept from you";
    e.mode = 0600;
    e.uid = e.gid = 5;
    tar.add(e);
    const TestImage image = makeImage({tar.bytes()}, {"theirs:1"});
    TARE_OK(writeFileAtomic(folder + "/archive.tar", dockerArchive({image}), 0644));
    QCOMPARE(::chown((folder + "/archive.tar").c_str(), user->pw_uid, user->pw_gid), 0);
    // What root built may lie where the user cannot go: the user gets programs of their own.
    QCOMPARE(::mkdir((folder + "/bin").c_str(), 0755), 0);
    for (const char *program : {"tare", "tare-image", "tare-runtime"}) {
        SpawnOptions copy;
        copy.argv = {"install", "-m", "755", environment("TARE_LIBEXEC") + "/" + program, folder + "/bin/" + program};
        const auto copied = run(copy);
        QVERIFY(copied && copied->exitCode == 0);
    }
    QCOMPARE(::chown(folder.c_str(), user->pw_uid, user->pw_gid), 0);
    auto asUser = [&](const std::vector<std::string> &words) {
        SpawnOptions options;
        options.argv = {"setpriv", "--reuid=" + std::to_string(user->pw_uid), "--regid=" + std::to_string(user->pw_gid),
                        "--clear-groups", folder + "/bin/tare", "--root", folder + "/r", "--state", folder + "/s"};
        options.argv.insert(options.argv.end(), words.begin(), words.end());
        options.env = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=" + folder, "TARE_LIBEXEC=" + folder + "/bin"};
        auto output = run(options);
        return output ? *output : RunOutput{-1, {}, output.error().text()};
    };
    const RunOutput loaded = asUser({"load", "-q", "-i", folder + "/archive.tar"});
    QVERIFY2(loaded.exitCode == 0, loaded.err.c_str());
    const RunOutput read = asUser({"explore", "--cat", "/etc/theirs", "theirs:1"});
    QVERIFY2(read.exitCode == 0, read.err.c_str());
    QCOMPARE(read.out, std::string("kept from you"));
    QVERIFY(asUser({"explore", "--path", "etc", "theirs:1"}).out.find("5:5") != std::string::npos);
    // So that the folder can go: files of subordinate ids are removed by their namespace's root.
    QCOMPARE(asUser({"rmi", "theirs:1"}).exitCode, 0);
}

TARE_ROOT_TEST_MAIN(ExploreTest)
#include "explore_test.moc"
