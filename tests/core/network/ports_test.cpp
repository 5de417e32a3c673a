// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/listeners.h"
#include "core/network/ports.h"
#include "tests/support/result_test.h"

#include <unistd.h>

using namespace tare;
using namespace tare::network;

namespace {

std::string text(const std::vector<PublishedPort> &ports)
{
    std::string out;
    for (const PublishedPort &p : ports)
        out += (out.empty() ? "" : " ") + p.hostAddress + "|" + std::to_string(p.hostPort) + "-" + std::to_string(p.hostPortEnd) + "|" +
               std::to_string(p.containerPort) + "/" + p.protocol;
    return out;
}

} // namespace

class PortsTest : public QObject
{
    Q_OBJECT

private slots:
    void published_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *given, const char *expected) { QTest::newRow(given) << QByteArray(given) << QByteArray(expected); };
        row("80", "|0-0|80/tcp");
        row("8080:80", "|8080-8080|80/tcp");
        row("8080:80/UDP", "|8080-8080|80/udp");
        row("127.0.0.1:8080:80", "127.0.0.1|8080-8080|80/tcp");
        row("127.0.0.1::80", "127.0.0.1|0-0|80/tcp");
        row("[::1]:8080:80/tcp", "::1|8080-8080|80/tcp");
        row("[::]::80", "::|0-0|80/tcp");
        row(":80", "|0-0|80/tcp");
        row("0:80", "|0-0|80/tcp");
        row("8000-8010:80", "|8000-8010|80/tcp");
        row("8000-8001:80-81", "|8000-8000|80/tcp |8001-8001|81/tcp");
        row("80-82", "|0-0|80/tcp |0-0|81/tcp |0-0|82/tcp");
        row("127.0.0.1::80-81/udp", "127.0.0.1|0-0|80/udp 127.0.0.1|0-0|81/udp");
    }
    void published()
    {
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, expected);
        const auto ports = parsePublished(given.toStdString());
        TARE_OK(ports);
        QCOMPARE(text(*ports), expected.toStdString());
    }

    void refused()
    {
        for (const char *bad : {"", "8080:", "a:80", "80:a", "80/sctp", "1.2.3:80:80", "localhost:8080:80", "70000:80", "80:70000", "0",
                                "80:0", "8000-8002:80-81", "8002-8000:80", "-1:80", "80/", "80:80/tcp/udp", "80 "})
            TARE_FAILS(parsePublished(bad), Errc::InvalidArgument);
        for (const char *bad : {"", "a", "80:80", "0", "70000", "80/icmp", "81-80"})
            TARE_FAILS(parseExposed(bad), Errc::InvalidArgument);
        QCOMPARE(*parseExposed("80-81/udp"), (std::vector<std::string>{"80/udp", "81/udp"}));
    }

    void column()
    {
        QCOMPARE(portsText({{"0.0.0.0", 8080, 80, "tcp"}, {"::", 8080, 80, "tcp"}}, {"80/tcp", "443/tcp"}),
                 std::string("0.0.0.0:8080->80/tcp, :::8080->80/tcp, 443/tcp"));
        QCOMPARE(portsText({{"0.0.0.0", 8000, 80, "tcp"}, {"0.0.0.0", 8001, 81, "tcp"}, {"127.0.0.1", 53, 53, "udp"}}, {}),
                 std::string("127.0.0.1:53->53/udp, 0.0.0.0:8000-8001->80-81/tcp"));
        QCOMPARE(portsText({}, {"81/tcp", "80/tcp", "82/tcp", "80/udp"}), std::string("80-82/tcp, 80/udp"));
        QCOMPARE(portsText({}, {}), std::string());
    }

    void bindingIsAllOrNothing()
    {
        auto first = bindPorts({{"127.0.0.1", 0, 0, 80, "tcp"}}, {});
        TARE_OK(first);
        const std::uint16_t taken = first->front().port.hostPort;
        QVERIFY(taken != 0);
        // The one that holds it is named.
        const auto second = bindPorts({{"127.0.0.1", 0, 0, 81, "tcp"}, {"127.0.0.1", taken, taken, 80, "tcp"}}, portHolder);
        TARE_FAILS(second, Errc::InvalidArgument);
        const std::string &reason = second.error().reason;
        QVERIFY2(reason.find("Bind for 127.0.0.1:" + std::to_string(taken) + " failed: port is already allocated") == 0, reason.c_str());
        QVERIFY2(reason.find("(process " + std::to_string(::getpid()) + ")") != std::string::npos, reason.c_str());
        // Of a range the next is taken.
        const auto third = bindPorts({{"127.0.0.1", taken, static_cast<std::uint16_t>(taken + 20), 80, "tcp"}}, {});
        TARE_OK(third);
        QVERIFY(third->front().port.hostPort > taken);
        TARE_OK(bindPorts({{"127.0.0.1", taken, taken, 80, "udp"}}, {})); // another protocol is another port
        first->clear();
        TARE_OK(bindPorts({{"127.0.0.1", taken, taken, 80, "tcp"}}, {}));
    }

    void bothFamiliesHaveOneNumber()
    {
        const auto bound = bindPorts({{"", 0, 0, 80, "tcp"}}, {});
        TARE_OK(bound);
        for (const Listener &one : *bound)
            QCOMPARE(one.port.hostPort, bound->front().port.hostPort);
        QCOMPARE(bound->front().port.hostAddress, std::string("0.0.0.0"));
    }
};

QTEST_GUILESS_MAIN(PortsTest)
#include "ports_test.moc"
