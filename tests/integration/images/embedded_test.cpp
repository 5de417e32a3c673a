// SPDX-License-Identifier: GPL-3.0-or-later
// Descriptors that bring their content along (image-spec 1.1, descriptor.md, "Embedded Content"), in archives and from
// registries.
#include "core/base/file.h"
#include "core/image/archive/load.h"
#include "core/image/pull.h"
#include "core/oci/base64.h"
#include "core/oci/media_type.h"
#include "tests/core/image/fixture.h"
#include "tests/core/image/root_main.h"
#include "tests/core/registry/mock_server.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

using namespace tare;
using namespace tare::image;

namespace {

std::string descriptor(const std::string &type, const std::string &bytes, const std::string &data, const std::string &more = {})
{
    return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + oci::Digest::sha256(bytes).text() +
           "\",\"size\":" + std::to_string(bytes.size()) + ",\"data\":" + data + more + "}";
}

std::string quoted(const std::string &bytes) { return "\"" + oci::base64Encode(bytes) + "\""; }

// One image whose documents are all in its index. `lie`: which of them has other data than its digest says.
struct Embedded
{
    explicit Embedded(const std::string &lie = {}, const std::string &lied = "\"b3RoZXI=\"")
    {
        image = makeImage({TarBuilder().file("hello", "world").bytes()}, {"whole:1"}, gzip);
        const auto data = [&](const char *what, const std::string &bytes) { return lie == what ? lied : quoted(bytes); };
        manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + std::string(oci::media::ociManifest) + "\",\"config\":" +
                   descriptor(oci::media::ociConfig, image.config, data("config", image.config)) + ",\"layers\":[" +
                   descriptor(oci::media::ociLayerGzip, image.layers[0], data("layer", image.layers[0])) + "]}";
        entry = descriptor(oci::media::ociManifest, manifest, data("manifest", manifest),
                           ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"whole:1\"}");
        index = "{\"schemaVersion\":2,\"mediaType\":\"" + std::string(oci::media::ociIndex) + "\",\"manifests\":[" + entry + "]}";
    }
    // Without a single blob, or with all of them.
    [[nodiscard]] std::string archive(bool blobs) const
    {
        TarBuilder tar;
        tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}").file("index.json", index);
        for (const std::string &blob : {image.config, manifest, image.layers[0]}) {
            if (blobs)
                tar.file("blobs/sha256/" + oci::Digest::sha256(blob).hex(), blob);
        }
        return tar.bytes();
    }
    TestImage image;
    std::string manifest, entry, index;
};

// A registry that has the index and nothing else, or everything.
class Registry
{
public:
    Registry(const Embedded &what, bool blobs)
        : m_server([what, blobs](const MockRequest &r) {
              if (r.target == "/v2/")
                  return MockReply{200, {}, "{}"};
              if (r.target == "/v2/a/manifests/1")
                  return MockReply{200, {"Content-Type: " + std::string(oci::media::ociIndex)}, what.index};
              for (const std::string &blob : {what.image.config, what.manifest, what.image.layers[0]}) {
                  if (blobs && r.target.ends_with(oci::Digest::sha256(blob).text()))
                      return MockReply{200, {"Content-Type: " + std::string(oci::media::ociManifest)}, blob};
              }
              return MockReply{404, {}, "{}"};
          })
    {
    }
    [[nodiscard]] Result<StoredImage> pull(Store &store) const
    {
        PullFrom from;
        from.reference = TARE_TRY(oci::Reference::parse(m_server.host() + "/a:1"));
        from.platform = oci::Platform::ofThisMachine();
        from.http.backOff = std::chrono::milliseconds(1);
        return pullImage(store, from, {});
    }
    [[nodiscard]] std::size_t asked() const { return m_server.requestsOf("/v2/a/").size(); }

private:
    MockServer m_server;
};

} // namespace

class EmbeddedTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void archiveWithoutBlobs();
    void pullOfOneDocument();
    void lies_data();
    void lies();
};

void EmbeddedTest::archiveWithoutBlobs()
{
    const TempHome home;
    auto store = Store::open(home.paths());
    const Embedded whole;
    for (const bool packed : {false, true}) {
        const std::string file = home.file("image.tar");
        TARE_OK(writeFileAtomic(file, packed ? gzip(whole.archive(false)) : whole.archive(false)));
        const auto images = loadArchive(*store, file, oci::Platform::ofThisMachine(), {});
        TARE_OK(images);
        QCOMPARE(images->size(), std::size_t{1});
        QCOMPARE(images->at(0).id.text(), whole.image.id());
        QCOMPARE(images->at(0).names, std::vector<std::string>{"whole:1"});
        QCOMPARE(images->at(0).manifest, oci::Digest::sha256(whole.manifest));
        QCOMPARE(*readFile(store->layerFolders(images->at(0))->at(0) + "/hello"), std::string("world"));
        QCOMPARE(storeFault(home.paths()), std::string());
        TARE_OK(store->remove("whole:1", false, {}));
    }
    QCOMPARE(treeOf(home.paths().temporary()), std::vector<std::string>());
}

void EmbeddedTest::pullOfOneDocument()
{
    const TempHome home;
    auto store = Store::open(home.paths());
    const Embedded whole;
    const Registry registry(whole, false);
    const auto image = registry.pull(*store);
    TARE_OK(image);
    QCOMPARE(image->id.text(), whole.image.id());
    QCOMPARE(*readFile(store->layerFolders(*image)->at(0) + "/hello"), std::string("world"));
    QCOMPARE(registry.asked(), std::size_t{1}); // the index alone
    QCOMPARE(storeFault(home.paths()), std::string());
    QCOMPARE(image->repoDigests.at(0).substr(image->repoDigests.at(0).find('@') + 1), oci::Digest::sha256(whole.index).text());
    QCOMPARE(treeOf(home.paths().temporary()), std::vector<std::string>());
}

void EmbeddedTest::lies_data()
{
    QTest::addColumn<QString>("which");
    QTest::addColumn<QString>("data");
    QTest::addColumn<int>("error");
    for (const char *which : {"manifest", "config", "layer"}) {
        QTest::addRow("%s of other bytes", which) << which << QStringLiteral("\"b3RoZXI=\"") << static_cast<int>(Errc::DigestMismatch);
        QTest::addRow("%s of none", which) << which << QStringLiteral("\"\"") << static_cast<int>(Errc::DigestMismatch);
        QTest::addRow("%s of no base64", which) << which << QStringLiteral("\"?\"") << static_cast<int>(Errc::InvalidArgument);
        QTest::addRow("%s of a number", which) << which << QStringLiteral("7") << static_cast<int>(Errc::InvalidArgument);
    }
    // As many bytes as there should be.
    const Embedded honest;
    QTest::newRow("config of the right size") << QStringLiteral("config")
                                              << QString::fromStdString(quoted(std::string(honest.image.config.size(), ' ')))
                                              << static_cast<int>(Errc::DigestMismatch);
}

// The content itself would be there, in the archive and in the registry: it is refused all the same.
void EmbeddedTest::lies()
{
    QFETCH(QString, which);
    QFETCH(QString, data);
    QFETCH(int, error);
    const Embedded lying(which.toStdString(), data.toStdString());
    const TempHome home;
    auto store = Store::open(home.paths());
    const std::string file = home.file("image.tar");
    TARE_OK(writeFileAtomic(file, lying.archive(true)));
    TARE_FAILS(loadArchive(*store, file, oci::Platform::ofThisMachine(), {}), static_cast<Errc>(error));
    const Registry registry(lying, true);
    TARE_FAILS(registry.pull(*store), static_cast<Errc>(error));
    QVERIFY(store->list()->empty());
    TARE_OK(store->cleanUp());
    QCOMPARE(treeOf(home.paths().temporary()), std::vector<std::string>());
}

TARE_ROOT_TEST_MAIN(EmbeddedTest)
#include "embedded_test.moc"
