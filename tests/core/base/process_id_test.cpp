// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/process_id.h"

#include "core/base/subprocess.h"
#include "tests/support/result_test.h"

#include <csignal>
#include <unistd.h>

using namespace tare;

class ProcessIdTest : public QObject
{
    Q_OBJECT
private slots:
    void knowsItself()
    {
        const auto self = ProcessId::of(::getpid());
        TARE_OK(self);
        QVERIFY(self->alive());
        QVERIFY(self->startTime > 0);
        QCOMPARE(self->bootId.size(), std::size_t(36));
    }
    void neverMistakesAnotherProcess()
    {
        auto child = spawn({.argv = {"sleep", "100"}});
        TARE_OK(child);
        auto id = ProcessId::of(child->pid());
        TARE_OK(id);
        ProcessId later = *id;
        later.startTime += 1; // the number, used again
        QVERIFY(!later.alive());
        TARE_FAILS(later.signal(SIGKILL), Errc::NotFound);
        ProcessId otherBoot = *id;
        otherBoot.bootId = "00000000-0000-0000-0000-000000000000";
        TARE_FAILS(otherBoot.signal(SIGKILL), Errc::NotFound);
        QVERIFY(id->alive());
        TARE_OK(id->signal(SIGKILL));
        QCOMPARE(child->wait().value_or(0), 137);
        QVERIFY(!id->alive());
        TARE_FAILS(id->signal(0), Errc::NotFound);
    }
    void aZombieIsNotAlive()
    {
        auto child = spawn({.argv = {"true"}});
        TARE_OK(child);
        const auto id = ProcessId::of(child->pid());
        TARE_OK(id);
        QTRY_VERIFY(!id->alive());
        QCOMPARE(child->wait().value_or(-1), 0);
    }
};

QTEST_APPLESS_MAIN(ProcessIdTest)
#include "process_id_test.moc"
