// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/text.h"

#include <ctime>

namespace tare::monitor {

TextBase &TextBase::add(const char *bytes, std::size_t n)
{
    const std::size_t room = m_capacity - m_used;
    if (n > room)
        n = room;
    std::memcpy(m_bytes + m_used, bytes, n);
    m_used += n;
    return *this;
}

TextBase &TextBase::number(std::int64_t value)
{
    char digits[24];
    std::size_t at = sizeof digits;
    const bool negative = value < 0;
    std::uint64_t left = negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    do {
        digits[--at] = static_cast<char>('0' + left % 10);
        left /= 10;
    } while (left != 0);
    if (negative)
        digits[--at] = '-';
    return add(digits + at, sizeof digits - at);
}

TextBase &TextBase::json(const char *bytes, std::size_t n)
{
    const auto *in = reinterpret_cast<const unsigned char *>(bytes);
    while (n > 0) {
        char out[8];
        std::size_t written = 0;
        const std::size_t taken = escapeOne(in, n, out, written);
        if (written > m_capacity - m_used)
            break;
        add(out, written);
        in += taken;
        n -= taken;
    }
    return *this;
}

std::size_t utf8Length(const unsigned char *bytes, std::size_t n, bool &cutShort)
{
    cutShort = false;
    const unsigned char c = bytes[0];
    if (c < 0x80)
        return 1;
    std::size_t length = 0;
    unsigned char low = 0x80, high = 0xBF; // of the second byte (Unicode, table 3-7)
    if (c >= 0xC2 && c <= 0xDF) {
        length = 2;
    } else if (c >= 0xE0 && c <= 0xEF) {
        length = 3;
        low = c == 0xE0 ? 0xA0 : low;
        high = c == 0xED ? 0x9F : high;
    } else if (c >= 0xF0 && c <= 0xF4) {
        length = 4;
        low = c == 0xF0 ? 0x90 : low;
        high = c == 0xF4 ? 0x8F : high;
    } else {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= n) {
            cutShort = true;
            return 0;
        }
        if (bytes[i] < low || bytes[i] > high)
            return 0;
        low = 0x80;
        high = 0xBF;
    }
    return length;
}

std::size_t escapeOne(const unsigned char *bytes, std::size_t n, char *out, std::size_t &written)
{
    const unsigned char c = bytes[0];
    char letter = 0;
    switch (c) {
    case '"':
        letter = '"';
        break;
    case '\\':
        letter = '\\';
        break;
    case '\n':
        letter = 'n';
        break;
    case '\r':
        letter = 'r';
        break;
    case '\t':
        letter = 't';
        break;
    default:
        break;
    }
    if (letter != 0) {
        out[0] = '\\';
        out[1] = letter;
        written = 2;
        return 1;
    }
    if (c < 0x20 || c == 0x7F) {
        const char *hex = "0123456789abcdef";
        std::memcpy(out, "\\u00", 4);
        out[4] = hex[c >> 4U];
        out[5] = hex[c & 15U];
        written = 6;
        return 1;
    }
    bool cutShort = false;
    const std::size_t length = utf8Length(bytes, n, cutShort);
    if (length == 0) {
        std::memcpy(out, "\\ufffd", 6);
        written = 6;
        return 1;
    }
    std::memcpy(out, bytes, length);
    written = length;
    return length;
}

std::int64_t now()
{
    timespec t{};
    ::clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec * 1'000'000'000LL + t.tv_nsec;
}

namespace {

void digits(char *out, std::int64_t value, int width)
{
    for (int i = width - 1; i >= 0; --i, value /= 10)
        out[i] = static_cast<char>('0' + value % 10);
}

} // namespace

void formatTime(std::int64_t ns, char *out)
{
    const std::int64_t seconds = ns / 1'000'000'000;
    const std::int64_t days = seconds / 86400;
    const std::int64_t inDay = seconds % 86400;
    // Days since 1970 to a civil date, by eras of 400 years that begin in March.
    const std::int64_t shifted = days + 719468;
    const std::int64_t era = shifted / 146097;
    const std::int64_t dayOfEra = shifted % 146097;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t monthFromMarch = (5 * dayOfYear + 2) / 153;
    const std::int64_t month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    std::memcpy(out, "0000-00-00T00:00:00.000000000Z", timeSize);
    digits(out, era * 400 + yearOfEra + (month <= 2 ? 1 : 0), 4);
    digits(out + 5, month, 2);
    digits(out + 8, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2);
    digits(out + 11, inDay / 3600, 2);
    digits(out + 14, inDay / 60 % 60, 2);
    digits(out + 17, inDay % 60, 2);
    digits(out + 20, ns % 1'000'000'000, 9);
}

} // namespace tare::monitor
