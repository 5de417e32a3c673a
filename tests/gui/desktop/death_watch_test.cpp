// SPDX-License-Identifier: GPL-3.0-or-later
// Who ended by himself, and who was ended: only the first is worth a word, and not too many of them.
#include "gui/app/desktop/death_watch.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QSignalSpy>

using namespace tare;
using namespace tare::gui;

class DeathWatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anErrorIsNoticed();
    void aSignalIsNamed();
    void outOfMemory();
    void itStartsAgain();
    void unhealthy();
    void oneThatGoesWithItsEnd();
    void notWorthAWord_data();
    void notWorthAWord();
    void aSignalThatEndsNothing();
    void aStartForgetsTheStop();
    void oneContainerOnceAWhile();
    void manyAreSummedUp();
    void switchedOff();
    void foreignNamesArePlain();

private:
    [[nodiscard]] std::string idOf(int number) const { return fakeContainer(number, "").id; }
    // What the engine says of one that has ended, and the event.
    void die(int number, int code, const std::function<void(Container &)> &how = [](Container &) {})
    {
        std::string name;
        {
            const std::lock_guard lock(m_engine->mutex);
            for (Container &one : m_engine->theContainers) {
                if (one.id != idOf(number))
                    continue;
                one.status = ContainerStatus::Exited;
                one.exitCode = code;
                how(one);
                name = one.name;
            }
        }
        m_engine->emitEvent({nowNs(), "container", "die", idOf(number), name, code});
    }
    void say(const std::string &action, int number) { m_engine->emitEvent({nowNs(), "container", action, idOf(number), "c" + std::to_string(number)}); }
    [[nodiscard]] Notice notice(int at) const { return (*m_noticed)[at].first().value<Notice>(); }
    // Another one ends by itself: when that has been said, what came before has been judged.
    void sentinel()
    {
        die(9, 1);
        QTRY_VERIFY(!m_noticed->isEmpty() && notice(static_cast<int>(m_noticed->size()) - 1).title.startsWith(QStringLiteral("c9")));
    }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<QSettings> m_settings;
    std::shared_ptr<FakeContainers> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<DeathWatch> m_watch;
    std::unique_ptr<QSignalSpy> m_noticed;
};

void DeathWatchTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<TempHome>();
    m_settings = std::make_unique<QSettings>(QString::fromStdString(m_home->file("s.ini")), QSettings::IniFormat);
    m_engine = std::make_shared<FakeContainers>();
    for (int i = 1; i <= 9; ++i)
        m_engine->theContainers.push_back(fakeContainer(i, "c" + std::to_string(i)));
    m_context = std::make_unique<Context>(m_engine, m_settings.get());
    QSignalSpy opened(m_context.get(), &Context::engineOpened);
    m_watch = std::make_unique<DeathWatch>(*m_context);
    m_watch->setPatience(1, 60'000);
    m_noticed = std::make_unique<QSignalSpy>(m_watch.get(), &DeathWatch::noticed);
    QTRY_COMPARE(opened.size(), 1);
}

void DeathWatchTest::cleanup()
{
    m_noticed.reset();
    m_watch.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void DeathWatchTest::anErrorIsNoticed()
{
    die(1, 3);
    QTRY_COMPARE(m_noticed->size(), 1);
    QCOMPARE(notice(0), (Notice{QStringLiteral("c1 ended by itself"), QStringLiteral("Exit code 3."),
                                QStringLiteral("containers/") + QString::fromStdString(idOf(1))}));
}

void DeathWatchTest::aSignalIsNamed()
{
    die(1, 139);
    QTRY_COMPARE(m_noticed->size(), 1);
    QCOMPARE(notice(0).text, QStringLiteral("The signal SIGSEGV ended it (exit code 139)."));
    die(2, 255); // no signal
    QTRY_COMPARE(m_noticed->size(), 2);
    QCOMPARE(notice(1).text, QStringLiteral("Exit code 255."));
}

void DeathWatchTest::outOfMemory()
{
    say("oom", 1);
    die(1, 137, [](Container &c) {
        c.oomKilled = true;
        c.limits.memory = 64 << 20;
    });
    QTRY_COMPARE(m_noticed->size(), 1);
    QCOMPARE(notice(0).title, QStringLiteral("c1 ran out of memory"));
    QVERIFY2(notice(0).text.contains(QStringLiteral("64")), qPrintable(notice(0).text));
    // A process of it, and it ended well for all that.
    say("oom", 2);
    die(2, 0);
    QTRY_COMPARE(m_noticed->size(), 2);
    QCOMPARE(notice(1).title, QStringLiteral("c2 ran out of memory"));
}

void DeathWatchTest::itStartsAgain()
{
    die(1, 1, [](Container &c) { c.status = ContainerStatus::Restarting; });
    QTRY_COMPARE(m_noticed->size(), 1);
    QVERIFY(notice(0).text.contains(QStringLiteral("starts it again")));
}

void DeathWatchTest::unhealthy()
{
    say("health_status: healthy", 1);
    say("health_status: unhealthy", 1);
    QTRY_COMPARE(m_noticed->size(), 1);
    QCOMPARE(notice(0).title, QStringLiteral("c1 is unhealthy"));
}

void DeathWatchTest::oneThatGoesWithItsEnd()
{
    {
        const std::lock_guard lock(m_engine->mutex);
        std::erase_if(m_engine->theContainers, [&](const Container &c) { return c.id == idOf(1) || c.id == idOf(2); });
    }
    m_engine->emitEvent({nowNs(), "container", "die", idOf(2), "c2", 137}); // of rm -f
    say("destroy", 2);
    m_engine->emitEvent({nowNs(), "container", "die", idOf(1), "c1", 7}); // of run --rm
    say("destroy", 1);
    QTRY_COMPARE(m_noticed->size(), 1);
    QCOMPARE(notice(0).title, QStringLiteral("c1 ended by itself"));
    QCOMPARE(notice(0).target, QStringLiteral("events"));
    sentinel();
    QCOMPARE(m_noticed->size(), 2);
}

void DeathWatchTest::notWorthAWord_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("byHand");
    QTest::newRow("it ended well") << "" << "" << 0 << false;
    QTest::newRow("it was stopped") << "" << "stop" << 143 << false;
    QTest::newRow("it was killed") << "kill" << "" << 137 << true;
    QTest::newRow("it was started again by hand") << "" << "stop" << 137 << false;
    QTest::newRow("the record says so") << "" << "" << 137 << true;
    QTest::newRow("it was stopped and failed at that") << "" << "stop" << 1 << true;
}

void DeathWatchTest::notWorthAWord()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(int, code);
    QFETCH(bool, byHand);
    if (!before.isEmpty())
        say(before.toStdString(), 1);
    die(1, code, [byHand](Container &c) { c.stoppedByHand = byHand; });
    if (!after.isEmpty())
        say(after.toStdString(), 1);
    if (code == 137 && !byHand)
        say("start", 1);
    sentinel();
    QCOMPARE(m_noticed->size(), 1);
}

void DeathWatchTest::aSignalThatEndsNothing()
{
    say("kill", 1); // docker kill -s HUP
    die(1, 1);
    QTRY_COMPARE(m_noticed->size(), 1);
}

void DeathWatchTest::aStartForgetsTheStop()
{
    say("stop", 1);
    say("start", 1);
    die(1, 1);
    QTRY_COMPARE(m_noticed->size(), 1);
}

void DeathWatchTest::oneContainerOnceAWhile()
{
    die(1, 1);
    QTRY_COMPARE(m_noticed->size(), 1);
    for (int i = 0; i < 20; ++i)
        die(1, 1);
    sentinel();
    QCOMPARE(m_noticed->size(), 2);
}

void DeathWatchTest::manyAreSummedUp()
{
    m_watch->setPatience(1, 400);
    for (int i = 1; i <= 7; ++i)
        die(i, 1);
    QTRY_COMPARE(m_noticed->size(), 5);
    QVERIFY2(notice(4).title.startsWith(QStringLiteral("3 more container")), qPrintable(notice(4).title));
    QCOMPARE(notice(4).target, QStringLiteral("events"));
    die(8, 1); // another while has begun
    QTRY_COMPARE(m_noticed->size(), 6);
    QCOMPARE(notice(5).title, QStringLiteral("c8 ended by itself"));
}

void DeathWatchTest::switchedOff()
{
    m_watch->setEnabled(false);
    QSignalSpy heard(m_context.get(), &Context::engineEvent);
    die(1, 1);
    say("health_status: unhealthy", 2);
    QTRY_COMPARE(heard.size(), 2);
    m_watch->setEnabled(true);
    sentinel();
    QCOMPARE(m_noticed->size(), 1);
}

void DeathWatchTest::foreignNamesArePlain()
{
    m_engine->emitEvent({nowNs(), "container", "die", "gone", "<b>x</b>\x1b[2J\u202E", 5});
    QTRY_COMPARE(m_noticed->size(), 1);
    QVERIFY(notice(0).title.startsWith(QStringLiteral("<b>x</b>"))); // escaped where it is shown, if that is needed
    QVERIFY(!notice(0).title.contains(QChar(0x1b)) && !notice(0).title.contains(QChar(0x202E)));
}

QTEST_MAIN(DeathWatchTest)
#include "death_watch_test.moc"
