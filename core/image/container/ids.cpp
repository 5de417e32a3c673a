// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/container/ids.h"

#include "core/runtime/userns/userns.h"

#include <linux/securebits.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>

namespace tare::image {
namespace {

constexpr std::uint32_t nobody = 65534;

} // namespace

std::uint32_t idInside(std::uint32_t outside, std::uint32_t first)
{
    if (first == 0)
        return outside;
    return outside >= first && outside - first < userns::ownCount ? outside - first : nobody;
}

std::uint32_t idOutside(std::uint32_t inside, std::uint32_t first)
{
    if (first == 0)
        return inside;
    return first + (inside < userns::ownCount ? inside : nobody);
}

Status actAs(std::uint32_t first)
{
    if (first == 0)
        return {};
    if (::prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP) != 0)
        return failSystem("keep the rights of", "root");
    ::setfsgid(first);
    ::setfsuid(first);
    return {};
}

} // namespace tare::image
