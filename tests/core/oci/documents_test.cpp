// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oci/image_config.h"
#include "core/oci/manifest.h"
#include "core/oci/media_type.h"
#include "core/oci/platform.h"
#include "tests/support/result_test.h"

using namespace tare;
using namespace tare::oci;

namespace {

const std::string hexA(64, 'a');
const std::string hexB(64, 'b');

std::string descriptor(const std::string &type, const std::string &hex, const std::string &rest = {})
{
    return "{\"mediaType\":\"" + type + "\",\"size\":3,\"digest\":\"sha256:" + hex + "\"" + rest + "}";
}

std::string manifestText(const std::string &config, const std::string &layers)
{
    return "{\"schemaVersion\":2,\"config\":" + config + ",\"layers\":[" + layers + "]}";
}

std::string platformText(const std::string &os, const std::string &architecture, const std::string &variant = {})
{
    return ",\"platform\":{\"os\":\"" + os + "\",\"architecture\":\"" + architecture + "\"" +
           (variant.empty() ? "" : ",\"variant\":\"" + variant + "\"") + "}";
}

} // namespace

class DocumentsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void digestOfKnownBytes();
    void digestIsStrict();
    void chainIds();
    void configIsRead();
    void configKeepsItsBytes();
    void configRefuses();
    void configOfWrongTypesDoesNotThrow();
    void manifestIsRead();
    void manifestRefuses();
    void manifestConfusionIsRefused();
    void indexChooses();
    void indexSkipsAttestations();
    void indexNamesWhatThereIs();
    void platforms();
};

void DocumentsTest::digestOfKnownBytes()
{
    QCOMPARE(Digest::sha256("abc").hex(),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")); // FIPS 180-2
    Hasher hasher("sha512");
    hasher.update("a");
    hasher.update("bc");
    QVERIFY(hasher.finish().text().starts_with("sha512:ddaf35a193617abacc417349ae204131"));
}

void DocumentsTest::digestIsStrict()
{
    TARE_OK(Digest::parse("sha256:" + hexA));
    for (const std::string &bad : {std::string(), std::string("sha256"), "sha256:" + hexA + "a", "sha256:" + hexA.substr(1),
                                   "SHA256:" + hexA, "sha256:" + std::string(64, 'A'), "sha1:" + std::string(40, 'a'),
                                   "sha512:" + hexA, "sha256:" + std::string(63, 'a') + "/", "sha256:../" + hexA.substr(3)})
        TARE_FAILS(Digest::parse(bad), Errc::InvalidArgument);
}

void DocumentsTest::chainIds()
{
    const Digest a = *Digest::parse("sha256:" + hexA);
    const Digest b = *Digest::parse("sha256:" + hexB);
    QVERIFY(nextChainId({}, a) == a);
    QVERIFY(nextChainId(a, b) == Digest::sha256("sha256:" + hexA + " sha256:" + hexB));
}

void DocumentsTest::configIsRead()
{
    const auto c = ImageConfig::parse(
        R"({"architecture":"arm64","variant":"v8","os":"linux","created":"2024-01-02T03:04:05Z","config":{)"
        R"("Entrypoint":["/e"],"Cmd":["a","b"],"Env":["X=1"],"WorkingDir":"/w","User":"1:2","StopSignal":"SIGQUIT",)"
        R"("Labels":{"k":"v"},"ExposedPorts":{"80/tcp":{}},"Volumes":{"/v":{}},)"
        R"("Healthcheck":{"Test":["CMD","true"],"Interval":30000000000,"Retries":3},"OnBuild":["RUN x"],)"
        R"("Shell":["/bin/bash","-c"],"ArgsEscaped":true},"rootfs":{"type":"layers","diff_ids":["sha256:)" +
        hexA + R"("]},"history":[{"created_by":"x","empty_layer":true}]})");
    TARE_OK(c);
    QCOMPARE(c->architecture, std::string("arm64"));
    QCOMPARE(c->variant, std::string("v8"));
    QCOMPARE(c->created, std::int64_t{1704164645000000000});
    QVERIFY(c->entrypoint == std::vector<std::string>{"/e"});
    QVERIFY((c->cmd == std::vector<std::string>{"a", "b"}));
    QVERIFY(c->env == std::vector<std::string>{"X=1"});
    QCOMPARE(c->workingDir, std::string("/w"));
    QCOMPARE(c->user, std::string("1:2"));
    QCOMPARE(c->stopSignal, std::string("SIGQUIT"));
    QCOMPARE(c->labels.at("k"), std::string("v"));
    QVERIFY(c->exposedPorts == std::vector<std::string>{"80/tcp"});
    QVERIFY(c->volumes == std::vector<std::string>{"/v"});
    QVERIFY(c->healthCheck.has_value());
    QVERIFY((*c->healthCheck == HealthCheck{{"CMD", "true"}, 30'000'000'000, 0, 0, 0, 3}));
    QVERIFY(c->onBuild == std::vector<std::string>{"RUN x"});
    QVERIFY((c->shell == std::vector<std::string>{"/bin/bash", "-c"}));
    QVERIFY(c->argsEscaped);
    QCOMPARE(c->diffIds.size(), std::size_t{1});
    QVERIFY(c->history.at(0).emptyLayer);
}

void DocumentsTest::configKeepsItsBytes()
{
    const std::string bytes = R"( {"rootfs" : {"type":"layers"}, "later":{"unknown":[1,2]} } )";
    const auto c = ImageConfig::parse(bytes);
    TARE_OK(c);
    QCOMPARE(c->bytes, bytes);
}

void DocumentsTest::configRefuses()
{
    TARE_FAILS(ImageConfig::parse(""), Errc::InvalidArgument);
    TARE_FAILS(ImageConfig::parse("[]"), Errc::InvalidArgument);
    TARE_FAILS(ImageConfig::parse("{}"), Errc::Unsupported);
    TARE_FAILS(ImageConfig::parse(R"({"rootfs":{"type":"other"}})"), Errc::Unsupported);
    TARE_FAILS(ImageConfig::parse(R"({"rootfs":{"type":"layers","diff_ids":["x"]}})"), Errc::InvalidArgument);
    TARE_FAILS(ImageConfig::parse(R"({"rootfs":{"type":"layers","diff_ids":"x"}})"), Errc::InvalidArgument);
    TARE_FAILS(ImageConfig::parse(std::string(maxDocument + 1, ' ')), Errc::TooLarge);
    std::string many;
    for (std::size_t i = 0; i <= maxLayers; ++i)
        many += (i == 0 ? "\"sha256:" : ",\"sha256:") + hexA + "\"";
    TARE_FAILS(ImageConfig::parse(R"({"rootfs":{"type":"layers","diff_ids":[)" + many + "]}}"), Errc::TooLarge);
    TARE_FAILS(ImageConfig::parse(std::string(100'000, '[')), Errc::InvalidArgument);
}

void DocumentsTest::configOfWrongTypesDoesNotThrow()
{
    const auto c = ImageConfig::parse(
        R"({"architecture":1,"os":[],"created":{},"config":{"Cmd":"sh","Env":[1,null,"A=1"],"Labels":[1],"User":5},)"
        R"("rootfs":{"type":"layers"},"history":{"a":1}})");
    TARE_OK(c);
    QVERIFY(c->cmd.empty());
    QVERIFY(c->env == std::vector<std::string>{"A=1"});
    QVERIFY(c->user.empty());
}

void DocumentsTest::manifestIsRead()
{
    const auto m = Manifest::parse(manifestText(descriptor(media::dockerConfig, hexA), descriptor(media::dockerLayerGzip, hexB)),
                                   media::dockerManifest);
    TARE_OK(m);
    QCOMPARE(m->mediaType, std::string(media::dockerManifest));
    QCOMPARE(m->config.digest.hex(), hexA);
    QCOMPARE(m->layers.at(0).size, std::int64_t{3});
}

void DocumentsTest::manifestRefuses()
{
    const std::string config = descriptor(media::ociConfig, hexA);
    TARE_FAILS(Manifest::parse("x"), Errc::InvalidArgument);
    TARE_FAILS(Manifest::parse("{\"schemaVersion\":1,\"fsLayers\":[]}"), Errc::Unsupported);
    TARE_FAILS(Manifest::parse(manifestText(config, ""), media::dockerSchema1Signed), Errc::Unsupported);
    TARE_FAILS(Manifest::parse(manifestText(descriptor("application/vnd.oci.empty.v1+json", hexA), "")), Errc::Unsupported);
    TARE_FAILS(Manifest::parse(manifestText(config, descriptor(std::string(media::ociLayerGzip) + "+encrypted", hexB))),
               Errc::Unsupported);
    TARE_FAILS(Manifest::parse(manifestText(config, descriptor("text/plain", hexB))), Errc::Unsupported);
    TARE_FAILS(Manifest::parse(manifestText(config, descriptor(media::ociLayer, "../../etc"))), Errc::InvalidArgument);
    TARE_FAILS(Manifest::parse(R"({"schemaVersion":2,"layers":[]})"), Errc::InvalidArgument);
    std::string huge = config;
    huge.replace(huge.find("\"size\":3"), 8, "\"size\":99999999");
    TARE_FAILS(Manifest::parse(manifestText(huge, "")), Errc::TooLarge);
    std::string negative = config;
    negative.replace(negative.find("\"size\":3"), 8, "\"size\":-1");
    TARE_FAILS(Manifest::parse(manifestText(negative, "")), Errc::InvalidArgument);
}

// CVE-2021-41190: one document that two readers take for two things.
void DocumentsTest::manifestConfusionIsRefused()
{
    const std::string both = "{\"schemaVersion\":2,\"config\":" + descriptor(media::ociConfig, hexA) +
                             ",\"layers\":[],\"manifests\":[]}";
    TARE_FAILS(documentKind(both), Errc::InvalidArgument);
    TARE_FAILS(documentKind("{\"schemaVersion\":2}"), Errc::InvalidArgument);
    const std::string saysIndex = "{\"schemaVersion\":2,\"mediaType\":\"" + std::string(media::ociIndex) +
                                  "\",\"config\":" + descriptor(media::ociConfig, hexA) + ",\"layers\":[]}";
    TARE_FAILS(documentKind(saysIndex), Errc::InvalidArgument);
    const std::string index = "{\"schemaVersion\":2,\"mediaType\":\"" + std::string(media::ociIndex) + "\",\"manifests\":[]}";
    TARE_OK(documentKind(index, media::ociIndex));
    TARE_FAILS(documentKind(index, media::dockerList), Errc::InvalidArgument);
    TARE_FAILS(documentKind(index, media::ociManifest), Errc::InvalidArgument);
}

void DocumentsTest::indexChooses()
{
    const std::string text = "{\"schemaVersion\":2,\"manifests\":[" +
                             descriptor(media::ociManifest, std::string(64, '1'), platformText("linux", "arm", "v7")) + "," +
                             descriptor(media::ociManifest, std::string(64, '2'), platformText("linux", "arm", "v6")) + "," +
                             descriptor(media::ociManifest, std::string(64, '3'), platformText("linux", "amd64", "v3")) + "," +
                             descriptor(media::ociManifest, std::string(64, '4'), platformText("linux", "amd64")) + "," +
                             descriptor(media::ociManifest, std::string(64, '5'), platformText("linux", "arm64", "v8")) + "," +
                             descriptor(media::ociManifest, std::string(64, '6'), platformText("windows", "amd64")) + "]}";
    const auto index = Index::parse(text);
    TARE_OK(index);
    auto chosen = [&](const char *platform) {
        const auto d = index->choose(*Platform::parse(platform), "x");
        return d ? d->digest.hex().substr(0, 1) : std::string(errcName(d.error().code));
    };
    QCOMPARE(chosen("linux/amd64"), std::string("4"));
    QCOMPARE(chosen("linux/x86_64"), std::string("4"));
    QCOMPARE(chosen("linux/amd64/v3"), std::string("3"));
    QCOMPARE(chosen("linux/arm64"), std::string("5"));
    QCOMPARE(chosen("linux/arm/v7"), std::string("1"));
    QCOMPARE(chosen("linux/arm/v6"), std::string("2"));
    QCOMPARE(chosen("linux/arm/v5"), std::string("WrongPlatform"));
    QCOMPARE(chosen("windows/amd64"), std::string("6"));
    QCOMPARE(chosen("linux/s390x"), std::string("WrongPlatform"));
}

void DocumentsTest::indexSkipsAttestations()
{
    const std::string text =
        "{\"schemaVersion\":2,\"manifests\":[" +
        descriptor(media::ociManifest, hexA, platformText("unknown", "unknown")) + "," +
        descriptor(media::ociManifest, hexA, ",\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}") +
        "," + descriptor("application/vnd.cncf.something", hexA, platformText("linux", "amd64")) + "]}";
    const auto index = Index::parse(text);
    TARE_OK(index);
    TARE_FAILS(index->choose(*Platform::parse("linux/amd64"), "x"), Errc::WrongPlatform);
}

void DocumentsTest::indexNamesWhatThereIs()
{
    const auto index = Index::parse("{\"schemaVersion\":2,\"manifests\":[" +
                                    descriptor(media::ociManifest, hexA, platformText("linux", "s390x")) + "]}");
    const auto d = index->choose(*Platform::parse("linux/amd64"), "some/image:1");
    TARE_FAILS(d, Errc::WrongPlatform);
    QVERIFY(d.error().text().find("linux/s390x") != std::string::npos);
    QVERIFY(d.error().text().find("some/image:1") != std::string::npos);
}

void DocumentsTest::platforms()
{
    QCOMPARE(Platform::parse("Linux/aarch64")->text(), std::string("linux/arm64"));
    QCOMPARE(Platform::parse("linux/arm64/v8")->text(), std::string("linux/arm64"));
    QCOMPARE(Platform::parse("linux/armhf")->text(), std::string("linux/arm/v7"));
    TARE_FAILS(Platform::parse("linux"), Errc::InvalidArgument);
    TARE_FAILS(Platform::parse("linux/"), Errc::InvalidArgument);
    TARE_FAILS(Platform::parse("a/b/c/d"), Errc::InvalidArgument);
    QVERIFY(Platform::ofThisMachine().rank(Platform::ofThisMachine()) > 0);
}

QTEST_GUILESS_MAIN(DocumentsTest)
#include "documents_test.moc"
