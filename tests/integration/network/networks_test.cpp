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
    std::string sleeper(const std::string &name, const std::vector<std::string> &options) const { return said(Stage::sleeperWords(name, options)); }
    bool reaches(const std::string &from, const std::string &address) const
    {
        return m_stage->tare({"exec", from, "ping", "-c", "1", "-W", "2", address}).exitCode == 0;
    }
    std::string addressIn(const std::string &name, const std::string &network) const { return m_stage->addressIn(name, network); }

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

    // What is still being taken away from its last run must not be what it has in this one.
    void againAndAgain()
    {
        QVERIFY(said({"network", "create", "first"}).size() == 64);
        QVERIFY(said({"network", "create", "second"}).size() == 64);
        QVERIFY(sleeper("one", {"--network", "first"}).size() == 64);
        QVERIFY(sleeper("two", {"--network", "second"}).size() == 64);
        QCOMPARE(said({"network", "connect", "second", "one"}), std::string());
        const std::string other = addressIn("two", "second");
        for (int i = 0; i < 25; ++i) {
            const std::string restarted = said({"restart", "-t", "0", "one"});
            QVERIFY2(restarted == "one", restarted.c_str());
            QVERIFY(reaches("one", other));
        }
    }

    void portsGoOverToTheNextNetwork()
    {
        QVERIFY(said({"network", "create", "--internal", "closed"}).size() == 64);
        QVERIFY(said({"network", "create", "a"}).size() == 64);
        QVERIFY(said({"network", "create", "b"}).size() == 64);
        const std::string id = said({"run", "-d", "--name", "web", "--network", "a", "-p", "8080:80", "-p", "5353:53/udp", "tare/starter", "sh",
                                     "-c", "mkdir /w; echo web >/w/index.html; exec httpd -f -p 80 -h /w"});
        QVERIFY2(id.size() == 64, id.c_str());
        const auto fetch = [] {
            const RunOutput got = Stage::here({"timeout", "5", "busybox", "wget", "-qO-", "http://127.0.0.1:8080/"});
            return got.exitCode == 0 ? std::string(trim(got.out)) : "!" + got.err;
        };
        const auto fetchOutside = [&] {
            const RunOutput got = m_stage->outside({"timeout", "5", "busybox", "wget", "-qO-", "http://10.9.9.1:8080/"});
            return got.exitCode == 0 ? std::string(trim(got.out)) : "!" + got.err;
        };
        const auto ruleFor = [](const std::string &port) {
            const RunOutput rules = Stage::here({"nft", "list", "map", "inet", "tare", "any4"});
            const std::size_t at = rules.out.find(port + " : ");
            return at == std::string::npos ? std::string() : rules.out.substr(at + port.size() + 3, rules.out.find(" . ", at + port.size() + 3) - at - port.size() - 3);
        };
        QTRY_COMPARE(fetch(), std::string("web"));
        QCOMPARE(ruleFor("tcp . 8080"), addressIn("web", "a"));
        const std::string ports = said({"ps", "--format", "{{.Ports}}"});
        QCOMPARE(said({"network", "connect", "b", "web"}), std::string());
        QCOMPARE(ruleFor("tcp . 8080"), addressIn("web", "a")); // the first one has them
        QCOMPARE(said({"network", "disconnect", "a", "web"}), std::string());
        QCOMPARE(ruleFor("tcp . 8080"), addressIn("web", "b"));
        QCOMPARE(ruleFor("udp . 5353"), addressIn("web", "b"));
        QCOMPARE(fetch(), std::string("web"));
        QCOMPARE(fetchOutside(), std::string("web"));
        QCOMPARE(said({"ps", "--format", "{{.Ports}}"}), ports);
        QVERIFY(reaches("web", "10.9.9.2")); // and the way out
        // Without a network no port is held; with the next one all are there again.
        QCOMPARE(said({"network", "disconnect", "b", "web"}), std::string());
        QCOMPARE(ruleFor("tcp . 8080"), std::string());
        QVERIFY(fetch().starts_with("!"));
        QCOMPARE(said({"ps", "--format", "{{.Networks}}|{{.Ports}}"}), std::string("|53/udp, 80/tcp"));
        QCOMPARE(said({"inspect", "-f", "{{json .NetworkSettings.Networks}} {{.HostConfig.NetworkMode}}", "web"}), std::string("{} b"));
        QVERIFY(sleeper("two", {"-p", "8080:80"}).size() == 64);
        QVERIFY(said({"network", "connect", "a", "web"}).find("container two has it") != std::string::npos);
        QCOMPARE(said({"rm", "-f", "two"}), std::string("two"));
        QCOMPARE(said({"restart", "-t", "0", "web"}), std::string("web")); // with no network still
        QCOMPARE(said({"exec", "web", "cat", "/sys/class/net/lo/operstate"}), std::string("unknown"));
        // An internal one has no way out: the next one gives it, and the ports.
        QCOMPARE(said({"network", "connect", "closed", "web"}), std::string());
        QVERIFY(!reaches("web", "10.9.9.2"));
        QCOMPARE(said({"network", "connect", "a", "web"}), std::string());
        QVERIFY(reaches("web", "10.9.9.2"));
        QCOMPARE(ruleFor("tcp . 8080"), addressIn("web", "a"));
        QTRY_COMPARE(fetch(), std::string("web"));
        // However the proxy ended.
        QCOMPARE(Stage::here({"pkill", "-KILL", "-f", "tare-proxy --go 3 .*" + m_stage->state()}).exitCode, 0);
        QCOMPARE(said({"network", "disconnect", "closed", "web"}), std::string());
        QCOMPARE(said({"network", "connect", "b", "web"}), std::string());
        QCOMPARE(said({"network", "disconnect", "a", "web"}), std::string());
        QTRY_COMPARE(fetch(), std::string("web"));
    }

    void filters()
    {
        const std::string id = said({"network", "create", "na"});
        QVERIFY(said({"network", "create", "nb"}).size() == 64);
        QVERIFY(sleeper("one", {"--network", "na", "-p", "8080:80", "-p", "9000-9002:9000-9002/udp"}).size() == 64);
        QVERIFY(sleeper("two", {"--expose", "7000-7001"}).size() == 64);
        QVERIFY(said({"create", "--name", "three", "-p", "81", "--network", "nb", "tare/starter", "true"}).size() == 64);
        QCOMPARE(said({"network", "connect", "nb", "one"}), std::string());
        const auto filtered = [&](std::vector<std::string> all) {
            std::vector<std::string> words = {"ps", "-a", "--format", "{{.Names}}"};
            for (const std::string &one : all)
                words.insert(words.end(), {"--filter", one});
            return said(words);
        };
        QCOMPARE(filtered({"network=na"}), std::string("one"));
        QCOMPARE(filtered({"network=" + id.substr(0, 12)}), std::string("one"));
        QCOMPARE(filtered({"network=nb"}), std::string("three\none"));
        QCOMPARE(filtered({"network=bridge"}), std::string("two"));
        QCOMPARE(filtered({"network=nothing"}), std::string());
        QCOMPARE(filtered({"publish=80"}), std::string("one")); // the container's port, as Docker has it
        QCOMPARE(filtered({"publish=80-90/tcp"}), std::string("three\none"));
        QCOMPARE(filtered({"publish=9001/udp"}), std::string("one"));
        QCOMPARE(filtered({"publish=9001"}), std::string());
        QCOMPARE(filtered({"publish=7000"}), std::string());
        QCOMPARE(filtered({"expose=7001"}), std::string("two"));
        QCOMPARE(filtered({"expose=80"}), std::string("one"));
        QCOMPARE(filtered({"expose=7001", "publish=80"}), std::string("two\none"));
        QVERIFY(filtered({"publish=8080:80"}).find("should not contain ':'") != std::string::npos);
        QVERIFY(filtered({"expose=x"}).find("error while looking up for expose x") != std::string::npos);
        QCOMPARE(said({"ps", "--format", "{{.Networks}}", "-f", "name=one"}), std::string("na,nb"));
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
