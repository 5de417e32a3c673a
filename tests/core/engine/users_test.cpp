// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/engine/local/users.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QTest>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace tare;
using namespace tare::local;

namespace {

const char *passwd = "root:x:0:0:root:/root:/bin/sh\n"
                     "# a comment\n"
                     "broken\n"
                     "web:x:33:34:www:/var/www:/bin/false\n"
                     "4711:x:99:99:a numeric name:/evil:/bin/sh\n"
                     "huge:x:4294967296:0::/:/bin/sh\n";
const char *group = "root:x:0:\nweb:x:34:\nextra:x:50:web,other\nmore:x:51:other,web\nnot:x:52:webs\n";

} // namespace

class UsersTest : public QObject
{
    Q_OBJECT

private slots:
    void names()
    {
        const auto web = resolveUser("web", passwd, group);
        TARE_OK(web);
        QCOMPARE(*web, (ResolvedUser{33, 34, {34, 50, 51}, "/var/www"}));
        const auto withGroup = resolveUser("web:extra", passwd, group);
        TARE_OK(withGroup);
        QCOMPARE(*withGroup, (ResolvedUser{33, 50, {50}, "/var/www"}));
        TARE_FAILS(resolveUser("nobody", passwd, group), Errc::InvalidArgument);
        TARE_FAILS(resolveUser("web:nogroup", passwd, group), Errc::InvalidArgument);
    }

    void numbers()
    {
        QCOMPARE(*resolveUser("", passwd, group), (ResolvedUser{0, 0, {0}, "/root"}));
        QCOMPARE(*resolveUser("0", "", ""), (ResolvedUser{0, 0, {0}, "/root"}));
        QCOMPARE(*resolveUser("33", passwd, group), (ResolvedUser{33, 34, {34, 50, 51}, "/var/www"}));
        QCOMPARE(*resolveUser("1000:1001", passwd, group), (ResolvedUser{1000, 1001, {1001}, "/"}));
        QCOMPARE(*resolveUser(":5", "", ""), (ResolvedUser{0, 5, {5}, "/root"})); // a group alone
        QCOMPARE(*resolveUser("4711", passwd, group), (ResolvedUser{4711, 0, {0}, "/"})); // never the name
    }

    void outOfRange_data()
    {
        QTest::addColumn<QString>("spec");
        for (const char *spec : {"4294967296", "2147483648:0", "-1", "0x0", "1:4294967296", "1:-1", ":-1",
                                 "99999999999999999999999", "huge"})
            QTest::newRow(spec) << QString::fromLatin1(spec);
    }
    void outOfRange()
    {
        QFETCH(QString, spec);
        TARE_FAILS(resolveUser(spec.toStdString(), passwd, group), Errc::InvalidArgument);
    }

    void theTopmostLayerCounts()
    {
        TempHome home;
        const std::string low = home.file("low"), high = home.file("high");
        TARE_OK(makeDirs(low + "/etc"));
        TARE_OK(makeDirs(high + "/etc"));
        TARE_OK(writeFileAtomic(low + "/etc/passwd", "low:x:1:1::/:\n"));
        TARE_OK(writeFileAtomic(low + "/etc/group", "g:x:7:\n"));
        TARE_OK(writeFileAtomic(high + "/etc/passwd", "high:x:2:2::/:\n"));
        auto files = readUserFiles({low, high});
        TARE_OK(files);
        QCOMPARE(files->passwd, std::string("high:x:2:2::/:\n"));
        QCOMPARE(files->group, std::string("g:x:7:\n"));
        if (::geteuid() != 0)
            QSKIP("a whiteout is a device: only root makes one");
        TARE_OK(removeTree(high + "/etc/passwd"));
        QCOMPARE(::mknod((high + "/etc/passwd").c_str(), S_IFCHR, makedev(0, 0)), 0);
        files = readUserFiles({low, high});
        TARE_OK(files);
        QVERIFY(files->passwd.empty());
    }

    void hostileFilesDoNotHang()
    {
        TempHome home;
        const std::string layer = home.file("layer");
        TARE_OK(makeDirs(layer + "/etc"));
        QCOMPARE(::mkfifo((layer + "/etc/passwd").c_str(), 0600), 0);
        QVERIFY(!readUserFiles({layer}));
        TARE_OK(removeTree(layer + "/etc/passwd"));
        // Out of the layer there is nothing: the host's own file is not read.
        QCOMPARE(::symlink("/../../../../../../../../etc/hostname", (layer + "/etc/passwd").c_str()), 0);
        const auto linked = readUserFiles({layer});
        QVERIFY(!linked || linked->passwd.empty());
        TARE_OK(removeTree(layer + "/etc/passwd"));
        TARE_OK(writeFileAtomic(layer + "/etc/passwd", std::string((1U << 20U) + 1, 'x')));
        TARE_FAILS(readUserFiles({layer}), Errc::TooLarge);
    }
};

QTEST_GUILESS_MAIN(UsersTest)
#include "users_test.moc"
