// SPDX-License-Identifier: GPL-3.0-or-later
// Pushing, against a registry that breaks, refuses and lies.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/oci/media_type.h"
#include "core/oci/base64.h"
#include "core/registry/pusher.h"
#include "tests/core/registry/mock_server.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <atomic>
#include <optional>
#include <random>

using namespace tare;
using namespace tare::registry;

namespace {

// What a registry keeps of pushes to a/b.
struct Uploads
{
    Uploads() : server([this](const MockRequest &r) { return interfered(r); })
    {
        server.takes = [this](const MockRequest &r) { return cut && r.method == "PATCH" ? cut(r) : SIZE_MAX; };
    }

    MockReply interfered(const MockRequest &r)
    {
        if (interfere) {
            if (auto reply = interfere(r))
                return *reply;
        }
        return ordinary(r);
    }

    MockReply ordinary(const MockRequest &r)
    {
        const std::string path = r.target.substr(0, r.target.find('?'));
        const std::string query = r.target.size() > path.size() ? r.target.substr(path.size() + 1) : "";
        const std::string last = path.substr(path.rfind('/') + 1);
        if (path == "/v2/")
            return {200, {}, "{}"};
        if (path.starts_with("/v2/a/b/manifests/") && r.method == "PUT") {
            manifests[last] = r.body;
            manifestType = r.header("content-type");
            return {201, {"Docker-Content-Digest: " + oci::Digest::sha256(r.body).text()}};
        }
        if (path == "/v2/a/b/blobs/uploads/" && r.method == "POST") {
            sessions[++serial] = {};
            return {202, {"Location: uploads/" + std::to_string(serial) + "?_state=s%20" + std::to_string(serial)}};
        }
        if (path.starts_with("/v2/a/b/blobs/uploads/"))
            return session(r, static_cast<int>(parseInt(last).value_or(0)), query);
        if (path.starts_with("/v2/a/b/blobs/") && r.method == "HEAD")
            return {blobs.contains(last) ? 200 : 404, {}, blobs.contains(last) ? blobs[last] : ""};
        return {404};
    }

    MockReply session(const MockRequest &r, int number, const std::string &query)
    {
        if (!sessions.contains(number) || !query.starts_with("_state=s%20"))
            return {404, {}, R"({"errors":[{"code":"BLOB_UPLOAD_UNKNOWN","message":"blob upload unknown"}]})"};
        std::string &bytes = sessions[number];
        const std::string range = "Range: 0-" + std::to_string(bytes.empty() ? 0 : bytes.size() - 1);
        if (r.method == "GET")
            return {204, {range}};
        if (r.method == "PATCH") {
            const auto from = parseInt(split(std::string_view(r.header("content-range")), '-').at(0));
            if (!from || static_cast<std::size_t>(*from) != bytes.size())
                return {416, {range}};
            bytes += r.body;
            return {202,
                    {"Range: 0-" + std::to_string(bytes.size() - 1),
                     "Location: " + server.url("/v2/a/b/blobs/uploads/" + std::to_string(number) + "?_state=s%20x")}};
        }
        bytes += r.body;
        const std::string digest = oci::Digest::sha256(bytes).text();
        if (query.find("digest=" + percentEncode(digest)) == std::string::npos)
            return {400, {}, R"({"errors":[{"code":"DIGEST_INVALID","message":"provided digest did not match"}]})"};
        blobs[digest] = bytes;
        sessions.erase(number);
        return {201, {"Docker-Content-Digest: " + digest}};
    }

    std::function<std::optional<MockReply>(const MockRequest &)> interfere;
    std::function<std::size_t(const MockRequest &)> cut; // of a PATCH: how much is taken before the connection ends
    std::map<std::string, std::string> blobs, manifests;
    std::map<int, std::string> sessions;
    std::string manifestType;
    int serial = 0;
    MockServer server;
};

struct Source
{
    explicit Source(std::initializer_list<std::size_t> sizes)
    {
        std::mt19937 random(3); // NOLINT(cert-msc51-cpp): the same bytes each time
        for (const std::size_t size : sizes) {
            std::string text(size, '\0');
            for (char &c : text)
                c = static_cast<char>(random());
            oci::Descriptor d{oci::media::ociLayer, oci::Digest::sha256(text), static_cast<std::int64_t>(size), {}, {}};
            const std::string file = home.file(d.digest.hex());
            if (!writeFileAtomic(file, text))
                qFatal("no file");
            blobs.push_back({d, file, {}, d.digest.shortHex()});
            bytes.push_back(std::move(text));
        }
    }
    TempHome home;
    std::vector<std::string> bytes;
    std::vector<PushBlob> blobs;
};

PusherOptions quick()
{
    PusherOptions out;
    out.http.backOff = std::chrono::milliseconds(1);
    return out;
}

Status push(Uploads &registry, const std::vector<PushBlob> &blobs, const ProgressSink &progress = {},
            const PusherOptions &options = quick())
{
    const auto reference = oci::Reference::parse(registry.server.host() + "/a/b:1").value();
    Pusher pusher = TARE_TRY(Pusher::open(reference, options));
    return pusher.blobs(blobs, progress);
}

std::size_t count(const Uploads &registry, const std::string &method)
{
    std::size_t out = 0;
    for (const MockRequest &r : registry.server.requests())
        out += r.method == method ? 1 : 0;
    return out;
}

} // namespace

class PushTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whole();
    void alreadyThere();
    void mounted();
    void cutUploadGoesOn();
    void registryTakesLess();
    void onePieceOnly();
    void tooLargeForSomebody();
    void lostAnswer();
    void uploadVanishes();
    void tellsToWait();
    void locationElsewhere();
    void locationWithoutTls();
    void redirectedUpload();
    void lies();
    void denied();
    void tokenRunsOut();
    void cancelled();
    void manifests();
};

void PushTest::whole()
{
    Source source({700'000, 5, 0, 300'000, 1000, 400'000});
    Uploads registry;
    source.blobs.push_back(source.blobs[0]); // named twice, sent once
    std::map<std::string, std::vector<Progress>> told;
    TARE_OK(push(registry, source.blobs, [&](const Progress &p) { told[p.id].push_back(p); }));
    for (std::size_t i = 0; i < source.bytes.size(); ++i) {
        QCOMPARE(registry.blobs[source.blobs[i].blob.digest.text()], source.bytes[i]);
        const auto &steps = told.at(source.blobs[i].progressId);
        QVERIFY(steps.front().phase == Progress::Phase::Waiting);
        QVERIFY(steps.back().phase == Progress::Phase::Done);
        QCOMPARE(steps.back().text, std::string("Pushed"));
        QCOMPARE(steps.back().current, source.blobs[i].blob.size);
    }
    QCOMPARE(count(registry, "POST"), 6U);
    for (const MockRequest &r : registry.server.requests())
        QCOMPARE(r.header("expect"), std::string());
}

void PushTest::alreadyThere()
{
    Source source({300'000});
    Uploads registry;
    registry.blobs[source.blobs[0].blob.digest.text()] = source.bytes[0];
    Progress last;
    TARE_OK(push(registry, source.blobs, [&](const Progress &p) { last = p; }));
    QVERIFY(last.phase == Progress::Phase::AlreadyHere);
    QCOMPARE(last.text, std::string("Layer already exists"));
    QCOMPARE(count(registry, "POST"), 0U);
    registry.blobs[source.blobs[0].blob.digest.text()] = "cut"; // under its digest
    TARE_FAILS(push(registry, source.blobs), Errc::DigestMismatch);
}

void PushTest::mounted()
{
    Source source({300'000, 200'000});
    Uploads registry;
    source.blobs[0].from = {"not/here", "other/repo", "never/asked"};
    source.blobs[1].from = {"not/here"};
    registry.interfere = [](const MockRequest &r) -> std::optional<MockReply> {
        if (r.target.find("from=other%2Frepo") != std::string::npos)
            return MockReply{201, {"Location: /v2/a/b/blobs/x"}};
        if (r.target.find("from=not%2Fhere") != std::string::npos && r.target.find("mount=") == std::string::npos)
            return MockReply{500};
        return std::nullopt;
    };
    std::map<std::string, std::string> last;
    TARE_OK(push(registry, source.blobs, [&](const Progress &p) { last[p.id] = p.text; }));
    QCOMPARE(last[source.blobs[0].progressId], std::string("Mounted from other/repo"));
    QCOMPARE(last[source.blobs[1].progressId], std::string("Pushed"));
    QCOMPARE(registry.blobs.size(), 1U);
    for (const MockRequest &r : registry.server.requests())
        QVERIFY(r.target.find("never") == std::string::npos);
}

void PushTest::cutUploadGoesOn()
{
    Source source({1'000'000});
    Uploads registry;
    registry.cut = [&](const MockRequest &r) -> std::size_t {
        return parseInt(split(std::string_view(r.header("content-range")), '-').at(0)).value_or(0) < 800'000 ? 200'000 : SIZE_MAX;
    };
    TARE_OK(push(registry, source.blobs));
    QCOMPARE(registry.blobs[source.blobs[0].blob.digest.text()], source.bytes[0]);
    QCOMPARE(count(registry, "PATCH"), 5U);
    QCOMPARE(count(registry, "POST"), 1U);
    registry.blobs.clear();
    registry.cut = [](const MockRequest &) -> std::size_t { return 0; }; // no progress: an end
    TARE_FAILS(push(registry, source.blobs), Errc::NetworkError);
}

void PushTest::registryTakesLess()
{
    Source source({900'000});
    Uploads registry;
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (r.method != "PATCH" || r.body.size() < 300'000)
            return std::nullopt;
        MockRequest less = r;
        less.body.resize(300'000);
        return registry.ordinary(less);
    };
    TARE_OK(push(registry, source.blobs));
    QCOMPARE(registry.blobs[source.blobs[0].blob.digest.text()], source.bytes[0]);
    QCOMPARE(count(registry, "PATCH"), 3U);
}

void PushTest::onePieceOnly()
{
    Source source({900'000, 100});
    Uploads registry;
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        return r.method == "PATCH" ? std::optional(MockReply{405}) : std::nullopt;
    };
    TARE_OK(push(registry, source.blobs));
    QCOMPARE(registry.blobs.size(), 2U);
    registry.blobs.clear();
    // And the other way round: in parts only.
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        return r.method == "PUT" && !r.body.empty() ? std::optional(MockReply{400}) : std::nullopt;
    };
    TARE_OK(push(registry, source.blobs));
    QCOMPARE(registry.blobs.size(), 2U);
}

void PushTest::tooLargeForSomebody()
{
    Source source({9'000'000});
    Uploads registry;
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        return r.body.size() > 2'500'000 ? std::optional(MockReply{413}) : std::nullopt;
    };
    TARE_OK(push(registry, source.blobs));
    QCOMPARE(registry.blobs[source.blobs[0].blob.digest.text()], source.bytes[0]);
    registry.blobs.clear();
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        return r.method == "PATCH" ? std::optional(MockReply{413}) : std::nullopt;
    };
    TARE_FAILS(push(registry, source.blobs), Errc::RegistryError);
}

void PushTest::lostAnswer()
{
    for (const std::size_t size : {900'000U, 100U}) { // in parts, in one piece
        Source source({size});
        Uploads registry;
        int puts = 0;
        registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
            if (r.method != "PUT" || ++puts > 1)
                return std::nullopt;
            MockReply reply = registry.ordinary(r); // it is stored
            reply.body = "x";
            reply.length = 100;
            reply.cutAfter = 1;
            return reply;
        };
        TARE_OK(push(registry, source.blobs));
        QCOMPARE(registry.blobs[source.blobs[0].blob.digest.text()], source.bytes[0]);
        QCOMPARE(puts, 1);
    }
}

void PushTest::uploadVanishes()
{
    Source source({900'000});
    Uploads registry;
    int times = 1;
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (r.method == "PATCH" && times-- > 0)
            registry.sessions.clear();
        return std::nullopt;
    };
    TARE_OK(push(registry, source.blobs));
    QCOMPARE(count(registry, "POST"), 2U);
    registry.blobs.clear();
    times = 1000;
    const auto never = push(registry, source.blobs);
    QVERIFY(!never);
    QVERIFY(never.error().text().find("blob upload unknown") != std::string::npos);
}

void PushTest::tellsToWait()
{
    Source source({900'000});
    Uploads registry;
    int busy = 0;
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if ((r.method == "PATCH" || r.method == "POST" || r.method == "PUT") && ++busy % 2 == 1)
            return MockReply{busy == 1 ? 429 : 503, {"Retry-After: 0"}};
        return std::nullopt;
    };
    TARE_OK(push(registry, source.blobs));
    QCOMPARE(registry.blobs.size(), 1U);
    registry.blobs.clear();
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        return r.method == "PATCH" ? std::optional(MockReply{429, {"Retry-After: 86400"}}) : std::nullopt;
    };
    TARE_FAILS(push(registry, source.blobs), Errc::RegistryError);
}

void PushTest::locationElsewhere()
{
    Source source({300'000, 100});
    Uploads registry;
    std::string digests;
    MockServer storage([&](const MockRequest &r) {
        return MockReply{r.method == "PATCH" ? 202 : 201};
    });
    PusherOptions options = quick();
    options.credentials = Credentials{"me", "secret", {}};
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (r.header("authorization").empty())
            return MockReply{401, {"WWW-Authenticate: Basic realm=\"r\""}};
        if (r.method == "POST")
            return MockReply{202, {"Location: " + storage.url("/put?sig=1")}};
        return std::nullopt;
    };
    TARE_OK(push(registry, source.blobs, {}, options));
    QCOMPARE(storage.requests().size(), 3U);
    for (const MockRequest &r : storage.requests()) {
        QCOMPARE(r.header("authorization"), std::string());
        QVERIFY(r.target.starts_with("/put?sig=1"));
        QVERIFY(r.method == "PATCH" || r.target.find("&digest=sha256%3A") != std::string::npos);
    }
}

void PushTest::locationWithoutTls()
{
    Source source({100});
    Uploads registry;
    for (const char *location : {"http://elsewhere.example/x", "ftp://127.0.0.1/x", "http://u:p@127.0.0.1/", ""}) {
        registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
            return r.method == "POST" ? std::optional(MockReply{202, {std::string("Location: ") + location}})
                                      : std::nullopt;
        };
        QVERIFY(!push(registry, source.blobs));
    }
}

void PushTest::redirectedUpload()
{
    Source source({300'000});
    Uploads registry;
    std::string got;
    MockServer other([&](const MockRequest &r) {
        got = r.body;
        return MockReply{202, {"Location: " + registry.server.url("/v2/a/b/blobs/uploads/1?_state=s%20x")}};
    });
    PusherOptions options = quick();
    options.credentials = Credentials{"me", "secret", {}};
    int status = 307;
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (r.header("authorization").empty())
            return MockReply{401, {"WWW-Authenticate: Basic realm=\"r\""}};
        if (r.method == "PATCH")
            return MockReply{status, {"Location: " + other.url("/there")}};
        if (r.method == "PUT")
            return MockReply{201};
        return std::nullopt;
    };
    TARE_OK(push(registry, source.blobs, {}, options));
    QCOMPARE(got, source.bytes[0]);
    QCOMPARE(other.requests().at(0).header("authorization"), std::string());
    status = 302; // would become a GET
    TARE_FAILS(push(registry, source.blobs, {}, options), Errc::NetworkError);
}

void PushTest::lies()
{
    Source source({900'000});
    Uploads registry;
    std::vector<std::string> lie;
    std::string method = "PATCH";
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        return r.method == method ? std::optional(MockReply{method == "PUT" ? 201 : 202, lie}) : std::nullopt;
    };
    for (const char *range : {"Range: 0-900000", "Range: 0-9223372036854775807", "Range: 0-0", "Range: x"}) {
        lie = {range, "Location: 1?_state=s%20x"};
        TARE_FAILS(push(registry, source.blobs), Errc::RegistryError);
    }
    method = "PUT";
    lie = {"Docker-Content-Digest: " + oci::Digest::sha256("other").text()};
    TARE_FAILS(push(registry, source.blobs), Errc::DigestMismatch);
    method = "GET"; // of an upload's state, after a cut
    int cuts = 1;
    registry.cut = [&](const MockRequest &) -> std::size_t { return cuts-- > 0 ? 1000 : SIZE_MAX; };
    lie = {"Range: 0-1000000000000"};
    registry.blobs.clear();
    TARE_OK(push(registry, source.blobs)); // from the beginning
    QCOMPARE(registry.blobs[source.blobs[0].blob.digest.text()], source.bytes[0]);
}

void PushTest::denied()
{
    Source source({100});
    Uploads registry;
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (r.method == "POST")
            return MockReply{403,
                             {"Content-Type: application/json"},
                             R"({"errors":[{"code":"DENIED","message":"not you\u001b[2J"}]})"};
        return std::nullopt;
    };
    const auto got = push(registry, source.blobs);
    TARE_FAILS(got, Errc::Unauthorized);
    QVERIFY(got.error().text().find("push access denied for a/b: not you") != std::string::npos);
    QVERIFY(got.error().text().find('\x1b') == std::string::npos);
}

void PushTest::tokenRunsOut()
{
    Source source({900'000, 800'000, 300'000, 100, 200});
    Uploads registry;
    std::atomic<int> serial = 0; // several connections are answered at once
    std::atomic<int> left = 0;   // requests that the last token is good for
    MockServer tokens([&](const MockRequest &) {
        left = 5;
        return MockReply{200, {}, "{\"token\":\"t" + std::to_string(++serial) + "\"}"};
    });
    registry.interfere = [&](const MockRequest &r) -> std::optional<MockReply> {
        if (serial == 0 || r.header("authorization") != "Bearer t" + std::to_string(serial) || left-- <= 0)
            return MockReply{401, {"WWW-Authenticate: Bearer realm=\"" + tokens.url("/token") + "\""}};
        return std::nullopt;
    };
    PusherOptions options = quick();
    options.readFrom = {"x/y"};
    TARE_OK(push(registry, source.blobs, {}, options));
    QCOMPARE(registry.blobs.size(), 5U);
    QVERIFY(serial >= 3);
    QCOMPARE(tokens.requests()[0].target,
             std::string("/token?scope=repository%3Aa%2Fb%3Apull%2Cpush&scope=repository%3Ax%2Fy%3Apull"));
}

void PushTest::cancelled()
{
    Source source({900'000, 800'000});
    Uploads registry;
    CancelSource cancel;
    PusherOptions options = quick();
    options.cancel = cancel.token();
    TARE_FAILS(push(registry, source.blobs,
                    [&](const Progress &p) {
                        if (p.phase == Progress::Phase::Uploading)
                            cancel.cancel();
                    },
                    options),
               Errc::Cancelled);
}

void PushTest::manifests()
{
    Uploads registry;
    const TempHome home;
    const auto reference = oci::Reference::parse(registry.server.host() + "/a/b:1").value();
    Pusher pusher = Pusher::open(reference, quick()).value();
    const std::string bytes = "{\n  \"schemaVersion\": 2 }";
    const auto digest = pusher.manifest("v2", bytes, oci::media::dockerManifest);
    TARE_OK(digest);
    QCOMPARE(*digest, oci::Digest::sha256(bytes));
    QCOMPARE(registry.manifests["v2"], bytes);
    QCOMPARE(registry.manifestType, std::string(oci::media::dockerManifest));
    registry.interfere = [](const MockRequest &) -> std::optional<MockReply> {
        return MockReply{201, {"Docker-Content-Digest: " + oci::Digest::sha256("x").text()}};
    };
    TARE_FAILS(pusher.manifest("v2", bytes, oci::media::dockerManifest), Errc::DigestMismatch);
    registry.interfere = [](const MockRequest &) -> std::optional<MockReply> {
        return MockReply{400, {}, R"({"errors":[{"code":"MANIFEST_INVALID","message":"no","detail":"blob x is missing"}]})"};
    };
    const auto refused = pusher.manifest("v2", bytes, oci::media::dockerManifest);
    TARE_FAILS(refused, Errc::RegistryError);
    QVERIFY(refused.error().text().find("blob x is missing") != std::string::npos);
}

QTEST_APPLESS_MAIN(PushTest)
#include "push_test.moc"
