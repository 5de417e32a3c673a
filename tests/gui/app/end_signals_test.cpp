// SPDX-License-Identifier: GPL-3.0-or-later
// A signal asks for the end as the window's button does.
#include "gui/app/end_signals.h"
#include "tests/gui/support/gui_test.h"

#include <QSignalSpy>
#include <csignal>

using namespace tare::gui;

class EndSignalsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksOnce_data();
    void asksOnce();
    void leavesWhatIsIgnored();
};

void EndSignalsTest::asksOnce_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void EndSignalsTest::asksOnce()
{
    QFETCH(const int, signal);
    {
        const EndSignals ends;
        const QSignalSpy asked(&ends, &EndSignals::asked);
        QCOMPARE(::raise(signal), 0);
        QTRY_COMPARE(asked.count(), 1);
        struct sigaction now{};
        QCOMPARE(::sigaction(signal, nullptr, &now), 0);
        QVERIFY2(now.sa_handler == SIG_DFL, "the next one ends the program");
    }
    struct sigaction after{};
    QCOMPARE(::sigaction(SIGTERM, nullptr, &after), 0);
    QVERIFY(after.sa_handler == SIG_DFL);
}

void EndSignalsTest::leavesWhatIsIgnored()
{
    ::signal(SIGHUP, SIG_IGN); // as nohup does
    {
        const EndSignals ends;
        const QSignalSpy asked(&ends, &EndSignals::asked);
        QCOMPARE(::raise(SIGHUP), 0);
        QCOMPARE(::raise(SIGTERM), 0);
        QTRY_COMPARE(asked.count(), 1);
    }
    struct sigaction after{};
    QCOMPARE(::sigaction(SIGHUP, nullptr, &after), 0);
    QVERIFY(after.sa_handler == SIG_IGN);
    ::signal(SIGHUP, SIG_DFL);
}

QTEST_GUILESS_MAIN(EndSignalsTest)
#include "end_signals_test.moc"
