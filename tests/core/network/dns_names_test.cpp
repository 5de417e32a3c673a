// SPDX-License-Identifier: GPL-3.0-or-later
// Names as they follow from what is written down of containers, and what is decided from them.
#include "core/base/strings.h"
#include "core/network/dns/responder.h"
#include "tests/support/result_test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tare;
using namespace tare::network;
using namespace tare::network::dns;

namespace {

std::string id(char c)
{
    return std::string(64, c);
}

Endpoint endpoint(const std::string &network, const std::string &address, const std::string &gateway = "172.18.0.1")
{
    Endpoint out;
    out.network = network;
    out.networkId = network + "-id";
    out.id = address;
    out.interface = "eth0";
    out.address = address;
    out.prefix = 16;
    out.gateway = gateway;
    return out;
}

std::string query(const std::string &name, unsigned type)
{
    std::string out("\0\7\1\0\0\1\0\0\0\0\0\0", 12);
    for (const std::string_view label : split(name, '.')) {
        out += static_cast<char>(label.size());
        out += label;
    }
    out += '\0';
    return out + '\0' + static_cast<char>(type) + std::string("\0\1", 2);
}

std::string text(const std::vector<IpAddress> &addresses)
{
    std::vector<std::string> out;
    for (const IpAddress &address : addresses)
        out.push_back(address.text());
    std::sort(out.begin(), out.end());
    return join(out, " ");
}

} // namespace

class DnsNamesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<NetworkStore> m_store;

    void write(char c, const std::string &name, std::vector<Endpoint> endpoints)
    {
        Attachment one;
        one.id = id(c);
        one.name = name;
        one.hostname = name + "-host";
        one.endpoints = std::move(endpoints);
        TARE_OK(m_store->write(one));
    }
    // Kind, code and number of answers.
    static std::string decided(const Names &names, const std::string &name, unsigned type)
    {
        const Decision out = decide(names, query(name, type), true);
        if (out.kind == Decision::Kind::Forward)
            return "forward";
        return std::to_string(static_cast<unsigned char>(out.bytes[3]) & 15U) + "/" + std::to_string(out.bytes[7]);
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        Paths paths;
        paths.root = m_dir->filePath(QStringLiteral("r")).toStdString();
        paths.state = m_dir->filePath(QStringLiteral("s")).toStdString();
        m_store = std::make_unique<NetworkStore>(paths);
        TARE_OK(m_store->lock()); // makes the folders
    }

    void namesFollowWhatIsWritten()
    {
        Endpoint aliased = endpoint("Net", "172.18.0.3");
        aliased.aliases = {"DB", "db"};
        aliased.address6 = "fd00::3";
        aliased.prefix6 = 64;
        write('a', "me", {endpoint("Net", "172.18.0.2")});
        write('b', "two", {aliased, endpoint("other", "172.19.0.3")});
        write('c', "far", {endpoint("other", "172.19.0.4"), endpoint("bridge", "172.17.0.9")});
        Names names(*m_store, id('a'));
        QVERIFY(names.refresh());
        for (const char *name : {"two", "db", "two-host", "bbbbbbbbbbbb", "two.net", "db.net"})
            QCOMPARE(text(names.addresses(name)), std::string("172.18.0.3 fd00::3"));
        QCOMPARE(text(names.addresses("me")), std::string("172.18.0.2"));
        for (const char *name : {"far", "two.other", "net", "", ".", ".net", "two.", "172.18.0.3"})
            QVERIFY2(names.addresses(name).empty(), name);
        QCOMPARE(names.nameOf(*IpAddress::parse("172.18.0.3")), std::string("two.net"));
        QCOMPARE(names.nameOf(*IpAddress::parse("fd00::3")), std::string("two.net"));
        QCOMPARE(names.nameOf(*IpAddress::parse("172.19.0.4")), std::string());
        // Renamed, a second one of the same alias, and gone.
        TARE_OK(m_store->rename(id('b'), "three"));
        write('d', "four", {[] { auto e = endpoint("Net", "172.18.0.4"); e.aliases = {"db"}; return e; }()});
        QVERIFY(names.refresh());
        QVERIFY(names.addresses("two").empty());
        QCOMPARE(text(names.addresses("three")), std::string("172.18.0.3 fd00::3"));
        QCOMPARE(text(names.addresses("db")), std::string("172.18.0.3 172.18.0.4 fd00::3"));
        m_store->forget(id('b'));
        QVERIFY(names.refresh());
        QCOMPARE(text(names.addresses("db")), std::string("172.18.0.4"));
        // Connected to the other network.
        write('a', "me", {endpoint("Net", "172.18.0.2"), endpoint("other", "172.19.0.2")});
        QVERIFY(names.refresh());
        QCOMPARE(text(names.addresses("far")), std::string("172.19.0.4"));
        m_store->forget(id('a'));
        QVERIFY(!names.refresh());
        QVERIFY(names.addresses("far").empty());
    }

    void namesWithDots()
    {
        write('a', "me", {endpoint("n.et", "172.18.0.2")});
        write('b', "a.b", {endpoint("n.et", "172.18.0.3")});
        Names names(*m_store, id('a'));
        QVERIFY(names.refresh());
        QCOMPARE(text(names.addresses("a.b")), std::string("172.18.0.3"));
        QCOMPARE(text(names.addresses("a.b.n.et")), std::string("172.18.0.3"));
        QVERIFY(names.addresses("a.b.n").empty());
    }

    void whatIsAnsweredAndWhatIsAskedOfOthers()
    {
        write('a', "me", {endpoint("net", "172.18.0.2")});
        write('b', "two", {endpoint("net", "172.18.0.3")});
        Names names(*m_store, id('a'));
        QVERIFY(names.refresh());
        QCOMPARE(decided(names, "two", 1), std::string("0/1"));
        QCOMPARE(decided(names, "TWO", 1), std::string("0/1"));
        QCOMPARE(decided(names, "two", 28), std::string("0/0")); // it has no such address: that is no missing name
        QCOMPARE(decided(names, "two", 15), std::string("0/0"));
        QCOMPARE(decided(names, "two", 255), std::string("0/0"));
        QCOMPARE(decided(names, "3.0.18.172.in-addr.arpa", 12), std::string("0/1"));
        QCOMPARE(decided(names, "9.0.18.172.in-addr.arpa", 12), std::string("3/0")); // nobody else can know
        QCOMPARE(decided(names, "9.0.20.172.in-addr.arpa", 12), std::string("forward"));
        QCOMPARE(decided(names, "example.org", 1), std::string("forward"));
        QCOMPARE(decided(names, "nobody", 1), std::string("forward"));
        QCOMPARE(decide(names, query("two", 1).substr(0, 9), true).kind, Decision::Kind::Nothing);
        QCOMPARE(decide(names, query("two", 1).substr(0, 14), true).kind, Decision::Kind::Answer);
    }

    void internalNetworksAskNobody()
    {
        write('a', "me", {endpoint("net", "172.18.0.2", "")});
        Names names(*m_store, id('a'));
        QVERIFY(names.refresh());
        QCOMPARE(decided(names, "example.org", 1), std::string("2/0"));
        QCOMPARE(decided(names, "me", 1), std::string("0/1"));
        // By the default network there is a way out.
        write('a', "me", {endpoint("net", "172.18.0.2", ""), endpoint("bridge", "172.17.0.2", "172.17.0.1")});
        QVERIFY(names.refresh());
        QCOMPARE(decided(names, "example.org", 1), std::string("forward"));
    }

    void whoChoseNdots()
    {
        Attachment one;
        one.id = id('a');
        one.name = "me";
        one.endpoints = {endpoint("net", "172.18.0.2")};
        one.ndots = true;
        one.dns = {"10.0.0.53"};
        TARE_OK(m_store->write(one));
        Names names(*m_store, id('a'));
        QVERIFY(names.refresh());
        QCOMPARE(decided(names, "nobody", 1), std::string("0/0"));
        QCOMPARE(decided(names, "nobody.lan", 1), std::string("forward"));
        QCOMPARE(names.servers(), std::vector<std::string>{"10.0.0.53"});
    }
};

QTEST_APPLESS_MAIN(DnsNamesTest)
#include "dns_names_test.moc"
