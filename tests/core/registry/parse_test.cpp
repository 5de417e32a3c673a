// SPDX-License-Identifier: GPL-3.0-or-later
// What a registry says in headers and small documents.
#include "core/registry/auth_challenge.h"
#include "core/oci/base64.h"
#include "core/registry/credentials.h"
#include "core/registry/registry_error.h"
#include "core/registry/retry.h"
#include "core/registry/token.h"
#include "core/registry/url.h"
#include "tests/support/result_test.h"

#include <curl/curl.h>

using namespace tare;
using namespace tare::registry;

class ParseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void urls();
    void redirectTargets();
    void challenges();
    void brokenChallenges_data();
    void brokenChallenges();
    void retryAfter();
    void backOff();
    void tokens();
    void words();
    void base64();
    void credentials();
};

void ParseTest::urls()
{
    const auto url = Url::parse("HTTPS://Example.org/v2/?a=b#part");
    TARE_OK(url);
    QCOMPARE(url->scheme, std::string("https"));
    QCOMPARE(url->host, std::string("example.org"));
    QCOMPARE(url->port, 443);
    QCOMPARE(url->authority(), std::string("example.org"));
    QVERIFY(url->text.find('#') == std::string::npos);
    for (const char *loop :
         {"http://localhost/", "http://127.0.0.1:5000/", "http://127.9.9.9/", "http://[::1]:5/"})
        QVERIFY2(Url::parse(loop)->loopback(), loop);
    for (const char *far :
         {"http://127.example.org/", "http://localhost.example.org/", "http://128.0.0.1/", "http://[::2]/"})
        QVERIFY2(!Url::parse(far)->loopback(), far);
    for (const char *bad :
         {"", "file:///etc/passwd", "ftp://a/", "https://", "https://u:p@a/", "https://u@a/",
          "https://a/\r\nX: y", "https://a/\x01", "https://a b/", "gopher://a", "https://a:99999/"})
        TARE_FAILS(Url::parse(bad), Errc::InvalidArgument);
    QCOMPARE(percentEncode("repository:a/b:pull"), std::string("repository%3Aa%2Fb%3Apull"));
}

void ParseTest::redirectTargets()
{
    const Url base = Url::parse("https://a.example/v2/x").value();
    QCOMPARE(base.resolve("/other?q=1")->text, std::string("https://a.example/other?q=1"));
    QCOMPARE(base.resolve("//b.example/y")->host, std::string("b.example"));
    QVERIFY(base.sameOrigin(Url::parse("https://a.example:443/z").value()));
    QVERIFY(!base.sameOrigin(Url::parse("https://a.example:444/z").value()));
    QVERIFY(!base.sameOrigin(Url::parse("http://a.example:443/z").value()));
    TARE_FAILS(base.resolve("file:///etc/shadow"), Errc::InvalidArgument);
    TARE_FAILS(base.resolve("https://user@b.example/"), Errc::InvalidArgument);
}

void ParseTest::challenges()
{
    const auto one = parseChallenges(
        R"(Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push")");
    QCOMPARE(one.size(), 1U);
    QCOMPARE(one[0].scheme, std::string("bearer"));
    QCOMPARE(one[0].parameter("realm"), std::string("https://auth.docker.io/token"));
    QCOMPARE(one[0].parameter("scope"), std::string("repository:a/b:pull,push"));
    const auto two = parseChallenges(R"(Negotiate, BASIC Realm = "a \"quoted\" one" , Bearer realm=x)");
    QCOMPARE(two.size(), 3U);
    QCOMPARE(two[1].scheme, std::string("basic"));
    QCOMPARE(two[1].parameter("realm"), std::string("a \"quoted\" one"));
    QCOMPARE(two[2].parameter("realm"), std::string("x"));
    QCOMPARE(parseChallenges("NTLM dG9rZW4=, Basic realm=\"b\"").size(), 2U);
    QCOMPARE(parseChallenges("Basic").size(), 1U);
    QVERIFY(parseChallenges(" , ,").empty());
}

void ParseTest::brokenChallenges_data()
{
    QTest::addColumn<QByteArray>("header");
    int n = 0;
    for (const char *header : {R"(Bearer realm="unclosed)", R"(Bearer realm="a" service="b")", R"(realm="a")",
                               R"(Bearer realm="a",realm="b")", R"(Bearer realm="a\)",
                               "Bearer realm=", R"(Bearer realm=,scope="x")", "=", "Bearer \"x\"",
                               "Bearer realm=\"a\x01\"", "Basic Bearer realm=\"x\"", "Bearer/1 realm=x"})
        QTest::newRow(qPrintable(QString::number(n++))) << QByteArray(header);
    QTest::newRow("long") << QByteArray(20'000, 'a');
    QTest::newRow("many") << QByteArray("a,").repeated(100);
}

void ParseTest::brokenChallenges()
{
    QFETCH(QByteArray, header);
    for (const Challenge &challenge : parseChallenges(header.toStdString()))
        QVERIFY2(challenge.parameter("realm").empty(), header.constData()); // nobody is sent anywhere by it
}

void ParseTest::retryAfter()
{
    QCOMPARE(parseRetryAfter(" 7 ", 0)->count(), 7);
    QCOMPARE(parseRetryAfter("Thu, 01 Jan 1970 00:01:40 GMT", 90)->count(), 10);
    QCOMPARE(parseRetryAfter("Thu, 01 Jan 1970 00:01:40 GMT", 900)->count(), 0);
    QVERIFY(!parseRetryAfter("-1", 0));
    QVERIFY(!parseRetryAfter("soon", 0));
    QVERIFY(!parseRetryAfter("", 0));
    QCOMPARE(parseRetryAfter("99999999999999", 0)->count(), 1'000'000);
    QVERIFY(retryableStatus(429) && retryableStatus(503) && !retryableStatus(404) && !retryableStatus(401) &&
            !retryableStatus(501));
    QVERIFY(retryableTransport(CURLE_PARTIAL_FILE) && !retryableTransport(CURLE_PEER_FAILED_VERIFICATION) &&
            !retryableTransport(CURLE_COULDNT_RESOLVE_HOST));
}

void ParseTest::backOff()
{
    using std::chrono::milliseconds;
    for (std::uint64_t random : {std::uint64_t{0}, std::uint64_t{12345}, ~std::uint64_t{0}}) {
        for (int attempt = 0; attempt < 40; ++attempt) {
            const milliseconds whole(std::min(500LL << std::min(attempt, 20), 30'000LL));
            const milliseconds got = backOffTime(milliseconds(500), attempt, random);
            QVERIFY(got >= whole / 2 && got <= whole);
        }
    }
}

void ParseTest::tokens()
{
    QCOMPARE(parseToken(R"({"token":"abc.def"})", "r").value(), std::string("abc.def"));
    QCOMPARE(parseToken(R"({"access_token":"xyz"})", "r").value(), std::string("xyz"));
    for (const char *bad : {"", "{}", "[]", "null", R"({"token":7})", R"({"token":"a\r\nX-Evil: 1"})",
                            R"({"token":"a b"})", R"({"token":"\u00e4"})"})
        TARE_FAILS(parseToken(bad, "r"), Errc::RegistryError);
}

void ParseTest::words()
{
    QCOMPARE(
        registryWords(R"({"errors":[{"code":"DENIED","message":"no"},{"code":"X"}]})", "application/json"),
        std::string("no (DENIED); X"));
    QCOMPARE(registryWords("busy\nlater", "text/plain"), std::string("busy"));
    QCOMPARE(registryWords("<html>", "text/html; charset=utf-8"), std::string());
    QCOMPARE(registryWords(R"({"errors":{"a":1}})", ""), std::string());
    QVERIFY(registryWords("{\"message\":\"" + std::string(5000, 'x') + "\"}", "").size() == 500);
    Response response;
    response.head.status = 500;
    response.body = "\x1b[31mred";
    QVERIFY(refusal(response, {"r", "a", "pull", "b"}).value().text().find('\x1b') == std::string::npos);
}

void ParseTest::base64()
{
    for (const char *text : {"", "a", "ab", "abc", "user:pass\xff"}) {
        const std::string encoded = oci::base64Encode(text);
        QCOMPARE(QByteArray::fromStdString(encoded), QByteArray(text).toBase64());
        if (*text != '\0')
            QCOMPARE(oci::base64Decode(encoded).value_or("?"), std::string(text));
    }
    QVERIFY(!oci::base64Decode("a"));
    QVERIFY(!oci::base64Decode("!!!!"));
}

void ParseTest::credentials()
{
    const std::string json = R"({"auths":{"https://index.docker.io/v1/":{"auth":")" +
                             oci::base64Encode("me:secret:x") + R"("},"host:5000":{"auth":")" +
                             oci::base64Encode("root:pw") + R"("},"host:5000/team":{"auth":")" +
                             oci::base64Encode("team:pw2") +
                             R"("},"empty":{}},"credsStore":"box","credHelpers":{"h.example":"other"}})";
    std::string helper;
    QCOMPARE(credentialsIn(json, "docker.io", "library/x", helper)->password, std::string("secret:x"));
    QCOMPARE(credentialsIn(json, "host:5000", "a/b", helper)->user, std::string("root"));
    QCOMPARE(credentialsIn(json, "host:5000", "team/b", helper)->user, std::string("team"));
    QVERIFY(helper.empty());
    QVERIFY(!credentialsIn(json, "host", "a/b", helper)); // another port is another registry
    QVERIFY(!credentialsIn(json, "h.example", "a", helper));
    QCOMPARE(helper, std::string("other"));
    for (const char *bad :
         {"", "[]", "{\"auths\":7}", R"({"auths":{"a":{"auth":"!"}}})", R"({"auths":{"a":7}})"}) {
        helper.clear();
        QVERIFY(!credentialsIn(bad, "a", "b", helper));
    }
}

QTEST_APPLESS_MAIN(ParseTest)
#include "parse_test.moc"
