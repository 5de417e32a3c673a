// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/pull/transfer_rate.h"

#include <cmath>

namespace tare::gui {

namespace {

constexpr qint64 windowMs = 5'000;
constexpr qint64 leastMs = 400; // below that a rate is a guess

} // namespace

void TransferRate::add(qint64 current, qint64 now)
{
    if (!m_samples.empty() && current < m_samples.back().bytes)
        m_samples.clear();
    m_samples.push_back({current, now});
    while (m_samples.size() > 2 && now - m_samples[1].time >= windowMs)
        m_samples.pop_front();
}

double TransferRate::bytesPerSecond() const
{
    if (m_samples.size() < 2)
        return 0;
    const qint64 time = m_samples.back().time - m_samples.front().time;
    if (time < leastMs)
        return 0;
    return static_cast<double>(m_samples.back().bytes - m_samples.front().bytes) * 1000 / static_cast<double>(time);
}

std::optional<qint64> TransferRate::secondsLeft(qint64 total) const
{
    const double rate = bytesPerSecond();
    if (rate <= 0 || m_samples.back().bytes >= total)
        return std::nullopt;
    return static_cast<qint64>(std::ceil(static_cast<double>(total - m_samples.back().bytes) / rate));
}

} // namespace tare::gui
