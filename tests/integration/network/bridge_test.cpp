// SPDX-License-Identifier: GPL-3.0-or-later
// The default network: addresses, published ports, files, names of ports.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "tests/integration/network/stage.h"
#include "tests/support/result_test.h"

#include <QRegularExpression>
#include <arpa/inet.h>
#include <csignal>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>

using namespace tare;

class BridgeTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;

    std::string said(std::vector<std::string> words) const { return m_stage->said(std::move(words)); }
    std::string serve(const std::string &name, const std::vector<std::string> &options) const { return said(Stage::webWords(name, options)); }
    static std::string fetch(const std::string &url) { return Stage::fetch(url); }
    std::string fetchOutside(const std::string &url) const
    {
        return Stage::answerOf(m_stage->outside({"timeout", "2", "busybox", "wget", "-qO-", url}));
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
        QTRY_VERIFY2_WITH_TIMEOUT(m_stage->leftovers().empty(), m_stage->leftovers().c_str(), 10000);
    }

    void theDefaultIsABridge()
    {
        QVERIFY(serve("web", {}).size() == 64);
        const std::string address = said({"inspect", "-f", "{{.NetworkSettings.IPAddress}}", "web"});
        QCOMPARE(address, std::string("172.17.0.2"));
        QCOMPARE(said({"inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", "web"}), address);
        QCOMPARE(said({"inspect", "-f", "{{.NetworkSettings.Gateway}}/{{.NetworkSettings.IPPrefixLen}}", "web"}),
                 std::string("172.17.0.1/16"));
        QCOMPARE(said({"inspect", "-f", "{{.NetworkSettings.MacAddress}}", "web"}), std::string("02:42:ac:11:00:02"));
        QTRY_COMPARE(fetch("http://" + address + "/"), std::string("web"));
        // From another container, and out to the machine outside.
        QCOMPARE(said({"run", "--rm", "tare/starter", "wget", "-qO-", "http://" + address + "/"}), std::string("web"));
        QVERIFY(said({"run", "--rm", "tare/starter", "ping", "-c", "1", "-W", "5", "10.9.9.2"}).find("1 packets received") !=
                std::string::npos);
        // A stopped one has no address, and gets one again.
        QCOMPARE(said({"stop", "-t", "1", "web"}), std::string("web"));
        QCOMPARE(said({"inspect", "-f", "{{.NetworkSettings.IPAddress}}", "web"}), std::string());
        QCOMPARE(said({"start", "web"}), std::string("web"));
        QCOMPARE(said({"inspect", "-f", "{{.NetworkSettings.IPAddress}}", "web"}), address);
    }

    void filesOfTheContainer()
    {
        const std::string hosts = said({"run", "--rm", "--hostname", "me", "--add-host", "db:10.1.2.3", "tare/starter", "cat", "/etc/hosts"});
        QVERIFY2(hosts.find("172.17.0.2\tme") != std::string::npos, hosts.c_str());
        QVERIFY2(hosts.find("10.1.2.3\tdb") != std::string::npos, hosts.c_str());
        QCOMPARE(said({"run", "--rm", "--dns", "10.0.0.53", "--dns-search", "lan", "--dns-option", "ndots:3", "tare/starter", "cat",
                       "/etc/resolv.conf"}),
                 std::string("nameserver 10.0.0.53\nsearch lan\noptions ndots:3"));
        QCOMPARE(said({"run", "--rm", "--domainname", "example.org", "tare/starter", "cat", "/proc/sys/kernel/domainname"}),
                 std::string("example.org"));
        QCOMPARE(said({"run", "--rm", "--mac-address", "92:d0:c6:0a:29:33", "tare/starter", "cat", "/sys/class/net/eth0/address"}),
                 std::string("92:d0:c6:0a:29:33"));
        QCOMPARE(said({"run", "--rm", "tare/starter", "sh", "-c", "ip -6 addr show dev eth0"}), std::string());
    }

    void publishedPorts()
    {
        QVERIFY(serve("web", {"-p", "8080:80", "-p", "127.0.0.1:8081:80"}).size() == 64);
        QTRY_COMPARE(fetch("http://127.0.0.1:8080/"), std::string("web"));
        QCOMPARE(fetch("http://[::1]:8080/"), std::string("web"));
        QCOMPARE(fetch("http://10.9.9.1:8080/"), std::string("web"));
        QCOMPARE(fetch("http://127.0.0.1:8081/"), std::string("web"));
        QCOMPARE(fetchOutside("http://10.9.9.1:8080/"), std::string("web"));
        QVERIFY(fetchOutside("http://10.9.9.1:8081/").starts_with("!")); // only this machine's own
        // A port that is not published is not to be had from outside, though outside has a route.
        QVERIFY(fetchOutside("http://172.17.0.2/").starts_with("!"));
        // A container that calls the host's address comes back in.
        QCOMPARE(said({"run", "--rm", "tare/starter", "wget", "-qO-", "http://10.9.9.1:8080/"}), std::string("web"));
        QCOMPARE(said({"exec", "web", "wget", "-qO-", "http://172.17.0.1:8080/"}), std::string("web"));

        QCOMPARE(said({"ps", "--format", "{{.Ports}}"}),
                 std::string("0.0.0.0:8080->80/tcp, 127.0.0.1:8081->80/tcp, :::8080->80/tcp"));
        QCOMPARE(said({"port", "web", "80"}), std::string("0.0.0.0:8080\n[::]:8080\n127.0.0.1:8081"));
        QCOMPARE(said({"port", "web"}), std::string("80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080\n80/tcp -> 127.0.0.1:8081"));
        QVERIFY(said({"port", "web", "81"}).find("No public port '81' published for web") != std::string::npos);
        QCOMPARE(said({"inspect", "-f", "{{(index (index .NetworkSettings.Ports \"80/tcp\") 0).HostPort}}", "web"}), std::string("8080"));
        QCOMPARE(said({"rm", "-f", "web"}), std::string("web"));
        QVERIFY(fetch("http://127.0.0.1:8080/").starts_with("!"));
    }

    void datagrams()
    {
        const std::string id = said({"run", "-d", "--name", "echo", "-p", "5353:53/udp", "tare/starter", "sleep", "600"});
        QVERIFY2(id.size() == 64, id.c_str());
        // A socket belongs to the network namespace it is made in: this one is the container's.
        const UniqueFd home(::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
        const UniqueFd space(::open((m_stage->state() + "/network/ns/" + id.substr(0, 12)).c_str(), O_RDONLY | O_CLOEXEC));
        QCOMPARE(::setns(space.get(), CLONE_NEWNET), 0);
        const UniqueFd server(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        sockaddr_in any{};
        any.sin_family = AF_INET;
        any.sin_port = htons(53);
        const int bound = ::bind(server.get(), reinterpret_cast<const sockaddr *>(&any), sizeof any);
        QCOMPARE(::setns(home.get(), CLONE_NEWNET), 0);
        QCOMPARE(bound, 0);
        for (const char *address : {"127.0.0.1", "10.9.9.1", "172.17.0.1"}) {
            const UniqueFd client(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
            sockaddr_in to{};
            to.sin_family = AF_INET;
            to.sin_port = htons(5353);
            QCOMPARE(::inet_pton(AF_INET, address, &to.sin_addr), 1);
            // A connected socket takes answers only from the address that it asked.
            QCOMPARE(::connect(client.get(), reinterpret_cast<const sockaddr *>(&to), sizeof to), 0);
            QCOMPARE(::send(client.get(), "hello", 5, 0), ssize_t{5});
            const auto waitFor = [](int fd) {
                pollfd wait{fd, POLLIN, 0};
                return ::poll(&wait, 1, 10'000);
            };
            QCOMPARE(waitFor(server.get()), 1);
            char bytes[16];
            sockaddr_in from{};
            socklen_t size = sizeof from;
            QCOMPARE(::recvfrom(server.get(), bytes, sizeof bytes, 0, reinterpret_cast<sockaddr *>(&from), &size), ssize_t{5});
            QCOMPARE(::sendto(server.get(), "world", 5, 0, reinterpret_cast<const sockaddr *>(&from), size), ssize_t{5});
            QVERIFY2(waitFor(client.get()) == 1, address);
            QCOMPARE(::recv(client.get(), bytes, sizeof bytes, 0), ssize_t{5});
            QCOMPARE(std::string(bytes, 5), std::string("world"));
        }
    }

    // A client that does not stop sending is heard by who has the port now, without a detour.
    void datagramsThatWereUnderWay()
    {
        QCOMPARE(said({"run", "--rm", "tare/starter", "true"}), std::string()); // rules are there, and with them conntrack
        const UniqueFd home(::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
        const auto socketIn = [&](int space, std::uint16_t port) {
            UniqueFd out;
            if (::setns(space, CLONE_NEWNET) == 0)
                out = UniqueFd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
            if (::setns(home.get(), CLONE_NEWNET) != 0)
                std::abort();
            sockaddr_in any{};
            any.sin_family = AF_INET;
            any.sin_port = htons(port);
            return ::bind(out.get(), reinterpret_cast<const sockaddr *>(&any), sizeof any) == 0 ? std::move(out) : UniqueFd();
        };
        const UniqueFd client = socketIn(m_stage->outsideNamespace(), 4444);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(5353);
        QCOMPARE(::inet_pton(AF_INET, "10.9.9.1", &to.sin_addr), 1);
        const auto send = [&] { return ::sendto(client.get(), "hello", 5, 0, reinterpret_cast<const sockaddr *>(&to), sizeof to); };
        QCOMPARE(send(), ssize_t{5}); // nobody has the port yet
        QVERIFY(serve("keep", {}).size() == 64); // so that the second one gets another address
        for (const char *name : {"first", "second"}) {
            const std::string id = said({"run", "-d", "--name", name, "-p", "5353:53/udp", "tare/starter", "sleep", "600"});
            QVERIFY2(id.size() == 64, id.c_str());
            const UniqueFd space(::open((m_stage->state() + "/network/ns/" + id.substr(0, 12)).c_str(), O_RDONLY | O_CLOEXEC));
            const UniqueFd server = socketIn(space.get(), 53);
            QVERIFY(server);
            QCOMPARE(send(), ssize_t{5});
            pollfd wait{server.get(), POLLIN, 0};
            QCOMPARE(::poll(&wait, 1, 10'000), 1);
            char bytes[16];
            sockaddr_in from{};
            socklen_t size = sizeof from;
            QCOMPARE(::recvfrom(server.get(), bytes, sizeof bytes, 0, reinterpret_cast<sockaddr *>(&from), &size), ssize_t{5});
            QCOMPARE(ntohl(from.sin_addr.s_addr), 0x0a090902U); // by the proxy it would be the bridge's
            if (std::string(name) == "first") {
                QVERIFY(serve("between", {}).size() == 64);
                QCOMPARE(said({"rm", "-f", "first"}), std::string("first"));
                QVERIFY(serve("taken", {}).size() == 64); // the first one's address
            }
        }
    }

    void anyPort()
    {
        QVERIFY(serve("web", {"-P", "--expose", "80", "-p", "81"}).size() == 64);
        const std::string where = said({"port", "web", "80"});
        const auto match = QRegularExpression(QStringLiteral("^0\\.0\\.0\\.0:(\\d+)")).match(QString::fromStdString(where));
        QVERIFY2(match.hasMatch(), where.c_str());
        QTRY_COMPARE(fetch("http://127.0.0.1:" + match.captured(1).toStdString() + "/"), std::string("web"));
        QVERIFY(said({"port", "web", "81"}).starts_with("0.0.0.0:"));
    }

    void aPortInUse()
    {
        QVERIFY(serve("web", {"-p", "8080:80"}).size() == 64);
        RunOutput second = m_stage->tare({"run", "-d", "--name", "two", "-p", "8080:80", "tare/starter", "true"});
        QCOMPARE(second.exitCode, 125);
        QVERIFY2(second.err.find("Bind for 0.0.0.0:8080 failed: port is already allocated") != std::string::npos, second.err.c_str());
        QVERIFY2(second.err.find("container web has it") != std::string::npos, second.err.c_str());
        QCOMPARE(said({"inspect", "-f", "{{.State.Status}}", "web"}), std::string("running"));
        QCOMPARE(said({"ps", "-aq"}).size(), std::size_t{12}); // nothing was made
        // One that was made before is refused at its start.
        QVERIFY(said({"create", "--name", "three", "-p", "8080:80", "tare/starter", "true"}).size() == 64);
        QVERIFY(said({"start", "three"}).find("container web has it") != std::string::npos);
        second = m_stage->tare({"run", "--rm", "-p", "8080:80", "tare/starter", "true"});
        QCOMPARE(second.exitCode, 125);
        QCOMPARE(said({"ps", "-aq", "-f", "status=running"}).size(), std::size_t{12});
        // Of a program of the host's, its name is told.
        const UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_port = htons(8090);
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        QCOMPARE(::bind(listener.get(), reinterpret_cast<const sockaddr *>(&here), sizeof here), 0);
        QCOMPARE(::listen(listener.get(), 1), 0);
        const RunOutput third = m_stage->tare({"run", "--rm", "-p", "127.0.0.1:8090:80", "tare/starter", "true"});
        QVERIFY2(third.err.find("(process " + std::to_string(::getpid()) + ") has it") != std::string::npos, third.err.c_str());
    }

    void anothersNetwork()
    {
        QVERIFY(serve("web", {"--hostname", "server"}).size() == 64);
        QTRY_COMPARE(said({"run", "--rm", "--network", "container:web", "tare/starter", "wget", "-qO-", "http://127.0.0.1/"}),
                     std::string("web"));
        QCOMPARE(said({"run", "--rm", "--network", "container:web", "tare/starter", "hostname"}), std::string("server"));
        QVERIFY(said({"run", "--rm", "--network", "container:web", "-p", "1:1", "tare/starter", "true"})
                    .find("conflicting options: port publishing and the container type network mode") != std::string::npos);
        QVERIFY(said({"run", "--rm", "--network", "container:nobody", "tare/starter", "true"}).find("No such container: nobody") !=
                std::string::npos);
        QCOMPARE(said({"stop", "-t", "1", "web"}), std::string("web"));
        QVERIFY(said({"run", "--rm", "--network", "container:web", "tare/starter", "true"})
                    .find("cannot join network of a non running container") != std::string::npos);
    }

    void refusedWords()
    {
        const auto refused = [&](std::vector<std::string> options, const char *why) {
            options.insert(options.begin(), {"run", "--rm"});
            options.insert(options.end(), {"tare/starter", "true"});
            const RunOutput output = m_stage->tare(options);
            if (output.exitCode != 125 || output.err.find(why) == std::string::npos)
                qWarning("%d: %s", output.exitCode, output.err.c_str());
            return output.exitCode == 125 && output.err.find(why) != std::string::npos;
        };
        QVERIFY(refused({"-p", "80:a"}, "Invalid containerPort: a"));
        QVERIFY(refused({"--network", "nothing"}, "network nothing not found"));
        QVERIFY(refused({"--ip", "172.17.0.9"}, "user specified IP address is supported on user defined networks only"));
        QVERIFY(refused({"--network-alias", "x"}, "network-scoped alias is supported only for containers in user defined networks"));
        QVERIFY(refused({"--mac-address", "zz"}, "zz"));
        QVERIFY(refused({"--add-host", "x"}, "bad format for add-host"));
        QVERIFY(refused({"--add-host", "x:y"}, "invalid IP address in add-host"));
        QVERIFY(refused({"--dns", "x"}, "x is not an ip address"));
        QVERIFY(refused({"--dns-search", "a\nnameserver 1.2.3.4"}, "invalid value"));
    }

    void whoeverFlushesTheRules()
    {
        QVERIFY(serve("web", {"-p", "8080:80"}).size() == 64);
        QTRY_COMPARE(fetchOutside("http://10.9.9.1:8080/"), std::string("web"));
        QCOMPARE(Stage::here({"nft", "flush", "ruleset"}).exitCode, 0);
        QVERIFY(serve("two", {"-p", "8082:80"}).size() == 64); // and all are there again
        const RunOutput rules = Stage::here({"nft", "list", "ruleset"});
        QVERIFY2(rules.out.find("tcp . 8080 : 172.17.0.2 . 80") != std::string::npos, rules.out.c_str());
        QTRY_COMPARE(fetchOutside("http://10.9.9.1:8082/"), std::string("two"));
        QCOMPARE(fetchOutside("http://10.9.9.1:8080/"), std::string("web"));
        QVERIFY(said({"run", "--rm", "tare/starter", "ping", "-c", "1", "-W", "5", "10.9.9.2"}).find("1 packets received") !=
                std::string::npos);
        // And of others' tables nothing is touched.
        QCOMPARE(Stage::here({"nft", "add table inet others { chain c { }; }"}).exitCode, 0);
        QCOMPARE(said({"rm", "-f", "two"}), std::string("two"));
        QVERIFY(Stage::here({"nft", "list", "ruleset"}).out.find("table inet others") != std::string::npos);
    }
};

int main(int argc, char **argv)
{
    if (!enterOwnNetwork()) {
        std::puts("SKIP: no network namespaces of one's own here");
        return 0;
    }
    BridgeTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "bridge_test.moc"
