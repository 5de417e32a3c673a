// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QObject>
#include <functional>
#include <memory>
#include <vector>

namespace tare::gui {

// Carries log lines from a working thread to the UI thread in parcels that do not stop the window. When a
// container writes faster than anybody can read, the oldest that wait are dropped.
class LogFeed : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t mostWaiting = 100'000, parcel = 2'000;

    explicit LogFeed(QObject *parent = nullptr);
    ~LogFeed() override;
    // May be called from any thread, also after this object is gone: then it answers false.
    [[nodiscard]] std::function<bool(const LogLine &)> sink() const;

Q_SIGNALS:
    void lines(const std::vector<tare::LogLine> &lines);

private:
    void deliver();

    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace tare::gui
