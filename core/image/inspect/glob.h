// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tare::image {

// Patterns of a search. Bytes, not characters; ASCII letters alike when `foldCase`. Time grows with the
// product of the pattern's and the text's lengths, never faster.
class Glob
{
public:
    Glob(std::string pattern, bool foldCase);
    [[nodiscard]] static bool isGlob(std::string_view text)
    {
        return text.find_first_of("*?[") != std::string_view::npos;
    }
    // Whether '/' is in the pattern: it is then for whole paths.
    [[nodiscard]] bool ofPaths() const { return m_ofPaths; }
    // Whether a path that ends in this name can match at all; quick.
    [[nodiscard]] bool mayEndIn(std::string_view name) const
    {
        return m_parts.back() == "**" || matchesPart(m_parts.back(), name);
    }
    // A name, or with ofPaths() a path, without a '/' at its beginning.
    [[nodiscard]] bool matches(std::string_view text) const;

private:
    [[nodiscard]] bool matchesPart(std::string_view pattern, std::string_view text) const;
    [[nodiscard]] bool matchesOne(std::string_view pattern, std::size_t &at, char c) const;

    std::string m_pattern;
    std::vector<std::string_view> m_parts; // of m_pattern, between slashes
    bool m_foldCase = false, m_ofPaths = false;
};

// Whether `name` contains `part`, which is in lower case when `foldCase`.
[[nodiscard]] bool containsText(std::string_view name, std::string_view part, bool foldCase);
[[nodiscard]] inline char foldedAscii(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

} // namespace tare::image
