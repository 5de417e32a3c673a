// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/userns/userns.h"

#include "core/base/strings.h"

#include <limits>

namespace tare::userns {
namespace {

constexpr std::uint32_t lastId = 0xffff'fffe; // 2³² - 1 means "no id"

std::int64_t outsideOf(const std::vector<Range> &ranges, std::uint32_t inside)
{
    for (const Range &r : ranges) {
        if (inside >= r.inside && inside - r.inside < r.count)
            return static_cast<std::int64_t>(r.outside) + (inside - r.inside);
    }
    return -1;
}

} // namespace

bool Mapping::single() const
{
    std::uint64_t total = 0;
    for (const Range &r : uids)
        total += r.count;
    return total <= 1;
}

std::int64_t Mapping::hostUid(std::uint32_t inside) const
{
    return outsideOf(uids, inside);
}
std::int64_t Mapping::hostGid(std::uint32_t inside) const
{
    return outsideOf(gids, inside);
}

std::vector<SubId> parseSubIds(std::string_view text)
{
    std::vector<SubId> out;
    for (const std::string_view line : split(text, '\n')) {
        const std::string_view trimmed = trim(line);
        if (trimmed.empty() || trimmed[0] == '#')
            continue;
        const auto fields = split(trimmed, ':');
        if (fields.size() != 3 || fields[0].empty())
            continue;
        const auto start = parseUnsigned(fields[1]);
        const auto count = parseUnsigned(fields[2]);
        if (!start || !count || *start == 0 || *start > lastId || *count == 0 || *count > lastId ||
            *start + *count - 1 > lastId)
            continue;
        out.push_back(
            {std::string(fields[0]), static_cast<std::uint32_t>(*start), static_cast<std::uint32_t>(*count)});
    }
    return out;
}

std::vector<Range> mapIds(std::uint32_t id, const std::string &name, const std::vector<SubId> &subIds)
{
    std::vector<Range> out = {{0, id, 1}};
    std::uint64_t inside = 1;
    const std::string number = std::to_string(id);
    constexpr std::size_t kernelLimit = 340; // lines of a map (user_namespaces(7))
    for (const SubId &s : subIds) {
        if (s.owner != number && (name.empty() || s.owner != name))
            continue;
        bool overlaps = false; // the kernel refuses a map that names an id twice
        for (const Range &r : out)
            overlaps = overlaps || (s.start < std::uint64_t(r.outside) + r.count &&
                                    r.outside < std::uint64_t(s.start) + s.count);
        if (overlaps || inside + s.count > lastId || out.size() >= kernelLimit)
            continue;
        out.push_back({static_cast<std::uint32_t>(inside), s.start, s.count});
        inside += s.count;
    }
    return out;
}

} // namespace tare::userns
