// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/guest/user.h"

#include <algorithm>
#include <functional>

namespace tare::guest {

namespace {

std::vector<std::string_view> fields(std::string_view text, char separator)
{
    std::vector<std::string_view> out;
    for (;;) {
        const std::size_t end = text.find(separator);
        out.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return out;
        text.remove_prefix(end + 1);
    }
}

std::optional<unsigned> id(std::string_view text)
{
    if (text.empty() || text.size() > 10 || text.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    unsigned long long value = 0;
    for (const char c : text)
        value = value * 10 + static_cast<unsigned>(c - '0');
    if (value > 2147483647ULL)
        return std::nullopt;
    return static_cast<unsigned>(value);
}

bool allDigits(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

using Line = std::vector<std::string_view>;

std::optional<Line> find(std::string_view file, std::size_t least,
                         const std::function<bool(const Line &)> &match)
{
    for (const std::string_view line : fields(file, '\n')) {
        Line entry = fields(line, ':');
        if (entry.size() >= least && match(entry))
            return entry;
    }
    return std::nullopt;
}

} // namespace

std::optional<User> resolveUser(std::string_view spec, std::string_view passwd, std::string_view group)
{
    User user;
    const std::size_t colon = spec.find(':');
    const std::string_view name = spec.substr(0, colon);
    const std::string_view groupName =
        colon == std::string_view::npos ? std::string_view() : spec.substr(colon + 1);
    const std::optional<unsigned> uid = name.empty() ? std::optional<unsigned>(0) : id(name);
    if (!uid && allDigits(name))
        return std::nullopt;
    const auto entry =
        find(passwd, 6, [&](const Line &line) { return uid ? id(line[2]) == uid : line[0] == name; });
    if (!entry && !uid)
        return std::nullopt;
    user.uid = uid ? *uid : id((*entry)[2]).value_or(65534);
    std::string login;
    if (entry) {
        login = std::string((*entry)[0]);
        user.gid = id((*entry)[3]).value_or(0);
        user.home = std::string((*entry)[5].empty() ? std::string_view("/") : (*entry)[5]);
    }
    if (!groupName.empty()) {
        const std::optional<unsigned> gid = id(groupName);
        const auto line = find(group, 3, [&](const Line &l) { return l[0] == groupName; });
        if (!gid && (allDigits(groupName) || !line || !id((*line)[2])))
            return std::nullopt;
        user.gid = gid ? *gid : *id((*line)[2]);
    } else if (!login.empty()) {
        for (const std::string_view text : fields(group, '\n')) {
            const Line line = fields(text, ':');
            if (line.size() < 4 || !id(line[2]))
                continue;
            const Line members = fields(line[3], ',');
            if (std::find(members.begin(), members.end(), login) != members.end())
                user.groups.push_back(*id(line[2]));
        }
    }
    user.groups.push_back(user.gid);
    return user;
}

} // namespace tare::guest
