// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/userns/userns.h"

#include <algorithm>

namespace tare::userns {

Mapping mappingFrom(std::uint32_t first)
{
    Mapping out;
    out.uids = out.gids = {{0, first, static_cast<std::uint32_t>(ownCount)}};
    return out;
}

Result<std::uint32_t> freeRange(const std::vector<SubId> &subIds, const std::vector<std::uint32_t> &taken, std::uint64_t seed)
{
    constexpr std::uint64_t first = 524288, end = 1879048192, count = (end - first) / ownCount;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t begin = first + (seed + i) % count * ownCount, after = begin + ownCount;
        const bool ofUser = std::any_of(subIds.begin(), subIds.end(), [&](const SubId &one) {
            return one.start < after && std::uint64_t{one.start} + one.count > begin;
        });
        const bool ofContainer = std::any_of(taken.begin(), taken.end(), [&](std::uint32_t one) {
            return one < after && std::uint64_t{one} + ownCount > begin;
        });
        if (!ofUser && !ofContainer)
            return static_cast<std::uint32_t>(begin);
    }
    return fail(Errc::NotOnThisMachine, "--userns auto", "all ids are given to users or containers");
}

} // namespace tare::userns
