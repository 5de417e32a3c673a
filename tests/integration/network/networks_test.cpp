// SPDX-License-Identifier: GPL-3.0-or-later
// Networks that people make.
#include "core/base/strings.h"
#include "tests/integration/network/stage.h"
#include "tests/support/result_test.h"

using namespace tare;

class NetworksTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;

    std::string said(std::vector<std::string> words) const { return m_stage->said(std::move(words)); }
    std::string sleeper(const std::string &name, std::vector<std::string> options) const
    {
        std::vector<std::string> words = {"run", "-d", "--name", name};
        words.insert(words.end(), options.begin(), options.end());
        words.insert(words.end(), {"tare/starter", "sleep", "600"});
        return said(words);
    }
    bool reaches(const std::string &from, const std::string &address) const
    {
        return m_stage->tare({"exec", from, "ping", "-c", "1", "-W", "2", address}).exitCode == 0;
    }
    std::string addressIn(const std::string &name, const std::string &network) const
    {
        return said({"inspect", "-f", "{{(index .NetworkSettings.Networks \"" + network + "\").IPAddress}}", name});
    }

private slots:
    void initTestCase()
    {
        m_stage = std::make_unique<Stage>();
        if (!m_stage->missing().empty())
            QSKIP(m_stage->missing().c_str());
    }
    void cleanup()
    {
        m_stage->removeAll();
        (void)m_stage->tare({"network", "prune", "-f"});
        QTRY_VERIFY2_WITH_TIMEOUT(m_stage->leftovers().empty(), m_stage->leftovers().c_str(), 10000);
    }

    void madeListedRemoved()
    {
        const std::string id = said({"network", "create", "--subnet", "10.77.0.0/24", "--gateway", "10.77.0.254", "--ip-range",
                                     "10.77.0.128/25", "--label", "a=b", "mine"});
        QVERIFY2(id.size() == 64 && isHex(id), id.c_str());
        QCOMPARE(said({"network", "ls", "--format", "{{.Name}} {{.Driver}}"}), std::string("bridge bridge\nhost host\nmine bridge\nnone null"));
        QCOMPARE(said({"network", "ls", "-q", "--no-trunc", "-f", "name=mine"}), id);
        QCOMPARE(said({"network", "ls", "-q", "-f", "label=a=c"}), std::string());
        QCOMPARE(said({"network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}} {{.Internal}} {{.Labels.a}}", "mine"}),
                 std::string("10.77.0.254 false b"));
        QVERIFY(said({"network", "create", "mine"}).find("network with name mine already exists") != std::string::npos);
        QVERIFY(said({"network", "create", "--subnet", "10.77.0.0/16", "other"}).find("Pool overlaps with other one") != std::string::npos);
        QVERIFY(said({"network", "create", "bad/name"}).find("invalid network name") != std::string::npos);
        QVERIFY(said({"network", "rm", "bridge"}).find("bridge is a pre-defined network and cannot be removed") != std::string::npos);
        QVERIFY(sleeper("one", {"--network", "mine"}).size() == 64);
        QCOMPARE(addressIn("one", "mine"), std::string("10.77.0.128"));
        QVERIFY(said({"network", "rm", "mine"}).find("has active endpoints") != std::string::npos);
        QVERIFY(said({"network", "inspect", "mine"}).find("\"IPv4Address\": \"10.77.0.128/24\"") != std::string::npos);
        QVERIFY(sleeper("two", {"--network", "mine", "--ip", "10.77.0.9"}).size() == 64);
        QCOMPARE(addressIn("two", "mine"), std::string("10.77.0.9"));
        QVERIFY(said({"run", "--rm", "--network", "mine", "--ip", "10.77.0.9", "tare/starter", "true"}).find("Address already in use") !=
                std::string::npos);
        QVERIFY(said({"run", "--rm", "--network", "mine", "--ip", "10.78.0.9", "tare/starter", "true"})
                    .find("no configured subnet contains IP address 10.78.0.9") != std::string::npos);
        QVERIFY(reaches("one", "10.77.0.9"));
        m_stage->removeAll();
        QCOMPARE(said({"network", "rm", "mine"}), std::string("mine"));
        QVERIFY(said({"network", "inspect", "mine"}).find("network mine not found") != std::string::npos);
        QVERIFY(Stage::here({"ip", "link"}).out.find("tr-" + id.substr(0, 12)) == std::string::npos);
    }

    void networksAreApart()
    {
        QVERIFY(said({"network", "create", "a"}).size() == 64);
        QVERIFY(said({"network", "create", "--internal", "b"}).size() == 64);
        QVERIFY(sleeper("one", {"--network", "a"}).size() == 64);
        QVERIFY(sleeper("two", {"--network", "b"}).size() == 64);
        QVERIFY(sleeper("three", {"--network", "b"}).size() == 64);
        QVERIFY(!reaches("one", addressIn("two", "b")));
        QVERIFY(reaches("three", addressIn("two", "b")));
        QVERIFY(reaches("one", "10.9.9.2"));
        QVERIFY(!reaches("two", "10.9.9.2")); // nothing gets out of an internal one
        // Connected and disconnected while it runs.
        QCOMPARE(said({"network", "connect", "b", "one"}), std::string());
        QVERIFY(reaches("one", addressIn("two", "b")));
        QVERIFY(said({"network", "connect", "b", "one"}).find("already exists in network b") != std::string::npos);
        QCOMPARE(said({"restart", "-t", "0", "one"}), std::string("one"));
        QVERIFY(reaches("one", addressIn("two", "b"))); // it is kept
        QCOMPARE(said({"network", "disconnect", "b", "one"}), std::string());
        QVERIFY(!reaches("one", addressIn("two", "b")));
        QVERIFY(said({"network", "disconnect", "b", "one"}).find("is not connected to network b") != std::string::npos);
    }

    void withoutTalkBetweenContainers()
    {
        QVERIFY(said({"network", "create", "-o", "com.docker.network.bridge.enable_icc=false", "-o", "com.docker.network.bridge.name=quiet0",
                      "-o", "com.docker.network.driver.mtu=1400", "quiet"})
                    .size() == 64);
        QVERIFY(sleeper("one", {"--network", "quiet"}).size() == 64);
        QVERIFY(sleeper("two", {"--network", "quiet"}).size() == 64);
        QVERIFY(!reaches("one", addressIn("two", "quiet")));
        QVERIFY(reaches("one", "10.9.9.2"));
        QCOMPARE(said({"exec", "one", "cat", "/sys/class/net/eth0/mtu"}), std::string("1400"));
        QVERIFY(Stage::here({"ip", "link", "show", "quiet0"}).out.find("mtu 1400") != std::string::npos);
    }

    void six()
    {
        QVERIFY(said({"network", "create", "--ipv6", "six"}).size() == 64);
        QVERIFY(sleeper("one", {"--network", "six"}).size() == 64);
        QVERIFY(sleeper("two", {"--network", "six"}).size() == 64);
        const std::string address = said({"inspect", "-f", "{{.NetworkSettings.Networks.six.GlobalIPv6Address}}", "two"});
        QVERIFY2(address.starts_with("fd"), address.c_str());
        QCOMPARE(m_stage->tare({"exec", "one", "ping", "-6", "-c", "1", "-W", "5", address}).exitCode, 0);
    }

    void pruned()
    {
        QVERIFY(said({"network", "create", "unused"}).size() == 64);
        QVERIFY(said({"network", "create", "used"}).size() == 64);
        QVERIFY(said({"create", "--name", "one", "--network", "used", "tare/starter", "true"}).size() == 64);
        QCOMPARE(said({"network", "prune", "-f"}), std::string("Deleted Networks:\nunused"));
        QCOMPARE(said({"network", "ls", "-q", "-f", "name=used"}).size(), std::size_t{12});
    }
};

int main(int argc, char **argv)
{
    if (!enterOwnNetwork()) {
        std::puts("SKIP: no network namespaces of one's own here");
        return 0;
    }
    NetworksTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "networks_test.moc"
