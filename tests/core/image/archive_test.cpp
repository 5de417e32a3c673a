// SPDX-License-Identifier: GPL-3.0-or-later
// Archives into the store: the layouts that Docker, Podman and skopeo write, and what a stranger might send instead.
// After every refusal the store is as it was, and nothing is left of the attempt.
#include "core/base/file.h"
#include "core/image/archive/load.h"
#include "core/image/archive/members.h"
#include "core/image/archive/save.h"
#include "core/image/starter.h"
#include "core/oci/media_type.h"
#include "tests/core/image/fixture.h"
#include "tests/core/image/root_main.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <atomic>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>

using namespace tare;
using namespace tare::image;

namespace {

std::string replaced(std::string text, const std::string &what, const std::string &with)
{
    const std::size_t at = text.find(what);
    if (at == std::string::npos)
        qFatal("the archive has no %s", what.c_str());
    return text.replace(at, what.size(), with);
}

std::string hexOf(const std::string &bytes) { return oci::Digest::sha256(bytes).hex(); }
std::string zstdDefault(std::string_view bytes) { return zstd(bytes); }

} // namespace

class ArchiveTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void layouts_data();
    void layouts();
    void compressedOutside();
    void severalImages();
    void withoutTags();
    void symlinkedLayers();
    void sameLayerTwice();
    void manifestBytesAreKept();
    void namesOfOciArchives();
    void nestedIndex();
    void layersThatNeedOthers();
    void aLayerBelowFails();
    void sameFilesInTwoBlobs();
    void saves();
    void savesWhatBelongsTogether();
    void refuses_data();
    void refuses();
    void flippedBits();
    void bomb();
    void cancelled();
    void otherPlatformWhenAsked();
    void imports();
    void importChanges();
    void importRefuses();
    void starterIsTheSameTwice();
    void starterByManyAtOnce();
    void starterWithoutBusybox();
    void unpacksAgain();

private:
    Result<std::vector<StoredImage>> load(const std::string &bytes, const UnpackOptions &options = {},
                                          const oci::Platform &platform = oci::Platform::ofThisMachine());
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<Store> m_store;
    const std::string m_base = TarBuilder().folder("etc").file("etc/motd", "hello").bytes();
    const std::string m_second = TarBuilder().file("etc/.wh.motd", "").file("new", "x").bytes();
};

void ArchiveTest::init()
{
    m_home = std::make_unique<TempHome>();
    m_store = std::make_unique<Store>(*Store::open(m_home->paths()));
}

void ArchiveTest::cleanup()
{
    QCOMPARE(storeFault(m_home->paths()), std::string());
    QCOMPARE(treeOf(m_home->paths().temporary()), std::vector<std::string>());
    m_store.reset();
    m_home.reset();
}

Result<std::vector<StoredImage>> ArchiveTest::load(const std::string &bytes, const UnpackOptions &options,
                                                   const oci::Platform &platform)
{
    const std::string file = m_home->file("archive");
    if (!writeFileAtomic(file, bytes))
        qFatal("cannot write the archive");
    return loadArchive(*m_store, file, platform, options);
}

void ArchiveTest::layouts_data()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<QByteArray>("id");
    auto row = [](const char *name, const std::string &archive, const TestImage &image) {
        QTest::newRow(name) << QByteArray::fromStdString(archive) << QByteArray::fromStdString(image.id());
    };
    const TestImage plain = makeImage({m_base, m_second}, {"some/app:1"});
    const TestImage packed = makeImage({m_base, m_second}, {"some/app:1"}, gzip);
    const TestImage frames = makeImage({m_base, m_second}, {"some/app:1"}, zstdDefault);
    row("docker 20", dockerArchive({plain}), plain);
    row("docker 20 with gzip layers", dockerArchive({packed}), packed);
    row("docker 20 with xz layers", dockerArchive({makeImage({m_base, m_second}, {"some/app:1"}, xz)}), plain);
    row("docker 20 with bzip2 layers", dockerArchive({makeImage({m_base, m_second}, {"some/app:1"}, bzip2)}), plain);
    row("all of it xz", xz(dockerArchive({plain})), plain);
    row("all of it bzip2", bzip2(dockerArchive({plain})), plain);
    row("docker 25", dockerArchive25({plain}), plain);
    row("oci plain", ociArchive(plain, oci::media::ociLayer), plain);
    row("oci gzip", ociArchive(packed, oci::media::ociLayerGzip), packed);
    row("oci zstd", ociArchive(frames, oci::media::ociLayerZstd), frames);
}

void ArchiveTest::layouts()
{
    QFETCH(QByteArray, archive);
    QFETCH(QByteArray, id);
    const auto images = load(archive.toStdString());
    TARE_OK(images);
    QCOMPARE(images->size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(images->at(0).id.text()), id);
    QCOMPARE(images->at(0).names, std::vector<std::string>{"some/app:1"});
    const auto folders = m_store->layerFolders(images->at(0));
    TARE_OK(folders);
    QCOMPARE(*readFile(folders->at(0) + "/etc/motd"), std::string("hello"));
    QCOMPARE(*readFile(folders->at(1) + "/new"), std::string("x"));
    QCOMPARE(m_store->unpackedSize(images->at(0)), std::int64_t{6});
}

void ArchiveTest::compressedOutside()
{
    const TestImage image = makeImage({m_base}, {"a"});
    for (const std::string &bytes : {gzip(dockerArchive({image})), zstd(dockerArchive({image})),
                                     gzip(ociArchive(image, oci::media::ociLayer))}) {
        const auto images = load(bytes);
        TARE_OK(images);
        QCOMPARE(images->at(0).id.text(), image.id());
    }
}

void ArchiveTest::severalImages()
{
    const TestImage one = makeImage({m_base}, {"one:1", "uno:1"});
    const TestImage two = makeImage({m_base, m_second}, {"two:1"});
    const auto images = load(dockerArchive({one, two}));
    TARE_OK(images);
    QCOMPARE(images->size(), std::size_t{2});
    QCOMPARE(m_store->find("uno:1")->id.text(), one.id());
    QCOMPARE(m_store->find("two:1")->id.text(), two.id());
}

void ArchiveTest::withoutTags()
{
    const auto images = load(dockerArchive({makeImage({m_base}, {})}));
    TARE_OK(images);
    QVERIFY(images->at(0).names.empty());
    QCOMPARE(m_store->list()->size(), std::size_t{1});
}

// skopeo: ID/layer.tar → ../HEX.tar
void ArchiveTest::symlinkedLayers()
{
    const TestImage image = makeImage({m_base}, {"a"});
    auto archive = [&](const std::string &target) {
        return TarBuilder().file(hexOf(m_base) + ".tar", m_base).file("c.json", image.config).symlink("id/layer.tar", target)
            .file("manifest.json", R"([{"Config":"c.json","RepoTags":["a:1"],"Layers":["id/layer.tar"]}])").bytes();
    };
    TARE_OK(load(archive("../" + hexOf(m_base) + ".tar")));
    TARE_OK(m_store->remove("a:1", false, {}));
    TARE_FAILS(load(archive("../../../etc/passwd")), Errc::UnsafePath);
    TARE_FAILS(load(archive("/etc/passwd")), Errc::UnsafePath);
    TARE_FAILS(load(archive("layer.tar")), Errc::CorruptArchive); // to itself, without an end
    TARE_FAILS(load(archive("none")), Errc::CorruptArchive);
}

void ArchiveTest::sameLayerTwice()
{
    const TestImage image = makeImage({m_base, m_second, m_base}, {"a"});
    const auto images = load(dockerArchive({image}));
    TARE_OK(images);
    QCOMPARE(m_store->layerFolders(images->at(0))->size(), std::size_t{3});
}

void ArchiveTest::manifestBytesAreKept()
{
    const TestImage image = makeImage({m_base}, {"a:1"}, gzip);
    const auto images = load(ociArchive(image, oci::media::ociLayerGzip));
    TARE_OK(images);
    QCOMPARE(*m_store->manifestBytes(images->at(0).manifest), ociManifest(image, oci::media::ociLayerGzip));
}

void ArchiveTest::namesOfOciArchives()
{
    auto nameOf = [&](const std::string &ref) {
        const auto images = load(ociArchive(makeImage({m_base}, {ref}), oci::media::ociLayer));
        if (!images)
            return images.error().text();
        const std::string name = images->at(0).names.empty() ? "" : images->at(0).names[0];
        (void)m_store->remove(images->at(0).id.text(), true, {});
        return name;
    };
    QCOMPARE(nameOf("docker.io/library/x:1"), std::string("x:1"));
    QCOMPARE(nameOf("x"), std::string("x:latest"));
    QCOMPARE(nameOf("x:2"), std::string("x:2"));
    QCOMPARE(nameOf("latest"), std::string()); // only a tag: of what, nobody said
    QCOMPARE(nameOf("1.2"), std::string());
    QCOMPARE(nameOf("v3"), std::string());
    QCOMPARE(nameOf("Not A Name"), std::string());
}

void ArchiveTest::nestedIndex()
{
    const TestImage mine = makeImage({m_base}, {});
    const TestImage other = makeImage({m_second}, {}, nullptr, "s390x");
    auto entry = [](const std::string &type, const std::string &bytes, const std::string &rest) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"sha256:" + hexOf(bytes) + "\",\"size\":" +
               std::to_string(bytes.size()) + rest + "}";
    };
    auto platform = [](const std::string &machine) {
        return ",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + machine + "\"}";
    };
    const std::string mineDocument = ociManifest(mine, oci::media::ociLayer);
    const std::string otherDocument = ociManifest(other, oci::media::ociLayer);
    const std::string inner =
        "{\"schemaVersion\":2,\"manifests\":[" +
        entry(oci::media::ociManifest, otherDocument, ",\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"}") + "," +
        entry(oci::media::ociManifest, otherDocument, platform("s390x")) + "," +
        entry(oci::media::ociManifest, mineDocument, platform(oci::Platform::ofThisMachine().architecture)) + "]}";
    TarBuilder tar;
    tar.file("index.json", "{\"schemaVersion\":2,\"manifests\":[" +
                               entry(oci::media::ociIndex, inner,
                                     ",\"annotations\":{\"io.containerd.image.name\":\"docker.io/library/multi:1\"}") + "]}");
    for (const std::string &blob : {inner, mineDocument, otherDocument, mine.config, m_base, m_second})
        tar.file("blobs/sha256/" + hexOf(blob), blob);
    const auto images = load(tar.bytes());
    TARE_OK(images);
    QCOMPARE(images->at(0).id.text(), mine.id());
    QCOMPARE(images->at(0).names, std::vector<std::string>{"multi:1"});
}

// Layers are unpacked several at once; what a layer says of those below it holds all the same.
void ArchiveTest::layersThatNeedOthers()
{
    TarBuilder first;
    first.folder("usr").folder("usr/lib").symlink("lib", "usr/lib").folder("gone").file("gone/x", "1");
    for (int i = 0; i < 300; ++i)
        first.file("usr/lib/f" + std::to_string(i), std::string(20'000, static_cast<char>('a' + i % 26)));
    first.file("usr/lib/last", "the file that the next layer links to");
    std::vector<std::string> tars = {first.bytes()};
    tars.push_back(TarBuilder().hardLink("linked", "usr/lib/last").file("lib/through", "a symlink below").bytes());
    tars.push_back(TarBuilder().file(".wh.gone", "").file("lib/.wh.f7", "").bytes());
    for (int i = 0; i < 8; ++i)
        tars.push_back(TarBuilder().file("lib/more" + std::to_string(i), "m").file(i == 0 ? "x" : "lib/.wh.more" + std::to_string(i - 1), "").bytes());
    for (const auto pack : {static_cast<std::string (*)(std::string_view)>(nullptr), gzip}) {
        const auto images = load(dockerArchive({makeImage(tars, {"deep:1"}, pack)}));
        TARE_OK(images);
        const auto folders = m_store->layerFolders(images->at(0));
        TARE_OK(folders);
        QCOMPARE(folders->size(), tars.size());
        QCOMPARE(readFile(folders->at(1) + "/linked").value_or(""), std::string("the file that the next layer links to"));
        QCOMPARE(readFile(folders->at(1) + "/usr/lib/through").value_or(""), std::string("a symlink below"));
        struct stat st
        {};
        for (const std::string &whiteout : {folders->at(2) + "/gone", folders->at(2) + "/usr/lib/f7", folders->at(10) + "/usr/lib/more6"})
            QVERIFY2(::lstat(whiteout.c_str(), &st) == 0 && S_ISCHR(st.st_mode) && st.st_rdev == 0, whiteout.c_str());
        TARE_OK(m_store->remove("deep:1", false, {}));
    }
}

// Two images of one archive with the same files in different compression: each keeps the blob that its manifest names.
void ArchiveTest::sameFilesInTwoBlobs()
{
    const TestImage packed = makeImage({m_base}, {"a:1"}, gzip), frames = makeImage({m_base, m_second}, {"b:1"}, zstdDefault);
    const std::string first = ociArchive(packed, oci::media::ociLayerGzip), second = ociArchive(frames, oci::media::ociLayerZstd);
    const std::string one = m_home->file("one"), two = m_home->file("two"), both = m_home->file("both");
    for (const auto &[file, bytes] : {std::pair{&one, &first}, std::pair{&two, &second}}) {
        TARE_OK(writeFileAtomic(*file, *bytes));
        TARE_OK(loadArchive(*m_store, *file, oci::Platform::ofThisMachine(), {}));
    }
    std::vector<std::string> ids;
    const auto stored = m_store->list();
    TARE_OK(stored);
    for (const StoredImage &image : *stored)
        ids.push_back(image.id.text());
    QCOMPARE(ids.size(), std::size_t{2});
    const auto fd = openFile(both, O_WRONLY | O_CREAT | O_TRUNC);
    TARE_OK(fd);
    TARE_OK(saveArchive(*m_store, {ids, true}, fd->get(), {}));
    const TempHome other;
    auto store = Store::open(other.paths());
    TARE_OK(loadArchive(*store, both, oci::Platform::ofThisMachine(), {}));
    QCOMPARE(storeFault(other.paths()), std::string());
}

void ArchiveTest::aLayerBelowFails()
{
    const std::string bad = TarBuilder().folder("d").file("d/f", std::string(100'000, 'x')).file("../out", "x").bytes();
    const std::string above = TarBuilder().hardLink("h", "d/f").bytes();
    const auto images = load(dockerArchive({makeImage({bad, above, above}, {"bad:1"}, gzip)}));
    TARE_FAILS(images, Errc::UnsafePath); // and not that a layer above waited in vain
    QVERIFY(m_store->list()->empty());
    QCOMPARE(treeOf(m_home->paths().images() + "/blobs/sha256"), std::vector<std::string>());
}

// What is saved is loaded as it was: the same configuration, manifest and layers, byte for byte.
void ArchiveTest::saves()
{
    for (const auto pack : {static_cast<std::string (*)(std::string_view)>(nullptr), gzip, zstdDefault}) {
        const auto images = load(dockerArchive({makeImage({m_base, m_second}, {"some/app:1"}, pack), makeImage({m_base}, {"base:2"}, pack)}));
        TARE_OK(images);
        for (const bool ociOnly : {false, true}) {
            const std::string file = m_home->file("saved"), again = m_home->file("again");
            for (const std::string &name : {file, again}) {
                const auto fd = openFile(name, O_WRONLY | O_CREAT | O_TRUNC);
                TARE_OK(fd);
                TARE_OK(saveArchive(*m_store, {{"some/app:1", images->at(1).id.text()}, ociOnly}, fd->get(), {}));
            }
            QCOMPARE(*readFile(file), *readFile(again));
            const TempHome other;
            auto store = Store::open(other.paths());
            TARE_OK(store);
            const auto loaded = loadArchive(*store, file, oci::Platform::ofThisMachine(), {});
            TARE_OK(loaded);
            QCOMPARE(loaded->size(), std::size_t{2});
            for (std::size_t i = 0; i < 2; ++i) {
                QVERIFY(loaded->at(i).id == images->at(i).id);
                QVERIFY(loaded->at(i).manifest == images->at(i).manifest);
                QVERIFY(loaded->at(i).layers[0].digest == images->at(i).layers[0].digest);
            }
            QCOMPARE(loaded->at(0).names, std::vector<std::string>{"some/app:1"});
            QVERIFY(loaded->at(1).names.empty()); // it was asked for by its id
            QCOMPARE(storeFault(other.paths()), std::string());
        }
        TARE_OK(m_store->remove("some/app:1", false, {}));
        TARE_OK(m_store->remove("base:2", false, {}));
    }
}

void ArchiveTest::savesWhatBelongsTogether()
{
    TARE_OK(load(dockerArchive({makeImage({m_base, m_second}, {"app:1", "app:2"}), makeImage({m_base}, {"app:3"})})));
    const std::string file = m_home->file("saved");
    const auto fd = openFile(file, O_WRONLY | O_CREAT | O_TRUNC);
    TARE_OK(fd);
    TARE_OK(saveArchive(*m_store, {{"app"}, false}, fd->get(), {})); // all tags of the repository
    const auto members = [&] {
        auto work = WorkFolder::create(m_home->paths());
        return Members::read(file, *work, {});
    }();
    TARE_OK(members);
    QVERIFY(members->contains("oci-layout") && members->contains("index.json"));
    const std::string manifest = *members->text("manifest.json");
    for (const char *tag : {"app:1", "app:2", "app:3"})
        QVERIFY2(manifest.find(tag) != std::string::npos, manifest.c_str());
    QVERIFY(readFile(file)->size() < 2 * m_base.size() + m_second.size() + 16'000); // the shared layer is in it once
    TARE_FAILS(saveArchive(*m_store, {{"none"}, false}, fd->get(), {}), Errc::NoSuchImage);
    TARE_FAILS(saveArchive(*m_store, {{}, false}, fd->get(), {}), Errc::InvalidArgument);
    // A broken blob is not passed on.
    const auto image = m_store->find("app:3");
    TARE_OK(image);
    const std::string blob = m_store->blobPath(image->layers[0].digest);
    const std::string good = *readFile(blob);
    TARE_OK(writeFileAtomic(blob, std::string(good.size(), 'x')));
    TARE_FAILS(saveArchive(*m_store, {{"app:3"}, false}, fd->get(), {}), Errc::DigestMismatch);
    TARE_OK(writeFileAtomic(blob, good));
}

void ArchiveTest::refuses_data()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<int>("code");
    auto row = [](const char *name, const std::string &archive, Errc code) {
        QTest::newRow(name) << QByteArray::fromStdString(archive) << static_cast<int>(code);
    };
    const TestImage image = makeImage({m_base}, {"a:1"});
    const std::string docker = dockerArchive({image});
    const std::string config = hexOf(image.config);
    auto manifest = [&](const std::string &json) {
        return TarBuilder().file("c.json", image.config).file("l.tar", m_base).file("manifest.json", json).bytes();
    };
    auto oneLayer = [&](const std::string &layer) {
        return dockerArchive({makeImage({m_base, layer}, {"a:1"})}); // the first layer is sound, and must not stay
    };
    row("nothing", "", Errc::CorruptArchive);
    row("not an archive", std::string(5000, 'x'), Errc::CorruptArchive);
    row("a root file system", m_base, Errc::CorruptArchive);
    row("truncated", docker.substr(0, docker.size() / 2), Errc::CorruptArchive);
    row("truncated gzip", gzip(docker).substr(0, 400), Errc::CorruptArchive);
    row("garbage after gzip", gzip(docker) + "x", Errc::CorruptArchive);
    row("lz4", std::string("\x04\x22\x4d\x18\x64\x40\xa7\x00", 8), Errc::Unsupported);
    row("truncated xz", xz(docker).substr(0, 400), Errc::CorruptArchive);
    row("truncated bzip2", bzip2(docker).substr(0, 400), Errc::CorruptArchive);
    row("layer of truncated xz", dockerArchive({makeImage({m_base}, {"a:1"}, [](std::string_view bytes) {
            return xz(bytes).substr(0, 100);
        })}), Errc::CorruptArchive);
    row("manifest is no list", manifest("{}"), Errc::CorruptArchive);
    row("manifest is no JSON", manifest("[{"), Errc::CorruptArchive);
    row("manifest without images", manifest("[]"), Errc::CorruptArchive);
    row("configuration missing", manifest(R"([{"Config":"none","Layers":["l.tar"]}])"), Errc::CorruptArchive);
    row("configuration outside", manifest(R"([{"Config":"../../etc/passwd","Layers":["l.tar"]}])"), Errc::UnsafePath);
    row("layer outside", manifest(R"([{"Config":"c.json","Layers":["/etc/passwd"]}])"), Errc::UnsafePath);
    row("layer missing", manifest(R"([{"Config":"c.json","Layers":["none"]}])"), Errc::CorruptArchive);
    row("too few layers", manifest(R"([{"Config":"c.json","Layers":[]}])"), Errc::CorruptArchive);
    row("too many layers", manifest(R"([{"Config":"c.json","Layers":["l.tar","l.tar"]}])"), Errc::CorruptArchive);
    row("tag that is none", manifest(R"([{"Config":"c.json","RepoTags":["../x"],"Layers":["l.tar"]}])"), Errc::InvalidArgument);
    row("tag with control characters", manifest("[{\"Config\":\"c.json\",\"RepoTags\":[\"a\\u001b[2J\"],\"Layers\":[\"l.tar\"]}]"),
        Errc::InvalidArgument);
    row("wrong diff id", replaced(docker, "hello", "hallo"), Errc::DigestMismatch);
    row("wrong configuration", replaced(docker, "\"Cmd\":[\"sh\"]", "\"Cmd\":[\"xx\"]"), Errc::DigestMismatch);
    row("wrong diff id in gzip", dockerArchive({[&] {
            TestImage other = makeImage({m_base}, {"a:1"}, gzip);
            other.layers[0] = gzip(m_second);
            return other;
        }()}), Errc::DigestMismatch);
    row("two manifests",
        TarBuilder().file("manifest.json", "[]").raw(docker).bytes(), Errc::CorruptArchive);
    row("member outside", TarBuilder().file("../x", "y").raw(docker).bytes(), Errc::UnsafePath);
    row("member absolute", TarBuilder().file("/x", "y").raw(docker).bytes(), Errc::UnsafePath);
    row("huge manifest", manifest(std::string(5 << 20, ' ')), Errc::TooLarge);
    row("huge configuration", [] {
        TestImage huge = makeImage({}, {"a:1"});
        huge.config += std::string(5 << 20, ' ');
        return dockerArchive({huge});
    }(), Errc::TooLarge);
    row("other processor", dockerArchive({makeImage({m_base}, {"a:1"}, nullptr, "s390x")}), Errc::WrongPlatform);
    row("other processor in oci", ociArchive(makeImage({m_base}, {"a:1"}, nullptr, "s390x"), oci::media::ociLayer),
        Errc::WrongPlatform);
    row("encrypted layer", ociArchive(image, std::string(oci::media::ociLayer) + "+encrypted"), Errc::Unsupported);
    row("oci layer with a wrong digest", replaced(ociArchive(image, oci::media::ociLayer), "hello", "hallo"), Errc::DigestMismatch);
    row("oci index of schema 1", TarBuilder().file("index.json", "{\"schemaVersion\":1}").bytes(), Errc::Unsupported);
    row("oci index that is a manifest", TarBuilder().file("index.json", ociManifest(image, oci::media::ociLayer)).bytes(),
        Errc::InvalidArgument);
    row("layer climbs", oneLayer(TarBuilder().file("../../x", "y").bytes()), Errc::UnsafePath);
    row("layer is absolute", oneLayer(TarBuilder().file("/x", "y").bytes()), Errc::UnsafePath);
    row("layer through a symlink", oneLayer(TarBuilder().symlink("s", "../../..").file("s/x", "y").bytes()), Errc::UnsafePath);
    row("layer with a hard link out", oneLayer(TarBuilder().hardLink("h", "../../etc/passwd").bytes()), Errc::UnsafePath);
    row("layer is no tar", oneLayer(std::string(2048, 'x')), Errc::CorruptArchive);
    row("layer is gzip of gzip", dockerArchive({[&] {
            TestImage twice = makeImage({gzip(m_base)}, {"a:1"});
            twice.layers[0] = gzip(twice.layers[0]);
            return twice;
        }()}), Errc::CorruptArchive);
    row("layer ends too early", oneLayer(m_base.substr(0, 700)), Errc::CorruptArchive);
    const std::string one = TarBuilder().file("l.tar", m_base).bytes();
    row("only a layer", one, Errc::CorruptArchive);
    row("as Docker 1.9", TarBuilder().file("repositories", "{}").bytes(), Errc::Unsupported);
    Q_UNUSED(config)
}

void ArchiveTest::refuses()
{
    QFETCH(QByteArray, archive);
    QFETCH(int, code);
    TARE_OK(load(dockerArchive({makeImage({m_second}, {"kept:1"})})));
    TARE_FAILS(load(archive.toStdString()), static_cast<Errc>(code));
    // The store has the one image that it had, under its name, and nobody was given a name.
    const auto images = m_store->list();
    TARE_OK(images);
    QCOMPARE(images->size(), std::size_t{1});
    QCOMPARE(images->at(0).names, std::vector<std::string>{"kept:1"});
    // What was published before the fault showed goes with the next sweep.
    TARE_OK(m_store->remove("kept:1", false, {}));
    QCOMPARE(treeOf(m_home->paths().images() + "/blobs/sha256"), std::vector<std::string>());
    QCOMPARE(treeOf(m_home->paths().layers()), std::vector<std::string>{"/by-image"});
}

// Wherever a bit falls over, the answer is an error or the very same image.
void ArchiveTest::flippedBits()
{
    const TestImage image = makeImage({m_base, m_second}, {"a:1"}, gzip);
    const std::string good = ociArchive(image, oci::media::ociLayerGzip);
    const std::size_t step = good.size() / 150;
    for (std::size_t i = 0; i < good.size(); i += step) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ (1 << (i % 8)));
        const auto images = load(bad);
        if (images)
            QCOMPARE(images->at(0).id.text(), image.id());
        QCOMPARE(storeFault(m_home->paths()), std::string());
    }
}

void ArchiveTest::bomb()
{
    const std::string zeros = TarBuilder().file("zeros", std::string(50'000'000, '\0')).bytes();
    UnpackOptions small;
    small.maxUnpacked = 10'000'000;
    const auto inside = load(dockerArchive({makeImage({zeros}, {"a"}, gzip)}), small);
    TARE_FAILS(inside, Errc::TooLarge);
    QVERIFY(inside.error().advice.find("--max-unpacked") != std::string::npos);
    TARE_FAILS(load(gzip(dockerArchive({makeImage({zeros}, {"a"})})), small), Errc::TooLarge);
    TARE_FAILS(load(zstd(dockerArchive({makeImage({zeros}, {"a"})})), small), Errc::TooLarge);
    QVERIFY(m_store->list()->empty());
    UnpackOptions enough;
    enough.maxUnpacked = 60'000'000;
    TARE_OK(load(dockerArchive({makeImage({zeros}, {"a"}, gzip)}), enough));
}

void ArchiveTest::cancelled()
{
    CancelSource source;
    UnpackOptions options;
    options.cancel = source.token();
    options.progress = [&](const Progress &p) {
        if (p.phase == Progress::Phase::Unpacking)
            source.cancel();
    };
    const std::string big = TarBuilder().file("f", std::string(5'000'000, 'x')).bytes();
    TARE_FAILS(load(dockerArchive({makeImage({big, m_base}, {"a"})}), options), Errc::Cancelled);
    QVERIFY(m_store->list()->empty());
}

void ArchiveTest::otherPlatformWhenAsked()
{
    const TestImage image = makeImage({m_base}, {"a:1"}, nullptr, "s390x");
    TARE_OK(load(dockerArchive({image}), {}, *oci::Platform::parse("linux/s390x")));
}

void ArchiveTest::imports()
{
    const oci::Platform here = oci::Platform::ofThisMachine();
    for (const std::string &bytes : {m_base, gzip(m_base), zstd(m_base), xz(m_base), bzip2(m_base)}) {
        const bool kept = bytes != xz(m_base) && bytes != bzip2(m_base); // there is no media type for them
        const std::string file = m_home->file("rootfs");
        TARE_OK(writeFileAtomic(file, bytes));
        const auto image = importRootfs(*m_store, {file, *oci::Reference::parse("mine"), here, {}, {}}, {});
        TARE_OK(image);
        QCOMPARE(image->config.diffIds.at(0).hex(), hexOf(m_base));
        QCOMPARE(image->layers.at(0).digest.hex() == hexOf(bytes), kept);
        if (!kept)
            QCOMPARE(image->layers.at(0).mediaType, std::string(oci::media::ociLayerGzip));
        QCOMPARE(*readFile(m_store->layerFolders(*image)->at(0) + "/etc/motd"), std::string("hello"));
        QVERIFY(m_store->find("mine")->id == image->id);
        QVERIFY(!image->config.env.empty());
    }
}

void ArchiveTest::importChanges()
{
    const std::string file = m_home->file("rootfs");
    TARE_OK(writeFileAtomic(file, m_base));
    const oci::Platform here = oci::Platform::ofThisMachine();
    const oci::Reference name = *oci::Reference::parse("mine");
    const std::vector<std::string> changes = {
        "CMD [\"a\",\"b\"]", "entrypoint run it", "ENV A=1 B=\"two words\"", "ENV C d", "LABEL k=v",
        "WORKDIR /w", "USER 5:6", "EXPOSE 80 53/udp", "VOLUME /v", "STOPSIGNAL INT"};
    const auto image = importRootfs(*m_store, {file, name, here, changes, "by hand"}, {});
    TARE_OK(image);
    const oci::ImageConfig &c = image->config;
    QCOMPARE(c.cmd, (std::vector<std::string>{"a", "b"}));
    QCOMPARE(c.entrypoint, (std::vector<std::string>{"/bin/sh", "-c", "run it"}));
    QCOMPARE(c.env, (std::vector<std::string>{"A=1", "B=two words", "C=d"}));
    QCOMPARE(c.labels.at("k"), std::string("v"));
    QCOMPARE(c.workingDir, std::string("/w"));
    QCOMPARE(c.user, std::string("5:6"));
    QCOMPARE(c.exposedPorts, (std::vector<std::string>{"53/udp", "80/tcp"}));
    QCOMPARE(c.volumes, std::vector<std::string>{"/v"});
    QCOMPARE(c.stopSignal, std::string("INT"));
    QCOMPARE(c.history.at(0).comment, std::string("by hand"));
    const auto nameless = importRootfs(*m_store, {file, {}, here, {}, {}}, {});
    TARE_OK(nameless);
    QVERIFY(nameless->names.empty());
    for (const char *bad : {"RUN x", "CMD", "CMD [1]", "CMD [\"a\"", "ENV A", "WORKDIR x", ""})
        TARE_FAILS(importRootfs(*m_store, {file, name, here, {bad}, {}}, {}), Errc::InvalidArgument);
}

void ArchiveTest::importRefuses()
{
    const oci::Platform here = oci::Platform::ofThisMachine();
    const oci::Reference name = *oci::Reference::parse("mine");
    const std::string file = m_home->file("rootfs");
    for (const std::string &bytes : {std::string(), std::string(3000, 'x'), m_base.substr(0, 1030), gzip(m_base).substr(0, 50)}) {
        TARE_OK(writeFileAtomic(file, bytes));
        const auto image = importRootfs(*m_store, {file, name, here, {}, {}}, {});
        TARE_FAILS(image, Errc::CorruptArchive);
        QVERIFY(image.error().text().find(file) != std::string::npos);
    }
    TARE_FAILS(importRootfs(*m_store, {m_home->file("none"), name, here, {}, {}}, {}), Errc::NotFound);
    TARE_FAILS(importRootfs(*m_store, {m_home->dir(), name, here, {}, {}}, {}), Errc::InvalidArgument);
    QVERIFY(m_store->list()->empty());
}

void ArchiveTest::starterIsTheSameTwice()
{
    const auto first = ensureStarter(*m_store, {});
    TARE_OK(first);
    QCOMPARE(first->names, std::vector<std::string>{starterName});
    QCOMPARE(first->config.cmd, std::vector<std::string>{"sh"});
    const std::string root = m_store->layerFolders(*first)->at(0);
    QVERIFY(exists(root + "/bin/sh"));
    QVERIFY(exists(root + "/etc/passwd"));
    const TempHome other;
    auto store = Store::open(other.paths());
    QVERIFY(ensureStarter(*store, {})->id == first->id);
    QVERIFY(ensureStarter(*m_store, {})->id == first->id);
}

void ArchiveTest::starterByManyAtOnce()
{
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&] {
            auto store = Store::open(m_home->paths());
            good += store && ensureStarter(*store, {}) ? 1 : 0;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good.load(), 6);
    QCOMPARE(m_store->list()->size(), std::size_t{1});
}

void ArchiveTest::starterWithoutBusybox()
{
    qputenv("TARE_BUSYBOX", "/nonexistent");
    auto image = ensureStarter(*m_store, {});
    TARE_FAILS(image, Errc::NotOnThisMachine);
    QVERIFY(image.error().advice.find("apt install busybox-static") != std::string::npos);
    qputenv("TARE_BUSYBOX", "/bin/sh"); // a program, but a dynamic one
    image = ensureStarter(*m_store, {});
    TARE_FAILS(image, Errc::NotOnThisMachine);
    QVERIFY(image.error().text().find("static") != std::string::npos);
    qunsetenv("TARE_BUSYBOX");
}

void ArchiveTest::unpacksAgain()
{
    const auto images = load(dockerArchive({makeImage({m_base, m_second}, {"a"}, gzip)}));
    TARE_OK(images);
    const std::string top = m_store->layerFolders(images->at(0))->at(1);
    TARE_OK(removeTree(top + "/.."));
    TARE_FAILS(m_store->layerFolders(images->at(0)), Errc::NotFound);
    TARE_OK(unpackStored(*m_store, images->at(0), {}));
    QCOMPARE(*readFile(top + "/new"), std::string("x"));
    // A blob that rotted on the disk is seen.
    TARE_OK(removeTree(top + "/.."));
    const std::string blob = m_store->blobPath(images->at(0).layers[1].digest);
    const std::string sound = *readFile(blob);
    TARE_OK(writeFileAtomic(blob, gzip(m_base)));
    TARE_FAILS(unpackStored(*m_store, images->at(0), {}), Errc::DigestMismatch);
    TARE_OK(writeFileAtomic(blob, sound));
    TARE_OK(unpackStored(*m_store, images->at(0), {}));
}

TARE_ROOT_TEST_MAIN(ArchiveTest)
#include "archive_test.moc"
