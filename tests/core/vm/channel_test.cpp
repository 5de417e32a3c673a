// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/channel.h"

#include "core/vm/frame_parser.h"
#include "core/vm/guest/command.h"
#include "core/vm/guest/user.h"
#include "core/vm/guest_command.h"
#include "tests/support/result_test.h"

using namespace tare;
using namespace tare::vm;

class ChannelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void framesInAnyPieces();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
    void brokenStaysBroken();
    void commandArrivesAsItWas();
    void users_data();
    void users();
};

void ChannelTest::framesInAnyPieces()
{
    const std::string all = frame('H', "1") + frame('S', "init") + frame('O', "") +
                            frame('O', std::string(largestFrame, 'x')) +
                            frame('X', std::string("\0\0\0\7", 4));
    for (const std::size_t piece : {std::size_t(1), std::size_t(3), std::size_t(4096), all.size()}) {
        FrameParser parser;
        std::string types;
        std::size_t bytes = 0;
        for (std::size_t at = 0; at < all.size(); at += piece)
            TARE_OK(parser.feed(std::string_view(all).substr(at, piece),
                                [&](char type, std::string_view body) -> Status {
                                    types += type;
                                    bytes += body.size();
                                    return {};
                                }));
        QCOMPARE(types, std::string("HSOOX"));
        QCOMPARE(bytes, 1 + 4 + largestFrame + 4);
    }
}

void ChannelTest::nonsenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const std::string &bytes) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes);
    };
    row("unknown type", frame('H', "1") + frame('Z', ""));
    row("command from a guest", frame('H', "1") + frame('C', ""));
    row("too long", frame('H', "1") + frameHeadFor('O', largestFrame + 1));
    row("no hello", frame('O', "x"));
    row("two hellos", frame('H', "1") + frame('H', "1"));
    row("another version", frame('H', "2"));
    row("short exit code", frame('H', "1") + frame('X', "ab"));
    row("after the end", frame('H', "1") + frame('X', "abcd") + frame('O', "x"));
}

void ChannelTest::nonsenseIsRefused()
{
    QFETCH(QByteArray, bytes);
    FrameParser parser;
    TARE_FAILS(parser.feed(bytes.toStdString(), [](char, std::string_view) -> Status { return {}; }),
               Errc::Unsupported);
}

void ChannelTest::brokenStaysBroken()
{
    FrameParser parser;
    int frames = 0;
    const auto count = [&](char, std::string_view) -> Status {
        ++frames;
        return {};
    };
    TARE_FAILS(parser.feed(frame('Z', ""), count), Errc::Unsupported);
    TARE_FAILS(parser.feed(frame('H', "1"), count), Errc::Unsupported);
    QCOMPARE(frames, 0);
}

void ChannelTest::commandArrivesAsItWas()
{
    GuestCommand command;
    command.argv = {"sh", "-c", "echo a=b\n", ""};
    command.env = {"K=V=W", "EMPTY="};
    command.workingDir = "/w";
    command.user = "u:g";
    const auto bytes = encodeCommand(command);
    TARE_OK(bytes);
    const guest::Command read = guest::parseCommand(bytes->substr(frameHead));
    QCOMPARE(read.argv, command.argv);
    QCOMPARE(read.env, command.env);
    QCOMPARE(read.workingDir, command.workingDir);
    QCOMPARE(read.user, command.user);
    QVERIFY(read.disk);
    command.argv = {std::string("a\0b", 3)};
    TARE_FAILS(encodeCommand(command), Errc::InvalidArgument);
    command.argv = {std::string(5U << 20U, 'x')};
    TARE_FAILS(encodeCommand(command), Errc::TooLarge);
}

void ChannelTest::users_data()
{
    QTest::addColumn<QString>("spec");
    QTest::addColumn<qint64>("uid"); // -1: not known
    QTest::addColumn<qint64>("gid");
    QTest::addColumn<int>("groups");
    QTest::newRow("empty") << QString() << qint64(0) << qint64(0) << 1;
    QTest::newRow("name") << QStringLiteral("app") << qint64(1000) << qint64(1001) << 2;
    QTest::newRow("number with an entry") << QStringLiteral("1000") << qint64(1000) << qint64(1001) << 2;
    QTest::newRow("number without") << QStringLiteral("77") << qint64(77) << qint64(0) << 1;
    QTest::newRow("group") << QStringLiteral("77:wheel") << qint64(77) << qint64(10) << 1;
    QTest::newRow("numbers") << QStringLiteral("77:88") << qint64(77) << qint64(88) << 1;
    QTest::newRow("unknown") << QStringLiteral("nobody-here") << qint64(-1) << qint64(0) << 0;
    QTest::newRow("unknown group") << QStringLiteral("77:no") << qint64(-1) << qint64(0) << 0;
    QTest::newRow("overflow") << QStringLiteral("4294967296") << qint64(-1) << qint64(0) << 0;
    QTest::newRow("too large") << QStringLiteral("2147483648") << qint64(-1) << qint64(0) << 0;
    QTest::newRow("numeric name") << QStringLiteral("4294967297") << qint64(-1) << qint64(0) << 0;
}

void ChannelTest::users()
{
    QFETCH(QString, spec);
    QFETCH(qint64, uid);
    QFETCH(qint64, gid);
    QFETCH(int, groups);
    const char *passwd =
        "root:x:0:0:root:/root:/bin/sh\nbroken\napp:x:1000:1001::/home/app:\n4294967297:x:5:5::/:\n";
    const char *group = "root:x:0:\nwheel:x:10:root,app\n";
    const auto user = guest::resolveUser(spec.toStdString(), passwd, group);
    QCOMPARE(user.has_value(), uid >= 0);
    if (!user)
        return;
    QCOMPARE(qint64(user->uid), uid);
    QCOMPARE(qint64(user->gid), gid);
    if (uid != 0)
        QCOMPARE(int(user->groups.size()), groups);
}

QTEST_GUILESS_MAIN(ChannelTest)
#include "channel_test.moc"
