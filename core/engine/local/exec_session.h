// SPDX-License-Identifier: GPL-3.0-or-later
// A process beside the container's first one: `tare-runtime exec` is our own child, no monitor takes part.
#pragma once

#include "core/base/subprocess.h"
#include "core/engine/session.h"

#include <memory>
#include <string>

namespace tare::local {

struct ExecStart
{
    std::vector<std::string> argv; // tare-runtime … exec --process FILE
    std::string id;
    bool tty = false, openStdin = false;
    std::string socketDir; // where a console socket may be made
};

// CommandNotFound and CommandNotRunnable when the command cannot be started.
[[nodiscard]] Result<std::unique_ptr<Session>> startExec(ExecStart start);

} // namespace tare::local
