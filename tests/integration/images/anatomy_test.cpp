// SPDX-License-Identifier: GPL-3.0-or-later
// An image that is here already is pulled under another manifest: what the registry led through is shown beside what is here.
#include "core/base/file.h"
#include "core/image/archive/load.h"
#include "core/image/documents_read.h"
#include "core/image/pull.h"
#include "core/oci/media_type.h"
#include "tests/core/image/fixture.h"
#include "tests/core/image/root_main.h"
#include "tests/core/registry/mock_server.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

using namespace tare;
using namespace tare::image;

namespace {

using Kind = ImageDocument::Kind;

const ImageDocument *documentOf(const ImageDocuments &documents, const std::string &digest)
{
    for (const ImageDocument &d : documents.all) {
        if (d.digest == digest)
            return &d;
    }
    return nullptr;
}

} // namespace

class AnatomyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anotherManifest_data();
    void anotherManifest();
};

void AnatomyTest::anotherManifest_data()
{
    QTest::addColumn<bool>("byIndex");
    QTest::newRow("by an index") << true;
    QTest::newRow("by the manifest itself") << false;
}

void AnatomyTest::anotherManifest()
{
    QFETCH(bool, byIndex);
    const TempHome home;
    auto store = Store::open(home.paths());
    const std::string tar = TarBuilder().file("hello", "world").bytes();
    const TestImage plain = makeImage({tar}, {"here:1"});
    const TestImage packed = makeImage({tar}, {"here:1"}, gzip);
    QCOMPARE(plain.config, packed.config);
    TARE_OK(writeFileAtomic(home.file("image.tar"), dockerArchive({plain})));
    TARE_OK(loadArchive(*store, home.file("image.tar"), oci::Platform::ofThisMachine(), {}));
    const oci::Digest before = store->find("here:1")->manifest;

    const std::string manifest = ociManifest(packed, oci::media::ociLayerGzip);
    const std::string served = oci::Digest::sha256(manifest).text();
    const oci::Platform here = oci::Platform::ofThisMachine();
    const auto entry = [](const std::string &digest, std::size_t size, const std::string &architecture) {
        return std::string("{\"mediaType\":\"") + oci::media::ociManifest + "\",\"digest\":\"" + digest + "\",\"size\":" +
               std::to_string(size) + ",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}}";
    };
    const std::string other = "sha256:" + std::string(64, '1');
    const std::string index = std::string("{\"schemaVersion\":2,\"mediaType\":\"") + oci::media::ociIndex + "\",\"manifests\":[" +
                              entry(served, manifest.size(), here.architecture) + "," + entry(other, 100, "s390x") + "]}";
    const std::string top = byIndex ? oci::Digest::sha256(index).text() : served;
    const MockServer server([&](const MockRequest &r) {
        if (r.target == "/v2/")
            return MockReply{200, {}, "{}"};
        if (byIndex && r.target == "/v2/a/manifests/1")
            return MockReply{200, {"Content-Type: " + std::string(oci::media::ociIndex)}, index};
        if (r.target == "/v2/a/manifests/1" || r.target == "/v2/a/manifests/" + served)
            return MockReply{200, {"Content-Type: " + std::string(oci::media::ociManifest)}, manifest};
        for (const std::string &blob : {packed.config, packed.layers[0]}) {
            if (r.target.ends_with(oci::Digest::sha256(blob).text()))
                return MockReply{200, {}, blob};
        }
        return MockReply{404, {}, "{}"};
    });
    PullFrom from;
    from.reference = *oci::Reference::parse(server.host() + "/a:1");
    from.platform = here;
    const auto image = pullImage(*store, from, {});
    TARE_OK(image);
    QCOMPARE(image->manifest, before); // the bytes that are here stay
    QCOMPARE(store->list()->size(), std::size_t{1});

    // And again after everything that is not needed has been swept away.
    for (int swept = 0; swept < 2; ++swept) {
        const auto documents = readDocuments(*store, *image);
        TARE_OK(documents);
        QCOMPARE(documents->all.at(documents->manifest).digest, before.text());
        const ImageDocument *shown = documentOf(*documents, served);
        QVERIFY(shown != nullptr && shown->kind == Kind::Manifest && shown->bytes == manifest);
        QCOMPARE(documents->all.at(shown->children.at(0)).digest, plain.id()); // the one configuration of both
        const ImageDocument *first = documentOf(*documents, top);
        QVERIFY(first != nullptr && (first->kind == Kind::Index) == byIndex);
        if (byIndex) {
            QCOMPARE(first->bytes, index);
            QCOMPARE(first->children.size(), std::size_t{2});
            QCOMPARE(documents->all.at(first->children.at(0)).digest, served);
            QVERIFY(documents->all.at(first->children.at(1)).check == ImageDocument::Check::Missing);
        }
        if (swept == 0) {
            const TestImage gone = makeImage({TarBuilder().file("x", "y").bytes()}, {"gone:1"});
            TARE_OK(writeFileAtomic(home.file("image.tar"), dockerArchive({gone})));
            TARE_OK(loadArchive(*store, home.file("image.tar"), here, {}));
            TARE_OK(store->remove("gone:1", false, {}));
        }
    }
    QCOMPARE(storeFault(home.paths()), std::string());
    TARE_OK(store->remove(image->id.text(), true, {}));
    QCOMPARE(treeOf(home.paths().images() + "/blobs/sha256"), std::vector<std::string>());
}

TARE_ROOT_TEST_MAIN(AnatomyTest)
#include "anatomy_test.moc"
