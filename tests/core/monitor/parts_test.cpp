// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/base/time.h"
#include "core/monitor/clients.h"
#include "core/monitor/log.h"
#include "core/monitor/remove.h"
#include "core/monitor/restart.h"
#include "core/monitor/text.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QTest>
#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <memory>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace tare::monitor;

namespace {

std::string escaped(const std::string &text)
{
    Text<4096> out;
    out.json(text.data(), text.size());
    return {out.bytes(), out.size()};
}

std::size_t lines(const std::string &text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

class FakeInput final : public Input
{
public:
    std::string got;
    std::size_t room = 1U << 20U; // what the container takes before it is blocked
    bool closed = false;
    unsigned short rows = 0, columns = 0;

    std::size_t write(const char *bytes, std::size_t n) override
    {
        n = std::min(n, room);
        room -= n;
        got.append(bytes, n);
        return n;
    }
    void close() override { closed = true; }
    void resize(unsigned short r, unsigned short c) override { rows = r, columns = c; }
    [[nodiscard]] bool writable() const override { return true; }
};

std::string frame(char type, const std::string &body)
{
    unsigned char head[headSize];
    putHead(head, static_cast<FrameType>(type), static_cast<std::uint32_t>(body.size()));
    return std::string(reinterpret_cast<char *>(head), headSize) + body;
}

struct Peer
{
    int fd = -1;
    void say(const std::string &bytes) const
    {
        QCOMPARE(::send(fd, bytes.data(), bytes.size(), 0), ssize_t(bytes.size()));
    }
    [[nodiscard]] std::string heard() const
    {
        std::string out;
        char buffer[65536];
        for (ssize_t n = 0; (n = ::recv(fd, buffer, sizeof buffer, MSG_DONTWAIT)) > 0;)
            out.append(buffer, static_cast<std::size_t>(n));
        return out;
    }
};

Peer join(Clients &clients)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        qFatal("socketpair");
    clients.add(ends[1]);
    return {ends[0]};
}

void turn(Clients &clients)
{
    pollfd fds[maxClients];
    const std::size_t n = clients.poll(fds, false);
    if (::poll(fds, n, 0) > 0)
        clients.handle(fds, n);
}

} // namespace

class PartsTest : public QObject
{
    Q_OBJECT

private slots:
    void textIsCutAndEscaped()
    {
        QCOMPARE(escaped("a\"b\\c\n\r\t\x01\x7f"), std::string(R"(a\"b\\c\n\r\t\u0001\u007f)"));
        QCOMPARE(escaped("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"),
                 std::string("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"));
        for (const char *broken :
             {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"})
            QVERIFY2(escaped(broken).starts_with("\\ufffd"), broken);
        Text<8> small;
        small.add("0123456789");
        QCOMPARE(small.size(), std::size_t{7});
        Text<64> number;
        number.number(0).add(" ").number(-5).add(" ").number(INT64_MIN).add(" ").number(INT64_MAX);
        QCOMPARE(std::string(number.c_str()), std::string("0 -5 -9223372036854775808 9223372036854775807"));
    }

    void timesAreRfc3339()
    {
        // Leap days, ends of years, the day that 32 bits end on: as the base library says it.
        for (const std::int64_t seconds :
             {0LL, 951782399LL, 951782400LL, 1078012800LL, 1709164799LL, 1709251200LL, 1735689599LL,
              2147483647LL, 4107542399LL, 4107542400LL}) {
            char out[timeSize];
            formatTime(seconds * 1'000'000'000 + 7, out);
            QCOMPARE(std::string(out, timeSize), tare::formatTime(seconds * 1'000'000'000 + 7));
        }
    }

    void logCutsAt16KiBButNeverACharacter()
    {
        TempHome home;
        const std::string path = home.file("log");
        auto log = std::make_unique<JsonLog>();
        log->open(path.c_str(), 0, 2, "");
        std::string text(JsonLog::lineSize - 1, 'x');
        text += "\xe2\x82\xac"; // the cut would fall into it
        log->add(false, text.data(), text.size());
        log->add(false, "\n", 1);
        log->add(true, "no end", 6);
        log->finish();
        const std::string written = *tare::readFile(path);
        QCOMPARE(lines(written), std::size_t{3});
        QVERIFY(written.find("\"log\":\"\xe2\x82\xac\\n\"") != std::string::npos);
        QVERIFY(written.find("\\ufffd") == std::string::npos);
        QVERIFY(written.find("{\"log\":\"no end\",\"stream\":\"stderr\",\"time\":\"") != std::string::npos);
    }

    void logIsRotated()
    {
        TempHome home;
        const std::string path = home.file("log");
        auto log = std::make_unique<JsonLog>();
        log->open(path.c_str(), 4096, 2, "");
        for (int i = 0; i < 200; ++i) {
            log->add(false, "0123456789\n", 11);
            log->flush();
        }
        const auto now = tare::readFile(path), before = tare::readFile(path + ".1");
        TARE_OK(now);
        TARE_OK(before);
        QVERIFY(now->size() < 4096 + 200);
        QVERIFY(before->size() < 4096 + 200);
        QVERIFY(before->ends_with("}\n"));
    }

    void logKeepsSoManyFiles()
    {
        TempHome home;
        for (const int files : {1, 4}) {
            const std::string path = home.file("log" + std::to_string(files));
            auto log = std::make_unique<JsonLog>();
            log->open(path.c_str(), 1000, files, "");
            for (int i = 0; i < 200; ++i) {
                const std::string line = std::to_string(i) + "\n";
                log->add(false, line.data(), line.size());
                log->flush();
            }
            for (int n = 1; n < files; ++n)
                QVERIFY2(tare::exists(path + "." + std::to_string(n)), path.c_str());
            QVERIFY(!tare::exists(path + "." + std::to_string(files)));
            if (files > 2) // in their order
                QVERIFY(tare::readFile(path + ".2").value_or("") < tare::readFile(path + ".1").value_or(""));
        }
    }

    void linesBearAttributes()
    {
        TempHome home;
        const std::string path = home.file("log"), attributes = "{\"a\":\"" + std::string(20'000, 'x') + "\"}";
        auto log = std::make_unique<JsonLog>();
        log->open(path.c_str(), 0, 2, attributes.c_str());
        log->add(false, "one\ntwo\n", 8);
        log->finish();
        const std::string written = *tare::readFile(path);
        QCOMPARE(lines(written), std::size_t{2});
        QVERIFY(written.ends_with("\",\"attrs\":" + attributes + "}\n"));
    }

    void aFullDiskLosesWholeLinesOnly()
    {
        TempHome home;
        const std::string path = home.file("log");
        auto log = std::make_unique<JsonLog>();
        log->open(path.c_str(), 0, 2, "");
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit small{10'000, before.rlim_max};
        auto *handler = ::signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const std::string line = std::string(300, 'y') + "\n";
        for (int i = 0; i < 200; ++i) {
            log->add(false, line.data(), line.size());
            log->flush();
        }
        log->finish();
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        ::signal(SIGXFSZ, handler);
        const std::string cut = *tare::readFile(path);
        QVERIFY(cut.size() > 5000 && cut.size() <= 10'000);
        QVERIFY(cut.ends_with("\"}\n"));
        log->add(false, "again\n", 6); // room again
        log->flush();
        const std::string after = *tare::readFile(path);
        QVERIFY(after.starts_with(cut));
        QVERIFY(after.find("{\"log\":\"again\\n\"") == cut.size());
    }

    void oneWritesAllRead()
    {
        TempHome home;
        FakeInput input;
        auto clients = std::make_unique<Clients>();
        clients->open(home.dir().c_str(), input);
        const Peer first = join(*clients), second = join(*clients), waiter = join(*clients);
        first.say(frame(Attach, "i"));
        turn(*clients);
        second.say(frame(Attach, "i"));
        waiter.say(frame(Attach, "w"));
        turn(*clients);
        QCOMPARE(first.heard(), frame(Attach, "i"));
        QCOMPARE(second.heard(), frame(Attach, "r"));
        QCOMPARE(waiter.heard(), frame(Attach, "r"));
        first.say(frame(Stdin, "hel") + frame(Stdin, "") + frame(Stdin, "lo"));
        second.say(frame(Stdin, "not me") + frame(CloseStdin, ""));
        turn(*clients);
        QCOMPARE(input.got, std::string("hello"));
        QVERIFY(!input.closed);
        clients->output(false, "out", 3);
        clients->output(true, "err", 3);
        QCOMPARE(first.heard(), frame(Stdout, "out") + frame(Stderr, "err"));
        QCOMPARE(second.heard(), frame(Stdout, "out") + frame(Stderr, "err"));
        first.say(frame(Window, std::string("\0\x1e\0\x5a", 4)) + frame(CloseStdin, ""));
        turn(*clients);
        QCOMPARE(input.rows, static_cast<unsigned short>(30));
        QCOMPARE(input.columns, static_cast<unsigned short>(90));
        QVERIFY(input.closed);
        clients->exit(258);
        QCOMPARE(waiter.heard(), frame(Exit, std::string("\0\0\1\2", 4)));
        for (const Peer &peer : {first, second, waiter})
            ::close(peer.fd);
    }

    void whatTheContainerDoesNotTakeWaits()
    {
        TempHome home;
        FakeInput input;
        input.room = 3;
        auto clients = std::make_unique<Clients>();
        clients->open(home.dir().c_str(), input);
        const Peer peer = join(*clients);
        peer.say(frame(Attach, "i") + frame(Stdin, "abcdef") + frame(CloseStdin, ""));
        turn(*clients);
        QCOMPARE(input.got, std::string("abc"));
        QVERIFY(!input.closed);
        input.room = 100;
        clients->resume();
        QCOMPARE(input.got, std::string("abcdef"));
        QVERIFY(input.closed);
        ::close(peer.fd);
    }

    void aSlowReaderLosesNothing()
    {
        TempHome home;
        FakeInput input;
        auto clients = std::make_unique<Clients>();
        clients->open(home.dir().c_str(), input);
        const Peer peer = join(*clients);
        peer.say(frame(Attach, ""));
        turn(*clients);
        std::string expected = frame(Attach, "r");
        for (int i = 0; i < 1000; ++i) {
            const std::string part(5000, static_cast<char>('a' + i % 26));
            clients->output(false, part.data(), part.size());
            expected += frame(Stdout, part);
        }
        QVERIFY(clients->pending());
        clients->exit(0);
        expected += frame(Exit, std::string(4, '\0'));
        std::string heard;
        while (clients->pending()) {
            heard += peer.heard();
            turn(*clients);
        }
        heard += peer.heard();
        QVERIFY(heard == expected);
        ::close(peer.fd);
    }

    void nonsenseEndsTheConnection()
    {
        TempHome home;
        FakeInput input;
        auto clients = std::make_unique<Clients>();
        clients->open(home.dir().c_str(), input);
        const Peer peer = join(*clients);
        peer.say(frame(Attach, std::string(maxControlBody + 1, 'x')));
        turn(*clients);
        char byte = 0;
        // What it had not read makes the close a reset.
        const ssize_t n = ::recv(peer.fd, &byte, 1, 0);
        QVERIFY(n == 0 || (n < 0 && errno == ECONNRESET));
        ::close(peer.fd);
        for (std::size_t i = 0; i < maxClients; ++i)
            (void)join(*clients);
        const Peer tooMany = join(*clients);
        QCOMPARE(::recv(tooMany.fd, &byte, 1, 0), ssize_t{0});
        clients->closeAll();
    }

    // moby's restartmanager: 100 ms, doubling up to a minute, from the beginning after a run of ten seconds.
    void restartsWait()
    {
        RestartManager always;
        always.parse("always");
        int wait = 100;
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(always.next(i % 2, 0), wait);
            wait = std::min(wait * 2, 60'000);
        }
        QCOMPARE(always.count(), 20);
        QCOMPARE(always.next(0, 9'999), 60'000);
        QCOMPARE(always.next(0, 10'000), 100);
        QCOMPARE(always.next(0, 0), 200);
        RestartManager thrice;
        thrice.parse("on-failure:3");
        QCOMPARE(thrice.next(0, 0), -1);
        for (int i = 0; i < 3; ++i)
            QVERIFY(thrice.next(1, 0) > 0);
        QCOMPARE(thrice.next(1, 0), -1);
        QCOMPARE(thrice.count(), 3);
        RestartManager any;
        any.parse("on-failure");
        for (int i = 0; i < 50; ++i)
            QVERIFY(any.next(137, 0) > 0);
        RestartManager none;
        none.parse("no");
        QCOMPARE(none.next(1, 0), -1);
        none.set('u', 0);
        QCOMPARE(none.next(0, 0), 100);
    }

    void whoWaitsForTheLastEndStays()
    {
        struct Told final : Life
        {
            int quits = 0;
            char when = 0;
            std::uint32_t most = 0;
            void quit() override { ++quits; }
            void setPolicy(char policy, std::uint32_t count) override
            {
                when = policy;
                most = count;
            }
        } life;
        FakeInput input;
        auto clients = std::make_unique<Clients>();
        clients->open("/tmp", input, &life);
        const Peer waits = join(*clients), quits = join(*clients), silent = join(*clients), tells = join(*clients);
        waits.say(frame(Attach, "w"));
        quits.say(frame(Attach, "q"));
        tells.say(frame(Attach, std::string("pf\0\0\1\2", 6)));
        turn(*clients);
        QCOMPARE(life.quits, 1);
        QCOMPARE(life.when, 'f');
        QCOMPARE(life.most, std::uint32_t{258});
        clients->exit(7, false);
        const std::string code = frame(Exit, std::string("\0\0\0\7", 4)), answer = frame(Attach, "r");
        QCOMPARE(waits.heard(), answer + code);
        QCOMPARE(quits.heard(), answer);
        QCOMPARE(silent.heard(), std::string());
        silent.say(frame(Attach, "w"));
        turn(*clients);
        clients->exit(7);
        QCOMPARE(quits.heard(), code);
        QCOMPARE(silent.heard(), answer + code);
        clients->closeAll();
    }

    void treesAreRemovedWithoutLeavingThem()
    {
        TempHome home;
        const std::string top = home.file("tree"), outside = home.file("outside");
        TARE_OK(tare::makeDirs(outside));
        TARE_OK(tare::writeFileAtomic(outside + "/keep", "x"));
        std::string deep = top;
        for (int i = 0; i < 100; ++i)
            deep += "/d";
        TARE_OK(tare::makeDirs(deep));
        QCOMPARE(::symlink(outside.c_str(), (top + "/link").c_str()), 0);
        for (int i = 0; i < 100; ++i)
            TARE_OK(tare::openFile(top + "/a-rather-long-name-so-that-a-listing-takes-several-calls-" +
                                       std::to_string(i),
                                   O_WRONLY | O_CREAT));
        TARE_OK(tare::writeFileAtomic(deep + "/f", "x"));
        QVERIFY(removeTree(top.c_str()));
        QVERIFY(!tare::exists(top));
        QVERIFY(tare::exists(outside + "/keep"));
        QVERIFY(removeTree(top.c_str())); // gone is fine
    }
};

QTEST_GUILESS_MAIN(PartsTest)
#include "parts_test.moc"
