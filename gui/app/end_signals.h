// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/unique_fd.h"

#include <QObject>

class QSocketNotifier;

namespace tare::gui {

// SIGTERM, SIGINT and SIGHUP (a session that ends, Ctrl+C) as a signal of the event loop, so that the window is closed as
// by its button and remembers what it remembers. One at a time; the handlers go with it. A second signal of a kind, while
// the first is worked on, ends the program at once.
class EndSignals : public QObject
{
    Q_OBJECT
public:
    explicit EndSignals(QObject *parent = nullptr);
    ~EndSignals() override;

Q_SIGNALS:
    void asked();

private:
    UniqueFd m_read, m_write;
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace tare::gui
