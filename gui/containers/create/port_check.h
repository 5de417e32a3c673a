// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/context.h"

#include <QHash>
#include <QTimer>

namespace tare::gui {

// Asks whether ports of this machine are free, off the UI thread and a moment after the typing has paused.
class PortCheck : public QObject
{
    Q_OBJECT
public:
    explicit PortCheck(Context &context, QObject *parent = nullptr);

    // `ports` as -p takes them. What was asked for already is not asked again, until forget().
    void ask(const QStringList &ports);
    void forget() { m_answers.clear(); }
    // A sentence that says who has it; empty while it is free or not known yet.
    [[nodiscard]] QString problem(const QString &port) const { return m_answers.value(port); }

Q_SIGNALS:
    void answered();

private:
    void run();

    Context &m_context;
    QStringList m_wanted;
    QHash<QString, QString> m_answers;
    CancelSource m_request;
    QTimer m_pause;
};

} // namespace tare::gui
