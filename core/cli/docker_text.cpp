// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/docker_text.h"

#include "core/base/strings.h"
#include "core/base/units.h"
#include "core/cli/output.h"

#include <algorithm>
#include <ctime>
#include <unistd.h>

namespace tare::cli {
namespace {

std::string localTime(std::int64_t ns, const char *form)
{
    const std::time_t seconds = ns / 1'000'000'000;
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    char buffer[80];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    const std::size_t n = std::strftime(buffer, sizeof buffer, form, &parts);
#pragma GCC diagnostic pop
    return std::string(buffer, n);
}

} // namespace

std::string agoText(std::int64_t then, std::int64_t now)
{
    return then == 0 ? "N/A" : humanDuration(std::max<std::int64_t>(0, now - then) / 1'000'000'000) + " ago";
}

std::string goTimeText(std::int64_t ns) { return localTime(ns, "%Y-%m-%d %H:%M:%S %z %Z"); }

std::string rfc3339Text(std::int64_t ns)
{
    std::string out = localTime(ns, "%Y-%m-%dT%H:%M:%S%z");
    if (out.ends_with("+0000"))
        return out.substr(0, out.size() - 5) + "Z";
    return out.insert(out.size() - 2, ":");
}

std::string shortIdText(const std::string &id)
{
    const std::size_t colon = id.find(':');
    return id.substr(colon == std::string::npos ? 0 : colon + 1, 12);
}

NameParts splitImageName(const std::string &name)
{
    NameParts out{"<none>", "<none>", "<none>"};
    if (name.empty())
        return out;
    const std::size_t at = name.find('@');
    std::string rest = name.substr(0, at);
    if (at != std::string::npos)
        out.digest = name.substr(at + 1);
    const std::size_t colon = rest.rfind(':');
    if (colon != std::string::npos && rest.find('/', colon) == std::string::npos) {
        out.tag = rest.substr(colon + 1);
        rest.resize(colon);
    }
    out.repository = rest;
    return out;
}

std::string ellipsis(const std::string &text, std::size_t length)
{
    std::size_t count = 0, cut = text.size();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U)
            continue;
        if (count + 1 == length)
            cut = i;
        if (++count > length)
            return text.substr(0, cut) + "…";
    }
    return text;
}

Result<Filters> parseFilters(const std::vector<std::string> &texts, const std::vector<std::string> &known)
{
    Filters out;
    for (const std::string &text : texts) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos)
            return fail(Errc::InvalidArgument, {}, "invalid argument \"" + text + "\" for \"-f, --filter\" flag: invalid filter '" + text + "'");
        std::string key(trim(toLower(text.substr(0, equals))));
        const bool isNot = key.ends_with('!'); // label!=…
        if (std::find(known.begin(), known.end(), key) == known.end() || (isNot && key != "label!"))
            return fail(Errc::InvalidArgument, {}, "invalid filter '" + key + "'");
        out.emplace_back(std::move(key), trim(text.substr(equals + 1)));
    }
    return out;
}

Result<bool> parseGoBool(const std::string &key, const std::string &text)
{
    for (const char *yes : {"1", "t", "T", "TRUE", "true", "True"}) {
        if (text == yes)
            return true;
    }
    for (const char *no : {"0", "f", "F", "FALSE", "false", "False"}) {
        if (text == no)
            return false;
    }
    return fail(Errc::InvalidArgument, {}, "invalid filter '" + key + "=[" + text + "]'");
}

bool confirm(const std::string &warning)
{
    printOut(warning + "Are you sure you want to continue? [y/N] ");
    char answer[16] = {};
    const ssize_t n = ::read(STDIN_FILENO, answer, sizeof answer - 1);
    return n > 0 && (trim(answer) == "y" || trim(answer) == "Y");
}

} // namespace tare::cli
