// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/desktop/notice.h"

#include <QHash>
#include <QObject>
#include <optional>

class QDBusPendingCallWatcher;

namespace tare::gui {

// Words on the desktop, by org.freedesktop.Notifications (Desktop Notifications Specification 1.2). Nothing waits for the
// desktop: what it answers comes later, or never.
class Notifier : public QObject
{
    Q_OBJECT
public:
    explicit Notifier(QObject *parent = nullptr);

    void show(const Notice &notice);

Q_SIGNALS:
    void chosen(const QString &target); // of the notice that was clicked
    void unable(const tare::gui::Notice &notice); // there is nobody to show it

private Q_SLOTS:
    void actionInvoked(uint id, const QString &action);
    void closed(uint id, uint reason);

private:
    void connectOnce();
    void send(const Notice &notice);

    bool m_connected = false;
    std::optional<bool> m_markup; // whether texts are read as markup; not known yet
    QHash<uint, QString> m_targets;
};

} // namespace tare::gui
