// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/safe_path.h"

#include "core/base/file.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <fcntl.h>
#include <sys/stat.h>

using namespace tare;

class SafePathTest : public QObject
{
    Q_OBJECT
private slots:
    void linksStayInside()
    {
        TempHome home;
        TARE_OK(makeDirs(home.file("r/etc")));
        TARE_OK(writeFileAtomic(home.file("r/etc/passwd"), "inside"));
        QCOMPARE(::symlink("/etc", home.file("r/abs").c_str()), 0);
        QCOMPARE(::symlink("../../../../../etc", home.file("r/up").c_str()), 0);
        QCOMPARE(::symlink("/proc/self/root", home.file("r/magic").c_str()), 0);
        const UniqueFd root(::open(home.file("r").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        for (const char *path : {"etc/passwd", "/etc/passwd", "abs/passwd", "up/passwd", "../../etc/passwd"})
            QCOMPARE(readFileInRoot(root.get(), path, 100).value_or("?"), std::string("inside"));
        QVERIFY(!readFileInRoot(root.get(), "magic/etc/hostname", 100));
    }
    void aPipeDoesNotHang()
    {
        TempHome home;
        QCOMPARE(::mkfifo(home.file("root/passwd").c_str(), 0600), 0);
        const UniqueFd root(::open(home.file("root").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        TARE_FAILS(readFileInRoot(root.get(), "passwd", 100), Errc::UnsafePath);
        TARE_FAILS(readFileInRoot(root.get(), "nothing", 100), Errc::NotFound);
    }
    void sizesAreBounded()
    {
        TempHome home;
        TARE_OK(writeFileAtomic(home.file("root/big"), std::string(1000, 'x')));
        const UniqueFd root(::open(home.file("root").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        TARE_FAILS(readFileInRoot(root.get(), "big", 999), Errc::TooLarge);
    }
    void foldersAreMadeInside()
    {
        TempHome home;
        TARE_OK(makeDirs(home.file("r/real")));
        QCOMPARE(::symlink("/real", home.file("r/link").c_str()), 0);
        const UniqueFd root(::open(home.file("r").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        TARE_OK(makeDirsInRoot(root.get(), "/link/a/b", 0755));
        QVERIFY(exists(home.file("r/real/a/b")));
        TARE_FAILS(makeDirsInRoot(root.get(), "real/../../x", 0755), Errc::UnsafePath);
    }
};

QTEST_APPLESS_MAIN(SafePathTest)
#include "safe_path_test.moc"
