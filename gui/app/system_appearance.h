// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDBusVariant;

namespace tare::gui {

// What the desktop prefers, light or dark, by the settings portal (org.freedesktop.appearance color-scheme), since Qt 6.4
// does not ask for it. Without a session bus or a portal it never says anything.
class SystemAppearance : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    // Asks, without waiting, and listens from then on.
    void watch();

Q_SIGNALS:
    void darkPreferred(bool dark);

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

} // namespace tare::gui
