// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/restart.h"

#include "core/monitor/io.h"

#include <cstring>

namespace tare::monitor {

void RestartManager::set(char when, unsigned most)
{
    m_when = when;
    m_most = most;
}

void RestartManager::parse(const char *text)
{
    const char *colon = std::strchr(text, ':');
    const auto is = [&](const char *name) {
        const std::size_t n = std::strlen(name);
        return std::strncmp(text, name, n) == 0 && (text[n] == '\0' || text[n] == ':');
    };
    const char when = is("always") ? 'a' : is("on-failure") ? 'f' : is("unless-stopped") ? 'u' : 'n';
    set(when, colon == nullptr ? 0 : static_cast<unsigned>(parseNumber(colon + 1)));
}

int RestartManager::next(int exitCode, std::int64_t ranFor)
{
    if (m_when == 'n')
        return -1;
    if (ranFor >= longRun)
        m_wait = 0;
    m_wait = m_wait == 0 ? first : m_wait * 2 < longest ? m_wait * 2 : longest;
    if (m_when == 'f' && (exitCode == 0 || (m_most != 0 && static_cast<unsigned>(m_count) >= m_most)))
        return -1;
    ++m_count;
    return m_wait;
}

} // namespace tare::monitor
