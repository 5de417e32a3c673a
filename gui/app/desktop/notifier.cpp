// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/desktop/notifier.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

const QString service = u"org.freedesktop.Notifications"_s;
const QString path = u"/org/freedesktop/Notifications"_s;
const QString openAction = u"default"_s; // a click on the notice itself
constexpr int asTheDesktopLikes = -1;
constexpr qsizetype mostRemembered = 64;

} // namespace

Notifier::Notifier(QObject *parent) : QObject(parent) {}

void Notifier::connectOnce()
{
    if (std::exchange(m_connected, true))
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(service, path, service, u"ActionInvoked"_s, this, SLOT(actionInvoked(uint, QString)));
    bus.connect(service, path, service, u"NotificationClosed"_s, this, SLOT(closed(uint, uint)));
}

void Notifier::show(const Notice &notice)
{
    // Without the variable Qt would try to start a bus.
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") || !QDBusConnection::sessionBus().isConnected()) {
        Q_EMIT unable(notice);
        return;
    }
    connectOnce();
    if (m_markup)
        return send(notice);
    // Where texts are markup, ours has to be escaped; where they are not, it must not be.
    const QDBusMessage question = QDBusMessage::createMethodCall(service, path, service, u"GetCapabilities"_s);
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, notice](QDBusPendingCallWatcher *call) {
        call->deleteLater();
        const QDBusPendingReply<QStringList> reply = *call;
        if (reply.isError()) {
            Q_EMIT unable(notice);
            return;
        }
        m_markup = reply.value().contains("body-markup"_L1);
        send(notice);
    });
}

void Notifier::send(const Notice &notice)
{
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, service, u"Notify"_s);
    const QVariantMap hints = {{u"desktop-entry"_s, u"io.github.tare.Tare"_s}, {u"urgency"_s, QVariant::fromValue(uchar{1})}};
    message << u"Tare"_s << uint{0} << u"io.github.tare.Tare"_s << notice.title << (*m_markup ? notice.text.toHtmlEscaped() : notice.text)
            << QStringList{openAction, tr("Show")} << hints << asTheDesktopLikes;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, notice](QDBusPendingCallWatcher *call) {
        call->deleteLater();
        const QDBusPendingReply<uint> reply = *call;
        if (reply.isError()) {
            m_markup.reset(); // another may be there next time
            Q_EMIT unable(notice);
            return;
        }
        if (m_targets.size() >= mostRemembered)
            m_targets.clear();
        m_targets.insert(reply.value(), notice.target);
    });
}

void Notifier::actionInvoked(uint id, const QString &action)
{
    if (action == openAction && m_targets.contains(id))
        Q_EMIT chosen(m_targets.value(id));
}

void Notifier::closed(uint id, uint)
{
    m_targets.remove(id);
}

} // namespace tare::gui
