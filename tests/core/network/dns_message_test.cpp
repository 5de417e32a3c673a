// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/container_files.h"
#include "core/network/dns/message.h"
#include "core/network/dns/upstreams.h"

#include <QTest>

using namespace tare::network;
using namespace tare::network::dns;

namespace {

std::string word(unsigned n)
{
    return {static_cast<char>(n >> 8U), static_cast<char>(n & 0xffU)};
}

std::string wire(const std::string &dotted)
{
    std::string out;
    for (std::size_t at = 0; at < dotted.size();) {
        const std::size_t end = std::min(dotted.find('.', at), dotted.size());
        out += static_cast<char>(end - at);
        out += dotted.substr(at, end - at);
        at = end + 1;
    }
    return out + '\0';
}

std::string query(const std::string &name, unsigned type, const std::string &more = {}, unsigned additional = 0)
{
    return word(0x1234) + word(0x0100) + word(1) + word(0) + word(0) + word(additional) + wire(name) + word(type) + word(1) + more;
}

std::string opt(unsigned size, unsigned version = 0)
{
    return std::string(1, '\0') + word(41) + word(size) + word(version) + word(0) + word(0);
}

Verdict verdictOf(const std::string &bytes)
{
    Query out;
    return parseQuery(bytes, out);
}

} // namespace

class DnsMessageTest : public QObject
{
    Q_OBJECT

private slots:
    void readsQueries()
    {
        Query out;
        QCOMPARE(parseQuery(query("WEB.Net", 28, opt(1232), 1), out), Verdict::Good);
        QCOMPARE(out.name, std::string("web.net"));
        QCOMPARE(out.id, 0x1234);
        QCOMPARE(out.type, 28);
        QVERIFY(out.extended && out.plain);
        QCOMPARE(out.limit, std::size_t{1232});
        QCOMPARE(out.question, wire("WEB.Net") + word(28) + word(1));
        Query root;
        QCOMPARE(parseQuery(query("", 2), root), Verdict::Good);
        QCOMPARE(root.name, std::string());
        QCOMPARE(root.limit, std::size_t{512});
        Query small;
        QCOMPARE(parseQuery(query("a", 1, opt(100), 1), small), Verdict::Good);
        QCOMPARE(small.limit, std::size_t{512}); // RFC 6891: less counts as 512
        Query odd;
        QCOMPARE(parseQuery(word(1) + word(0) + word(1) + word(0) + word(0) + word(0) + std::string("\3a.b\0", 5) + word(1) + word(1), odd),
                 Verdict::Good);
        QVERIFY(!odd.plain);
    }

    void refusesWhatIsNone()
    {
        QCOMPARE(verdictOf(""), Verdict::Ignore);
        QCOMPARE(verdictOf(query("a", 1).substr(0, 11)), Verdict::Ignore);
        std::string answer = query("a", 1);
        answer[2] = static_cast<char>(0x81);
        QCOMPARE(verdictOf(answer), Verdict::Ignore); // else two servers would talk to each other for ever
        std::string status = query("a", 1);
        status[2] = 0x10;
        QCOMPARE(verdictOf(status), Verdict::Unimplemented);
        for (std::size_t n = 12; n < query("web", 1).size(); ++n)
            QCOMPARE(verdictOf(query("web", 1).substr(0, n)), Verdict::Malformed);
        const std::string head = word(1) + word(0) + word(1) + word(0) + word(0) + word(0);
        QCOMPARE(verdictOf(head + "\xc0\x0c" + word(1) + word(1)), Verdict::Malformed);                      // a name that is itself
        QCOMPARE(verdictOf(head + std::string(64, '\x40') + word(1) + word(1)), Verdict::Malformed);       // a label of 64
        std::string longName;
        for (int i = 0; i < 128; ++i)
            longName += "\1a";
        QCOMPARE(verdictOf(head + longName + '\0' + word(1) + word(1)), Verdict::Malformed); // 257 bytes
        QCOMPARE(verdictOf(head + longName.substr(2) + '\0' + word(1) + word(1)), Verdict::Good);
        QCOMPARE(verdictOf(query("a", 1, opt(512) + opt(512), 2)), Verdict::Malformed);
        QCOMPARE(verdictOf(query("a", 1, opt(512, 1), 1)), Verdict::Malformed);
        QCOMPARE(verdictOf(query("a", 1, opt(512).substr(0, 8), 1)), Verdict::Malformed);
        QCOMPARE(verdictOf(query("a", 1, opt(512), 65535)), Verdict::Malformed);
        QCOMPARE(verdictOf(word(1) + word(0) + word(2) + word(0) + word(0) + word(0)), Verdict::Malformed);
    }

    void writesAnswers()
    {
        Query in;
        QCOMPARE(parseQuery(query("web", 1, opt(4096), 1), in), Verdict::Good);
        const std::string one = makeAnswer(in, noError, {{typeA, *IpAddress::parse("172.18.0.2"), {}}}, 512);
        const std::string record = word(0xc00c) + word(1) + word(1) + word(0) + word(0) + word(4) + std::string("\xac\x12\x00\x02", 4);
        QCOMPARE(one, word(0x1234) + word(0x8180) + word(1) + word(1) + word(0) + word(1) + wire("web") + word(1) + word(1) + record + opt(4096));
        const std::string none = makeAnswer(in, nameError, {}, 512);
        QCOMPARE(static_cast<unsigned char>(none[3]), 0x83);
        const std::string pointer = makeAnswer(in, noError, {{typePtr, {}, "web.net"}}, 512);
        QVERIFY(pointer.find(word(12) + word(1) + word(0) + word(0) + word(9) + wire("web.net")) != std::string::npos);
        // What does not fit is left out as a whole record, and said.
        const std::vector<Answer> many(100, {typeA, *IpAddress::parse("10.0.0.1"), {}});
        const std::string cut = makeAnswer(in, noError, many, 512);
        QVERIFY(cut.size() <= 512 && cut.size() > 512 - 16);
        QVERIFY((static_cast<unsigned char>(cut[2]) & 2U) != 0);
        const std::string whole = makeAnswer(in, noError, many, 65535);
        QCOMPARE(static_cast<unsigned char>(whole[7]), 100);
        QVERIFY((static_cast<unsigned char>(whole[2]) & 2U) == 0);
    }

    void readsReverseNames()
    {
        IpAddress out;
        QVERIFY(parseReverse("2.0.18.172.in-addr.arpa", out));
        QCOMPARE(out.text(), std::string("172.18.0.2"));
        QVERIFY(parseReverse("b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa", out));
        QCOMPARE(out.text(), std::string("4321:0:1:2:3:4:567:89ab")); // RFC 3596's own example
        for (const char *wrong : {"0.18.172.in-addr.arpa", "1.2.0.18.172.in-addr.arpa", "256.0.18.172.in-addr.arpa", "in-addr.arpa",
                                  ".in-addr.arpa", "a.b.ip6.arpa", "web", "02.0.18.172.in-addr.arpa"})
            QVERIFY2(!parseReverse(wrong, out), wrong);
    }

    void tellsAnswersApart()
    {
        std::string answer = query("Web", 1);
        const std::string question = wire("web") + word(1) + word(1);
        QVERIFY(!isAnswerTo(answer, 0x1234, question)); // a query
        answer[2] = static_cast<char>(0x81);
        QVERIFY(isAnswerTo(answer, 0x1234, question));
        QVERIFY(!isAnswerTo(answer, 0x1235, question));
        QVERIFY(!isAnswerTo(answer, 0x1234, wire("wen") + word(1) + word(1)));
        QVERIFY(!isAnswerTo(answer, 0x1234, wire("web") + word(28) + word(1)));
        for (std::size_t n = 0; n < answer.size(); ++n)
            QVERIFY(!isAnswerTo(std::string_view(answer).substr(0, n), 0x1234, question));
    }

    void findsUpstreams()
    {
        QCOMPARE(nameservers("# x\nnameserver 10.0.0.1 # one\nnameserver\tfe80::1%lo\nnameservers 1.1.1.1\nsearch a\n"),
                 (std::vector<std::string>{"10.0.0.1", "fe80::1%lo"}));
        QCOMPARE(nameservers("search a\n"), (std::vector<std::string>{"8.8.8.8", "8.8.4.4"}));
        QCOMPARE(serversOf({"10.0.0.1", "no", "fe80::1%lo", "::1", "1.1.1.1"}).size(), std::size_t{3});
        QCOMPARE(serversOf({"10.0.0.1"}).front().address.ss_family, sa_family_t{AF_INET});
    }

    void writesFiles()
    {
        tare::NetworkingSpec spec;
        QCOMPARE(ownResolvText("nameserver 10.0.0.1\nsearch lan\noptions edns0\n", spec),
                 std::string("nameserver 127.0.0.11\nsearch lan\noptions edns0 ndots:0\n"));
        QCOMPARE(ownResolvText("nameserver 10.0.0.1\n", spec), std::string("nameserver 127.0.0.11\noptions ndots:0\n"));
        spec.dns = {"9.9.9.9"};
        spec.dnsOptions = {"ndots:3"};
        spec.dnsSearch = {"example.org"};
        QCOMPARE(ownResolvText("nameserver 10.0.0.1\n", spec),
                 std::string("nameserver 127.0.0.11\nsearch example.org\noptions ndots:3\n"));
        QCOMPARE(ndotsOf({"edns0", "ndots:3"}), 3);
        QCOMPARE(ndotsOf({"ndots:x"}), 0);
        QCOMPARE(withoutHosts("127.0.0.1\tlocalhost\n172.18.0.2\tme\n172.18.0.20 other", {"172.18.0.2"}),
                 std::string("127.0.0.1\tlocalhost\n172.18.0.20 other"));
        QCOMPARE(withoutHosts("", {"172.18.0.2"}), std::string());
    }
};

QTEST_APPLESS_MAIN(DnsMessageTest)
#include "dns_message_test.moc"
