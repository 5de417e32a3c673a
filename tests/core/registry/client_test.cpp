// SPDX-License-Identifier: GPL-3.0-or-later
// The distribution client against a registry that does what registries should not.
#include "core/base/file.h"
#include "core/oci/media_type.h"
#include "core/oci/base64.h"
#include "core/registry/client.h"
#include "tests/core/registry/mock_registry.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QDir>

using namespace tare;
using namespace tare::registry;

namespace {

ClientOptions quick()
{
    ClientOptions out;
    out.http.backOff = std::chrono::milliseconds(1);
    return out;
}

oci::Platform amd64()
{
    return {"linux", "amd64", ""};
}

// Fetches the image's layers below `home`; what the last status is.
Status fetchLayers(MockRegistry &registry, const TempHome &home, const ProgressSink &progress = {},
                   const ClientOptions &options = quick())
{
    Client client = TARE_TRY(Client::open(registry.reference(), options));
    const Client::Resolved image = TARE_TRY(client.resolve(amd64()));
    std::vector<BlobTarget> targets;
    TARE_CHECK(makeDirs(home.file("blobs")));
    for (const oci::Descriptor &layer : image.manifest.layers)
        targets.push_back({layer, home.file("blobs/" + layer.digest.hex())});
    return client.blobs(targets, progress, [](std::size_t) {});
}

// One layer, resumed, into `file`.
Status resumeLayer(MockRegistry &registry, const std::string &file, const CancelToken &cancel = {},
                   const ProgressSink &progress = {}, const std::function<Result<BlobClaim>()> &claim = {})
{
    ClientOptions options = quick();
    options.cancel = cancel;
    Client client = TARE_TRY(Client::open(registry.reference(), options));
    const Client::Resolved image = TARE_TRY(client.resolve(amd64()));
    return client.blobs({{image.manifest.layers[0], file, true, claim}}, progress, [](std::size_t) {});
}

QStringList blobFiles(const TempHome &home)
{
    return QDir(QString::fromStdString(home.file("blobs"))).entryList(QDir::Files | QDir::Hidden);
}

} // namespace

class ClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whole();
    void unknownTag();
    void manifestLies();
    void hugeManifest();
    void schema1();
    void artifactsAndLayersOfOtherKinds();
    void platforms();
    void nestedIndexes();
    void flippedBit();
    void wrongLengths();
    void cutBlobGoesOn();
    void rangesAreNotForEveryone();
    void blobElsewhere();
    void basicPassword();
    void bearerToken();
    void tokenRunsOut();
    void realmElsewhere();
    void tokenServerRedirects();
    void cancelLeavesNothing();
    void resumed();
    void resumedFromOtherBytes();
    void anotherProgramFetchesIt();
    void webPages();
};

void ClientTest::whole()
{
    const TempHome home;
    MockRegistry registry({1000, 300'000, 0, 70'000, 50'000});
    std::map<std::string, std::vector<Progress>> told;
    TARE_OK(fetchLayers(registry, home, [&](const Progress &p) { told[p.id].push_back(p); }));
    for (const std::string &layer : registry.layers) {
        const oci::Digest digest = oci::Digest::sha256(layer);
        QCOMPARE(readFile(home.file("blobs/" + digest.hex())).value(), layer);
        const auto &steps = told.at(digest.shortHex());
        QVERIFY(steps.front().phase == Progress::Phase::Waiting);
        QVERIFY(steps.back().phase == Progress::Phase::Verifying);
        QCOMPARE(steps.back().total, static_cast<std::int64_t>(layer.size()));
    }
    const auto asked = registry.server().requestsOf("/v2/a/b/blobs/");
    QCOMPARE(asked.size(), 5U);
    QCOMPARE(asked.back().target, registry.blobTarget(oci::Digest::sha256(""))); // the largest come first
}

void ClientTest::unknownTag()
{
    const TempHome home;
    MockRegistry registry;
    Client client = Client::open(registry.reference(":2"), quick()).value();
    const auto got = client.resolve(amd64());
    TARE_FAILS(got, Errc::NotFound);
    QVERIFY(got.error().text().find("MANIFEST_UNKNOWN") != std::string::npos);
    QVERIFY(got.error().text().find('\x1b') == std::string::npos);
}

void ClientTest::manifestLies()
{
    const TempHome home;
    MockRegistry registry;
    const std::string other = oci::Digest::sha256("other").text();
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (r.target == "/v2/a/b/manifests/1")
            return MockReply{200,
                             {"Content-Type: " + registry.manifestType, "Docker-Content-Digest: " + other},
                             registry.manifest};
        if (r.target == "/v2/a/b/manifests/" + other)
            return MockReply{200, {"Content-Type: " + registry.manifestType}, registry.manifest};
        if (r.target == "/v2/a/b/manifests/type")
            return MockReply{
                200, {std::string("Content-Type: ") + oci::media::dockerManifest}, registry.manifest};
        return std::nullopt;
    };
    for (const std::string &what : {std::string(":1"), "@" + other}) {
        Client client = Client::open(registry.reference(what), quick()).value();
        TARE_FAILS(client.resolve(amd64()), Errc::DigestMismatch);
    }
    Client client = Client::open(registry.reference(":type"), quick()).value();
    TARE_FAILS(client.resolve(amd64()), Errc::InvalidArgument);
}

void ClientTest::hugeManifest()
{
    const TempHome home;
    MockRegistry registry;
    registry.put("1", registry.manifestType, std::string(oci::maxDocument + 1, ' '));
    Client client = Client::open(registry.reference(), quick()).value();
    TARE_FAILS(client.resolve(amd64()), Errc::TooLarge);
}

void ClientTest::schema1()
{
    const TempHome home;
    MockRegistry registry;
    registry.put("1", oci::media::dockerSchema1Signed, R"({"schemaVersion":1,"name":"a/b","fsLayers":[]})");
    Client client = Client::open(registry.reference(), quick()).value();
    const auto got = client.resolve(amd64());
    TARE_FAILS(got, Errc::Unsupported);
    QVERIFY(got.error().text().find("schema 1") != std::string::npos);
}

void ClientTest::artifactsAndLayersOfOtherKinds()
{
    const TempHome home;
    MockRegistry registry;
    auto with = [&](const char *from, const std::string &to) {
        std::string text = registry.manifest;
        const std::size_t at = text.find(from);
        return text.replace(at, std::string_view(from).size(), to);
    };
    auto tried = [&](const std::string &manifest) {
        registry.put("1", registry.manifestType, manifest);
        return fetchLayers(registry, home);
    };
    TARE_FAILS(tried(with(oci::media::ociConfig, "application/vnd.oci.empty.v1+json")), Errc::Unsupported);
    TARE_FAILS(tried(with(oci::media::ociLayerGzip, "application/vnd.oci.image.layer.v1.tar+gzip+encrypted")),
               Errc::Unsupported);
    TARE_FAILS(
        tried(with(oci::media::ociLayerGzip, "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip")),
        Errc::Unsupported);
    TARE_FAILS(
        tried(with(oci::media::ociLayerGzip, "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")),
        Errc::Unsupported);
    QVERIFY(blobFiles(home).isEmpty());
    QVERIFY(registry.server().requestsOf("/v2/a/b/blobs/").empty());
}

void ClientTest::platforms()
{
    const TempHome home;
    MockRegistry registry;
    const std::string entry = "{\"mediaType\":\"" + registry.manifestType + "\",\"digest\":\"" +
                              oci::Digest::sha256(registry.manifest).text() +
                              "\",\"size\":" + std::to_string(registry.manifest.size()) +
                              ",\"platform\":{\"os\":\"";
    registry.put("1", oci::media::ociIndex,
                 std::string(R"({"schemaVersion":2,"mediaType":")") + oci::media::ociIndex +
                     R"(","manifests":[)" + entry + R"(unknown","architecture":"unknown"}},)" + entry +
                     R"(linux","architecture":"amd64"}}]})");
    Client client = Client::open(registry.reference(), quick()).value();
    const auto got = client.resolve(amd64());
    TARE_OK(got);
    QCOMPARE(got->document.digest, oci::Digest::sha256(registry.manifest));
    QVERIFY(got->top != got->document.digest);
    const auto wrong = client.resolve({"linux", "s390x", ""});
    TARE_FAILS(wrong, Errc::WrongPlatform);
    QVERIFY(wrong.error().text().find("linux/amd64") != std::string::npos);
    QVERIFY(wrong.error().text().find("unknown") == std::string::npos);
}

void ClientTest::nestedIndexes()
{
    const TempHome home;
    MockRegistry registry;
    std::string inner = registry.manifest;
    std::string type = registry.manifestType;
    for (int depth = 1; depth <= 8; ++depth) {
        inner = std::string(R"({"schemaVersion":2,"mediaType":")") + oci::media::ociIndex +
                R"(","manifests":[{"mediaType":")" + type + R"(","digest":")" +
                oci::Digest::sha256(inner).text() + R"(","size":)" + std::to_string(inner.size()) + "}]}";
        type = oci::media::ociIndex;
        registry.put(std::to_string(depth + 10), type, inner);
    }
    TARE_OK(Client::open(registry.reference(":12"), quick()).value().resolve(amd64()));
    TARE_FAILS(Client::open(registry.reference(":18"), quick()).value().resolve(amd64()), Errc::Unsupported);
}

void ClientTest::flippedBit()
{
    const TempHome home;
    MockRegistry registry;
    const std::string target = registry.blobTarget(oci::Digest::sha256(registry.layers[0]));
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (r.target != target)
            return std::nullopt;
        MockReply reply = registry.ordinary(r);
        reply.body[123'456] ^= 4;
        return reply;
    };
    TARE_FAILS(fetchLayers(registry, home), Errc::DigestMismatch);
    QVERIFY(!blobFiles(home).contains(QString::fromStdString(oci::Digest::sha256(registry.layers[0]).hex())));
}

void ClientTest::wrongLengths()
{
    for (const bool longer : {false, true}) {
        for (const bool said : {false, true}) {
            const TempHome home;
            MockRegistry registry({5000});
            registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
                if (!r.target.starts_with("/v2/a/b/blobs/"))
                    return std::nullopt;
                MockReply reply{200, {}, longer ? registry.layers[0] + "more" : registry.layers[0].substr(1)};
                reply.length = said ? -1 : -2;
                return reply;
            };
            TARE_FAILS(fetchLayers(registry, home), Errc::DigestMismatch);
            QVERIFY(blobFiles(home).isEmpty());
        }
    }
}

void ClientTest::cutBlobGoesOn()
{
    const TempHome home;
    MockRegistry registry;
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (!r.target.starts_with("/v2/a/b/blobs/"))
            return std::nullopt;
        MockReply reply = registry.ordinary(r);
        reply.cutAfter = 20'000; // each time: what counts is that it moves
        return reply;
    };
    TARE_OK(fetchLayers(registry, home));
    QCOMPARE(blobFiles(home).size(), 2);
    QCOMPARE(
        registry.server().requestsOf(registry.blobTarget(oci::Digest::sha256(registry.layers[0]))).size(),
        15U);
}

void ClientTest::rangesAreNotForEveryone()
{
    const TempHome home;
    MockRegistry registry({100'000});
    int asked = 0;
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (!r.target.starts_with("/v2/a/b/blobs/"))
            return std::nullopt;
        MockReply reply{200, {}, registry.layers[0]};
        if (++asked == 1)
            reply.cutAfter = 60'000;
        else if (asked == 2)
            reply = {416, {}, "no ranges"};
        else if (asked == 3)
            reply.cutAfter = 70'000;
        return reply;
    };
    TARE_OK(fetchLayers(registry, home));
    QCOMPARE(asked, 4);
    QCOMPARE(registry.server().requests().back().header("range"), std::string("bytes=70000-"));
}

void ClientTest::blobElsewhere()
{
    const TempHome home;
    MockRegistry registry({5000});
    MockServer storage([&](const MockRequest &) { return MockReply{200, {}, registry.layers[0]}; });
    TARE_OK(makeDirs(home.file(".docker")));
    TARE_OK(writeFileAtomic(home.file(".docker/config.json"), "{\"auths\":{\"" + registry.server().host() +
                                                                  "\":{\"auth\":\"" + oci::base64Encode("me:pw") +
                                                                  "\"}}}"));
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (r.header("authorization").empty())
            return MockReply{401, {"WWW-Authenticate: Basic realm=\"r\""}};
        if (r.target == registry.blobTarget(oci::Digest::sha256(registry.layers[0])))
            return MockReply{307, {"Location: " + storage.url("/signed?x=1")}};
        return std::nullopt;
    };
    TARE_OK(fetchLayers(registry, home));
    QCOMPARE(storage.requests().size(), 1U);
    QCOMPARE(storage.requests()[0].header("authorization"), std::string());
}

void ClientTest::basicPassword()
{
    const TempHome home;
    MockRegistry registry({5000});
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (r.header("authorization") != "Basic " + oci::base64Encode("me:pw"))
            return MockReply{
                401, {"WWW-Authenticate: Basic realm=\"r\""}, R"({"errors":[{"code":"UNAUTHORIZED"}]})"};
        return std::nullopt;
    };
    const auto none = fetchLayers(registry, home);
    TARE_FAILS(none, Errc::Unauthorized);
    QVERIFY(none.error().advice.find("tare login") != std::string::npos);
    TARE_OK(makeDirs(home.file(".docker")));
    auto login = [&](const std::string &password) {
        return writeFileAtomic(home.file(".docker/config.json"),
                               "{\"auths\":{\"" + registry.server().host() + "\":{\"auth\":\"" +
                                   oci::base64Encode("me:" + password) + "\"}}}");
    };
    TARE_OK(login("wrong"));
    TARE_FAILS(fetchLayers(registry, home), Errc::Unauthorized);
    TARE_OK(login("pw"));
    TARE_OK(fetchLayers(registry, home));
}

void ClientTest::bearerToken()
{
    const TempHome home;
    MockRegistry registry({5000});
    MockServer tokens([](const MockRequest &) { return MockReply{200, {}, R"({"token":"t1"})"}; });
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (r.header("authorization") != "Bearer t1")
            return MockReply{401,
                             {"WWW-Authenticate: Bearer realm=\"" + tokens.url("/token") +
                              "\",service=\"s\",scope=\"repository:secret:push\""}};
        return std::nullopt;
    };
    TARE_OK(fetchLayers(registry, home));
    QCOMPARE(tokens.requests().size(), 1U);
    QCOMPARE(tokens.requests()[0].target, std::string("/token?service=s&scope=repository%3Aa%2Fb%3Apull"));
    QCOMPARE(tokens.requests()[0].header("authorization"), std::string());
}

void ClientTest::tokenRunsOut()
{
    const TempHome home;
    MockRegistry registry({300'000, 200'000, 100'000, 50'000, 40'000});
    int serial = 0;
    int left = 0; // requests that the last token is good for
    MockServer tokens([&](const MockRequest &) {
        left = 4;
        return MockReply{200, {}, "{\"token\":\"t" + std::to_string(++serial) + "\"}"};
    });
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (serial == 0 || r.header("authorization") != "Bearer t" + std::to_string(serial) || left-- <= 0)
            return MockReply{401, {"WWW-Authenticate: Bearer realm=\"" + tokens.url("/token") + "\""}};
        return std::nullopt;
    };
    TARE_OK(fetchLayers(registry, home));
    QVERIFY(serial >= 2);
    QCOMPARE(blobFiles(home).size(), 5);
}

void ClientTest::realmElsewhere()
{
    const TempHome home;
    MockRegistry registry({5000});
    TARE_OK(makeDirs(home.file(".docker")));
    TARE_OK(writeFileAtomic(home.file(".docker/config.json"), "{\"auths\":{\"" + registry.server().host() +
                                                                  "\":{\"auth\":\"" + oci::base64Encode("me:pw") +
                                                                  "\"}}}"));
    registry.interfere = [&](const MockRequest &) -> std::optional<MockReply> {
        return MockReply{401,
                         {"WWW-Authenticate: Bearer realm=\"http://attacker.example/token\",service=\"s\""}};
    };
    for (const bool insecure : {false, true}) {
        ClientOptions options = quick();
        options.insecure = insecure;
        const auto got = Client::open(registry.reference(), options);
        TARE_FAILS(got, Errc::Unauthorized);
        QVERIFY(got.error().text().find("attacker.example") != std::string::npos);
    }
}

void ClientTest::tokenServerRedirects()
{
    const TempHome home;
    MockRegistry registry({5000});
    MockServer stranger([](const MockRequest &) { return MockReply{200, {}, R"({"token":"t1"})"}; });
    MockServer tokens([&](const MockRequest &) {
        return MockReply{307, {"Location: " + stranger.url("/token")}};
    });
    registry.interfere = [&](const MockRequest &) -> std::optional<MockReply> {
        return MockReply{401, {"WWW-Authenticate: Bearer realm=\"" + tokens.url("/token") + "\""}};
    };
    QVERIFY(!Client::open(registry.reference(), quick()));
    QVERIFY(stranger.requests().empty());
}

void ClientTest::cancelLeavesNothing()
{
    const TempHome home;
    MockRegistry registry({300'000, 200'000, 100'000, 50'000});
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (!r.target.starts_with("/v2/a/b/blobs/"))
            return std::nullopt;
        MockReply reply = registry.ordinary(r);
        reply.length = static_cast<long>(reply.body.size());
        reply.cutAfter = reply.body.size() / 2;
        reply.hold = true;
        return reply;
    };
    CancelSource source;
    ClientOptions options = quick();
    options.cancel = source.token();
    const auto sink = [&](const Progress &p) {
        if (p.phase == Progress::Phase::Downloading && p.current > 60'000)
            source.cancel();
    };
    TARE_FAILS(fetchLayers(registry, home, sink, options), Errc::Cancelled);
    QVERIFY(blobFiles(home).isEmpty());
}

void ClientTest::resumed()
{
    const TempHome home;
    MockRegistry registry({300'000});
    const std::string file = home.file("blob");
    bool hold = true;
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (!hold || !r.target.starts_with("/v2/a/b/blobs/"))
            return std::nullopt;
        MockReply reply = registry.ordinary(r);
        reply.length = static_cast<long>(reply.body.size());
        reply.cutAfter = 200'000;
        reply.hold = true;
        return reply;
    };
    CancelSource source;
    TARE_FAILS(resumeLayer(registry, file, source.token(),
                           [&](const Progress &p) {
                               if (p.phase == Progress::Phase::Downloading && p.current > 100'000)
                                   source.cancel();
                           }),
               Errc::Cancelled);
    const std::size_t held = readFile(file).value().size();
    QVERIFY(held > 100'000 && held <= 200'000);
    hold = false;
    Progress first;
    TARE_OK(resumeLayer(registry, file, {}, [&](const Progress &p) {
        if (p.phase == Progress::Phase::Downloading && first.current == 0)
            first = p;
    }));
    QCOMPARE(readFile(file).value(), registry.layers[0]);
    QCOMPARE(static_cast<std::size_t>(first.current), held); // the bar does not begin at nothing
    QCOMPARE(registry.server().requests().back().header("range"), "bytes=" + std::to_string(held) + "-");
    const std::size_t asked = registry.server().requests().size();
    TARE_OK(resumeLayer(registry, file)); // whole: nothing but the manifest is asked for
    QCOMPARE(registry.server().requests().size(), asked + 2);
}

void ClientTest::resumedFromOtherBytes()
{
    const TempHome home;
    MockRegistry registry({300'000});
    const std::string file = home.file("blob");
    const std::string other(100'000, 'x');
    for (const std::string &there : {other, registry.layers[0] + "more", std::string(300'000, 'x'), std::string()}) {
        TARE_OK(writeFileAtomic(file, there));
        TARE_OK(resumeLayer(registry, file));
        QCOMPARE(readFile(file).value(), registry.layers[0]);
    }
    TARE_OK(writeFileAtomic(file, registry.layers[0].substr(0, 1000)));
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (!r.target.starts_with("/v2/a/b/blobs/"))
            return std::nullopt;
        MockReply reply = registry.ordinary(r);
        reply.body[200'000] ^= 1;
        return reply;
    };
    TARE_FAILS(resumeLayer(registry, file), Errc::DigestMismatch);
    QVERIFY(!exists(file)); // wrong bytes are not kept
}

void ClientTest::anotherProgramFetchesIt()
{
    const TempHome home;
    MockRegistry registry({300'000});
    int asked = 0;
    Progress last;
    TARE_OK(resumeLayer(
        registry, home.file("blob"), {}, [&](const Progress &p) { last = p; },
        [&]() -> Result<BlobClaim> { return ++asked < 3 ? BlobClaim::Busy : BlobClaim::Here; }));
    QCOMPARE(asked, 3);
    QVERIFY(last.phase == Progress::Phase::AlreadyHere);
    QVERIFY(registry.server().requestsOf("/v2/a/b/blobs/").empty());
    CancelSource source;
    TARE_FAILS(resumeLayer(registry, home.file("blob"), source.token(), {},
                           [&]() -> Result<BlobClaim> {
                               source.cancel();
                               return BlobClaim::Busy;
                           }),
               Errc::Cancelled);
}

void ClientTest::webPages()
{
    const TempHome home;
    MockRegistry registry;
    std::string where = "/v2/a/b/manifests/";
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (!r.target.starts_with(where))
            return std::nullopt;
        return MockReply{200, {"Content-Type: text/html; charset=utf-8"}, "<html>Please log in</html>"};
    };
    TARE_FAILS(fetchLayers(registry, home), Errc::RegistryError);
    where = "/v2/a/b/blobs/";
    TARE_FAILS(fetchLayers(registry, home), Errc::DigestMismatch);
    where = "/v2/";
    const auto got = Client::open(registry.reference(), quick());
    TARE_FAILS(got, Errc::RegistryError);
    QVERIFY(got.error().text().find("web page") != std::string::npos);
}

QTEST_APPLESS_MAIN(ClientTest)
#include "client_test.moc"
