// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/strings.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <sys/random.h>

namespace tare {

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> out;
    std::size_t start = 0;
    while (true) {
        const std::size_t at = text.find(separator, start);
        out.push_back(text.substr(start, at == std::string_view::npos ? at : at - start));
        if (at == std::string_view::npos)
            return out;
        start = at + 1;
    }
}

std::string_view trim(std::string_view text)
{
    constexpr std::string_view space = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(space);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::string join(const std::vector<std::string> &parts, std::string_view separator)
{
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i != 0)
            out += separator;
        out += parts[i];
    }
    return out;
}

std::string cleanPath(std::string_view path)
{
    std::vector<std::string_view> parts;
    for (const std::string_view part : split(path, '/')) {
        if (part == ".." && !parts.empty())
            parts.pop_back();
        else if (!part.empty() && part != "." && part != "..")
            parts.push_back(part);
    }
    std::string out;
    for (const std::string_view part : parts)
        out.append("/").append(part);
    return out.empty() ? "/" : out;
}

std::string toLower(std::string_view ascii)
{
    std::string out(ascii);
    for (char &c : out) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool isWebAddress(std::string_view text) { return text.starts_with("http://") || text.starts_with("https://"); }

std::string toUpper(std::string_view ascii)
{
    std::string out(ascii);
    for (char &c : out) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

namespace {
template <class T> std::optional<T> parseNumber(std::string_view text)
{
    T value{};
    const char *end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc() || at != end)
        return std::nullopt;
    return value;
}
} // namespace

std::optional<std::int64_t> parseInt(std::string_view text) { return parseNumber<std::int64_t>(text); }
std::optional<std::uint64_t> parseUnsigned(std::string_view text) { return parseNumber<std::uint64_t>(text); }

std::optional<double> parseDouble(std::string_view text)
{
    const auto value = parseNumber<double>(text);
    if (!value || !std::isfinite(*value))
        return std::nullopt;
    return value;
}

namespace {

// Length of the well-formed UTF-8 sequence at `at`, or 0 (RFC 3629: no overlongs, no surrogates).
std::size_t utf8Length(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    std::size_t n = 0;
    std::uint32_t value = 0;
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead < 0xe0) {
        n = 2;
        value = lead & 0x1fU;
    } else if (lead >= 0xe0 && lead < 0xf0) {
        n = 3;
        value = lead & 0x0fU;
    } else if (lead >= 0xf0 && lead < 0xf5) {
        n = 4;
        value = lead & 0x07U;
    } else {
        return 0;
    }
    if (at + n > text.size())
        return 0;
    for (std::size_t i = 1; i < n; ++i) {
        if ((byte(at + i) & 0xc0U) != 0x80)
            return 0;
        value = (value << 6U) | (byte(at + i) & 0x3fU);
    }
    if ((n == 3 && value < 0x800) || (n == 4 && value < 0x10000) || value > 0x10ffff ||
        (value >= 0xd800 && value < 0xe000))
        return 0;
    return n;
}

} // namespace

std::string escapeControl(std::string_view text)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(text.size());
    auto escape = [&](unsigned char c) {
        out += "\\x";
        out += digits[c >> 4U];
        out += digits[c & 15U];
    };
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t n = utf8Length(text, i);
        const bool c1 = n == 2 && c == 0xc2 && static_cast<unsigned char>(text[i + 1]) < 0xa0;
        if (n == 0 || c1 || (n == 1 && (c < 0x20 || c == 0x7f))) {
            for (std::size_t k = 0; k < (n == 0 ? 1 : n); ++k)
                escape(static_cast<unsigned char>(text[i + k]));
        } else {
            out.append(text, i, n);
        }
        i += n == 0 ? 1 : n;
    }
    return out;
}

std::string shellQuote(std::string_view word)
{
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos)
        return std::string(word);
    std::string out = "'";
    for (const char c : word) {
        if (c == '\'')
            out += "'\\''";
        else
            out += c;
    }
    return out + "'";
}

std::string shellQuote(const std::vector<std::string> &words)
{
    std::string out;
    for (const auto &w : words) {
        if (!out.empty())
            out += ' ';
        out += shellQuote(std::string_view(w));
    }
    return out;
}

std::string strerrorText(int osError)
{
    char buffer[128] = {};
    // The GNU strerror_r may return a string of its own instead of filling the buffer.
    return ::strerror_r(osError, buffer, sizeof buffer);
}

std::string randomHex(std::size_t bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    while (out.size() < bytes * 2) {
        unsigned char raw[64];
        const std::size_t want = std::min(bytes - out.size() / 2, sizeof raw);
        if (::getrandom(raw, want, 0) != static_cast<ssize_t>(want))
            std::abort(); // without random numbers no id is safe
        for (std::size_t i = 0; i < want; ++i) {
            out += digits[raw[i] >> 4U];
            out += digits[raw[i] & 15U];
        }
    }
    return out;
}

bool isHex(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace tare
