// SPDX-License-Identifier: GPL-3.0-or-later
// mountinfo and cgroup of /proc, /etc/subuid.
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/userns/userns.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const std::string_view half = text.substr(0, size / 2);
    const auto h = tare::cgroup::Hierarchy::parse(text, text.substr(size / 2), half);
    for (std::size_t c = 0; c < tare::cgroup::controllerCount; ++c) {
        if (const auto *place = h.place(static_cast<tare::cgroup::Controller>(c)))
            (void)h.folder(*place, std::string(half));
    }
    (void)tare::userns::mapIds(1000, "user", tare::userns::parseSubIds(text));
    return 0;
}
