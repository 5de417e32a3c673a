// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QString>

namespace tare::gui {

enum class RunLine { Create, RunDetached };

// "docker run -d -i -t --cpus 0.5 … IMAGE COMMAND", quoted for a shell. What is the default is left out.
// docker's
// --entrypoint takes one word; further words of an entrypoint come before the command, which does the same.
[[nodiscard]] QString runLine(const CreateSpec &spec, RunLine kind);

} // namespace tare::gui
