// SPDX-License-Identifier: GPL-3.0-or-later
// Owners in a running container that has a user namespace of its own, made by root: `first` is who is 0 in it (userns::mappingFrom());
// 0 where there is none, and ids are what they are.
#pragma once

#include "core/base/result.h"

#include <cstdint>

namespace tare::image {

// What is mapped to nothing is nobody, 65534.
[[nodiscard]] std::uint32_t idInside(std::uint32_t outside, std::uint32_t first);
[[nodiscard]] std::uint32_t idOutside(std::uint32_t inside, std::uint32_t first);
// What this thread makes from now on belongs to the container's root; it may go on doing what root may.
[[nodiscard]] Status actAs(std::uint32_t first);

} // namespace tare::image
