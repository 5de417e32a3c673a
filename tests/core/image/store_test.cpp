// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/image/archive/load.h"
#include "core/image/inspect_json.h"
#include "core/image/layer_record.h"
#include "core/image/store.h"
#include "core/image/store_write.h"
#include "core/image/work_folder.h"
#include "core/oci/media_type.h"
#include "tests/core/image/fixture.h"
#include "tests/core/image/root_main.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

using namespace tare;
using namespace tare::image;

class StoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void isAnOciLayout();
    void findsByEveryName();
    void tagsMove();
    void removesByName();
    void removesById();
    void removeKeepsWhatOthersShare();
    void removeOfAnImageInUse();
    void removesManyAtOnce();
    void sweepSparesLivingWork();
    void deadWorkIsRemoved();
    void othersCannotLookIn();
    void inspect();
    void sameImageUnderAnotherManifest();
    void damageIsAnErrorAndNothingElse();

private:
    StoredImage load(const TestImage &image);
    std::size_t blobs() const { return treeOf(m_home->paths().images() + "/blobs/sha256").size(); }
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<Store> m_store;
    const std::string m_base = TarBuilder().file("base", "1").bytes();
    const std::string m_other = TarBuilder().file("other", "22").bytes();
};

void StoreTest::init()
{
    m_home = std::make_unique<TempHome>();
    m_store = std::make_unique<Store>(*Store::open(m_home->paths()));
}

void StoreTest::cleanup()
{
    QCOMPARE(storeFault(m_home->paths()), std::string());
    m_store.reset();
    m_home.reset();
}

StoredImage StoreTest::load(const TestImage &image)
{
    const std::string file = m_home->file("archive.tar");
    if (!writeFileAtomic(file, dockerArchive({image})))
        qFatal("cannot write the archive");
    auto loaded = loadArchive(*m_store, file, oci::Platform::ofThisMachine(), {});
    if (!loaded)
        qFatal("cannot load: %s", loaded.error().text().c_str());
    return loaded->at(0);
}

void StoreTest::isAnOciLayout()
{
    QCOMPARE(*readFile(m_home->paths().images() + "/oci-layout"), std::string("{\"imageLayoutVersion\":\"1.0.0\"}\n"));
    load(makeImage({m_base}, {"a:1", "registry.example:5000/b/c:2"}));
    const auto index = QJsonDocument::fromJson(
        QByteArray::fromStdString(*readFile(m_home->paths().images() + "/index.json"))).object();
    QCOMPARE(index[QStringLiteral("schemaVersion")].toInt(), 2);
    QStringList names;
    QStringList full;
    for (const auto &entry : index[QStringLiteral("manifests")].toArray()) {
        const QJsonObject annotations = entry.toObject()[QStringLiteral("annotations")].toObject();
        names << annotations[QStringLiteral("org.opencontainers.image.ref.name")].toString();
        full << annotations[QStringLiteral("io.containerd.image.name")].toString();
    }
    QCOMPARE(names, (QStringList{QStringLiteral("a:1"), QStringLiteral("registry.example:5000/b/c:2")}));
    QCOMPARE(full, (QStringList{QStringLiteral("docker.io/library/a:1"), QStringLiteral("registry.example:5000/b/c:2")}));
}

void StoreTest::findsByEveryName()
{
    const TestImage test = makeImage({m_base}, {"some/name:1", "some/name:latest"});
    const StoredImage image = load(test);
    QCOMPARE(image.id.text(), test.id());
    QCOMPARE(image.names, (std::vector<std::string>{"some/name:1", "some/name:latest"}));
    for (const std::string &name : {std::string("some/name"), std::string("some/name:1"), std::string("docker.io/some/name:1"),
                                    image.id.text(), image.id.hex(), image.id.hex().substr(0, 12), image.id.hex().substr(0, 1),
                                    "sha256:" + image.id.hex().substr(0, 7), image.manifest.text()}) {
        const auto found = m_store->find(name);
        TARE_OK(found);
        QVERIFY(found->id == image.id);
        QVERIFY(found->names == image.names);
    }
    for (const char *name : {"", "some/name:2", "name", "sha256:", "zz", "SOME", "../x", "sha256:zz"})
        TARE_FAILS(m_store->find(name), Errc::NoSuchImage);
    // A name that looks like a part of an id is a name first.
    const std::string hexName = image.id.hex().substr(0, 4);
    const StoredImage second = load(makeImage({m_other}, {"b"}));
    TARE_OK(m_store->tag("b", *oci::Reference::parse(hexName)));
    QVERIFY(m_store->find(hexName)->id == second.id);
    // With sixteen first digits and more images than that, one digit cannot be enough.
    for (int i = 0; i < 17; ++i)
        load(makeImage({TarBuilder().file("f", std::to_string(i)).bytes()}, {}));
    int ambiguous = 0;
    for (const char *digit : {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b", "c", "d", "e", "f"}) {
        const auto found = m_store->find(std::string("sha256:") + digit);
        ambiguous += !found && found.error().code == Errc::AmbiguousId ? 1 : 0;
    }
    QVERIFY(ambiguous > 0);
}

void StoreTest::tagsMove()
{
    const StoredImage first = load(makeImage({m_base}, {"x:1"}));
    const StoredImage second = load(makeImage({m_other}, {"x:1"}));
    QVERIFY(m_store->find("x:1")->id == second.id);
    const auto old = m_store->find(first.id.text());
    TARE_OK(old);
    QVERIFY(old->names.empty()); // dangling, as with Docker
    QCOMPARE(m_store->list()->size(), std::size_t{2});
    TARE_OK(m_store->tag(first.id.hex().substr(0, 12), *oci::Reference::parse("y")));
    QVERIFY(m_store->find("y")->id == first.id);
    TARE_FAILS(m_store->tag("none", *oci::Reference::parse("z")), Errc::NoSuchImage);
    TARE_FAILS(m_store->tag("y", *oci::Reference::parse("z@" + first.id.text())), Errc::InvalidArgument);
}

void StoreTest::removesByName()
{
    const StoredImage image = load(makeImage({m_base}, {"x:1", "x:2"}));
    QCOMPARE(*m_store->remove("x:1", false, {}), (std::vector<std::string>{"Untagged: x:1"}));
    TARE_OK(m_store->find("x:2"));
    const auto lines = m_store->remove("x:2", false, {});
    TARE_OK(lines);
    QCOMPARE(lines->at(0), std::string("Untagged: x:2"));
    QCOMPARE(lines->at(1), "Deleted: " + image.id.text());
    QCOMPARE(lines->at(2), "Deleted: " + image.config.diffIds[0].text());
    QCOMPARE(blobs(), std::size_t{0});
    QCOMPARE(treeOf(m_home->paths().layers()), std::vector<std::string>{"/by-image"});
    QVERIFY(treeOf(m_home->paths().temporary()).empty());
    TARE_FAILS(m_store->remove("x:2", false, {}), Errc::NoSuchImage);
}

void StoreTest::removesById()
{
    const StoredImage image = load(makeImage({m_base}, {"x:1", "x:2"}));
    const std::string shown = image.id.hex().substr(0, 12);
    const auto several = m_store->remove(shown, false, {}); // also within one repository
    TARE_FAILS(several, Errc::ImageInUse);
    QCOMPARE(several.error().text(), "conflict: unable to delete " + shown +
                                         " (must be forced) - image is referenced in multiple repositories");
    TARE_OK(m_store->find("x:2"));
    const auto forced = m_store->remove(shown, true, {});
    TARE_OK(forced);
    QCOMPARE(forced->at(0), std::string("Untagged: x:1"));
    QCOMPARE(forced->at(1), std::string("Untagged: x:2"));
    QCOMPARE(forced->at(2), "Deleted: " + image.id.text());
    QCOMPARE(blobs(), std::size_t{0});
    load(makeImage({m_base}, {"x:1"}));
    TARE_OK(m_store->remove(image.id.text(), false, {}));
    QCOMPARE(blobs(), std::size_t{0});
}

void StoreTest::removeKeepsWhatOthersShare()
{
    load(makeImage({m_base, m_other}, {"both"}));
    const StoredImage one = load(makeImage({m_base}, {"one"}));
    TARE_OK(m_store->remove("both", false, {}));
    const auto left = m_store->find("one");
    TARE_OK(left);
    TARE_OK(m_store->layerFolders(*left));
    QCOMPARE(blobs(), std::size_t{3}); // layer, configuration, manifest
    QVERIFY(exists(m_store->blobPath(one.layers[0].digest)));
}

void StoreTest::removeOfAnImageInUse()
{
    const StoredImage image = load(makeImage({m_base}, {"x:1", "x:2"}));
    const std::string shown = image.id.hex().substr(0, 12);
    const std::string user(64, 'c');
    const std::vector<ImageUse> stopped = {{image.id.text(), user, false}};
    const std::vector<ImageUse> running = {{image.id.text(), user, true}};
    TARE_OK(m_store->remove("x:1", false, running)); // another name is left
    const auto byName = m_store->remove("x:2", false, stopped);
    TARE_FAILS(byName, Errc::ImageInUse);
    QCOMPARE(byName.error().text(), "conflict: unable to remove repository reference \"x:2\" (must force) - container "
                                    "cccccccccccc is using its referenced image " + shown);
    const auto byStopped = m_store->remove(shown, false, stopped);
    TARE_FAILS(byStopped, Errc::ImageInUse);
    QCOMPARE(byStopped.error().text(), "conflict: unable to delete " + shown +
                                           " (must be forced) - image is being used by stopped container cccccccccccc");
    const auto byRunning = m_store->remove(shown, true, running);
    TARE_FAILS(byRunning, Errc::ImageInUse);
    QCOMPARE(byRunning.error().text(), "conflict: unable to delete " + shown +
                                           " (cannot be forced) - image is being used by running container cccccccccccc");
    QCOMPARE(*m_store->remove("x:2", true, running), (std::vector<std::string>{"Untagged: x:2"}));
    const auto left = m_store->find(image.id.text());
    TARE_OK(left);
    QVERIFY(left->names.empty());
    TARE_OK(m_store->layerFolders(*left));
    TARE_OK(m_store->remove(image.id.text(), false, {}));
    QCOMPARE(blobs(), std::size_t{0});
}

void StoreTest::removesManyAtOnce()
{
    const StoredImage both = load(makeImage({m_base, m_other}, {"both"}));
    const StoredImage one = load(makeImage({m_base}, {"one"}));
    const auto sizes = m_store->sizes({both, one});
    QCOMPARE(sizes[0].shared, sizes[1].total);
    QCOMPARE(sizes[1].unique, std::int64_t{0});
    QCOMPARE(sizes[0].shared + sizes[0].unique, sizes[0].total);
    QCOMPARE(m_store->bytes().layers, sizes[0].total); // the shared one is there once
    const std::int64_t before = m_store->bytes().layers + m_store->bytes().blobs;

    const auto would = m_store->removeImages({both.id}, true);
    TARE_OK(would);
    QCOMPARE(m_store->list()->size(), std::size_t{2}); // nothing happened
    const auto removed = m_store->removeImages({both.id}, false);
    TARE_OK(removed);
    QCOMPARE(removed->bytes, would->bytes);
    QCOMPARE(removed->lines, would->lines);
    QCOMPARE(removed->lines[0], std::string("untagged: both:latest"));
    QCOMPARE(removed->lines[1], "deleted: " + both.id.text());
    QCOMPARE(removed->lines.size(), std::size_t{3}); // and the layer that only it had
    QCOMPARE(m_store->bytes().layers + m_store->bytes().blobs, before - removed->bytes);
    TARE_OK(m_store->layerFolders(*m_store->find("one")));
    TARE_OK(m_store->removeImages({one.id}, false));
    QCOMPARE(blobs(), std::size_t{0});
}

void StoreTest::sweepSparesLivingWork()
{
    load(makeImage({m_base}, {"x"}));
    const oci::Digest digest = oci::Digest::sha256("a blob of a pull that goes on");
    const std::string chain(64, 'c');
    auto work = WorkFolder::create(m_home->paths());
    TARE_OK(work);
    QVERIFY(!*work->keepBlob(digest));
    QVERIFY(!*work->keepLayer(chain));
    TARE_OK(writeFileAtomic(m_store->blobPath(digest), "a blob of a pull that goes on"));
    TARE_OK(makeDirs(layerDir(m_home->paths(), chain) + "/diff"));
    TARE_OK(m_store->remove("x", false, {}));
    QVERIFY(exists(m_store->blobPath(digest)));
    QVERIFY(exists(layerDir(m_home->paths(), chain)));
    QVERIFY(exists(work->path()));
    {
        const WorkFolder gone = std::move(*work);
    }
    load(makeImage({m_base}, {"x"}));
    TARE_OK(m_store->remove("x", false, {}));
    QVERIFY(!exists(m_store->blobPath(digest)));
    QVERIFY(!exists(layerDir(m_home->paths(), chain)));
}

void StoreTest::deadWorkIsRemoved()
{
    const std::string dead = m_home->paths().temporary() + "/op-0123456789abcdef";
    TARE_OK(makeDirs(dead + "/layer-1/diff/deep"));
    TARE_OK(writeFileAtomic(dead + "/lock", ""));
    const oci::Digest digest = oci::Digest::sha256("published, never named");
    TARE_OK(writeFileAtomic(dead + "/keep", digest.text() + "\n"));
    TARE_OK(writeFileAtomic(m_store->blobPath(digest), "published, never named"));
    const UniqueFd owner(::open((dead + "/lock").c_str(), O_RDWR | O_CLOEXEC));
    QCOMPARE(::flock(owner.get(), LOCK_EX), 0);
    TARE_OK(m_store->cleanUp()); // its owner lives
    QVERIFY(exists(dead));
    QVERIFY(exists(m_store->blobPath(digest)));
    QCOMPARE(::flock(owner.get(), LOCK_UN), 0);
    TARE_OK(m_store->cleanUp());
    QVERIFY(!exists(dead));
    QVERIFY(!exists(m_store->blobPath(digest)));
    QVERIFY(treeOf(m_home->paths().temporary()).empty());
}

// CVE-2021-41091: a setuid program of an image must be out of the reach of the machine's other users.
void StoreTest::othersCannotLookIn()
{
    const StoredImage image = load(makeImage({m_base}, {"x"}));
    struct stat st
    {};
    for (const std::string &path : {m_home->paths().images(), m_home->paths().temporary(),
                                    m_store->layerFolders(image)->at(0) + "/.."}) {
        QCOMPARE(::stat(path.c_str(), &st), 0);
        QCOMPARE(st.st_mode & 077U, 0U);
    }
    QCOMPARE(::stat(m_store->blobPath(image.id).c_str(), &st), 0);
    QCOMPARE(st.st_mode & 077U, 0U);
}

void StoreTest::inspect()
{
    const StoredImage image = load(makeImage({m_base}, {"x:1"}));
    const auto j = QJsonDocument::fromJson(QByteArray::fromStdString(inspectJson(image, m_store->unpackedSize(image)))).object();
    QCOMPARE(j[QStringLiteral("Id")].toString().toStdString(), image.id.text());
    QCOMPARE(j[QStringLiteral("RepoTags")].toArray(), QJsonArray{QStringLiteral("x:1")});
    QCOMPARE(j[QStringLiteral("Size")].toInt(), 1);
    QCOMPARE(j[QStringLiteral("Os")].toString(), QStringLiteral("linux"));
    QCOMPARE(j[QStringLiteral("Config")].toObject()[QStringLiteral("Cmd")].toArray(), QJsonArray{QStringLiteral("sh")});
    QCOMPARE(j[QStringLiteral("RootFS")].toObject()[QStringLiteral("Layers")].toArray().size(), 1);
}

// The same configuration with gzip and with plain layers: one image, whose first manifest stays.
void StoreTest::sameImageUnderAnotherManifest()
{
    const StoredImage first = load(makeImage({m_base}, {"x"}));
    const StoredImage second = load(makeImage({m_base}, {"y"}, gzip));
    QVERIFY(first.id == second.id);
    QVERIFY(first.manifest == second.manifest);
    QCOMPARE(m_store->list()->size(), std::size_t{1});
    QCOMPARE(m_store->find("x")->names, (std::vector<std::string>{"x:latest", "y:latest"}));
    TARE_OK(m_store->remove(first.id.text(), true, {}));
    QCOMPARE(blobs(), std::size_t{0});
}

void StoreTest::damageIsAnErrorAndNothingElse()
{
    const StoredImage good = load(makeImage({m_base}, {"good"}));
    const StoredImage bad = load(makeImage({m_other}, {"bad"}));
    const std::string manifest = *readFile(m_store->blobPath(bad.manifest));
    for (const std::string &damage : {std::string(), std::string("{}"), std::string("[1,2"), std::string(100'000, '[')}) {
        TARE_OK(writeFileAtomic(m_store->blobPath(bad.manifest), damage));
        QVERIFY(!m_store->find("bad"));
        QCOMPARE(m_store->list()->size(), std::size_t{1});
        QVERIFY(m_store->find("good")->id == good.id);
    }
    TARE_OK(writeFileAtomic(m_store->blobPath(bad.manifest), manifest));
    const std::string index = *readFile(m_home->paths().images() + "/index.json");
    TARE_OK(writeFileAtomic(m_home->paths().images() + "/index.json", "broken"));
    QVERIFY(!m_store->find("good"));
    QVERIFY(!m_store->remove("good", true, {})); // and nothing is swept on the strength of a broken index
    QVERIFY(exists(m_store->blobPath(good.id)));
    TARE_OK(writeFileAtomic(m_home->paths().images() + "/index.json", index));
}

TARE_ROOT_TEST_MAIN(StoreTest)
#include "store_test.moc"
