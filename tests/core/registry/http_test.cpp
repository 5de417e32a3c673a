// SPDX-License-Identifier: GPL-3.0-or-later
// Downloads from servers that redirect, stumble, cut, lie and hang.
#include "core/base/file.h"
#include "core/registry/download.h"
#include "tests/core/registry/mock_server.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QDir>
#include <thread>

using namespace tare;
using namespace tare::registry;

namespace {

DownloadOptions quick()
{
    DownloadOptions out;
    out.http.backOff = std::chrono::milliseconds(1);
    return out;
}

int filesIn(const TempHome &home)
{
    return static_cast<int>(
        QDir(QString::fromStdString(home.dir())).entryList(QDir::Files | QDir::Hidden).size());
}

} // namespace

class HttpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whole();
    void refusedAddresses();
    void credentialsStayAtHome();
    void tooManyRedirects();
    void stumblesThenAnswers();
    void longRetryAfterIsAnError();
    void cutGoesOn();
    void cutWithoutVersionStartsAgain();
    void cutAgainAndAgain();
    void tooLarge();
    void wrongDigest();
    void notFound();
    void cancelInTheMiddle();
    void manyAtOnce();
};

void HttpTest::whole()
{
    const TempHome home;
    MockServer server([](const MockRequest &r) {
        return r.target == "/a" ? MockReply{302, {"Location: /b"}} : MockReply{200, {}, "hello"};
    });
    std::vector<Progress> told;
    const auto got =
        download(server.url("/a"), home.file("f"), quick(), [&](const Progress &p) { told.push_back(p); });
    TARE_OK(got);
    QCOMPARE(got->size, 5);
    QCOMPARE(got->digest, oci::Digest::sha256("hello"));
    QCOMPARE(readFile(home.file("f")).value(), std::string("hello"));
    QCOMPARE(filesIn(home), 1);
    QVERIFY(told.back().phase == Progress::Phase::Done && told.back().current == 5);
    QCOMPARE(told.front().total, 5);
    QCOMPARE(fetchText(server.url("/b")).value(), std::string("hello"));
    TARE_FAILS(fetchText(server.url("/b"), 4), Errc::TooLarge);
}

void HttpTest::refusedAddresses()
{
    TARE_FAILS(fetchText("http://example.org/"), Errc::InvalidArgument);
    TARE_FAILS(fetchText("file:///etc/passwd"), Errc::InvalidArgument);
    MockServer server([](const MockRequest &r) {
        return MockReply{
            302, {r.target == "/far" ? "Location: http://192.0.2.1/" : "Location: file:///etc/passwd"}};
    });
    TARE_FAILS(fetchText(server.url("/far")), Errc::InvalidArgument);
    TARE_FAILS(fetchText(server.url("/file")), Errc::InvalidArgument);
}

void HttpTest::credentialsStayAtHome()
{
    MockServer home([](const MockRequest &) { return MockReply{200, {}, "unused"}; });
    MockServer stranger([&](const MockRequest &) {
        return MockReply{302, {"Location: " + home.url("/back")}};
    });
    MockServer first([&](const MockRequest &r) {
        if (r.target == "/near")
            return MockReply{302, {"Location: /there"}};
        if (r.target == "/there")
            return MockReply{200, {}, "ok"};
        return MockReply{307, {"Location: " + stranger.url("/x")}};
    });
    HttpSession session;
    Request near;
    near.url = Url::parse(first.url("/near")).value();
    near.authorization = "Basic secret";
    Request far = near;
    far.url = Url::parse(first.url("/far")).value();
    TARE_OK(session.perform(near));
    TARE_OK(session.perform(far));
    QCOMPARE(first.requestsOf("/there").at(0).header("authorization"), std::string("Basic secret"));
    QCOMPARE(first.requestsOf("/far").at(0).header("authorization"), std::string("Basic secret"));
    QCOMPARE(stranger.requests().size(), 1U);
    QCOMPARE(stranger.requests()[0].header("authorization"), std::string());
    QCOMPARE(home.requests().at(0).header("authorization"), std::string());
}

void HttpTest::tooManyRedirects()
{
    MockServer server([](const MockRequest &) { return MockReply{302, {"Location: /again"}}; });
    TARE_FAILS(fetchText(server.url("/"), 100, {}, quick()), Errc::NetworkError);
    QCOMPARE(server.requests().size(), 11U);
}

void HttpTest::stumblesThenAnswers()
{
    for (const int status : {429, 500, 502, 503, 504, 408}) {
        int asked = 0;
        MockServer server([&](const MockRequest &) {
            return ++asked < 3 ? MockReply{status, {"Retry-After: 0"}, "busy"}
                               : MockReply{200, {}, "at last"};
        });
        const auto got = fetchText(server.url("/"), 100, {}, quick());
        TARE_OK(got);
        QCOMPARE(*got, std::string("at last"));
        QCOMPARE(asked, 3);
    }
    int asked = 0;
    MockServer never([&](const MockRequest &) { return ++asked, MockReply{503}; });
    TARE_FAILS(fetchText(never.url("/"), 100, {}, quick()), Errc::NetworkError);
    QCOMPARE(asked, 5);
}

void HttpTest::longRetryAfterIsAnError()
{
    int asked = 0;
    MockServer server([&](const MockRequest &) { return ++asked, MockReply{429, {"Retry-After: 3600"}}; });
    TARE_FAILS(fetchText(server.url("/"), 100, {}, quick()), Errc::NetworkError);
    QCOMPARE(asked, 1);
}

void HttpTest::cutGoesOn()
{
    const TempHome home;
    const std::string text(200'000, 'x');
    MockServer server([&](const MockRequest &r) {
        if (r.header("range").empty())
            return MockReply{200, {"ETag: \"v1\""}, text, -1, 150'000};
        const auto from = std::stoul(r.header("range").substr(6));
        return MockReply{
            206, {"Content-Range: bytes " + std::to_string(from) + "-199999/200000"}, text.substr(from)};
    });
    const auto got = download(server.url("/"), home.file("f"), quick());
    TARE_OK(got);
    QCOMPARE(got->digest, oci::Digest::sha256(text));
    QCOMPARE(server.requests().size(), 2U);
    QCOMPARE(server.requests()[1].header("range"), std::string("bytes=150000-"));
    QCOMPARE(server.requests()[1].header("if-range"), std::string("\"v1\""));
}

void HttpTest::cutWithoutVersionStartsAgain()
{
    const TempHome home;
    int asked = 0;
    MockServer server([&](const MockRequest &) {
        return ++asked == 1 ? MockReply{200, {}, std::string(9000, 'a'), -1, 5000}
                            : MockReply{200, {}, std::string(9000, 'b')};
    });
    TARE_OK(download(server.url("/"), home.file("f"), quick()));
    QCOMPARE(readFile(home.file("f")).value(), std::string(9000, 'b'));
    QVERIFY(server.requests()[1].header("range").empty());
}

void HttpTest::cutAgainAndAgain()
{
    const TempHome home;
    MockServer server([](const MockRequest &) { return MockReply{200, {}, std::string(9000, 'a'), -1, 10}; });
    TARE_FAILS(download(server.url("/"), home.file("f"), quick()), Errc::NetworkError);
    QVERIFY(server.requests().size() < 12);
    QCOMPARE(filesIn(home), 0);
}

void HttpTest::tooLarge()
{
    const TempHome home;
    long length = -1;
    MockServer server([&](const MockRequest &) {
        return MockReply{200, {}, std::string(5000, 'a'), length};
    });
    DownloadOptions options = quick();
    options.maxBytes = 4999;
    TARE_FAILS(download(server.url("/"), home.file("f"), options), Errc::TooLarge);
    length = -2; // it does not say how much comes
    TARE_FAILS(download(server.url("/"), home.file("f"), options), Errc::TooLarge);
    QCOMPARE(filesIn(home), 0);
    options.maxBytes = 5000;
    TARE_OK(download(server.url("/"), home.file("f"), options));
}

void HttpTest::wrongDigest()
{
    const TempHome home;
    TARE_OK(writeFileAtomic(home.file("f"), "old"));
    MockServer server([](const MockRequest &) { return MockReply{200, {}, "evil"}; });
    DownloadOptions options = quick();
    options.sha256 = oci::Digest::sha256("good").hex();
    TARE_FAILS(download(server.url("/"), home.file("f"), options), Errc::DigestMismatch);
    TARE_FAILS(fetchText(server.url("/"), 100, {}, options), Errc::DigestMismatch);
    QCOMPARE(readFile(home.file("f")).value(), std::string("old"));
    QCOMPARE(filesIn(home), 1);
}

void HttpTest::notFound()
{
    const TempHome home;
    MockServer server([](const MockRequest &) { return MockReply{404, {}, "no"}; });
    TARE_FAILS(download(server.url("/"), home.file("f"), quick()), Errc::NotFound);
    QCOMPARE(filesIn(home), 0);
}

void HttpTest::cancelInTheMiddle()
{
    const TempHome home;
    MockServer server([](const MockRequest &) {
        return MockReply{200, {}, std::string(100'000, 'a'), 200'000, 100'000, true};
    });
    CancelSource source;
    const auto sink = [&](const Progress &p) {
        if (p.current > 50'000)
            source.cancel();
    };
    TARE_FAILS(download(server.url("/"), home.file("f"), quick(), sink, source.token()), Errc::Cancelled);
    QCOMPARE(filesIn(home), 0);
}

void HttpTest::manyAtOnce()
{
    MockServer server([](const MockRequest &r) { return MockReply{200, {}, r.target}; });
    HttpSession session;
    std::map<int, std::string> open;
    for (int i = 0; i < 20; ++i) {
        Request request;
        request.url = Url::parse(server.url("/" + std::to_string(i))).value();
        open[session.start(request)] = "/" + std::to_string(i);
    }
    while (!open.empty()) {
        auto finished = session.wait();
        TARE_OK(finished);
        TARE_OK(finished->result);
        QCOMPARE(finished->result->body, open.at(finished->id));
        open.erase(finished->id);
    }
    TARE_FAILS(session.wait(), Errc::Internal);
}

QTEST_APPLESS_MAIN(HttpTest)
#include "http_test.moc"
