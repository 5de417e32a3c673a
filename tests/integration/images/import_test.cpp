// SPDX-License-Identifier: GPL-3.0-or-later
// tare import of what a web server has.
#include "core/base/file.h"
#include "core/base/subprocess.h"
#include "core/image/import_url.h"
#include "tests/core/image/fixture.h"
#include "tests/core/image/root_main.h"
#include "tests/core/registry/mock_server.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

using namespace tare;
using namespace tare::image;

namespace {

ImportRequest requestOf(const std::string &url)
{
    ImportRequest out;
    out.file = url;
    out.name = *oci::Reference::parse("mine");
    out.platform = oci::Platform::ofThisMachine();
    return out;
}

registry::HttpOptions quick()
{
    registry::HttpOptions out;
    out.backOff = std::chrono::milliseconds(1);
    return out;
}

std::string trim(std::string text)
{
    text.resize(text.find_last_not_of('\n') + 1);
    return text;
}

} // namespace

class ImportTest : public QObject
{
    Q_OBJECT

    std::string m_tar = TarBuilder().folder("etc").file("etc/motd", "hello").bytes();

private Q_SLOTS:
    void bytesAsTheyCame_data();
    void bytesAsTheyCame();
    void goesOnAfterACut();
    void refusals();
    void tooLarge();
    void cancelled();
    void command();
};

void ImportTest::bytesAsTheyCame_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("tar") << QByteArray::fromStdString(m_tar);
    QTest::newRow("gzip") << QByteArray::fromStdString(gzip(m_tar));
    QTest::newRow("xz") << QByteArray::fromStdString(xz(m_tar));
}

void ImportTest::bytesAsTheyCame()
{
    QFETCH(QByteArray, body);
    const std::string bytes = body.toStdString();
    const TempHome home;
    auto store = Store::open(home.paths());
    TARE_OK(store);
    const MockServer server([&](const MockRequest &r) {
        return r.target == "/there" ? MockReply{302, {"Location: /rootfs.tar"}} : MockReply{200, {}, bytes};
    });
    ImportRequest request = requestOf(server.url("/there"));
    request.changes = {"CMD [\"sh\"]", "LABEL a=b"};
    std::vector<Progress> told;
    UnpackOptions options;
    options.progress = [&](const Progress &p) { told.push_back(p); };
    const auto image = importUrl(*store, request, quick(), options);
    TARE_OK(image);
    QCOMPARE(image->config.diffIds.at(0), oci::Digest::sha256(m_tar));
    if (body != QByteArray::fromStdString(xz(m_tar))) // for which there is no media type
        QCOMPARE(image->layers.at(0).digest, oci::Digest::sha256(bytes));
    QCOMPARE(image->config.cmd, std::vector<std::string>{"sh"});
    QCOMPARE(image->config.history.at(0).comment, "Imported from " + request.file);
    QCOMPARE(*readFile(store->layerFolders(*image)->at(0) + "/etc/motd"), std::string("hello"));
    QVERIFY(told.front().phase == Progress::Phase::Downloading);
    QCOMPARE(storeFault(home.paths()), std::string());
    QCOMPARE(treeOf(home.paths().temporary()), std::vector<std::string>());
}

void ImportTest::goesOnAfterACut()
{
    const TempHome home;
    auto store = Store::open(home.paths());
    TARE_OK(store);
    const MockServer server([&](const MockRequest &r) {
        if (r.header("range").empty())
            return MockReply{200, {"ETag: \"1\""}, m_tar, -1, 700};
        const std::string rest = m_tar.substr(std::stoul(r.header("range").substr(6)));
        return MockReply{206, {"ETag: \"1\"", "Content-Range: bytes " + std::to_string(m_tar.size() - rest.size()) + "-" +
                                                  std::to_string(m_tar.size() - 1) + "/" + std::to_string(m_tar.size())}, rest};
    });
    const auto image = importUrl(*store, requestOf(server.url("/")), quick(), {});
    TARE_OK(image);
    QCOMPARE(image->layers.at(0).digest, oci::Digest::sha256(m_tar));
    QCOMPARE(server.requests().size(), std::size_t{2});
}

void ImportTest::refusals()
{
    const TempHome home;
    auto store = Store::open(home.paths());
    TARE_OK(store);
    const MockServer server([&](const MockRequest &r) {
        if (r.target == "/none")
            return MockReply{404, {}, "no"};
        if (r.target == "/secret")
            return MockReply{401, {}, "who are you"};
        if (r.target == "/file")
            return MockReply{302, {"Location: file:///etc/passwd"}};
        return MockReply{200, {"Content-Type: text/html"}, r.target == "/html" ? "<html>Welcome</html>" : ""};
    });
    TARE_FAILS(importUrl(*store, requestOf(server.url("/none")), quick(), {}), Errc::NotFound);
    TARE_FAILS(importUrl(*store, requestOf(server.url("/secret")), quick(), {}), Errc::Unauthorized);
    TARE_FAILS(importUrl(*store, requestOf(server.url("/file")), quick(), {}), Errc::InvalidArgument);
    for (const char *page : {"/html", "/empty"}) {
        const auto image = importUrl(*store, requestOf(server.url(page)), quick(), {});
        TARE_FAILS(image, Errc::CorruptArchive);
        QVERIFY2(image.error().text().find(server.url(page)) != std::string::npos, image.error().text().c_str());
    }
    TARE_FAILS(importUrl(*store, requestOf("http://"), quick(), {}), Errc::InvalidArgument);
    ImportRequest request = requestOf(server.url("/never"));
    request.changes = {"RUN x"};
    TARE_FAILS(importUrl(*store, request, quick(), {}), Errc::InvalidArgument);
    QVERIFY(server.requestsOf("/never").empty()); // it is known before anything is fetched
    QVERIFY(store->list()->empty());
    QCOMPARE(treeOf(home.paths().temporary()), std::vector<std::string>());
}

void ImportTest::tooLarge()
{
    const TempHome home;
    auto store = Store::open(home.paths());
    TARE_OK(store);
    long length = -1;
    std::string body = m_tar;
    const MockServer server([&](const MockRequest &) { return MockReply{200, {}, body, length}; });
    UnpackOptions options;
    options.maxUnpacked = static_cast<std::int64_t>(m_tar.size()) - 1;
    TARE_FAILS(importUrl(*store, requestOf(server.url("/")), quick(), options), Errc::TooLarge);
    length = -2; // it does not say how much comes
    TARE_FAILS(importUrl(*store, requestOf(server.url("/")), quick(), options), Errc::TooLarge);
    length = -1; // little comes, and becomes much
    body = gzip(TarBuilder().file("zeros", std::string(20'000'000, '\0')).bytes());
    options.maxUnpacked = 1'000'000;
    const auto bomb = importUrl(*store, requestOf(server.url("/bomb")), quick(), options);
    TARE_FAILS(bomb, Errc::TooLarge);
    QVERIFY2(bomb.error().text().find("/bomb") != std::string::npos, bomb.error().text().c_str());
    QVERIFY(store->list()->empty());
    QCOMPARE(treeOf(home.paths().temporary()), std::vector<std::string>());
    QCOMPARE(treeOf(home.paths().images() + "/blobs/sha256"), std::vector<std::string>());
}

void ImportTest::cancelled()
{
    const TempHome home;
    auto store = Store::open(home.paths());
    TARE_OK(store);
    const MockServer server([&](const MockRequest &) {
        return MockReply{200, {}, std::string(300'000, 'a'), 900'000, 300'000, true};
    });
    CancelSource source;
    UnpackOptions options;
    options.cancel = source.token();
    options.progress = [&](const Progress &p) {
        if (p.current > 100'000)
            source.cancel();
    };
    TARE_FAILS(importUrl(*store, requestOf(server.url("/")), quick(), options), Errc::Cancelled);
    QCOMPARE(treeOf(home.paths().temporary()), std::vector<std::string>());
}

// By `tare`, from a host that is not loopback: a proxy from the environment stands in for the way there.
void ImportTest::command()
{
    const TempHome home;
    const MockServer server([&](const MockRequest &r) {
        return r.target == "http://files.test/rootfs.tar" ? MockReply{200, {}, m_tar} : MockReply{404, {}, "no"};
    });
    const auto tare = [&](const std::vector<std::string> &words) {
        SpawnOptions spawn;
        spawn.argv = {environment("TARE_LIBEXEC") + "/tare", "--root", home.paths().root, "--state", home.paths().state};
        spawn.argv.insert(spawn.argv.end(), words.begin(), words.end());
        spawn.env = {"http_proxy=http://" + server.host(), "no_proxy="};
        return run(std::move(spawn)).value_or(RunOutput{});
    };
    const RunOutput made = tare({"import", "-c", "CMD [\"sh\"]", "-m", "by hand", "http://files.test/rootfs.tar", "mine:1"});
    QVERIFY2(made.exitCode == 0, made.err.c_str());
    auto store = Store::open(home.paths());
    const auto image = store->find("mine:1");
    TARE_OK(image);
    QCOMPARE(trim(made.out), image->id.text());
    QCOMPARE(image->config.history.at(0).comment, std::string("by hand"));
    QCOMPARE(image->config.cmd, std::vector<std::string>{"sh"});
    QVERIFY2(made.err.find("Downloading") != std::string::npos, made.err.c_str());
    const RunOutput none = tare({"import", "http://files.test/none.tar"});
    QCOMPARE(none.exitCode, 1);
    QVERIFY2(none.err.find("404") != std::string::npos, none.err.c_str());
}

TARE_ROOT_TEST_MAIN(ImportTest)
#include "import_test.moc"
