// SPDX-License-Identifier: GPL-3.0-or-later
// Whole pulls by tare-image's own function, from a real registry that skopeo pushed to.
#include "core/base/file.h"
#include "core/image/documents_read.h"
#include "core/image/pull.h"
#include "core/image/starter.h"
#include "core/image/store_garbage.h"
#include "core/oci/base64.h"
#include "core/oci/platform.h"
#include "core/registry/insecure_setting.h"
#include "tests/core/image/root_main.h"
#include "tests/integration/registry/registry_server.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QDir>
#include <unistd.h>

using namespace tare;
using namespace tare::image;

namespace {

// The home's store holds the starter; what is pulled goes into another one beside it.
struct Setup
{
    Setup()
    {
        source = home.paths();
        target.root = home.file("pulled");
        target.state = home.file("pulled-state");
        starter = Store::open(source).and_then([](Store store) { return ensureStarter(store, {}); });
    }
    [[nodiscard]] bool push(const std::string &host, const std::string &name,
                            const std::vector<std::string> &extra = {}) const
    {
        std::vector<std::string> argv = {"skopeo", "copy", "-q", "--insecure-policy",
                                         "--dest-tls-verify=false"};
        argv.insert(argv.end(), extra.begin(), extra.end());
        argv.push_back("oci:" + source.images() + ":" + starterName);
        argv.push_back("docker://" + host + "/" + name);
        return runTool(argv).has_value();
    }
    [[nodiscard]] Result<StoredImage> pull(const std::string &name, const UnpackOptions &options = {},
                                           bool insecure = false, const std::string &platform = {}) const
    {
        TARE_CHECK(target.create());
        Store store = TARE_TRY(Store::open(target));
        PullFrom from;
        from.reference = TARE_TRY(oci::Reference::parse(name));
        from.platform =
            platform.empty() ? oci::Platform::ofThisMachine() : TARE_TRY(oci::Platform::parse(platform));
        from.insecure = insecure;
        return pullImage(store, from, options);
    }
    [[nodiscard]] int left() const // in the folder for work that is under way
    {
        return static_cast<int>(QDir(QString::fromStdString(target.temporary()))
                                    .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
                                    .size());
    }
    [[nodiscard]] std::size_t images() const { return Store::open(target)->list()->size(); }

    TempHome home;
    Paths source, target;
    Result<StoredImage> starter;
};

} // namespace

#define START_OR_SKIP(variable, ...)                                                                         \
    auto variable = RegistryServer::start(__VA_ARGS__);                                                      \
    if (!variable)                                                                                           \
    QSKIP("docker-registry does not run here: install docker-registry, skopeo and apache2-utils")

class PullTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formats_data();
    void formats();
    void buildahPushes_data();
    void buildahPushes();
    void againAndByDigest();
    void platformsOfAnIndex();
    void unknown();
    void password();
    void tls();
    void cancelled();
};

void PullTest::formats_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("compression");
    QTest::newRow("docker schema 2, gzip") << "v2s2"
                                           << "gzip";
    QTest::newRow("OCI, gzip") << "oci"
                               << "gzip";
    QTest::newRow("OCI, zstd") << "oci"
                               << "zstd";
}

void PullTest::formats()
{
    QFETCH(QString, format);
    QFETCH(QString, compression);
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    QVERIFY(s.push(registry->host(), "a/b:1",
                   {"--format", format.toStdString(), "--dest-compress-format", compression.toStdString()}));
    const auto got = s.pull(registry->host() + "/a/b:1");
    TARE_OK(got);
    if (format == QLatin1String("oci")) // in Docker's format the configuration is another one
        QCOMPARE(got->id, s.starter->id);
    QCOMPARE(got->config.diffIds, s.starter->config.diffIds);
    QCOMPARE(got->names, std::vector<std::string>{registry->host() + "/a/b:1"});
    QVERIFY(got->layers[0].mediaType.find(compression.toStdString()) != std::string::npos);
    const auto folders = Store::open(s.target)->layerFolders(*got);
    TARE_OK(folders);
    QVERIFY(exists(folders->at(0) + "/bin/busybox"));
    if (format == QLatin1String("oci")) // skopeo sees no manifest of Docker's in an OCI layout
        QVERIFY(runTool({"skopeo", "inspect", "oci:" + s.target.images() + ":" + got->names[0]}));
    QCOMPARE(s.left(), 0);
}

void PullTest::buildahPushes_data()
{
    QTest::addColumn<QString>("format");
    for (const char *format : {"docker", "oci"})
        QTest::newRow(format) << format;
}

// What buildah itself has built: layers, times and history are its own, not ours copied.
void PullTest::buildahPushes()
{
    QFETCH(QString, format);
    if (!isMachinesRoot() || !runTool({"buildah", "--version"}))
        QSKIP("buildah is not installed, or this is not root");
    const Setup s;
    START_OR_SKIP(registry, s.home.dir());
    const auto buildah = [&](const std::vector<std::string> &words) {
        std::vector<std::string> argv = {"buildah", "--root", s.home.file("buildah"), "--runroot", s.home.file("buildah-run"),
                                         "--storage-driver", "vfs"};
        argv.insert(argv.end(), words.begin(), words.end());
        return runTool(argv);
    };
    const std::string name = registry->host() + "/built:1";
    const auto container = buildah({"from", "scratch"});
    QVERIFY(container);
    const std::string id(container->substr(0, container->find('\n')));
    TARE_OK(makeDirs(s.home.file("files/sub")));
    TARE_OK(writeFileAtomic(s.home.file("files/sub/hello"), "world"));
    QVERIFY(buildah({"copy", "-q", id, s.home.file("files"), "/"}));
    QVERIFY(buildah({"config", "--cmd", "/hello", "--label", "made=by buildah", id}));
    QVERIFY(buildah({"commit", "-q", "--format", format.toStdString(), id, name}));
    QVERIFY(buildah({"push", "-q", "--tls-verify=false", name}));
    const auto got = s.pull(name);
    TARE_OK(got);
    const auto shown = buildah({"inspect", "--type", "image", "--format", "{{.FromImageID}}", name});
    QVERIFY(shown);
    QCOMPARE("sha256:" + shown->substr(0, 64), got->id.text());
    QCOMPARE(got->config.labels.at("made"), std::string("by buildah"));
    QCOMPARE(*readFile(Store::open(s.target)->layerFolders(*got)->back() + "/sub/hello"), std::string("world"));
    QVERIFY(buildah({"rm", id}));
    QCOMPARE(s.left(), 0);
}

void PullTest::againAndByDigest()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    QVERIFY(s.push(registry->host(), "a/b:1"));
    const auto first = s.pull(registry->host() + "/a/b:1");
    TARE_OK(first);
    bool here = false;
    bool moved = false;
    UnpackOptions options;
    options.progress = [&](const Progress &p) {
        here = here || p.phase == Progress::Phase::AlreadyHere;
        moved = moved || p.phase == Progress::Phase::Downloading || p.phase == Progress::Phase::Unpacking;
    };
    TARE_OK(s.pull(registry->host() + "/a/b:1", options));
    QVERIFY(here && !moved);
    QCOMPARE(s.images(), 1U);
    const std::string byDigest = registry->host() + "/a/b@" + first->manifest.text();
    QCOMPARE(first->repoDigests, std::vector<std::string>{byDigest});
    const auto second = s.pull(byDigest);
    TARE_OK(second);
    QCOMPARE(second->id, first->id);
    TARE_OK(Store::open(s.target)->find(byDigest));
    TARE_FAILS(s.pull(registry->host() + "/a/b@sha256:" + std::string(64, '0')), Errc::NotFound);
    QCOMPARE(s.left(), 0);
}

void PullTest::platformsOfAnIndex()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    // A layout whose only entry is an index of two platforms; the second one's manifest is not even there.
    const std::string layout = s.home.file("two");
    QVERIFY(runTool({"cp", "-r", s.source.images(), layout}));
    const auto bytes = readFile(s.source.images() + "/blobs/sha256/" + s.starter->manifest.hex());
    TARE_OK(bytes);
    auto entry = [&](const std::string &architecture) {
        return R"({"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":")" +
               s.starter->manifest.text() + R"(","size":)" + std::to_string(bytes->size()) +
               R"(,"platform":{"os":"linux","architecture":")" + architecture + "\"}}";
    };
    const std::string own = oci::Platform::ofThisMachine().architecture;
    const std::string index =
        R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[)" +
        entry("riscv64") + "," + entry(own) + "]}";
    const oci::Digest digest = oci::Digest::sha256(index);
    TARE_OK(writeFileAtomic(layout + "/blobs/sha256/" + digest.hex(), index));
    TARE_OK(writeFileAtomic(
        layout + "/index.json",
        R"({"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.index.v1+json","digest":")" +
            digest.text() + R"(","size":)" + std::to_string(index.size()) +
            R"(,"annotations":{"org.opencontainers.image.ref.name":"two"}}]})"));
    QVERIFY(runTool({"skopeo", "copy", "-q", "--insecure-policy", "--all", "--preserve-digests",
                     "--dest-tls-verify=false", "oci:" + layout + ":two",
                     "docker://" + registry->host() + "/a/two:1"}));
    const auto got = s.pull(registry->host() + "/a/two:1");
    TARE_OK(got);
    QCOMPARE(got->id, s.starter->id);
    QCOMPARE(got->repoDigests, std::vector<std::string>{registry->host() + "/a/two@" + digest.text()});
    // The index is kept while the image is, and leads to it; what it says of other platforms keeps nothing.
    const Store store = *Store::open(s.target);
    TARE_OK(sweep(s.target));
    QCOMPARE(readFile(store.blobPath(digest)).value_or(""), index);
    const auto documents = readDocuments(store, *got);
    TARE_OK(documents);
    QCOMPARE(documents->all.front().children.size(), std::size_t{1});
    const ImageDocument &top = documents->all.at(documents->all.front().children.front());
    QVERIFY(top.kind == ImageDocument::Kind::Index);
    QCOMPARE(top.digest, digest.text());
    QCOMPARE(documents->all.at(documents->manifest).digest, s.starter->manifest.text());
    const auto none = s.pull(registry->host() + "/a/two:1", {}, false, "linux/s390x");
    TARE_FAILS(none, Errc::WrongPlatform);
    QVERIFY(none.error().text().find("linux/riscv64") != std::string::npos);
    // The index says riscv64, the configuration tells the truth.
    TARE_FAILS(s.pull(registry->host() + "/a/two:1", {}, false, "linux/riscv64"), Errc::WrongPlatform);
}

void PullTest::unknown()
{
    const Setup s;
    START_OR_SKIP(registry, s.home.dir());
    TARE_FAILS(s.pull(registry->host() + "/no/such:tag"), Errc::NotFound);
    QCOMPARE(s.images(), 0U);
    QCOMPARE(s.left(), 0);
    const std::string host = registry->host();
    registry.reset();
    TARE_FAILS(s.pull(host + "/no/such:tag"), Errc::NetworkError);
}

void PullTest::password()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir(), {"me", "secret", {}, {}});
    QVERIFY(s.push(registry->host(), "a/b:1", {"--dest-creds", "me:secret"}));
    const std::string name = registry->host() + "/a/b:1";
    TARE_FAILS(s.pull(name), Errc::Unauthorized);
    TARE_OK(makeDirs(s.home.file(".docker")));
    auto login = [&](const std::string &text) {
        return writeFileAtomic(s.home.file(".docker/config.json"),
                               "{\"auths\":{\"" + registry->host() + "\":{\"auth\":\"" +
                                   oci::base64Encode(text) + "\"}}}");
    };
    TARE_OK(login("me:wrong"));
    TARE_FAILS(s.pull(name), Errc::Unauthorized);
    QCOMPARE(s.images(), 0U);
    TARE_OK(login("me:secret"));
    TARE_OK(s.pull(name));
}

void PullTest::tls()
{
    const Setup s;
    TARE_OK(s.starter);
    const std::string certificate = s.home.file("cert.pem");
    const std::string key = s.home.file("key.pem");
    QVERIFY(runTool({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                     "-nodes", "-days", "2", "-subj", "/CN=tests", "-addext", "subjectAltName=IP:127.0.0.1",
                     "-keyout", key, "-out", certificate}));
    START_OR_SKIP(registry, s.home.dir(), {{}, {}, certificate, key});
    QVERIFY(s.push(registry->host(), "a/b:1"));
    const std::string name = registry->host() + "/a/b:1";
    const auto refused = s.pull(name);
    TARE_FAILS(refused, Errc::NetworkError);
    QVERIFY(refused.error().text().find("certificate") != std::string::npos);
    QVERIFY(refused.error().advice.find("--insecure") != std::string::npos);
    TARE_OK(s.pull(name, {}, true));
    qputenv("SSL_CERT_FILE", QByteArray::fromStdString(certificate));
    const auto trusted = s.pull(name);
    qunsetenv("SSL_CERT_FILE");
    TARE_OK(trusted);
    // The setting that the error names does it, too.
    QVERIFY(registry::asksForInsecure(refused.error()) && registry::isAboutCertificate(refused.error()));
    QCOMPARE(refused.error().subject, registry->host());
    TARE_OK(registry::allowInsecure(refused.error().subject));
    TARE_OK(s.pull(name));
}

void PullTest::cancelled()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    QVERIFY(s.push(registry->host(), "a/b:1"));
    for (const auto phase :
         {Progress::Phase::Working, Progress::Phase::Downloading, Progress::Phase::Unpacking}) {
        CancelSource source;
        UnpackOptions options;
        options.cancel = source.token();
        options.progress = [&](const Progress &p) {
            if (p.phase == phase)
                source.cancel();
        };
        TARE_FAILS(s.pull(registry->host() + "/a/b:1", options), Errc::Cancelled);
        QCOMPARE(s.images(), 0U);
        QCOMPARE(s.left(), 0);
    }
    TARE_OK(s.pull(registry->host() + "/a/b:1"));
}

TARE_ROOT_TEST_MAIN(PullTest)
#include "pull_test.moc"
