// SPDX-License-Identifier: GPL-3.0-or-later
// Containers' names on networks that people made, and the way of all other questions.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "tests/integration/network/stage.h"
#include "tests/support/result_test.h"

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <fcntl.h>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <set>
#include <sys/socket.h>
#include <thread>

using namespace tare;

namespace {

int inNamespace(int space, int type, const char *address, std::uint16_t port, bool serves)
{
    const UniqueFd home(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
    if (::setns(space, CLONE_NEWNET) != 0)
        return -1;
    const int out = ::socket(AF_INET, type | SOCK_CLOEXEC, 0);
    if (::setns(home.get(), CLONE_NEWNET) != 0)
        std::abort();
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    ::inet_pton(AF_INET, address, &at.sin_addr);
    const auto *raw = reinterpret_cast<const sockaddr *>(&at);
    const int on = 1;
    ::setsockopt(out, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    const int done = serves ? ::bind(out, raw, sizeof at) : ::connect(out, raw, sizeof at);
    return done == 0 && (!serves || type != SOCK_STREAM || ::listen(out, 16) == 0) ? out : -1;
}

std::string received(int fd, int milliseconds = 8000)
{
    pollfd wait{fd, POLLIN, 0};
    static char bytes[65536];
    const ssize_t n = ::poll(&wait, 1, milliseconds) == 1 ? ::recv(fd, bytes, sizeof bytes, 0) : -1;
    return n < 0 ? std::string() : std::string(bytes, static_cast<std::size_t>(n));
}

// A name server on the machine outside. It answers every question with 10.1.1.1, before which it sends a forged answer; "big" with
// more than a datagram holds, by TCP only; "deaf" not at all.
class Upstream
{
public:
    explicit Upstream(int space)
        : m_udp(inNamespace(space, SOCK_DGRAM, "10.9.9.2", 53, true)), m_tcp(inNamespace(space, SOCK_STREAM, "10.9.9.2", 53, true)),
          m_thread([this] { serve(); })
    {
    }
    ~Upstream()
    {
        m_stop = true;
        m_thread.join();
    }
    [[nodiscard]] bool works() const { return m_udp && m_tcp; }
    // Questions so far: name, and the port and id they came with.
    std::multiset<std::string> names()
    {
        const std::lock_guard lock(m_mutex);
        return m_names;
    }
    std::set<std::pair<int, int>> origins()
    {
        const std::lock_guard lock(m_mutex);
        return m_origins;
    }

private:
    static std::string nameIn(const std::string &query)
    {
        std::string out;
        for (std::size_t at = 12; at < query.size() && query[at] != 0; at += static_cast<std::size_t>(query[at]) + 1)
            out += (out.empty() ? "" : ".") + query.substr(at + 1, static_cast<std::size_t>(query[at]));
        return out;
    }
    static std::string answerTo(const std::string &query, int records, bool cut)
    {
        std::string out = query.substr(0, 12) + query.substr(12, nameIn(query).size() + 2 + 4);
        out[2] = static_cast<char>(cut ? 0x83 : 0x81);
        out[3] = static_cast<char>(0x80);
        out[7] = static_cast<char>(cut ? 0 : records);
        out[11] = 0;
        for (int i = 0; i < (cut ? 0 : records); ++i)
            out += std::string("\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x0a\1\1", 15) + static_cast<char>(i + 1);
        return out;
    }
    void serve()
    {
        while (!m_stop) {
            pollfd wait[2] = {{m_udp.get(), POLLIN, 0}, {m_tcp.get(), POLLIN, 0}};
            if (::poll(wait, 2, 50) <= 0)
                continue;
            if ((wait[0].revents & POLLIN) != 0) {
                char bytes[2048];
                sockaddr_in from{};
                socklen_t size = sizeof from;
                const ssize_t n = ::recvfrom(m_udp.get(), bytes, sizeof bytes, 0, reinterpret_cast<sockaddr *>(&from), &size);
                if (n < 17)
                    continue;
                const std::string query(bytes, static_cast<std::size_t>(n)), name = nameIn(query);
                {
                    const std::lock_guard lock(m_mutex);
                    m_names.insert(name);
                    m_origins.emplace(ntohs(from.sin_port), static_cast<unsigned char>(bytes[0]) * 256 + static_cast<unsigned char>(bytes[1]));
                }
                if (name == "deaf.example")
                    continue;
                std::string forged = answerTo(query, 9, false);
                forged[1] = static_cast<char>(forged[1] ^ 1);
                for (const std::string &answer : {forged, answerTo(query, 1, name == "big.example")})
                    ::sendto(m_udp.get(), answer.data(), answer.size(), 0, reinterpret_cast<const sockaddr *>(&from), size);
            }
            if ((wait[1].revents & POLLIN) != 0) {
                const UniqueFd client(::accept(m_tcp.get(), nullptr, nullptr));
                const std::string query = received(client.get());
                if (query.size() < 19)
                    continue;
                const std::string answer = answerTo(query.substr(2), 100, false);
                const std::string whole = std::string{static_cast<char>(answer.size() / 256), static_cast<char>(answer.size() % 256)} + answer;
                (void)::send(client.get(), whole.data(), 7, MSG_NOSIGNAL); // in two parts
                (void)::send(client.get(), whole.data() + 7, whole.size() - 7, MSG_NOSIGNAL);
            }
        }
    }

    UniqueFd m_udp, m_tcp;
    std::mutex m_mutex;
    std::multiset<std::string> m_names;
    std::set<std::pair<int, int>> m_origins;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

std::string question(const std::string &name, unsigned type)
{
    std::string out("\x12\x34\1\0\0\1\0\0\0\0\0\0", 12);
    for (const std::string_view label : split(name, '.')) {
        out += static_cast<char>(label.size());
        out += label;
    }
    out += '\0';
    return out + '\0' + static_cast<char>(type) + std::string("\0\1", 2);
}

// "CODE ADDRESS…", or "nothing".
std::string meaning(const std::string &answer)
{
    if (answer.size() < 12 || answer.substr(0, 2) != "\x12\x34")
        return "nothing";
    std::string out = std::to_string(static_cast<unsigned char>(answer[3]) & 15U) + ((answer[2] & 2) != 0 ? " cut" : "");
    std::size_t at = 12;
    while (at < answer.size() && answer[at] != 0)
        at += static_cast<std::size_t>(answer[at]) + 1;
    at += 5;
    for (int i = 0; i < static_cast<unsigned char>(answer[7]) && at + 12 <= answer.size(); ++i) {
        const auto length = static_cast<std::size_t>(answer[at + 11]);
        char text[64];
        if (length == 4 || length == 16)
            out += std::string(" ") + ::inet_ntop(length == 4 ? AF_INET : AF_INET6, answer.data() + at + 12, text, sizeof text);
        at += 12 + length;
    }
    return out;
}

} // namespace

class NamesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;

    std::string said(std::vector<std::string> words) const { return m_stage->said(std::move(words)); }
    std::string sleeper(const std::string &name, std::vector<std::string> options) const
    {
        // Names that nobody here has are asked of a machine that has no name server, and says so at once.
        if (std::find(options.begin(), options.end(), "--dns") == options.end())
            options.insert(options.begin(), {"--dns", "10.9.9.1"});
        return said(Stage::sleeperWords(name, options));
    }
    UniqueFd space(const std::string &id) const
    {
        return UniqueFd(::open((m_stage->state() + "/network/ns/" + id.substr(0, 12)).c_str(), O_RDONLY | O_CLOEXEC));
    }
    // What a program in the container would hear.
    std::string asked(const std::string &id, const std::string &bytes, bool tcp = false) const
    {
        const UniqueFd inside = space(id);
        const UniqueFd socket(inNamespace(inside.get(), tcp ? SOCK_STREAM : SOCK_DGRAM, "127.0.0.11", 53, false));
        if (!socket)
            return "no socket";
        const std::string whole = tcp ? std::string{static_cast<char>(bytes.size() / 256), static_cast<char>(bytes.size() % 256)} + bytes : bytes;
        if (::send(socket.get(), whole.data(), whole.size(), MSG_NOSIGNAL) < 0)
            return "not sent";
        if (!tcp)
            return received(socket.get());
        std::string answer = received(socket.get());
        while (answer.size() >= 2 && answer.size() < 2U + static_cast<unsigned char>(answer[0]) * 256U + static_cast<unsigned char>(answer[1])) {
            const std::string more = received(socket.get());
            if (more.empty())
                break;
            answer += more;
        }
        return answer.size() < 2 ? answer : answer.substr(2);
    }
    std::string resolved(const std::string &id, const std::string &name, unsigned type = 1) const
    {
        return meaning(asked(id, question(name, type)));
    }
    std::string addressOf(const std::string &id, const std::string &network) const { return m_stage->addressIn(id, network); }

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

    void aPersonsView()
    {
        QVERIFY(said({"network", "create", "net"}).size() == 64);
        const std::string web = said({"run", "-d", "--name", "web", "--hostname", "www", "--network", "net", "--network-alias", "site",
                                      "tare/starter", "sh", "-c", "mkdir /w; echo hi >/w/index.html; exec httpd -f -p 80 -h /w"});
        QVERIFY2(web.size() == 64, web.c_str());
        for (const std::string &name : {std::string("web"), std::string("www"), std::string("site"), web.substr(0, 12), std::string("web.net")})
            QTRY_COMPARE(said({"run", "--rm", "--network", "net", "tare/starter", "wget", "-qO-", "http://" + name + "/"}), std::string("hi"));
        const std::string resolv = said({"exec", "web", "cat", "/etc/resolv.conf"});
        QVERIFY2(resolv.starts_with("nameserver 127.0.0.11\n") && resolv.find("ndots:0") != std::string::npos, resolv.c_str());
        QVERIFY(said({"run", "--rm", "tare/starter", "cat", "/etc/resolv.conf"}).find("127.0.0.11") == std::string::npos);
        // A name server of the container's own has port 53 for itself.
        QCOMPARE(said({"run", "--rm", "--network", "net", "tare/starter", "sh", "-c",
                       "nc -l -p 53 </dev/null & until grep -q ':0035 ' /proc/net/tcp6; do :; done; wget -qO- http://web/"}),
                 std::string("hi"));
    }

    void namesFollow()
    {
        QVERIFY(said({"network", "create", "--ipv6", "net"}).size() == 64);
        QVERIFY(said({"network", "create", "side"}).size() == 64);
        const std::string one = sleeper("one", {"--network", "net"}), two = sleeper("two", {"--network", "net", "--network-alias", "db"});
        QVERIFY2(one.size() == 64 && two.size() == 64, (one + two).c_str());
        const std::string address = addressOf(two, "net");
        QCOMPARE(resolved(one, "two"), "0 " + address);
        QCOMPARE(resolved(one, "TWO.NET"), "0 " + address);
        QCOMPARE(resolved(one, "db"), "0 " + address);
        QCOMPARE(resolved(one, "two", 28), "0 " + said({"inspect", "-f", "{{.NetworkSettings.Networks.net.GlobalIPv6Address}}", two}));
        QCOMPARE(resolved(one, "two", 15), std::string("0"));
        QCOMPARE(meaning(asked(one, question("two", 1), true)), "0 " + address);
        const std::string reverse = "3.0.18.172.in-addr.arpa";
        if (address == "172.18.0.3") {
            QVERIFY(asked(one, question(reverse, 12)).find(std::string("\3two\3net\0", 9)) != std::string::npos);
            QCOMPARE(resolved(one, "99.0.18.172.in-addr.arpa", 12), std::string("3"));
        }
        QCOMPARE(said({"rename", "two", "deux"}), std::string());
        QCOMPARE(resolved(one, "deux"), "0 " + address);
        QVERIFY(resolved(one, "two") != "0 " + address);
        QCOMPARE(said({"stop", "-t", "0", "deux"}), std::string("deux"));
        QVERIFY(resolved(one, "deux") != "0 " + address);
        QCOMPARE(said({"start", "deux"}), std::string("deux"));
        QCOMPARE(resolved(one, "deux"), "0 " + addressOf(two, "net"));
        // By connect with an alias, and gone with disconnect.
        QCOMPARE(said({"network", "connect", "side", "deux"}), std::string());
        QCOMPARE(said({"network", "disconnect", "net", "deux"}), std::string());
        QVERIFY(!resolved(one, "deux").starts_with("0 172"));
        QCOMPARE(said({"network", "connect", "--alias", "cache", "net", "deux"}), std::string());
        QCOMPARE(said({"network", "disconnect", "side", "deux"}), std::string());
        QCOMPARE(resolved(one, "cache"), "0 " + addressOf(two, "net"));
        QCOMPARE(resolved(two, "one"), "0 " + addressOf(one, "net"));
        // A name is only told where one shares a network.
        const std::string far = sleeper("far", {"--network", "side"});
        QVERIFY(!resolved(one, "far").starts_with("0 172"));
        QCOMPARE(said({"network", "connect", "side", "one"}), std::string());
        QCOMPARE(resolved(one, "far"), "0 " + addressOf(far, "side"));
        QVERIFY(!resolved(far, "deux").starts_with("0 172"));
    }

    void fromTheDefaultNetworkToOneWithNames()
    {
        QVERIFY(said({"network", "create", "net"}).size() == 64);
        const std::string one = sleeper("one", {}), two = sleeper("two", {"--network", "net"});
        QVERIFY(said({"exec", "one", "cat", "/etc/resolv.conf"}).find("127.0.0.11") == std::string::npos);
        QCOMPARE(said({"network", "connect", "net", "one"}), std::string());
        QCOMPARE(resolved(one, "two"), "0 " + addressOf(two, "net"));
        QVERIFY(said({"exec", "one", "cat", "/etc/resolv.conf"}).starts_with("nameserver 127.0.0.11\n"));
        const std::string own = addressOf(one, "net");
        QVERIFY(said({"exec", "one", "cat", "/etc/hosts"}).find(own + "\t") != std::string::npos);
        QCOMPARE(said({"exec", "one", "sh", "-c", "echo 10.0.0.7 mine >>/etc/hosts"}), std::string());
        QCOMPARE(said({"network", "disconnect", "net", "one"}), std::string());
        const std::string hosts = said({"exec", "one", "cat", "/etc/hosts"});
        QVERIFY2(hosts.find(own + "\t") == std::string::npos && hosts.find("10.0.0.7 mine") != std::string::npos, hosts.c_str());
        // What the container wrote itself stays, whatever networks it gets.
        QCOMPARE(said({"exec", "two", "sh", "-c", "echo nameserver 10.0.0.9 >/etc/resolv.conf"}), std::string());
        QCOMPARE(said({"network", "connect", "bridge", "two"}), std::string());
        QCOMPARE(said({"restart", "-t", "0", "two"}), std::string("two"));
        QCOMPARE(said({"exec", "two", "cat", "/etc/resolv.conf"}), std::string("nameserver 10.0.0.9"));
    }

    void othersAreAsked()
    {
        Upstream upstream(m_stage->outsideNamespace());
        QVERIFY(upstream.works());
        QVERIFY(said({"network", "create", "net"}).size() == 64);
        QVERIFY(said({"network", "create", "--internal", "closed"}).size() == 64);
        // The first of them is not there.
        const std::string one = sleeper("one", {"--network", "net", "--dns", "10.9.9.1", "--dns", "10.9.9.2"});
        const std::string two = sleeper("two", {"--network", "net"});
        const std::string inside = sleeper("inside", {"--network", "closed", "--dns", "10.9.9.2"});
        QCOMPARE(resolved(one, "example.org"), std::string("0 10.1.1.1")); // and not what was forged
        for (int i = 0; i < 8; ++i)
            QCOMPARE(resolved(one, "n" + std::to_string(i) + ".example"), std::string("0 10.1.1.1"));
        const auto origins = upstream.origins();
        std::set<int> ports, ids;
        for (const auto &[port, id] : origins) {
            ports.insert(port);
            ids.insert(id);
        }
        QVERIFY(ports.size() >= 5 && ids.size() >= 8);
        QVERIFY(ids.count(0x1234) == 0);
        // Long answers come by TCP.
        QCOMPARE(resolved(one, "big.example"), std::string("0 cut"));
        const std::string big = meaning(asked(one, question("big.example", 1), true));
        QVERIFY2(big.starts_with("0 10.1.1.1 10.1.1.2 ") && big.ends_with("10.1.1.100"), big.c_str());
        QCOMPARE(resolved(one, "deaf.example"), std::string("2"));
        // Whatever is known here, and whatever only this machine can know, nobody else hears of.
        QCOMPARE(resolved(one, "two", 28), std::string("0"));
        QCOMPARE(resolved(one, "two", 16), std::string("0"));
        QCOMPARE(resolved(inside, "example.com"), std::string("2"));
        QCOMPARE(resolved(inside, "inside").substr(0, 2), std::string("0 "));
        for (const char *name : {"two", "inside", "example.com"})
            QCOMPARE(upstream.names().count(name), std::size_t{0});
    }

    void hostileQuestions()
    {
        QVERIFY(said({"network", "create", "net"}).size() == 64);
        const std::string one = sleeper("one", {"--network", "net"});
        const std::string own = resolved(one, "one"), good = question("one", 1);
        QVERIFY(own.starts_with("0 "));
        const UniqueFd inside = space(one);
        const UniqueFd socket(inNamespace(inside.get(), SOCK_DGRAM, "127.0.0.11", 53, false));
        for (std::size_t n = 0; n < good.size(); ++n)
            (void)::send(socket.get(), good.data(), n, 0);
        std::string loop = good.substr(0, 12) + "\xc0\x0c" + std::string("\0\1\0\1", 4);
        for (int i = 0; i < 200; ++i)
            (void)::send(socket.get(), loop.data(), loop.size(), 0);
        const std::string huge(60000, '\x3f');
        (void)::send(socket.get(), huge.data(), huge.size(), 0);
        QCOMPARE(resolved(one, "one"), own);
        // Connections that say nothing, half of a length, or too much.
        std::vector<UniqueFd> idle;
        for (int i = 0; i < 100; ++i)
            idle.emplace_back(inNamespace(inside.get(), SOCK_STREAM, "127.0.0.11", 53, false));
        (void)::send(idle[0].get(), "\0", 1, MSG_NOSIGNAL);
        (void)::send(idle[1].get(), huge.data(), huge.size(), MSG_NOSIGNAL);
        QCOMPARE(meaning(asked(one, good, true)), own);
        // Many at once on one connection, and then its end.
        std::string many;
        for (int i = 0; i < 40; ++i)
            many += std::string{'\0', static_cast<char>(good.size())} + good;
        (void)::send(idle[2].get(), many.data(), many.size(), MSG_NOSIGNAL);
        ::shutdown(idle[2].get(), SHUT_WR);
        std::size_t got = 0;
        for (std::string part = received(idle[2].get()); !part.empty(); part = received(idle[2].get()))
            got += part.size();
        QCOMPARE(got, 40 * (good.size() + 2 + 16));
        QCOMPARE(resolved(one, "one"), own);
    }
};

int main(int argc, char **argv)
{
    if (!enterOwnNetwork()) {
        std::puts("SKIP: no network namespaces of one's own here");
        return 0;
    }
    NamesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "names_test.moc"
