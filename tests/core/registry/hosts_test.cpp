// SPDX-License-Identifier: GPL-3.0-or-later
// Settings for single registries: who may be insecure, mirrors, certificates, proxies.
#include "core/base/file.h"
#include "core/registry/hosts.h"
#include "core/registry/http.h"
#include "core/registry/insecure_setting.h"
#include "tests/core/registry/mock_server.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <set>
#include <unistd.h>

using namespace tare;
using namespace tare::registry;

namespace {

Url url(const char *text) { return Url::parse(text).value(); }

class Environment
{
public:
    Environment(const char *name, const QByteArray &value) : m_name(name), m_before(qgetenv(name)), m_had(qEnvironmentVariableIsSet(name))
    {
        qputenv(name, value);
    }
    ~Environment() { m_had ? qputenv(m_name, m_before) : qunsetenv(m_name); }
    Environment(const Environment &) = delete;
    Environment &operator=(const Environment &) = delete;

private:
    const char *m_name;
    QByteArray m_before;
    bool m_had;
};

} // namespace

class HostsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allowsOneMoreHost();
    void settings();
    void badSettings();
    void insecure_data();
    void insecure();
    void certificates();
    void loaded();
    void insecureOnlyWhereSaid();
    void proxy();
};

void HostsTest::settings()
{
    const auto got = HostSettings::parse(R"({"insecure-registries":["a:5000"],
        "registry-mirrors":{"docker.io":["https://m.lan","http://127.0.0.1:5001"],"quay.io":["https://q.lan"]},
        "hub":"http://127.0.0.1:1"})");
    TARE_OK(got);
    QCOMPARE(got->mirrors.at("docker.io").size(), 2U);
    QCOMPARE(got->mirrors.at("quay.io").at(0), std::string("https://q.lan"));
    QCOMPARE(got->hub, std::string("http://127.0.0.1:1"));
    const auto dockers = HostSettings::parse(R"({"registry-mirrors":["https://m.lan"]})"); // as in daemon.json
    TARE_OK(dockers);
    QCOMPARE(dockers->mirrors.at("docker.io"), std::vector<std::string>{"https://m.lan"});
    QCOMPARE(dockers->hub, std::string("https://index.docker.io"));
}

void HostsTest::badSettings()
{
    for (const char *text : {"", "[]", "{", R"({"insecure-registries":"a"})", R"({"insecure-registries":[1]})",
                             R"({"insecure":["a"]})", R"({"registry-mirrors":["ftp://a"]})",
                             R"({"registry-mirrors":{"docker.io":["https://u:p@a"]}})", R"({"hub":3})"})
        TARE_FAILS(HostSettings::parse(text), Errc::InvalidArgument);
}

void HostsTest::insecure_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *entry, const char *address, bool expected) {
        QTest::newRow(qPrintable(QString::fromLatin1("%1 %2").arg(QLatin1String(entry), QLatin1String(address))))
            << QString::fromLatin1(entry) << QString::fromLatin1(address) << expected;
    };
    row("registry.lan:5000", "https://registry.lan:5000/v2/", true);
    row("Registry.LAN:5000", "https://registry.lan:5000/v2/", true);
    row("registry.lan", "https://registry.lan/v2/", true);
    row("registry.lan", "http://registry.lan/v2/", true);
    row("registry.lan", "https://registry.lan:5000/v2/", false);
    row("registry.lan:5000", "https://registry.lan/v2/", false);
    row("registry.lan", "https://evil.registry.lan/v2/", false);
    row("10.1.0.0/16", "https://10.1.255.3:5000/v2/", true);
    row("10.1.0.0/16", "https://10.2.0.3/v2/", false);
    row("10.0.0.0/9", "https://10.127.0.1/v2/", true);
    row("10.0.0.0/9", "https://10.128.0.1/v2/", false);
    row("10.0.0.0/33", "https://10.0.0.1/v2/", false);
    row("0.0.0.0/0", "https://10.128.0.1/v2/", true);
    row("0.0.0.0/0", "https://registry.lan/v2/", false);
    row("fd00::/8", "https://[fd12::1]:5000/v2/", true);
    row("fd00::/8", "https://[fe80::1]:5000/v2/", false);
    row("10.0.0.0/8", "https://10.example.org/v2/", false);
}

void HostsTest::insecure()
{
    QFETCH(QString, entry);
    QFETCH(QString, address);
    HostSettings settings;
    settings.insecure = {entry.toStdString()};
    QTEST(settings.isInsecure(Url::parse(address.toStdString()).value()), "expected");
}

void HostsTest::certificates()
{
    const TempHome home;
    const std::string a = home.file("a");
    const std::string b = home.file("b");
    for (const char *folder : {"/r.lan:5000", "/r.lan", "/half:1"})
        TARE_OK(makeDirs(b + folder));
    TARE_OK(makeDirs(a + "/only.lan"));
    TARE_OK(writeFileAtomic(b + "/r.lan:5000/one.crt", "ONE"));
    TARE_OK(writeFileAtomic(b + "/r.lan:5000/two.crt", "TWO"));
    TARE_OK(writeFileAtomic(b + "/r.lan:5000/client.cert", "C"));
    TARE_OK(writeFileAtomic(b + "/r.lan:5000/client.key", "K"));
    TARE_OK(writeFileAtomic(b + "/half:1/client.cert", "C"));
    TARE_OK(writeFileAtomic(b + "/r.lan/x.crt", "X"));
    const Hosts hosts({}, {a, b});
    const auto got = hosts.certificates(url("https://r.lan:5000/v2/"));
    TARE_OK(got);
    QCOMPARE(got->authorities, std::string("ONE\nTWO\n"));
    QCOMPARE(got->certificate, b + "/r.lan:5000/client.cert");
    QCOMPARE(got->key, b + "/r.lan:5000/client.key");
    QCOMPARE(hosts.certificates(url("https://r.lan/"))->authorities, std::string("X\n"));
    QCOMPARE(hosts.certificates(url("https://r.lan:5001/"))->authorities, std::string());
    QCOMPARE(hosts.certificates(url("http://r.lan:5000/"))->authorities, std::string());
    TARE_FAILS(hosts.certificates(url("https://half:1/")), Errc::InvalidArgument);
}

void HostsTest::loaded()
{
    const TempHome home;
    TARE_OK(makeDirs(configDir()));
    TARE_OK(Hosts::load()); // nothing is set
    TARE_OK(writeFileAtomic(configDir() + "/registries.json", R"({"insecure-registries":["r.lan"]})"));
    TARE_OK(makeDirs(configDir() + "/certs.d/r.lan"));
    TARE_OK(writeFileAtomic(configDir() + "/certs.d/r.lan/ca.crt", "CA"));
    const Environment hub("TARE_HUB", "http://127.0.0.1:7");
    const auto hosts = Hosts::load();
    TARE_OK(hosts);
    QVERIFY((*hosts)->settings().isInsecure(url("https://r.lan/")));
    QCOMPARE((*hosts)->settings().hub, std::string("http://127.0.0.1:7"));
    QCOMPARE((*hosts)->certificates(url("https://r.lan/"))->authorities, std::string("CA\n"));
    TARE_OK(writeFileAtomic(configDir() + "/registries.json", "{"));
    const auto broken = Hosts::load();
    TARE_FAILS(broken, Errc::InvalidArgument);
    QVERIFY(broken.error().text().find("registries.json") != std::string::npos);
}

void HostsTest::insecureOnlyWhereSaid()
{
    MockServer proxy([](const MockRequest &r) { return MockReply{200, {}, r.target}; });
    const Environment http("http_proxy", QByteArray::fromStdString("http://" + proxy.host()));
    HttpOptions options;
    options.backOff = std::chrono::milliseconds(1);
    HostSettings settings;
    settings.insecure = {"said.example:5000"};
    options.hosts = std::make_shared<const Hosts>(settings);
    HttpSession session(options);
    auto ask = [&](const char *address) {
        Request request;
        request.url = url(address);
        return session.perform(std::move(request));
    };
    TARE_OK(ask("http://said.example:5000/x"));
    TARE_FAILS(ask("http://said.example:5001/x"), Errc::InvalidArgument);
    TARE_FAILS(ask("http://other.example:5000/x"), Errc::InvalidArgument);
    QCOMPARE(proxy.requests().size(), 1U);
}

void HostsTest::proxy()
{
    MockServer proxy([](const MockRequest &r) { return MockReply{200, {}, r.target}; });
    MockServer direct([](const MockRequest &) { return MockReply{200, {}, "direct"}; });
    HostSettings settings;
    settings.insecure = {"far.example", "near.example"};
    HttpOptions options;
    options.hosts = std::make_shared<const Hosts>(settings);
    HttpSession session(options);
    auto ask = [&](const std::string &address) {
        Request request;
        request.url = Url::parse(address).value();
        request.authorization = "Basic eDp5";
        return session.perform(std::move(request));
    };
    const Environment capitals("HTTP_PROXY", QByteArray::fromStdString("http://" + proxy.host()));
    const Environment none("no_proxy", "near.example");
    const auto through = ask("http://far.example/x");
    TARE_OK(through);
    QCOMPARE(through->body, std::string("http://far.example/x"));
    const auto here = ask(direct.url("/x")); // loopback is never asked of a proxy
    TARE_OK(here);
    QCOMPARE(here->body, std::string("direct"));
    QVERIFY(!ask("http://near.example/x")); // which nobody can resolve
    QCOMPARE(proxy.requests().size(), 1U);
}

void HostsTest::allowsOneMoreHost()
{
    const TempHome home;
    const std::string file = registrySettingsFile();
    TARE_OK(allowInsecure("registry.lan:5000"));
    TARE_OK(allowInsecure("registry.lan:5000")); // once is enough
    TARE_OK(allowInsecure("[fd00::1]:5000"));
    auto hosts = Hosts::load();
    TARE_OK(hosts);
    QVERIFY((*hosts)->settings().isInsecure(url("https://registry.lan:5000/v2/")));
    QVERIFY((*hosts)->settings().isInsecure(url("https://[fd00::1]:5000/v2/")));
    QVERIFY(!(*hosts)->settings().isInsecure(url("https://registry.lan/v2/")));
    QCOMPARE((*hosts)->settings().insecure.size(), std::size_t{2});
    // What else is there stays, in its order; a link stays a link.
    const std::string real = home.file("real.json");
    TARE_OK(writeFileAtomic(real, "{\"registry-mirrors\":[\"https://m.lan\"],\"insecure-registries\":[\"10.0.0.0/8\"],\"hub\":\"https://h.lan\"}"));
    QVERIFY(::unlink(file.c_str()) == 0 && ::symlink(real.c_str(), file.c_str()) == 0);
    TARE_OK(allowInsecure("b"));
    const std::string text = readFile(real).value();
    QVERIFY(text.find("mirrors") < text.find("10.0.0.0/8") && text.find("10.0.0.0/8") < text.find("\"b\"") && text.find("\"b\"") < text.find("h.lan"));
    TARE_OK(Hosts::load());
    // Nothing is lost that a person wrote.
    for (const std::string &bad : {std::string("{ // why\n}"), std::string("[]"), std::string("{\"insecure-registries\":1}")}) {
        TARE_OK(writeFileAtomic(real, bad));
        const Status refused = allowInsecure("c");
        TARE_FAILS(refused, Errc::InvalidArgument);
        QVERIFY(refused.error().advice.find("\"c\"") != std::string::npos);
        QCOMPARE(readFile(real).value(), bad);
    }
    for (const char *host : {"", "a b", "a/b", "a\"", "a\n"})
        TARE_FAILS(allowInsecure(host), Errc::InvalidArgument);
}

QTEST_APPLESS_MAIN(HostsTest)
#include "hosts_test.moc"
