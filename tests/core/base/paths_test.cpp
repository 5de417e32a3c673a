// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/paths.h"

#include "core/base/file.h"
#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace tare;

class PathsTest : public QObject
{
    Q_OBJECT
private slots:
    void argumentsComeFirst()
    {
        TempHome home;
        const auto given = Paths::resolve("/a", "/b");
        TARE_OK(given);
        QCOMPARE(given->root, std::string("/a"));
        QCOMPARE(given->state, std::string("/b"));
        const auto fromEnvironment = Paths::resolve();
        TARE_OK(fromEnvironment);
        QCOMPARE(fromEnvironment->root, home.paths().root);
    }
    void defaultsFollowTheUser()
    {
        TempHome home;
        qunsetenv("TARE_ROOT");
        qunsetenv("TARE_STATE");
        qputenv("XDG_RUNTIME_DIR", QByteArray::fromStdString(home.file("run")));
        const auto paths = Paths::resolve();
        TARE_OK(paths);
        if (::geteuid() == 0) {
            QCOMPARE(paths->root, std::string("/var/lib/tare"));
            QCOMPARE(paths->state, std::string("/run/tare"));
        } else {
            QCOMPARE(paths->root, home.file("DATA/tare"));
            QCOMPARE(paths->state, home.file("run/tare"));
            qputenv("XDG_DATA_HOME", "relative"); // must be ignored
            QCOMPARE(Paths::resolve()->root, home.file(".local/share/tare"));
        }
    }
    void socketsHaveShortNames()
    {
        Paths paths;
        paths.state = "/run/user/1000/tare";
        const std::string socket = paths.live(std::string(64, 'a')) + "/attach.sock";
        QVERIFY(socket.size() < 108);
    }
    void foldersAreClosedToOthers()
    {
        TempHome home;
        for (const std::string &dir : {home.paths().images(), home.paths().state, home.paths().temporary()}) {
            struct stat st
            {};
            QCOMPARE(::stat(dir.c_str(), &st), 0);
            QCOMPARE(st.st_mode & 077U, 0U);
        }
        struct stat st
        {};
        QCOMPARE(::stat(home.paths().layers().c_str(), &st), 0);
        QCOMPARE(st.st_mode & 066U, 0U); // may be passed through, not listed
    }
};

QTEST_APPLESS_MAIN(PathsTest)
#include "paths_test.moc"
