// SPDX-License-Identifier: GPL-3.0-or-later
// The window's icon in the tray and its notices, as the menu says; where there is no tray there is nothing to choose.
#include "gui/app/desktop/death_watch.h"
#include "gui/app/desktop/desktop.h"
#include "gui/app/desktop/tray.h"
#include "gui/app/main_window.h"
#include "gui/app/page.h"
#include "tests/gui/containers/fake_containers.h"
#include "tests/gui/support/gui_test.h"

#include <QAction>
#include <QMenu>
#include <QSignalSpy>

using namespace tare;
using namespace tare::gui;

class DesktopTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void noTrayNoChoice();
    void noticesAreSwitchedOffAndStaySo();
    void theTrayIsRemembered();
    void aTargetIsGoneTo();

private:
    void makeWindow();
    [[nodiscard]] QAction *action(const char *name) const { return m_window->findChild<QAction *>(QString::fromLatin1(name)); }

    std::unique_ptr<WarningTrap> m_trap;
    std::unique_ptr<TempHome> m_home;
    std::unique_ptr<QSettings> m_settings;
    std::shared_ptr<FakeContainers> m_engine;
    std::unique_ptr<Context> m_context;
    std::unique_ptr<MainWindow> m_window;
};

void DesktopTest::init()
{
    qunsetenv("DBUS_SESSION_BUS_ADDRESS"); // nobody's desktop is spoken to
    m_trap = std::make_unique<WarningTrap>();
    m_home = std::make_unique<TempHome>();
    m_settings = std::make_unique<QSettings>(QString::fromStdString(m_home->file("s.ini")), QSettings::IniFormat);
    m_engine = std::make_shared<FakeContainers>();
    m_engine->theContainers = {fakeContainer(1, "one")};
    m_engine->theInfo.root = m_home->paths().root;
}

void DesktopTest::makeWindow()
{
    m_window.reset();
    m_context = std::make_unique<Context>(m_engine, m_settings.get());
    QSignalSpy opened(m_context.get(), &Context::engineOpened);
    m_window = std::make_unique<MainWindow>(*m_context);
    QVERIFY(m_window->desktop() == nullptr); // the window comes first
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(m_window->desktop() != nullptr);
    m_window->desktop()->deathWatch()->setPatience(1, 60'000);
    QTRY_VERIFY(!opened.isEmpty());
}

void DesktopTest::cleanup()
{
    m_window.reset();
    m_context.reset();
    TARE_NO_WARNINGS();
}

void DesktopTest::noTrayNoChoice()
{
    makeWindow();
    auto *menu = m_window->findChild<QMenu *>(QStringLiteral("menu"));
    Q_EMIT menu->aboutToShow();
    QCOMPARE(action("menu.tray")->isVisible(), Tray::isAvailable());
    Tray tray;
    tray.setWanted(true);
    QCOMPARE(tray.isShown(), Tray::isAvailable());
    if (!Tray::isAvailable())
        QVERIFY(!tray.show({QStringLiteral("title"), {}, {}}));
    tray.setWanted(false);
    QVERIFY(!tray.isShown());
}

void DesktopTest::noticesAreSwitchedOffAndStaySo()
{
    makeWindow();
    QVERIFY(action("menu.notices")->isChecked());
    QSignalSpy noticed(m_window->desktop()->deathWatch(), &DeathWatch::noticed);
    m_engine->emitEvent({nowNs(), "container", "health_status: unhealthy", m_engine->theContainers[0].id, "one"});
    QTRY_COMPARE(noticed.size(), 1);
    action("menu.notices")->trigger();
    QSignalSpy heard(m_context.get(), &Context::engineEvent);
    m_engine->emitEvent({nowNs(), "container", "health_status: unhealthy", std::string(64, 'b'), "two"});
    QTRY_COMPARE(heard.size(), 1);
    QCOMPARE(noticed.size(), 1);
    makeWindow();
    QVERIFY(!action("menu.notices")->isChecked());
    QSignalSpy later(m_window->desktop()->deathWatch(), &DeathWatch::noticed);
    QSignalSpy again(m_context.get(), &Context::engineEvent);
    m_engine->emitEvent({nowNs(), "container", "health_status: unhealthy", std::string(64, 'c'), "three"});
    QTRY_COMPARE(again.size(), 1);
    QVERIFY(later.isEmpty());
}

void DesktopTest::theTrayIsRemembered()
{
    makeWindow();
    QVERIFY(action("menu.tray")->isChecked());
    action("menu.tray")->trigger();
    QVERIFY(!m_window->desktop()->tray()->isShown());
    makeWindow();
    QVERIFY(!action("menu.tray")->isChecked());
}

void DesktopTest::aTargetIsGoneTo()
{
    makeWindow();
    m_window->showMinimized();
    Q_EMIT m_window->desktop()->tray()->navigate(QStringLiteral("events"));
    QTRY_COMPARE(m_window->currentPage()->pageId(), QStringLiteral("events"));
    QVERIFY(!m_window->isMinimized());
    Q_EMIT m_window->desktop()->tray()->windowAsked();
    QTRY_VERIFY(m_window->isMinimized());
    Q_EMIT m_window->desktop()->tray()->windowAsked();
    QTRY_VERIFY(!m_window->isMinimized());
    Q_EMIT m_window->desktop()->tray()->quitAsked();
    QTRY_VERIFY(!m_window->isVisible());
}

QTEST_MAIN(DesktopTest)
#include "desktop_test.moc"
