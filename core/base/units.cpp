// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/units.h"

#include "core/base/strings.h"

#include <array>
#include <cmath>
#include <fmt/format.h>

namespace tare {
namespace {

std::string scaled(double bytes, double base, const std::array<const char *, 9> &units)
{
    std::size_t i = 0;
    while (bytes >= base && i + 1 < units.size()) {
        bytes /= base;
        ++i;
    }
    return fmt::format("{:.4g}{}", bytes, units.at(i));
}

} // namespace

std::string humanSize(double bytes)
{
    return scaled(bytes, 1000.0, {"B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"});
}

std::string bytesSize(double bytes)
{
    return scaled(bytes, 1024.0, {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"});
}

namespace {

std::optional<std::int64_t> parseSize(std::string_view text, double unit)
{
    const std::size_t digits = text.find_last_of("0123456789.");
    if (digits == std::string_view::npos)
        return std::nullopt;
    const auto value = parseDouble(text.substr(0, digits + 1));
    if (!value || *value < 0)
        return std::nullopt;
    std::string suffix = toLower(trim(text.substr(digits + 1)));
    double factor = 1;
    if (!suffix.empty() && suffix != "b") {
        const std::size_t power = std::string_view("kmgtp").find(suffix.front());
        const std::string_view rest = std::string_view(suffix).substr(1);
        if (power == std::string_view::npos || (!rest.empty() && rest != "b" && rest != "ib"))
            return std::nullopt;
        factor = std::pow(unit, static_cast<double>(power) + 1);
    }
    const double bytes = *value * factor;
    if (bytes > 9.2e18)
        return std::nullopt;
    return static_cast<std::int64_t>(bytes);
}

} // namespace

std::optional<std::int64_t> parseRamSize(std::string_view text)
{
    return parseSize(text, 1024.0);
}

std::optional<std::int64_t> parseHumanSize(std::string_view text)
{
    return parseSize(text, 1000.0);
}

std::string humanDuration(std::int64_t seconds)
{
    const std::int64_t minutes = seconds / 60;
    const auto hours = static_cast<std::int64_t>(std::llround(static_cast<double>(seconds) / 3600.0));
    if (seconds < 1)
        return "Less than a second";
    if (seconds == 1)
        return "1 second";
    if (seconds < 60)
        return fmt::format("{} seconds", seconds);
    if (minutes == 1)
        return "About a minute";
    if (minutes < 60)
        return fmt::format("{} minutes", minutes);
    if (hours == 1)
        return "About an hour";
    if (hours < 48)
        return fmt::format("{} hours", hours);
    if (hours < 24 * 7 * 2)
        return fmt::format("{} days", hours / 24);
    if (hours < 24 * 30 * 2)
        return fmt::format("{} weeks", hours / 24 / 7);
    if (hours < 24 * 365 * 2)
        return fmt::format("{} months", hours / 24 / 30);
    return fmt::format("{} years", seconds / 3600 / 24 / 365);
}

} // namespace tare
