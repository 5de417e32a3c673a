// SPDX-License-Identifier: GPL-3.0-or-later
// The flags of `docker run` and `podman run` that are not Tare's: without knowing which of them take a value, nobody can
// tell where the image stands in a line.
#pragma once

#include <optional>
#include <string_view>

namespace tare::cli {

struct ForeignFlag
{
    bool takesValue = false;
    bool ofTheClient = false; // says how the command itself behaves, nothing of the container: --sig-proxy
};
// "--gpus", "-c"; nothing when nobody has it.
[[nodiscard]] std::optional<ForeignFlag> foreignFlag(std::string_view name);
// The same for what stands before `run`: "--context", "--root".
[[nodiscard]] std::optional<ForeignFlag> foreignGlobalFlag(std::string_view name);

} // namespace tare::cli
