// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/address.h"
#include "core/network/container_files.h"

#include <QTest>

using namespace tare;
using namespace tare::network;

class AddressTest : public QObject
{
    Q_OBJECT

private slots:
    void addresses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected"); // empty: none
        QTest::newRow("v4") << QByteArray("10.0.0.1") << QByteArray("10.0.0.1");
        QTest::newRow("v6") << QByteArray("FD00:0::1") << QByteArray("fd00::1");
        QTest::newRow("octal") << QByteArray("010.0.0.1") << QByteArray();
        QTest::newRow("short") << QByteArray("10.1") << QByteArray();
        QTest::newRow("zone") << QByteArray("fe80::1%eth0") << QByteArray();
        QTest::newRow("zero byte") << QByteArray("10.0.0.1\0", 9) << QByteArray();
        QTest::newRow("blank") << QByteArray(" 10.0.0.1") << QByteArray();
        QTest::newRow("empty") << QByteArray() << QByteArray();
    }
    void addresses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        const auto address = IpAddress::parse(text.toStdString());
        QCOMPARE(address ? address->text() : std::string(), expected.toStdString());
    }

    void arithmetic()
    {
        QCOMPARE(IpAddress::parse("10.0.0.255")->plus(1).text(), std::string("10.0.1.0"));
        QCOMPARE(IpAddress::parse("255.255.255.255")->plus(1).text(), std::string("0.0.0.0"));
        QCOMPARE(IpAddress::parse("fd00::ffff:ffff")->plus(2).text(), std::string("fd00::1:0:1"));
    }

    void subnets()
    {
        const auto subnet = Subnet::parse("172.20.7.9/20");
        QVERIFY(subnet.has_value());
        QCOMPARE(subnet->text(), std::string("172.20.0.0/20"));
        QVERIFY(subnet->contains(*IpAddress::parse("172.20.15.255")));
        QVERIFY(!subnet->contains(*IpAddress::parse("172.20.16.0")));
        QVERIFY(!subnet->contains(*IpAddress::parse("fd00::1")));
        QVERIFY(subnet->overlaps(*Subnet::parse("172.16.0.0/12")));
        QVERIFY(Subnet::parse("172.16.0.0/12")->overlaps(*subnet));
        QVERIFY(!subnet->overlaps(*Subnet::parse("172.20.16.0/20")));
        QCOMPARE(Subnet::parse("10.0.0.0/24")->lastHost(), std::uint64_t{254});
        QCOMPARE(Subnet::parse("fd00::/64")->lastHost() > (std::uint64_t{1} << 60U), true);
        for (const char *bad : {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "/8", "10.0.0.0/8/8", "fd00::/129"})
            QVERIFY2(!Subnet::parse(bad), bad);
    }

    void hardwareAddresses()
    {
        QCOMPARE(macFor(*IpAddress::parse("172.17.0.2")), std::string("02:42:ac:11:00:02"));
        QCOMPARE(parseMac("92-D0-C6-0A-29-33").value_or(""), std::string("92:d0:c6:0a:29:33"));
        for (const char *bad : {"93:d0:c6:0a:29:33", "92:d0:c6:0a:29", "92:d0:c6:0a:29:3g", "92:d0:c6:0a:29:333", ""})
            QVERIFY2(!parseMac(bad), bad);
    }

    void hostsFile()
    {
        const std::string text = hostsText({"172.17.0.2", "fd00::2"}, "web", "lan", {"db:10.0.0.9", "me:host-gateway", "six:[fd00::9]"},
                                           "172.17.0.1");
        QVERIFY(text.starts_with("127.0.0.1\tlocalhost\n"));
        QVERIFY(text.ends_with("10.0.0.9\tdb\n172.17.0.1\tme\nfd00::9\tsix\n172.17.0.2\tweb.lan web\nfd00::2\tweb.lan web\n"));
        QVERIFY(hostsText({"10.0.0.2"}, "a.b", "", {}, "").ends_with("10.0.0.2\ta.b a\n"));
    }

    void resolvConf()
    {
        const char *host = "# generated\nnameserver 127.0.0.53\nnameserver 10.0.0.53 # ours\nnameserver fd00::53\n"
                           "search lan example.org\noptions edns0 trust-ad\n";
        NetworkingSpec spec;
        QCOMPARE(resolvText(host, spec, true, false),
                 std::string("nameserver 10.0.0.53\nsearch lan example.org\noptions edns0 trust-ad\n"));
        QVERIFY(resolvText(host, spec, true, true).find("nameserver fd00::53\n") != std::string::npos);
        QVERIFY(resolvText(host, spec, false, true).find("127.0.0.53") != std::string::npos);
        QCOMPARE(resolvText("nameserver 127.0.0.1\n", spec, true, false), std::string("nameserver 8.8.8.8\nnameserver 8.8.4.4\n"));
        spec.dns = {"9.9.9.9"};
        spec.dnsSearch = {"."};
        spec.dnsOptions = {"ndots:2"};
        QCOMPARE(resolvText(host, spec, true, false), std::string("nameserver 9.9.9.9\noptions ndots:2\n"));
    }
};

QTEST_GUILESS_MAIN(AddressTest)
#include "address_test.moc"
