// SPDX-License-Identifier: GPL-3.0-or-later
// Tags, catalogs and searches, and lists that have no end.
#include "core/base/file.h"
#include "core/oci/base64.h"
#include "core/registry/catalog.h"
#include "tests/core/registry/mock_server.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <optional>

using namespace tare;
using namespace tare::registry;

namespace {

CatalogOptions quick()
{
    CatalogOptions out;
    out.http.backOff = std::chrono::milliseconds(1);
    return out;
}

} // namespace

class CatalogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void links_data();
    void links();
    void tags();
    void tagsWithoutEnd();
    void tagsElsewhere();
    void noList();
    void hub();
    void hubIsNotItself();
    void catalog();
};

void CatalogTest::links_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("next");
    QTest::newRow("plain") << "</v2/a/tags/list?last=b&n=1>; rel=\"next\"" << "/v2/a/tags/list?last=b&n=1";
    QTest::newRow("no quotes") << "<x>;rel=next" << "x";
    QTest::newRow("capitals") << "<x>; REL=\"next\"" << "x";
    QTest::newRow("second") << "<a>; rel=\"prev\", <b>; title=\"x, <c>; rel=next\"; rel=\"next\"" << "b";
    QTest::newRow("other") << "<a>; rel=\"last\"" << QString();
    QTest::newRow("empty") << "" << QString();
    QTest::newRow("open") << "<a; rel=\"next\"" << QString();
    QTest::newRow("no brackets") << "a; rel=\"next\"" << QString();
    QTest::newRow("no relation") << "<a>" << QString();
    QTest::newRow("no comma") << "<a>; rel=\"prev\" <b>; rel=\"next\"" << QString();
}

void CatalogTest::links()
{
    QFETCH(QString, header);
    const auto got = nextLink(header.toStdString());
    QTEST(QString::fromStdString(got.value_or("")), "next");
}

void CatalogTest::tags()
{
    const TempHome home;
    MockServer registry([&](const MockRequest &r) -> MockReply {
        if (r.target == "/v2/")
            return {200, {}, "{}"};
        if (r.target == "/v2/a/b/tags/list?n=1000")
            return {200, {"Link: </v2/a/b/tags/list?n=1000&last=2>; rel=\"next\""},
                    R"({"name":"a/b","tags":["1","../x","2","a b",7,"\u001b[2J"]})"};
        if (r.target == "/v2/a/b/tags/list?n=1000&last=2")
            return {200, {}, R"({"name":"a/b","tags":["2","latest"]})"};
        if (r.target.starts_with("/v2/empty/"))
            return {200, {}, R"({"name":"empty","tags":null})"};
        return {404, {}, R"({"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known"}]})"};
    });
    const auto got = listTags(registry.host(), "a/b", quick());
    TARE_OK(got);
    QCOMPARE(*got, (std::vector<std::string>{"1", "2", "latest"}));
    QCOMPARE(listTags(registry.host(), "empty", quick())->size(), 0U);
    const auto none = listTags(registry.host(), "no/such", quick());
    TARE_FAILS(none, Errc::NotFound);
    QVERIFY(none.error().text().find("NAME_UNKNOWN") != std::string::npos);
}

void CatalogTest::tagsWithoutEnd()
{
    const TempHome home;
    bool circle = true;
    int page = 0;
    MockServer registry([&](const MockRequest &r) -> MockReply {
        if (r.target == "/v2/")
            return {200, {}, "{}"};
        return {200, {"Link: <?n=" + std::to_string(circle ? 7 : ++page) + ">; rel=\"next\""}, R"({"tags":["x"]})"};
    });
    TARE_FAILS(listTags(registry.host(), "a/b", quick()), Errc::RegistryError);
    circle = false;
    TARE_FAILS(listTags(registry.host(), "a/b", quick()), Errc::TooLarge);
    QVERIFY(page <= 1000);
}

void CatalogTest::tagsElsewhere()
{
    const TempHome home;
    MockServer stranger([](const MockRequest &) { return MockReply{200, {}, R"({"tags":["evil"]})"}; });
    MockServer registry([&](const MockRequest &r) -> MockReply {
        if (r.header("authorization").empty())
            return {401, {"WWW-Authenticate: Basic realm=\"r\""}};
        return {200, {"Link: <" + stranger.url("/next") + ">; rel=\"next\""}, R"({"tags":["x"]})"};
    });
    CatalogOptions options = quick();
    options.credentials = Credentials{"me", "pw", {}};
    TARE_FAILS(listTags(registry.host(), "a/b", options), Errc::RegistryError);
    QVERIFY(stranger.requests().empty());
}

void CatalogTest::noList()
{
    const TempHome home;
    std::string body;
    MockServer registry([&](const MockRequest &r) -> MockReply {
        return {200, {}, r.target == "/v2/" ? "{}" : body};
    });
    for (const char *text : {"<html>", "[]", "", "{\"tags\":"}) {
        body = text;
        TARE_FAILS(listTags(registry.host(), "a/b", quick()), Errc::RegistryError);
    }
    body = "{\"tags\":[\"" + std::string(5U << 20U, 'x') + "\"]}";
    TARE_FAILS(listTags(registry.host(), "a/b", quick()), Errc::TooLarge);
}

void CatalogTest::hub()
{
    const TempHome home;
    MockServer server([](const MockRequest &) {
        return MockReply{200, {}, R"({"num_results":3,"query":"ub","results":[
            {"name":"ubuntu","description":"<b>Ubuntu</b>\n\u001b[2J","star_count":17000,"is_official":true,"is_automated":false},
            {"name":"me/ubuntu","star_count":1,"is_automated":true},{"description":"no name"},
            {"name":"third","star_count":"many"}]})"};
    });
    CatalogOptions options = quick();
    HostSettings settings;
    settings.hub = "http://" + server.host();
    options.http.hosts = std::make_shared<const Hosts>(settings);
    const auto got = search("ub untu&n=1", 2, options);
    TARE_OK(got);
    QCOMPARE(got->size(), 2U);
    QCOMPARE(got->at(0).name, std::string("ubuntu"));
    QCOMPARE(got->at(0).stars, std::int64_t{17000});
    QVERIFY(got->at(0).official && !got->at(0).automated && got->at(1).automated);
    QCOMPARE(server.requests().at(0).target, std::string("/v1/search?q=ub%20untu%26n%3D1&n=2"));
    TARE_OK(search("docker.io/library/ubuntu", 25, options));
    QCOMPARE(server.requests().at(1).target, std::string("/v1/search?q=library%2Fubuntu&n=25"));
    for (const int limit : {0, 101, -1})
        TARE_FAILS(search("x", limit, options), Errc::InvalidArgument);
}

void CatalogTest::hubIsNotItself()
{
    const TempHome home;
    MockReply reply;
    MockServer server([&](const MockRequest &) { return reply; });
    CatalogOptions options = quick();
    HostSettings settings;
    settings.hub = "http://" + server.host();
    options.http.hosts = std::make_shared<const Hosts>(settings);
    for (const char *body : {"<html>log in</html>", "[]", "{}", R"({"results":{}})"}) {
        reply = {200, {"Content-Type: text/html"}, body};
        TARE_FAILS(search("x", 25, options), Errc::RegistryError);
    }
    reply = {200, {}, std::string(5U << 20U, ' ')};
    TARE_FAILS(search("x", 25, options), Errc::TooLarge);
    reply = {403, {}, R"({"message":"go away"})"};
    TARE_FAILS(search("x", 25, options), Errc::Unauthorized);
}

void CatalogTest::catalog()
{
    const TempHome home;
    MockServer registry([&](const MockRequest &r) -> MockReply {
        if (r.target == "/v2/_catalog?n=1000")
            return {200, {"Link: </v2/_catalog?n=1000&last=b>; rel=\"next\""},
                    R"({"repositories":["a/ubuntu","Bad Name","b/debian","../ubuntu"]})"};
        if (r.target == "/v2/_catalog?n=1000&last=b")
            return {200, {}, R"({"repositories":["c/ubuntu-lts","d/ubuntu"]})"};
        return {200, {}, "{}"};
    });
    const auto got = search(registry.host() + "/Ubuntu", 25, quick());
    TARE_OK(got);
    QCOMPARE(got->size(), 3U);
    QCOMPARE(got->at(0).name, registry.host() + "/a/ubuntu");
    QCOMPARE(search(registry.host() + "/ubuntu", 2, quick())->size(), 2U);
    QCOMPARE(search(registry.host() + "/", 25, quick())->size(), 4U);
}

QTEST_APPLESS_MAIN(CatalogTest)
#include "catalog_test.moc"
