// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/logs/log_level.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace tare {
namespace {

constexpr std::size_t looked = 512;       // bytes of a line
constexpr std::size_t lookedJson = 8192;  // a level may stand behind the message
constexpr std::size_t lookedWords = 160;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isWordPart(char c) { return isLetter(c) || isDigit(c) || c == '_' || (c & 0x80) != 0; }

LogLevel ofWord(std::string_view word)
{
    static constexpr std::array<std::pair<std::string_view, LogLevel>, 38> words = {{
        {"emerg", LogLevel::Error},   {"emergency", LogLevel::Error}, {"alert", LogLevel::Error},  {"crit", LogLevel::Error},
        {"critical", LogLevel::Error}, {"fatal", LogLevel::Error},    {"panic", LogLevel::Error},  {"dpanic", LogLevel::Error},
        {"severe", LogLevel::Error},  {"error", LogLevel::Error},     {"err", LogLevel::Error},    {"eror", LogLevel::Error},
        {"fail", LogLevel::Error},    {"ftl", LogLevel::Error},       {"warning", LogLevel::Warning}, {"warn", LogLevel::Warning},
        {"wrn", LogLevel::Warning},   {"notice", LogLevel::Info},     {"note", LogLevel::Info},    {"info", LogLevel::Info},
        {"information", LogLevel::Info}, {"informational", LogLevel::Info}, {"inf", LogLevel::Info}, {"log", LogLevel::Info},
        {"system", LogLevel::Info},   {"config", LogLevel::Info},     {"debug", LogLevel::Debug},  {"dbug", LogLevel::Debug},
        {"dbg", LogLevel::Debug},     {"debug1", LogLevel::Debug},    {"debug2", LogLevel::Debug}, {"debug3", LogLevel::Debug},
        {"trace", LogLevel::Debug},   {"trce", LogLevel::Debug},      {"trc", LogLevel::Debug},    {"fine", LogLevel::Debug},
        {"finest", LogLevel::Debug},  {"verbose", LogLevel::Debug},
    }};
    if (word.size() > 13)
        return LogLevel::None;
    std::array<char, 16> folded{};
    std::transform(word.begin(), word.end(), folded.begin(), lower);
    const std::string_view wanted(folded.data(), word.size());
    for (const auto &[name, level] : words) {
        if (name == wanted)
            return level;
    }
    return LogLevel::None;
}

// Numbers of bunyan and pino: 10 trace to 60 fatal; less are syslog's.
LogLevel ofNumber(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 0)
        return LogLevel::None;
    if (number < 8)
        return number <= 3 ? LogLevel::Error : number == 4 ? LogLevel::Warning : number == 7 ? LogLevel::Debug : LogLevel::Info;
    if (number > 60)
        return LogLevel::None;
    return number >= 50 ? LogLevel::Error : number >= 40 ? LogLevel::Warning : number >= 30 ? LogLevel::Info : LogLevel::Debug;
}

std::string_view wordAt(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && isWordPart(text[end]))
        ++end;
    return text.substr(at, end - at);
}

// RFC 5424's <PRI>, also without a facility, as systemd and the kernel write it.
LogLevel ofSyslog(std::string_view line)
{
    if (line.size() < 3 || line[0] != '<' || !isDigit(line[1]))
        return LogLevel::None;
    unsigned number = 0;
    const auto [end, error] = std::from_chars(line.data() + 1, line.data() + std::min<std::size_t>(line.size(), 5), number);
    if (error != std::errc() || end == line.data() + line.size() || *end != '>' || number > 191)
        return LogLevel::None;
    return ofNumber(std::to_string(number % 8));
}

// klog: "E0102 15:04:05".
LogLevel ofKlog(std::string_view line)
{
    if (line.size() < 6 || line[5] != ' ' || !std::all_of(line.begin() + 1, line.begin() + 5, isDigit))
        return LogLevel::None;
    switch (line[0]) {
    case 'F':
    case 'E':
        return LogLevel::Error;
    case 'W':
        return LogLevel::Warning;
    case 'I':
        return LogLevel::Info;
    default:
        return LogLevel::None;
    }
}

// The value behind a key, of JSON ("level": "warn") or of logfmt (level=warn).
LogLevel ofKey(std::string_view line, bool json)
{
    static constexpr std::array<std::string_view, 6> keys = {"level", "lvl", "severity", "loglevel", "levelname", "log.level"};
    for (const std::string_view key : keys) {
        for (std::size_t at = line.find(key); at != std::string_view::npos; at = line.find(key, at + 1)) {
            const char before = at == 0 ? ' ' : line[at - 1];
            std::size_t behind = at + key.size();
            if (json ? before != '"' : isWordPart(before) || before == '.')
                continue;
            if (json && (behind >= line.size() || line[behind++] != '"'))
                continue;
            while (json && behind < line.size() && line[behind] == ' ')
                ++behind;
            if (behind >= line.size() || line[behind] != (json ? ':' : '='))
                continue;
            ++behind;
            while (behind < line.size() && (line[behind] == ' ' || line[behind] == '"'))
                ++behind;
            const std::string_view value = wordAt(line, behind);
            const LogLevel level = !value.empty() && isDigit(value[0]) ? ofNumber(value) : ofWord(value);
            if (level != LogLevel::None)
                return level;
        }
    }
    return LogLevel::None;
}

// A word alone is not enough: "no error" says that all is well. In capitals, in brackets, or with a colon it is a level.
LogLevel ofWords(std::string_view line)
{
    std::size_t words = 0;
    for (std::size_t at = 0; at < line.size();) {
        if (!isLetter(line[at])) {
            at += isWordPart(line[at]) ? std::max<std::size_t>(wordAt(line, at).size(), 1) : 1;
            continue;
        }
        const std::string_view word = wordAt(line, at);
        const std::size_t end = at + word.size();
        const LogLevel level = ofWord(word);
        if (level != LogLevel::None) {
            const bool capitals = std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
            const char next = end < line.size() ? line[end] : ' ';
            const char before = at > 0 ? line[at - 1] : ' ';
            // [error], [core:error], (warn), |info|
            const bool enclosed = (next == ']' || next == ')' || next == '|') && (before == '[' || before == ':' || before == '(' || before == '|' || before == ' ');
            const bool named = next == ':' && words < 6;
            if ((capitals && word.size() > 2) || enclosed || named)
                return level;
        }
        ++words;
        at = end;
    }
    return LogLevel::None;
}

} // namespace

LogLevel levelOf(std::string_view line)
{
    line = line.substr(0, lookedJson);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t'))
        line.remove_prefix(1);
    if (line.empty())
        return LogLevel::None;
    if (line.front() == '{')
        return ofKey(line, true);
    const std::string_view head = line.substr(0, looked);
    for (const LogLevel level : {ofSyslog(head), ofKlog(head), ofKey(head, false)}) {
        if (level != LogLevel::None)
            return level;
    }
    return ofWords(head.substr(0, lookedWords));
}

} // namespace tare
