// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

#include <cstdint>
#include <string>

namespace tare::cli {

struct ContainerSize
{
    std::int64_t written = 0; // bytes of what the container changed
    std::int64_t whole = 0;   // with its image
};
// What cannot be read (rootless, files of other ids) is not counted.
[[nodiscard]] ContainerSize sizeOf(Engine &engine, const Container &container);
// "100kB (virtual 2.09MB)", as `docker ps --size`.
[[nodiscard]] std::string sizeText(Engine &engine, const Container &container);

} // namespace tare::cli
