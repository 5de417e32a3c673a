// SPDX-License-Identifier: GPL-3.0-or-later
// Networks of an ordinary user: one that is made for this test, with subordinate ids. In a mount namespace of its own, where
// /dev/net/tun is for everybody, as it is where udev made it.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "tests/integration/network/ordinary_user.h"
#include "tests/integration/network/stage.h"
#include "tests/support/result_test.h"

#include <QScopeGuard>
#include <netinet/in.h>
#include <sys/socket.h>

using namespace tare;

template <> char *QTest::toString(const std::string &text)
{
    return qstrdup(text.c_str());
}

namespace {

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class RootlessNetworkTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<OrdinaryUser> m_user;
    std::string m_path = OrdinaryUser::usualPath;

    RunOutput tare(std::vector<std::string> words) const { return m_user->tare(std::move(words), m_path); }
    std::string said(std::vector<std::string> words) const { return Stage::answerOf(tare(std::move(words))); }
    std::string serve(const std::string &name, const std::vector<std::string> &options) const { return said(Stage::webWords(name, options)); }
    static std::string fetch(const std::string &url) { return Stage::fetch(url); }
    void theUsualThings() const
    {
        const std::string web = serve("web", {"-p", "8080:80"});
        QVERIFY2(web.size() == 64, web.c_str());
        QTRY_COMPARE(fetch("http://127.0.0.1:8080/"), std::string("web"));
        QCOMPARE(fetch("http://[::1]:8080/"), std::string("web"));
        QCOMPARE(Stage::answerOf(m_stage->outside({"timeout", "5", "busybox", "wget", "-qO-", "http://10.9.9.1:8080/"})), std::string("web"));
        QCOMPARE(said({"run", "--rm", "tare/starter", "timeout", "5", "wget", "-qO-", "http://10.9.9.2/"}), std::string("outside"));
        QCOMPARE(said({"inspect", "-f", "{{.NetworkSettings.IPAddress}}", "web"}), std::string("172.17.0.2"));
        QCOMPARE(said({"ps", "--format", "{{.Ports}}"}), std::string("0.0.0.0:8080->80/tcp, :::8080->80/tcp"));
        QCOMPARE(said({"port", "web", "80"}), std::string("0.0.0.0:8080\n[::]:8080"));
        QCOMPARE(said({"exec", "web", "cat", "/etc/resolv.conf"}).substr(0, 19), std::string("nameserver 10.0.2.3"));
        QCOMPARE(said({"stop", "-t", "0", "web"}), std::string("web"));
        QVERIFY(fetch("http://127.0.0.1:8080/").starts_with("!"));
        QVERIFY(!exists(m_user->home() + "/s/network/world.json")); // it ends with the last container
        QCOMPARE(said({"start", "web"}), std::string("web"));
        QTRY_COMPARE(fetch("http://127.0.0.1:8080/"), std::string("web"));
    }

private slots:
    void initTestCase()
    {
        m_stage = std::make_unique<Stage>();
        if (!m_stage->missing().empty())
            QSKIP(m_stage->missing().c_str());
        m_user = std::make_unique<OrdinaryUser>();
        if (!m_user->missing().empty()) {
            const std::string reason = m_user->missing();
            m_user.reset();
            QVERIFY2(!has(reason, "cannot make"), reason.c_str());
            QSKIP(reason.c_str());
        }
        const std::string web = m_user->home() + "/www";
        TARE_OK(makeDirs(web, 0755));
        TARE_OK(writeFileAtomic(web + "/index.html", "outside\n", 0644));
        QCOMPARE(m_stage->outside({"busybox", "httpd", "-p", "10.9.9.2:80", "-h", web}).exitCode, 0);
    }
    void cleanup()
    {
        if (!m_user)
            return;
        m_user->removeAll();
        (void)tare({"network", "prune", "-f"});
        QTRY_VERIFY2_WITH_TIMEOUT(m_user->leftovers().empty(), m_user->leftovers().c_str(), 10000);
    }
    void cleanupTestCase()
    {
        if (m_user)
            (void)Stage::here({"pkill", "-f", "httpd -p 10.9.9.2:80 -h " + m_user->home()});
        m_user.reset();
    }

    void byPasta()
    {
        theUsualThings();
        QVERIFY(has(m_user->leftovers(), "pasta"));
    }

    void bySlirp()
    {
        // A machine without the other one.
        QCOMPARE(Stage::here({"which", "slirp4netns"}).exitCode, 0);
        const std::string usual = m_path;
        const auto restore = qScopeGuard([&] { m_path = usual; });
        m_path = m_user->home() + "/tools";
        TARE_OK(makeDirs(m_path, 0755));
        for (const char *tool : {"slirp4netns", "nsenter", "newuidmap", "newgidmap", "env"})
            QCOMPARE(Stage::here({"sh", "-c", std::string("ln -sf $(command -v ") + tool + ") " + m_path + "/"}).exitCode, 0);
        theUsualThings();
        QVERIFY(has(m_user->leftovers(), "slirp4netns"));
        m_user->removeAll();
    }

    void withNeither()
    {
        const std::string usual = m_path;
        const auto restore = qScopeGuard([&] { m_path = usual; });
        m_path = m_user->home() + "/none";
        TARE_OK(makeDirs(m_path, 0755));
        for (const char *tool : {"newuidmap", "newgidmap", "env"})
            QCOMPARE(Stage::here({"sh", "-c", std::string("ln -sf $(command -v ") + tool + ") " + m_path + "/"}).exitCode, 0);
        QCOMPARE(said({"run", "--rm", "tare/starter", "ls", "/sys/class/net"}), std::string("lo")); // nobody asked for one
        for (const std::vector<std::string> &words : {std::vector<std::string>{"-p", "8080:80"}, {"--network", "bridge"}}) {
            std::vector<std::string> all = {"run", "--rm"};
            all.insert(all.end(), words.begin(), words.end());
            all.insert(all.end(), {"tare/starter", "true"});
            const RunOutput refused = tare(all);
            QCOMPARE(refused.exitCode, 125);
            QVERIFY2(has(refused.err, "need pasta or slirp4netns") && has(refused.err, "apt install passt"), refused.err.c_str());
        }
        QCOMPARE(said({"ps", "-aq"}), std::string());
    }

    void containersOfOneNetwork()
    {
        QVERIFY(said({"network", "create", "net"}).size() == 64);
        QVERIFY(said({"network", "create", "--internal", "closed"}).size() == 64);
        QVERIFY(serve("web", {"--network", "net", "--network-alias", "site"}).size() == 64);
        for (const char *name : {"web", "site", "web.net"})
            QTRY_COMPARE(said({"run", "--rm", "--network", "net", "tare/starter", "wget", "-qO-", std::string("http://") + name + "/"}),
                         std::string("web"));
        QVERIFY(serve("inner", {"--network", "closed"}).size() == 64);
        QVERIFY(said({"exec", "web", "timeout", "2", "wget", "-qO-", "http://inner/"}).starts_with("!"));
        QCOMPARE(said({"network", "connect", "closed", "web"}), std::string());
        QTRY_COMPARE(said({"exec", "web", "timeout", "2", "wget", "-qO-", "http://inner/"}), std::string("inner"));
        QVERIFY(said({"exec", "inner", "timeout", "2", "wget", "-qO-", "http://10.9.9.2/"}).starts_with("!"));
        QCOMPARE(said({"network", "disconnect", "closed", "web"}), std::string());
        QCOMPARE(said({"run", "--rm", "--network", "container:web", "tare/starter", "wget", "-qO-", "http://127.0.0.1/"}), std::string("web"));
        QVERIFY(has(said({"network", "rm", "net"}), "has active endpoints"));
        // The machine's loopback is out of reach, and so are other containers' processes and the network's owner's powers.
        QVERIFY(said({"exec", "web", "ip", "link", "set", "eth0", "down"}).starts_with("!"));
        QCOMPARE(said({"exec", "web", "sh", "-c", "ps | grep -c '[h]ttpd -f'"}), std::string("1"));
    }

    void theMachinesLoopbackIsItsOwn()
    {
        const UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_port = htons(8099);
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        QCOMPARE(::bind(listener.get(), reinterpret_cast<const sockaddr *>(&here), sizeof here), 0);
        QCOMPARE(::listen(listener.get(), 4), 0);
        QCOMPARE(said({"run", "--rm", "tare/starter", "sh", "-c",
                       "for a in 127.0.0.1 10.0.2.2 10.0.2.3 172.17.0.1; do timeout 2 nc $a 8099 </dev/null && echo reached $a; done; true"}),
                 std::string());
    }

    void refusedPorts()
    {
        QVERIFY(serve("web", {"-p", "8080:80"}).size() == 64);
        const RunOutput taken = tare({"run", "--rm", "-p", "8080:80", "tare/starter", "true"});
        QCOMPARE(taken.exitCode, 125);
        QVERIFY2(has(taken.err, "port is already allocated: container web has it"), taken.err.c_str());
        QCOMPARE(tare({"run", "-d", "-p", "8080:80", "tare/starter", "true"}).exitCode, 125);
        QCOMPARE(said({"ps", "-aq"}).size(), std::size_t{12}); // nothing was made, and nothing had to be removed
        const RunOutput low = tare({"run", "--rm", "-p", "80:80", "tare/starter", "true"});
        QCOMPARE(low.exitCode, 125);
        QVERIFY2(has(low.err, "ports below 1024 are for root") && has(low.err, "ip_unprivileged_port_start"), low.err.c_str());
        QCOMPARE(said({"ps", "-aq"}).size(), std::size_t{12}); // nothing was made
    }

    // Whoever is killed, what remains works, or goes with the next command.
    void killed()
    {
        QVERIFY(serve("web", {"-p", "8080:80"}).size() == 64);
        QCOMPARE(Stage::here({"pkill", "-KILL", "-u", m_user->id(), "-f", "^pasta"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(said({"run", "--rm", "tare/starter", "timeout", "5", "wget", "-qO-", "http://10.9.9.2/"}), std::string("outside"), 30000);
        QTRY_COMPARE_WITH_TIMEOUT(said({"exec", "web", "timeout", "5", "wget", "-qO-", "http://10.9.9.2/"}), std::string("outside"), 30000);
        QCOMPARE(Stage::here({"pkill", "-KILL", "-u", m_user->id(), "tare-world"}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(said({"run", "--rm", "tare/starter", "timeout", "5", "wget", "-qO-", "http://10.9.9.2/"}), std::string("outside"), 30000);
        QCOMPARE(said({"restart", "-t", "0", "web"}), std::string("web"));
        QTRY_COMPARE(fetch("http://127.0.0.1:8080/"), std::string("web"));
        QCOMPARE(Stage::here({"pkill", "-KILL", "-u", m_user->id(), "-f", "tare-monitor"}).exitCode, 0);
        QTRY_COMPARE(said({"ps", "-q"}), std::string());
        QTRY_VERIFY(fetch("http://127.0.0.1:8080/").starts_with("!"));
    }
};

int main(int argc, char **argv)
{
    if (::geteuid() != 0 || !enterOwnNetwork()) {
        std::puts("SKIP: no network namespaces of one's own here");
        return 0;
    }
    RootlessNetworkTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "rootless_test.moc"
