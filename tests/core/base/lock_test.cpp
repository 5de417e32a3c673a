// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/lock.h"

#include "tests/support/result_test.h"
#include "tests/support/temp_home.h"

using namespace tare;
using namespace std::chrono_literals;

class LockTest : public QObject
{
    Q_OBJECT
private slots:
    void excludes()
    {
        TempHome home;
        const std::string path = home.file("lock");
        auto first = FileLock::acquire(path, FileLock::Mode::Exclusive);
        TARE_OK(first);
        TARE_FAILS(FileLock::acquire(path, FileLock::Mode::Exclusive, 5ms), Errc::Timeout);
        TARE_FAILS(FileLock::acquire(path, FileLock::Mode::Shared, 5ms), Errc::Timeout);
        first = FileLock::acquire(home.file("other"), FileLock::Mode::Exclusive);
        TARE_OK(first);
        TARE_OK(FileLock::acquire(path, FileLock::Mode::Exclusive, 5ms));
    }
    void shares()
    {
        TempHome home;
        const std::string path = home.file("lock");
        const auto first = FileLock::acquire(path, FileLock::Mode::Shared);
        TARE_OK(first);
        TARE_OK(FileLock::acquire(path, FileLock::Mode::Shared, 5ms));
        TARE_FAILS(FileLock::acquire(path, FileLock::Mode::Exclusive, 5ms), Errc::Timeout);
    }
    void waitingCanBeCancelled()
    {
        TempHome home;
        const std::string path = home.file("lock");
        const auto first = FileLock::acquire(path, FileLock::Mode::Exclusive);
        TARE_OK(first);
        CancelSource cancel;
        cancel.cancel();
        TARE_FAILS(FileLock::acquire(path, FileLock::Mode::Exclusive, 1h, cancel.token()), Errc::Cancelled);
    }
    void doesNotFollowALink()
    {
        TempHome home;
        QCOMPARE(::symlink("/etc/passwd", home.file("lock").c_str()), 0);
        QVERIFY(!FileLock::acquire(home.file("lock"), FileLock::Mode::Exclusive));
    }
};

QTEST_APPLESS_MAIN(LockTest)
#include "lock_test.moc"
