// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QObject>
#include <memory>
#include <vector>

namespace tare::gui {

// Carries progress from a working thread to the UI thread: the latest of each part, at most some twenty times a second.
class ProgressRelay : public QObject
{
    Q_OBJECT
public:
    explicit ProgressRelay(QObject *parent = nullptr);
    ~ProgressRelay() override;

    // May be called from any thread, also after this object is gone.
    [[nodiscard]] ProgressSink sink() const;

Q_SIGNALS:
    // In the order in which the parts were first heard of.
    void progressed(const std::vector<tare::Progress> &parts);

private:
    void deliver();

    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace tare::gui
