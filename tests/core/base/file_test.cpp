// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"

#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <QDir>
#include <fcntl.h>
#include <sys/stat.h>

using namespace tare;

class FileTest : public QObject
{
    Q_OBJECT
private slots:
    void writesWholeFiles()
    {
        TempHome home;
        const std::string path = home.file("a.json");
        TARE_OK(writeFileAtomic(path, "one"));
        TARE_OK(writeFileAtomic(path, "two"));
        QCOMPARE(readFile(path).value_or(""), std::string("two"));
        struct stat st
        {};
        QCOMPARE(::stat(path.c_str(), &st), 0);
        QCOMPARE(st.st_mode & 0777U, 0600U);
        const QStringList names = QDir(QString::fromStdString(home.dir())).entryList({QStringLiteral("*tmp-*")});
        QVERIFY2(names.isEmpty(), "no temporary file may stay");
    }
    void aFailedWriteLeavesNothing()
    {
        TempHome home;
        TARE_OK(makeDirs(home.file("dir")));
        QVERIFY(!writeFileAtomic(home.file("dir"), "x")); // a folder is in the way of the rename
        QCOMPARE(QDir(QString::fromStdString(home.dir())).entryList({QStringLiteral("dir.tmp-*")}).size(), 0);
    }
    void saysWhatIsMissing()
    {
        TempHome home;
        TARE_FAILS(readFile(home.file("nothing")), Errc::NotFound);
        TARE_OK(writeFileAtomic(home.file("big"), std::string(100, 'x')));
        TARE_FAILS(readFile(home.file("big"), 99), Errc::TooLarge);
        TARE_OK(readFile(home.file("big"), 100));
        QVERIFY(readFile("/proc/self/status").value_or("").size() > 100);
    }
    void makesFolders()
    {
        TempHome home;
        TARE_OK(makeDirs(home.file("a/b/c")));
        TARE_OK(makeDirs(home.file("a/b/c")));
        TARE_OK(writeFileAtomic(home.file("file"), ""));
        QVERIFY(!makeDirs(home.file("file/x")));
        QVERIFY(!makeDirs(home.file("file")));
    }
    void removesTreesButNotWhatLinksPointTo()
    {
        TempHome home;
        TARE_OK(makeDirs(home.file("keep")));
        TARE_OK(writeFileAtomic(home.file("keep/me"), "x"));
        TARE_OK(makeDirs(home.file("tree/a/b")));
        TARE_OK(writeFileAtomic(home.file("tree/a/f"), "x"));
        QCOMPARE(::symlink(home.file("keep").c_str(), home.file("tree/a/link").c_str()), 0);
        QCOMPARE(::mkfifo(home.file("tree/pipe").c_str(), 0600), 0);
        TARE_OK(removeTree(home.file("tree")));
        QVERIFY(!exists(home.file("tree")));
        QVERIFY(exists(home.file("keep/me")));
        TARE_OK(removeTree(home.file("tree")));
    }
    void removesADeepTree()
    {
        TempHome home;
        // Deeper than a process may hold descriptors, and than a path may be long.
        UniqueFd at(::open(home.dir().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        for (int i = 0; i < 10000; ++i) {
            QCOMPARE(::mkdirat(at.get(), "deeper", 0700), 0);
            at.reset(::openat(at.get(), "deeper", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        }
        at.reset();
        TARE_OK(removeTree(home.file("deeper")));
        QVERIFY(!exists(home.file("deeper")));
    }
};

QTEST_APPLESS_MAIN(FileTest)
#include "file_test.moc"
