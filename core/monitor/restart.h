// SPDX-License-Identifier: GPL-3.0-or-later
// Whether and when a container is started again (moby, daemon/internal/restartmanager).
#pragma once

#include <cstdint>

namespace tare::monitor {

class RestartManager
{
public:
    // 'n'o, on-'f'ailure, 'a'lways, 'u'nless-stopped; `most`: of on-failure, 0: any number.
    void set(char when, unsigned most);
    // "on-failure:3"; anything unknown is "no".
    void parse(const char *text);
    // After a run of so many milliseconds that ended with the code: how long to wait, in ms, or -1: it stays ended.
    int next(int exitCode, std::int64_t ranFor);
    [[nodiscard]] int count() const { return m_count; } // of starts by the policy

private:
    static constexpr int first = 100, longest = 60'000;
    static constexpr std::int64_t longRun = 10'000; // ms: after it the waits begin anew

    char m_when = 'n';
    unsigned m_most = 0;
    int m_count = 0, m_wait = 0;
};

} // namespace tare::monitor
