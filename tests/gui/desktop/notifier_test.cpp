// SPDX-License-Identifier: GPL-3.0-or-later
// What is sent to the desktop, over a bus of the test's own with a desktop of the test's own.
#include "gui/app/desktop/notifier.h"
#include "tests/gui/support/gui_test.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QVariantMap>

using namespace tare::gui;

class FakeDesktop : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown
    {
        QString app, icon, summary, body;
        QStringList actions;
        QVariantMap hints;
    };
    QList<Shown> shown;
    QStringList capabilities;
    bool refuses = false;

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &app, uint, const QString &icon, const QString &summary, const QString &body, const QStringList &actions,
                const QVariantMap &hints, int)
    {
        if (refuses)
            sendErrorReply(QDBusError::LimitsExceeded, QStringLiteral("too many"));
        shown += Shown{app, icon, summary, body, actions, hints};
        return static_cast<uint>(shown.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

class NotifierTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();
    void withoutABus();
    void withoutADesktop();
    void markupIsEscapedWhereItIsRead();
    void andNotWhereItIsNot();
    void aClickGoesToIt();
    void aRefusalIsSaid();

private:
    void serve();

    TempHome m_home;
    QProcess m_daemon;
    QByteArray m_address;
    std::unique_ptr<WarningTrap> m_trap;
    FakeDesktop m_desktop;
    QDBusConnection m_bus{QStringLiteral("nothing yet")};
    const Notice m_notice{QStringLiteral("a <b>&"), QStringLiteral("Exit <i>code</i> & 3."), QStringLiteral("containers/1")};
};

void NotifierTest::initTestCase()
{
    // Without the machine's services: nothing but this test's desktop is ever started by a call.
    QFile config(QString::fromStdString(m_home.file("bus.conf")));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context=\"default\">"
                 "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
    config.close();
    m_daemon.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                                                   QStringLiteral("--config-file=") + config.fileName()});
    QVERIFY2(m_daemon.waitForReadyRead(20'000), "the tests need dbus-daemon");
    m_address = m_daemon.readAllStandardOutput().trimmed();
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    m_bus = QDBusConnection::connectToBus(QString::fromLatin1(m_address), QStringLiteral("desktop"));
    QVERIFY(m_bus.isConnected());
}

void NotifierTest::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    m_bus = QDBusConnection(QStringLiteral("nothing any more"));
    m_daemon.terminate();
    QVERIFY(m_daemon.waitForFinished(20'000));
}

void NotifierTest::init()
{
    m_trap = std::make_unique<WarningTrap>();
    m_desktop.shown.clear();
    m_desktop.capabilities = {QStringLiteral("body"), QStringLiteral("actions")};
    m_desktop.refuses = false;
}

void NotifierTest::cleanup()
{
    m_bus.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
    m_bus.unregisterObject(QStringLiteral("/org/freedesktop/Notifications"));
    TARE_NO_WARNINGS();
}

void NotifierTest::serve()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_address);
    QVERIFY(m_bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &m_desktop,
                                 QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(m_bus.registerService(QStringLiteral("org.freedesktop.Notifications")));
}

void NotifierTest::withoutABus()
{
    Notifier notifier;
    QSignalSpy unable(&notifier, &Notifier::unable);
    notifier.show(m_notice);
    QCOMPARE(unable.size(), 1);
    QCOMPARE(unable[0][0].value<Notice>(), m_notice);
}

void NotifierTest::withoutADesktop()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_address);
    Notifier notifier;
    QSignalSpy unable(&notifier, &Notifier::unable);
    notifier.show(m_notice);
    QTRY_COMPARE(unable.size(), 1);
    serve(); // it comes later
    notifier.show(m_notice);
    QTRY_COMPARE(m_desktop.shown.size(), 1);
    QCOMPARE(unable.size(), 1);
}

void NotifierTest::markupIsEscapedWhereItIsRead()
{
    m_desktop.capabilities += QStringLiteral("body-markup");
    serve();
    Notifier notifier;
    notifier.show(m_notice);
    QTRY_COMPARE(m_desktop.shown.size(), 1);
    const FakeDesktop::Shown &shown = m_desktop.shown[0];
    QCOMPARE(shown.summary, QStringLiteral("a <b>&")); // which is never markup
    QCOMPARE(shown.body, QStringLiteral("Exit &lt;i&gt;code&lt;/i&gt; &amp; 3."));
    QCOMPARE(shown.app, QStringLiteral("Tare"));
    QCOMPARE(shown.actions.value(0), QStringLiteral("default"));
    QCOMPARE(shown.hints.value(QStringLiteral("desktop-entry")).toString(), QStringLiteral("io.github.tare.Tare"));
}

void NotifierTest::andNotWhereItIsNot()
{
    serve();
    Notifier notifier;
    notifier.show(m_notice);
    QTRY_COMPARE(m_desktop.shown.size(), 1);
    QCOMPARE(m_desktop.shown[0].body, m_notice.text);
}

void NotifierTest::aClickGoesToIt()
{
    serve();
    Notifier notifier;
    QSignalSpy chosen(&notifier, &Notifier::chosen);
    notifier.show(m_notice);
    Notice other = m_notice;
    other.target = QStringLiteral("events");
    notifier.show(other);
    QTRY_COMPARE(m_desktop.shown.size(), 2);
    QTRY_VERIFY((Q_EMIT m_desktop.ActionInvoked(2, QStringLiteral("default")), QCoreApplication::processEvents(), !chosen.isEmpty()));
    QCOMPARE(chosen.last()[0].toString(), QStringLiteral("events"));
    // What was still on its way has come when this has.
    Q_EMIT m_desktop.ActionInvoked(1, QStringLiteral("default"));
    QTRY_COMPARE(chosen.last()[0].toString(), QStringLiteral("containers/1"));
    const auto before = chosen.size();
    Q_EMIT m_desktop.ActionInvoked(77, QStringLiteral("default")); // another program's
    Q_EMIT m_desktop.ActionInvoked(1, QStringLiteral("other"));
    Q_EMIT m_desktop.NotificationClosed(2, 2);
    Q_EMIT m_desktop.ActionInvoked(2, QStringLiteral("default")); // which is gone
    Q_EMIT m_desktop.ActionInvoked(1, QStringLiteral("default"));
    QTRY_VERIFY(chosen.size() > before);
    QCOMPARE(chosen.size(), before + 1);
}

void NotifierTest::aRefusalIsSaid()
{
    m_desktop.refuses = true;
    serve();
    Notifier notifier;
    QSignalSpy unable(&notifier, &Notifier::unable);
    notifier.show(m_notice);
    QTRY_COMPARE(unable.size(), 1);
}

QTEST_MAIN(NotifierTest)
#include "notifier_test.moc"
