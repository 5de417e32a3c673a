// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"

#include "core/base/duration.h"
#include "core/base/strings.h"

#include <cstdlib>
#include <ctime>
#include <fmt/format.h>

namespace tare {
namespace {

constexpr std::int64_t second = 1'000'000'000;

std::int64_t clockNs(clockid_t id)
{
    timespec ts{};
    ::clock_gettime(id, &ts);
    return ts.tv_sec * second + ts.tv_nsec;
}

// Takes `n` digits off the front.
std::optional<int> digits(std::string_view &text, std::size_t n)
{
    if (text.size() < n || text.substr(0, n).find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    const auto value = parseInt(text.substr(0, n));
    text.remove_prefix(n);
    return static_cast<int>(*value);
}

bool take(std::string_view &text, char c)
{
    if (text.empty() || text.front() != c)
        return false;
    text.remove_prefix(1);
    return true;
}

// ".123" as nanoseconds; further digits are dropped.
std::int64_t takeFraction(std::string_view &text)
{
    std::int64_t ns = 0;
    if (!take(text, '.'))
        return 0;
    std::int64_t unit = second / 10;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        ns += (text.front() - '0') * unit;
        unit /= 10;
        text.remove_prefix(1);
    }
    return ns;
}

// The forms that Docker's client takes besides RFC 3339: no seconds, no time at all, and no zone, which is
// then the caller's own.
std::string completeTime(std::string_view text)
{
    std::string zone;
    std::string time(text);
    const std::size_t clock = time.find('T');
    const std::size_t at = time.find_first_of("Z+-", clock == std::string::npos ? 10 : clock);
    if (at != std::string::npos) {
        zone = time.substr(at);
        time.resize(at);
    }
    if (time.size() == 10)
        time += "T00:00:00";
    else if (time.size() == 13)
        time += ":00:00";
    else if (time.size() == 16)
        time += ":00";
    if (!zone.empty())
        return time + zone;
    const auto utc = parseTime(time + "Z");
    std::time_t seconds = utc ? static_cast<std::time_t>(*utc / second) : 0;
    std::tm fields{};
    ::gmtime_r(&seconds, &fields);
    fields.tm_isdst = -1;
    seconds = ::mktime(&fields);
    ::localtime_r(&seconds, &fields);
    const long minutes = fields.tm_gmtoff / 60;
    return time + fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                              std::abs(minutes) % 60);
}

} // namespace

std::int64_t nowNs() { return clockNs(CLOCK_REALTIME); }
std::int64_t monotonicNs() { return clockNs(CLOCK_MONOTONIC); }

std::string formatTime(std::int64_t ns)
{
    if (ns == 0)
        return "0001-01-01T00:00:00Z";
    std::int64_t rest = ns % second;
    std::time_t seconds = ns / second;
    if (rest < 0) {
        rest += second;
        --seconds;
    }
    std::tm tm{};
    ::gmtime_r(&seconds, &tm);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:09}Z", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                       tm.tm_hour, tm.tm_min, tm.tm_sec, rest);
}

std::optional<std::int64_t> parseTime(std::string_view text)
{
    const auto year = digits(text, 4);
    if (!year || !take(text, '-'))
        return std::nullopt;
    const auto month = digits(text, 2);
    if (!month || !take(text, '-'))
        return std::nullopt;
    const auto day = digits(text, 2);
    if (!day || text.empty() || (text.front() != 'T' && text.front() != 't' && text.front() != ' '))
        return std::nullopt;
    text.remove_prefix(1);
    const auto hour = digits(text, 2);
    if (!hour || !take(text, ':'))
        return std::nullopt;
    const auto minute = digits(text, 2);
    if (!minute || !take(text, ':'))
        return std::nullopt;
    const auto sec = digits(text, 2);
    if (!sec || *month < 1 || *month > 12 || *day < 1 || *day > 31 || *hour > 23 || *minute > 59 || *sec > 60)
        return std::nullopt;
    const std::int64_t fraction = takeFraction(text);
    std::int64_t offset = 0;
    if (!take(text, 'Z') && !take(text, 'z')) {
        const bool minus = take(text, '-');
        if (!minus && !take(text, '+'))
            return std::nullopt;
        const auto oh = digits(text, 2);
        if (!oh || !take(text, ':'))
            return std::nullopt;
        const auto om = digits(text, 2);
        if (!om)
            return std::nullopt;
        offset = (*oh * 3600 + *om * 60) * (minus ? -1 : 1);
    }
    if (!text.empty())
        return std::nullopt;
    std::tm tm{};
    tm.tm_year = *year - 1900;
    tm.tm_mon = *month - 1;
    tm.tm_mday = *day;
    tm.tm_hour = *hour;
    tm.tm_min = *minute;
    tm.tm_sec = *sec;
    if (*year < 1678 || *year > 2261) // what nanoseconds in 64 bits can hold
        return *year == 1 ? std::optional<std::int64_t>(0) : std::nullopt;
    return (::timegm(&tm) - offset) * second + fraction;
}

std::optional<std::int64_t> parseSince(std::string_view text, std::int64_t now)
{
    if (const auto time = parseTime(text))
        return time;
    if (text.size() >= 10 && text[4] == '-') {
        if (const auto time = parseTime(completeTime(text)))
            return time;
    }
    if (const auto duration = text == "0" ? std::nullopt : parseDuration(std::string(text))) { // 0 is 1970, as Docker has it
        std::int64_t then = 0;
        return __builtin_sub_overflow(now, *duration, &then) ? std::nullopt : std::optional(then);
    }
    const std::size_t dot = text.find('.');
    const auto seconds = parseInt(text.substr(0, dot));
    if (!seconds || *seconds < 0)
        return std::nullopt;
    std::string_view fraction = dot == std::string_view::npos ? std::string_view() : text.substr(dot);
    const std::int64_t ns = takeFraction(fraction);
    if (!fraction.empty())
        return std::nullopt;
    constexpr std::int64_t last = 9'223'372'035; // the last second that nanoseconds in 64 bits can hold
    return *seconds > last ? last * second : *seconds * second + ns;
}

} // namespace tare
