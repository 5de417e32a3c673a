// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <deque>
#include <optional>

namespace tare::gui {

// How fast bytes come, over the last few seconds, so that a slow start or a pause is soon forgotten. Times are of a
// monotonic clock, in milliseconds.
class TransferRate
{
public:
    // `current` bytes had come by `now`; fewer than before means that it began anew.
    void add(qint64 current, qint64 now);
    [[nodiscard]] double bytesPerSecond() const; // 0 while it is not known
    // Until `total`; nothing while the rate is not known or is none.
    [[nodiscard]] std::optional<qint64> secondsLeft(qint64 total) const;

private:
    struct Sample
    {
        qint64 bytes = 0, time = 0;
    };
    std::deque<Sample> m_samples;
};

} // namespace tare::gui
