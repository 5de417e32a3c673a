// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/glob.h"

#include "core/base/strings.h"

#include <algorithm>

namespace tare::image {

Glob::Glob(std::string pattern, bool foldCase) : m_pattern(std::move(pattern)), m_foldCase(foldCase)
{
    if (m_pattern.starts_with('/')) {
        m_pattern.erase(0, m_pattern.find_first_not_of('/'));
        m_ofPaths = true;
    }
    if (m_foldCase)
        std::transform(m_pattern.begin(), m_pattern.end(), m_pattern.begin(), foldedAscii);
    m_ofPaths = m_ofPaths || m_pattern.find('/') != std::string::npos;
    m_parts = split(m_pattern, '/');
}

// One character of the text against what begins at `at` (no '*'), which is moved behind it.
bool Glob::matchesOne(std::string_view pattern, std::size_t &at, char c) const
{
    const char p = pattern[at++];
    if (p == '?')
        return true;
    if (p == '\\' && at < pattern.size())
        return pattern[at++] == c;
    if (p != '[')
        return p == c;
    std::size_t i = at;
    const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
    i += negated ? 1 : 0;
    bool found = false;
    for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false) {
        const auto low = static_cast<unsigned char>(pattern[i]);
        auto high = low;
        if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
            high = static_cast<unsigned char>(pattern[i + 2]);
            i += 2;
        }
        found = found || (low <= static_cast<unsigned char>(c) && static_cast<unsigned char>(c) <= high);
        ++i;
    }
    if (i >= pattern.size()) // no ']': the bracket means itself
        return c == '[';
    at = i + 1;
    return found != negated;
}

bool Glob::matchesPart(std::string_view pattern, std::string_view text) const
{
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos; // after the last '*'
    std::size_t starText = 0;
    while (t < text.size()) {
        const char c = m_foldCase ? foldedAscii(text[t]) : text[t];
        if (p < pattern.size() && pattern[p] == '*') {
            star = ++p;
            starText = t;
            continue;
        }
        std::size_t next = p;
        if (p < pattern.size() && matchesOne(pattern, next, c)) {
            p = next;
            ++t;
            continue;
        }
        if (star == std::string_view::npos)
            return false;
        p = star;
        t = ++starText;
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

bool Glob::matches(std::string_view text) const
{
    if (!m_ofPaths)
        return matchesPart(m_pattern, text);
    // The same game as with '*', on parts instead of characters, with "**" as the star.
    const std::vector<std::string_view> parts = split(text, '/');
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t starText = 0;
    while (t < parts.size()) {
        if (p < m_parts.size() && m_parts[p] == "**") {
            star = ++p;
            starText = t;
            continue;
        }
        if (p < m_parts.size() && matchesPart(m_parts[p], parts[t])) {
            ++p;
            ++t;
            continue;
        }
        if (star == std::string_view::npos)
            return false;
        p = star;
        t = ++starText;
    }
    while (p < m_parts.size() && m_parts[p] == "**")
        ++p;
    return p == m_parts.size();
}

bool containsText(std::string_view name, std::string_view part, bool foldCase)
{
    if (part.empty())
        return true;
    if (!foldCase)
        return name.find(part) != std::string_view::npos;
    if (name.size() < part.size())
        return false;
    for (std::size_t i = 0; i <= name.size() - part.size(); ++i) {
        if (foldedAscii(name[i]) != part[0])
            continue;
        std::size_t k = 1;
        while (k < part.size() && foldedAscii(name[i + k]) == part[k])
            ++k;
        if (k == part.size())
            return true;
    }
    return false;
}

} // namespace tare::image
