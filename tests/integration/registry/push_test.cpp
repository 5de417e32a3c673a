// SPDX-License-Identifier: GPL-3.0-or-later
// Whole pushes into real registries, and what Docker, Podman and skopeo make of them; accounts, certificates, mirrors.
#include "core/base/file.h"
#include "core/base/programs.h"
#include "core/base/subprocess.h"
#include "core/image/partial_blob.h"
#include "core/image/pull.h"
#include "core/image/push.h"
#include "core/image/starter.h"
#include "core/registry/catalog.h"
#include "core/registry/login.h"
#include "tests/core/image/fixture.h"
#include "tests/core/image/root_main.h"
#include "tests/integration/registry/bad_proxy.h"
#include "tests/integration/registry/registry_server.h"
#include "tests/integration/registry/token_server.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QDir>
#include <csignal>
#include <pty.h>
#include <termios.h>
#include <thread>

using namespace tare;
using namespace tare::image;

namespace {

struct Setup
{
    Setup()
    {
        source = home.paths();
        target.root = home.file("pulled");
        target.state = home.file("pulled-state");
        starter = Store::open(source).and_then([](Store store) { return ensureStarter(store, {}); });
    }
    [[nodiscard]] Result<PushedImage> push(const std::string &name, const ProgressSink &progress = {},
                                           const std::optional<registry::Credentials> &credentials = {}) const
    {
        Store store = TARE_TRY(Store::open(source));
        const oci::Reference reference = TARE_TRY(oci::Reference::parse(name));
        if (!store.find(name))
            TARE_CHECK(store.tag(starterName, reference));
        PushTo to;
        to.reference = reference;
        to.credentials = credentials;
        return pushImage(store, to, progress, {});
    }
    [[nodiscard]] Result<StoredImage> pull(const std::string &name, const UnpackOptions &options = {},
                                           const std::optional<registry::Credentials> &credentials = {}) const
    {
        TARE_CHECK(target.create());
        Store store = TARE_TRY(Store::open(target));
        PullFrom from;
        from.reference = TARE_TRY(oci::Reference::parse(name));
        from.platform = oci::Platform::ofThisMachine();
        from.credentials = credentials;
        from.http.backOff = std::chrono::milliseconds(1);
        return pullImage(store, from, options);
    }
    [[nodiscard]] std::string fault() const // of the store that is pulled into
    {
        const QDir work(QString::fromStdString(target.temporary()));
        const auto left = work.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        return left.isEmpty() ? storeFault(target) : "left: " + left.join(u' ').toStdString();
    }
    void forget() const
    {
        (void)removeTree(target.root);
        (void)removeTree(target.state);
    }
    [[nodiscard]] Status settings(const std::string &json) const
    {
        TARE_CHECK(makeDirs(configDir()));
        return writeFileAtomic(configDir() + "/registries.json", json);
    }

    TempHome home;
    Paths source, target;
    Result<StoredImage> starter;
};

RunOutput tool(const std::vector<std::string> &argv, const std::string &input = {})
{
    SpawnOptions options;
    options.argv = argv;
    RunLimits limits;
    limits.time = std::chrono::minutes(3);
    limits.input = input;
    auto out = run(std::move(options), limits);
    return out ? std::move(*out) : RunOutput{127, {}, out.error().text()};
}

} // namespace

#define START_OR_SKIP(variable, ...)                                                                         \
    auto variable = RegistryServer::start(__VA_ARGS__);                                                      \
    if (!variable)                                                                                           \
    QSKIP("docker-registry does not run here: install docker-registry, skopeo and apache2-utils")

class PushTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesStay();
    void mountedThenThere();
    void dockerReadsAndWrites();
    void podmanReadsAndWrites();
    void password();
    void tokens();
    void certificates();
    void mirrors();
    void tagsAndCatalog();
    void brokenOnTheWay_data();
    void brokenOnTheWay();
    void brokenPush();
    void partialDownload();
    void twoPullsFetchOnce();
    void command();
    void passwordPrompt();
};

void PushTest::bytesStay()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    const std::string name = registry->host() + "/a/b:1";
    std::string last;
    const auto pushed = s.push(name, [&](const Progress &p) { last = p.text; });
    TARE_OK(pushed);
    QCOMPARE(last, std::string("Pushed"));
    QCOMPARE(pushed->digest, s.starter->manifest);
    const auto raw = runTool({"skopeo", "inspect", "--raw", "--tls-verify=false", "docker://" + name});
    QVERIFY(raw);
    QCOMPARE(oci::Digest::sha256(*raw), s.starter->manifest);
    QCOMPARE(*raw, Store::open(s.source)->manifestBytes(s.starter->manifest).value());
    QCOMPARE(Store::open(s.source)->find(name)->repoDigests,
             std::vector<std::string>{registry->host() + "/a/b@" + s.starter->manifest.text()});
    const auto back = s.pull(name);
    TARE_OK(back);
    QCOMPARE(back->manifest, s.starter->manifest);
    QCOMPARE(back->id, s.starter->id);
    const Result<Store> store = Store::open(s.source);
    PushTo nothing;
    nothing.reference = oci::Reference::parse(registry->host() + "/no/such:1").value();
    Store opened = *store;
    TARE_FAILS(pushImage(opened, nothing, {}, {}), Errc::NoSuchImage);
    nothing.reference = oci::Reference::parse(registry->host() + "/a/b@" + s.starter->manifest.text()).value();
    TARE_FAILS(pushImage(opened, nothing, {}, {}), Errc::InvalidArgument);
    QCOMPARE(s.fault(), std::string());
    QCOMPARE(storeFault(s.source), std::string());
}

void PushTest::mountedThenThere()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    std::string last;
    const auto note = [&](const Progress &p) { last = p.text; };
    TARE_OK(s.push(registry->host() + "/a/b:1", note));
    TARE_OK(s.push(registry->host() + "/c:2", note));
    QCOMPARE(last, std::string("Mounted from a/b"));
    TARE_OK(s.push(registry->host() + "/c:3", note));
    QCOMPARE(last, std::string("Layer already exists"));
    TARE_OK(s.pull(registry->host() + "/c:3"));
}

void PushTest::dockerReadsAndWrites()
{
    if (!isMachinesRoot() || tool({"dockerd", "--version"}).exitCode != 0)
        QSKIP("dockerd is not installed, or this is not root");
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    const std::string socket = "unix://" + s.home.file("docker.sock");
    SpawnOptions options;
    options.argv = {"dockerd", "--data-root", s.home.file("docker-data"), "--exec-root", s.home.file("docker-exec"),
                    "-H", socket, "--pidfile", s.home.file("docker.pid"), "--bridge=none", "--iptables=false",
                    "--storage-driver=overlay2"};
    auto daemon = spawn(options);
    TARE_OK(daemon);
    const auto docker = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"docker", "-H", socket});
        return tool(words);
    };
    const bool runs = QTest::qWaitFor([&] { return docker({"version"}).exitCode == 0; }, 30'000);
    if (runs) {
        const std::string name = registry->host() + "/a/b:1";
        const auto pushed = s.push(name);
        const RunOutput pulled = docker({"pull", name});
        const RunOutput id = docker({"image", "inspect", "-f", "{{.Id}} {{index .RepoDigests 0}}", name});
        docker({"tag", name, registry->host() + "/by/docker:1"});
        const RunOutput theirs = docker({"push", registry->host() + "/by/docker:1"});
        const auto got = s.pull(registry->host() + "/by/docker:1");
        (void)daemon->kill(SIGTERM);
        (void)daemon->wait(std::chrono::seconds(30));
        TARE_OK(pushed);
        QVERIFY2(pulled.exitCode == 0, pulled.err.c_str());
        QCOMPARE(id.out, s.starter->id.text() + " " + registry->host() + "/a/b@" + s.starter->manifest.text() + "\n");
        QCOMPARE(theirs.exitCode, 0);
        TARE_OK(got);
        QCOMPARE(got->id, s.starter->id); // Docker pushes schema 2 around the same configuration
        QVERIFY(theirs.out.find(got->manifest.text()) != std::string::npos);
    } else {
        (void)daemon->kill(SIGKILL);
        (void)daemon->wait();
        QSKIP("dockerd does not run here");
    }
}

void PushTest::podmanReadsAndWrites()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    const auto podman = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"podman", "--root", s.home.file("podman"), "--runroot", s.home.file("podman-run"),
                                     "--storage-driver", "vfs", "--events-backend", "file"});
        return tool(words);
    };
    if (!isMachinesRoot() || podman({"version"}).exitCode != 0)
        QSKIP("podman does not run here");
    const std::string name = registry->host() + "/a/b:1";
    TARE_OK(s.push(name));
    const RunOutput pulled = podman({"pull", "-q", "--tls-verify=false", name});
    QVERIFY2(pulled.exitCode == 0, pulled.err.c_str());
    QCOMPARE(pulled.out, s.starter->id.hex() + "\n");
    for (const char *format : {"oci", "v2s2"}) {
        const std::string theirs = registry->host() + "/by/podman:" + format;
        const RunOutput pushed = podman({"push", "-q", "--tls-verify=false", "--format", format, name, theirs});
        QVERIFY2(pushed.exitCode == 0, pushed.err.c_str());
        const auto got = s.pull(theirs);
        TARE_OK(got);
        QCOMPARE(got->config.diffIds, s.starter->config.diffIds);
    }
    (void)podman({"rmi", "-a", "-f"});
    QCOMPARE(s.fault(), std::string());
}

void PushTest::password()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir(), {"me", "secret", {}, {}});
    const std::string name = registry->host() + "/a/b:1";
    TARE_FAILS(s.push(name), Errc::Unauthorized);
    TARE_FAILS(registry::tryLogin({registry->host(), {"me", "wrong", {}}, false, {}, {}}), Errc::Unauthorized);
    const auto good = registry::tryLogin({registry->host(), {"me", "secret", {}}, false, {}, {}});
    TARE_OK(good);
    TARE_OK(s.push(name, {}, *good)); // given, and kept nowhere
    TARE_FAILS(s.pull(name), Errc::Unauthorized);
    TARE_OK(registry::keepCredentials(registry->host(), *good));
    TARE_OK(s.pull(name));
    const auto login = runTool({"skopeo", "inspect", "--tls-verify=false", "--authfile",
                                s.home.file(".docker/config.json"), "docker://" + name});
    QVERIFY(login); // others read what we keep
    QCOMPARE(registry::forgetCredentials(registry->host()).value_or(false), true);
    TARE_FAILS(s.push(name), Errc::Unauthorized);
}

void PushTest::tokens()
{
    const Setup s;
    TARE_OK(s.starter);
    TokenServer tokens(s.home.dir());
    RegistryOptions options;
    options.tokenRealm = tokens.realm();
    options.tokenAuthority = tokens.authority();
    START_OR_SKIP(registry, s.home.dir(), options);
    const std::string name = registry->host() + "/a/b:1";
    const registry::Credentials me{"me", "secret", {}};
    TARE_FAILS(s.push(name), Errc::Unauthorized); // anonymous: may pull only
    TARE_FAILS(s.push(name, {}, registry::Credentials{"me", "wrong", {}}), Errc::Unauthorized);
    TARE_OK(s.push(name, {}, me));
    std::string last;
    TARE_OK(s.push(registry->host() + "/c:1", [&](const Progress &p) { last = p.text; }, me));
    QCOMPARE(last, std::string("Mounted from a/b")); // which its token has to allow
    TARE_OK(s.pull(name));
    TARE_OK(registry::tryLogin({registry->host(), me, false, {}, {}}));
    TARE_FAILS(registry::tryLogin({registry->host(), {"me", "wrong", {}}, false, {}, {}}), Errc::Unauthorized);
    const auto tags = registry::listTags(registry->host(), "a/b", {});
    TARE_OK(tags);
    QCOMPARE(*tags, std::vector<std::string>{"1"});
}

void PushTest::certificates()
{
    const Setup s;
    TARE_OK(s.starter);
    const std::string dir = s.home.dir() + "/";
    const auto made = [&](const std::string &name, const std::string &subject) {
        return runTool({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "2", "-subj", subject, "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                        dir + name + ".key", "-out", dir + name + ".pem"})
            .has_value();
    };
    QVERIFY(made("server", "/CN=server") && made("me", "/CN=me"));
    RegistryOptions options{{}, {}, dir + "server.pem", dir + "server.key"};
    options.clientAuthority = dir + "me.pem";
    START_OR_SKIP(registry, s.home.dir(), options);
    const std::string name = registry->host() + "/a/b:1";
    const auto unknown = s.push(name);
    TARE_FAILS(unknown, Errc::NetworkError);
    QVERIFY(unknown.error().advice.find("certs.d/" + registry->host()) != std::string::npos);
    const std::string folder = configDir() + "/certs.d/" + registry->host();
    TARE_OK(makeDirs(folder));
    const auto copy = [&](const std::string &from, const std::string &to) {
        return writeFileAtomic(folder + "/" + to, readFile(dir + from).value());
    };
    TARE_OK(copy("server.pem", "ca.crt"));
    QVERIFY(!s.push(name)); // it wants to know who we are
    TARE_OK(copy("me.pem", "client.cert"));
    TARE_FAILS(s.push(name), Errc::InvalidArgument); // there is no key for it
    TARE_OK(copy("me.key", "client.key"));
    TARE_OK(s.push(name));
    TARE_OK(s.pull(name));
}

void PushTest::mirrors()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    TARE_OK(s.push(registry->host() + "/library/ubuntu:latest"));
    TARE_OK(s.push(registry->host() + "/team/app:1"));
    // A dead one, one that lies, and the one that has it. Docker Hub itself is not asked.
    MockServer liar([](const MockRequest &r) {
        return MockReply{200, {}, r.target == "/v2/" ? "{}" : R"({"schemaVersion":2})"};
    });
    const auto with = [&](const std::string &mirrors) {
        return s.settings(R"({"registry-mirrors":{"docker.io":[)" + mirrors + R"(],"r.invalid":["http://)" +
                          registry->host() + "\"]}}");
    };
    TARE_OK(with("\"http://127.0.0.1:1\",\"http://" + liar.host() + "\",\"http://" + registry->host() + "\""));
    const auto got = s.pull("ubuntu");
    if (!got)
        QCOMPARE(got.error().text(), std::string());
    QCOMPARE(got->names, std::vector<std::string>{"ubuntu:latest"});
    QCOMPARE(got->repoDigests, std::vector<std::string>{"ubuntu@" + s.starter->manifest.text()});
    TARE_OK(s.pull("r.invalid/team/app:1"));
    MockServer denies([](const MockRequest &) { return MockReply{403, {}, R"({"message":"not for you"})"}; });
    TARE_OK(with("\"http://" + denies.host() + "\",\"http://" + registry->host() + "\""));
    TARE_FAILS(s.pull("ubuntu"), Errc::Unauthorized); // a denial is not walked around
    QCOMPARE(s.fault(), std::string());
}

void PushTest::tagsAndCatalog()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    for (const char *name : {"/a/ubuntu:1", "/a/ubuntu:2", "/b/debian:1", "/c/ubuntu-slim:x"})
        TARE_OK(s.push(registry->host() + name));
    const auto tags = registry::listTags(registry->host(), "a/ubuntu", {});
    TARE_OK(tags);
    QCOMPARE(tags->size(), 2U);
    const auto found = registry::search(registry->host() + "/ubuntu", 25, {});
    TARE_OK(found);
    QCOMPARE(found->size(), 2U);
    QCOMPARE(found->at(0).name, registry->host() + "/a/ubuntu");
    TARE_FAILS(registry::listTags(registry->host(), "no/such", {}), Errc::NotFound);
}

void PushTest::brokenOnTheWay_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("works");
    QTest::newRow("every blob is cut, again and again") << "cut" << true;
    QTest::newRow("the server is busy half of the time") << "busy" << true;
    QTest::newRow("blobs are elsewhere") << "redirect" << true;
    QTest::newRow("no ranges, and cut once") << "norange" << true;
    QTest::newRow("a bit of the layer is flipped") << "flip" << false;
    QTest::newRow("a bit of the manifest is flipped") << "manifest" << false;
    QTest::newRow("the layer comes twice in one") << "twice" << false;
    QTest::newRow("other blobs than those asked for") << "other" << false;
    QTest::newRow("in circles") << "circle" << false;
    QTest::newRow("to another scheme") << "scheme" << false;
    QTest::newRow("lengths that are none") << "length" << false;
    QTest::newRow("an empty layer") << "empty" << false;
    QTest::newRow("a part of another place") << "part" << false;
}

void PushTest::brokenOnTheWay()
{
    QFETCH(QString, what);
    QFETCH(bool, works);
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    TARE_OK(s.push(registry->host() + "/a/b:1"));
    BadProxy proxy(registry->host());
    MockServer elsewhere([&](const MockRequest &r) {
        return MockReply{r.header("authorization").empty() ? 200 : 500, {},
                         readFile(Store::open(s.source)->blobPath(s.starter->layers[0].digest)).value()};
    });
    int count = 0;
    proxy.mangle = [&](const MockRequest &r, MockReply &reply) {
        const bool layer = r.target.ends_with(s.starter->layers[0].digest.text());
        const bool config = r.target.ends_with(s.starter->id.text());
        if (what == QLatin1String("cut") && layer)
            reply.cutAfter = 300'000;
        else if (what == QLatin1String("busy") && ++count % 2 == 0)
            reply = {count % 4 == 0 ? 503 : 429, {"Retry-After: 0"}, "busy"};
        else if (what == QLatin1String("redirect") && layer)
            reply = {307, {"Location: " + elsewhere.url("/blob")}};
        else if (what == QLatin1String("norange") && layer) {
            reply = {200, {}, readFile(Store::open(s.source)->blobPath(s.starter->layers[0].digest)).value()};
            reply.cutAfter = ++count == 1 ? 500'000 : SIZE_MAX;
        } else if (what == QLatin1String("flip") && layer)
            reply.body[reply.body.size() / 2] ^= 1;
        else if (what == QLatin1String("manifest") && r.target.ends_with("/manifests/1"))
            reply.body[reply.body.find("sha256:") + 10] ^= 1;
        else if (what == QLatin1String("twice") && layer)
            reply.body += reply.body;
        else if (what == QLatin1String("other") && (layer || config))
            reply.body = "{}";
        else if (what == QLatin1String("circle") && layer)
            reply = {307, {"Location: " + r.target}};
        else if (what == QLatin1String("scheme") && layer)
            reply = {307, {"Location: file:///etc/passwd"}};
        else if (what == QLatin1String("length") && layer)
            reply.length = 10;
        else if (what == QLatin1String("empty") && layer)
            reply.body.clear();
        else if (what == QLatin1String("part") && layer)
            reply = {206, {"Content-Range: bytes 5-9/10"}, "12345"};
    };
    const auto got = s.pull(proxy.host() + "/a/b:1");
    if (works) {
        TARE_OK(got);
        QCOMPARE(got->id, s.starter->id);
    } else {
        QVERIFY(!got);
        QCOMPARE(Store::open(s.target)->list()->size(), 0U);
        QVERIFY2(got.error().code != Errc::Internal && got.error().code != Errc::System,
                 got.error().text().c_str());
    }
    QCOMPARE(s.fault(), std::string());
    proxy.mangle = {};
    TARE_OK(s.pull(proxy.host() + "/a/b:1")); // what is left of the first try does no harm
    QCOMPARE(s.fault(), std::string());
    QCOMPARE(partialDownloads(s.target).count, 0);
}

void PushTest::brokenPush()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    BadProxy proxy(registry->host());
    // Two PATCHes pass on 500 kB, then the connection ends. This registry gives up an upload that was cut (its state is in
    // the address that it could not send any more), so that each begins again; what goes on is in registry_push_test.
    int cuts = 2;
    proxy.server().takes = [&](const MockRequest &r) -> std::size_t {
        return r.method == "PATCH" && cuts-- > 0 ? 500'000 : SIZE_MAX;
    };
    std::string last;
    const auto pushed = s.push(proxy.host() + "/a/b:1", [&](const Progress &p) { last = p.text; });
    TARE_OK(pushed);
    QCOMPARE(last, std::string("Pushed"));
    QVERIFY(cuts <= 0);
    const auto raw = runTool({"skopeo", "inspect", "--tls-verify=false", "docker://" + registry->host() + "/a/b:1"});
    QVERIFY(raw);
    TARE_OK(s.pull(registry->host() + "/a/b:1"));
}

void PushTest::partialDownload()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    TARE_OK(s.push(registry->host() + "/a/b:1"));
    BadProxy proxy(registry->host());
    const std::string layer = s.starter->layers[0].digest.text();
    proxy.mangle = [&](const MockRequest &r, MockReply &reply) {
        if (!r.target.ends_with(layer))
            return;
        reply.cutAfter = 1'000'000;
        reply.hold = true;
    };
    const auto half = [&] {
        CancelSource source;
        UnpackOptions options;
        options.cancel = source.token();
        options.progress = [&](const Progress &p) {
            if (p.phase == Progress::Phase::Downloading && p.current > 900'000)
                source.cancel();
        };
        return s.pull(proxy.host() + "/a/b:1", options);
    };
    TARE_FAILS(half(), Errc::Cancelled);
    QCOMPARE(s.fault(), std::string());
    const PartialDownloads kept = partialDownloads(s.target);
    QCOMPARE(kept.count, 1);
    QVERIFY(kept.bytes > 900'000 && kept.bytes <= 1'000'000);
    proxy.mangle = {};
    TARE_OK(s.pull(proxy.host() + "/a/b:1"));
    const auto asked = proxy.server().requestsOf("/v2/a/b/blobs/" + layer);
    QCOMPARE(asked.back().header("range"), "bytes=" + std::to_string(kept.bytes) + "-");
    QCOMPARE(partialDownloads(s.target).count, 0);
    s.forget();
    proxy.mangle = [&](const MockRequest &r, MockReply &reply) {
        if (r.target.ends_with(layer))
            reply.cutAfter = 1'000'000;
        reply.hold = r.target.ends_with(layer);
    };
    TARE_FAILS(half(), Errc::Cancelled);
    QCOMPARE(removePartialDownloads(s.target).count, 1);
    QCOMPARE(partialDownloads(s.target).count, 0);
    QVERIFY(!exists(partialPath(s.target, s.starter->layers[0].digest)));
}

void PushTest::twoPullsFetchOnce()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir());
    TARE_OK(s.push(registry->host() + "/a/b:1"));
    BadProxy proxy(registry->host());
    TARE_OK(s.target.create());
    TARE_OK(Store::open(s.target));
    Result<StoredImage> results[] = {fail(Errc::Internal, ""), fail(Errc::Internal, "")};
    {
        std::thread first([&] { results[0] = s.pull(proxy.host() + "/a/b:1"); });
        std::thread second([&] { results[1] = s.pull(proxy.host() + "/a/b:1"); });
        first.join();
        second.join();
    }
    TARE_OK(results[0]);
    TARE_OK(results[1]);
    QCOMPARE(proxy.server().requestsOf("/v2/a/b/blobs/" + s.starter->layers[0].digest.text()).size(), 1U);
    QCOMPARE(s.fault(), std::string());
}

// Whoever thinks better of it has a terminal that shows what is typed.
void PushTest::passwordPrompt()
{
    const TempHome home;
    const auto program = findProgram("tare");
    TARE_OK(program);
    for (const int signal : {SIGINT, SIGTERM}) {
        int ends[2] = {};
        QCOMPARE(::openpty(&ends[0], &ends[1], nullptr, nullptr, nullptr), 0);
        const UniqueFd master(ends[0]), slave(ends[1]);
        const auto echoes = [&] {
            termios now{};
            return ::tcgetattr(slave.get(), &now) == 0 && (now.c_lflag & ECHO) != 0;
        };
        QVERIFY(echoes());
        SpawnOptions options;
        options.argv = {*program, "--root", home.paths().root, "--state", home.paths().state, "login", "-u", "me", "127.0.0.1:9"};
        options.fds = {{slave.get(), 0}, {slave.get(), 1}, {slave.get(), 2}};
        auto child = spawn(std::move(options));
        TARE_OK(child);
        std::string shown;
        while (shown.find("Password: ") == std::string::npos) {
            char bytes[256];
            const ssize_t got = ::read(master.get(), bytes, sizeof bytes);
            QVERIFY2(got > 0, shown.c_str());
            shown.append(bytes, static_cast<std::size_t>(got));
        }
        QVERIFY(!echoes());
        TARE_OK(child->kill(signal));
        const auto code = child->wait();
        TARE_OK(code);
        QCOMPARE(*code, 128 + signal);
        QVERIFY(echoes());
    }
}

void PushTest::command()
{
    const Setup s;
    TARE_OK(s.starter);
    START_OR_SKIP(registry, s.home.dir(), {"me", "secret", {}, {}});
    const auto program = findProgram("tare");
    TARE_OK(program);
    const auto tare = [&](std::vector<std::string> words, const std::string &input = {}, bool other = false) {
        const Paths &paths = other ? s.target : s.source;
        words.insert(words.begin(), {*program, "--root", paths.root, "--state", paths.state});
        return tool(words, input);
    };
    TARE_OK(s.target.create());
    const std::string host = registry->host();
    const std::string digest = s.starter->manifest.text();
    QCOMPARE(tare({"tag", "tare/starter", host + "/a/b"}).exitCode, 0);
    QCOMPARE(tare({"tag", "tare/starter", host + "/a/b:2"}).exitCode, 0);
    const RunOutput denied = tare({"push", host + "/a/b"});
    QCOMPARE(denied.exitCode, 1);
    QVERIFY(denied.err.find("tare login " + host) != std::string::npos);
    QCOMPARE(tare({"login", "-u", "me", "--password-stdin", host}, "wrong\n").exitCode, 1);
    const RunOutput login = tare({"login", "-u", "me", "--password-stdin", host}, "secret\n");
    QCOMPARE(login.out, std::string("Login Succeeded\n"));
    QVERIFY(login.err.find("WARNING! Your password is kept unencrypted in " + s.home.file(".docker/config.json")) !=
            std::string::npos);
    QCOMPARE(tare({"login", host}).exitCode, 1); // nobody to ask
    const RunOutput push = tare({"push", host + "/a/b"});
    const std::string size = std::to_string(Store::open(s.source)->manifestBytes(s.starter->manifest)->size());
    QCOMPARE(push.out, "Using default tag: latest\nThe push refers to repository [" + host + "/a/b]\nlatest: digest: " +
                           digest + " size: " + size + "\n");
    QVERIFY(push.err.find(": Pushed\n") != std::string::npos);
    QCOMPARE(tare({"push", "-q", "-a", host + "/a/b"}).out, host + "/a/b:2\n" + host + "/a/b:latest\n");
    QCOMPARE(tare({"push", "-a", host + "/a/b:2"}).exitCode, 1);
    QCOMPARE(tare({"push", host + "/none"}).exitCode, 1);
    const RunOutput pull = tare({"pull", host + "/a/b"}, {}, true);
    QCOMPARE(pull.out, "Using default tag: latest\nlatest: Pulling from a/b\nDigest: " + digest +
                           "\nStatus: Downloaded newer image for " + host + "/a/b:latest\n" + host + "/a/b:latest\n");
    QVERIFY(tare({"pull", host + "/a/b:2@" + digest}, {}, true).out.find("Digest: " + digest) != std::string::npos);
    const RunOutput all = tare({"pull", "-a", host + "/a/b"}, {}, true);
    QVERIFY(all.out.find("Image is up to date for " + host + "/a/b:latest\n") != std::string::npos);
    QVERIFY(all.out.find(host + "/a/b:2\n") != std::string::npos);
    const RunOutput found = tare({"search", "--format", "{{.Name}}|{{.StarCount}}", host + "/B"});
    QCOMPARE(found.out, host + "/a/b|0\n");
    const RunOutput tags = tare({"search", "--list-tags", host + "/a/b"});
    QVERIFY(tags.out.find("latest") != std::string::npos && tags.out.find("2") != std::string::npos);
    const oci::Digest broken = oci::Digest::sha256("broken");
    TARE_OK(makeDirs(partialFolder(s.source)));
    TARE_OK(writeFileAtomic(partialPath(s.source, broken), std::string(5000, 'x'))); // what a cut pull leaves
    QVERIFY(tare({"system", "df"}).out.find("5kB") != std::string::npos);
    QVERIFY(tare({"image", "prune", "-f"}).out.find("Total reclaimed space: 5kB") != std::string::npos);
    QVERIFY(!exists(partialPath(s.source, broken)));
    QCOMPARE(tare({"logout", host}).out, "Removing login credentials for " + host + "\n");
    QCOMPARE(tare({"logout", host}).out, "Not logged in to " + host + "\n");
    QCOMPARE(tare({"pull", host + "/a/b"}, {}, true).exitCode, 1);
}

TARE_ROOT_TEST_MAIN(PushTest)
#include "push_test.moc"
