// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QString>

namespace tare::gui {

// What an exit code says: "137: killed by signal 9 (SIGKILL), as docker kill or the kernel for want of memory
// does". Empty when it says nothing.
[[nodiscard]] QString exitMeaning(int code, bool oomKilled);
// When it is started again: "always, after a reboot too". Empty: never.
[[nodiscard]] QString restartWords(const RestartPolicy &policy);
// A part of a line of a container's: control characters made visible, but for tabs, which the view sets.
[[nodiscard]] QString visibleText(const std::string &bytes);
// One line of a container's log as plain text: colours and other escape sequences taken out, other control
// characters made visible, of a line that was overwritten by carriage returns the last part. Without its line
// end.
[[nodiscard]] QString logText(const std::string &bytes);
// Breaks what is longer than a view can lay out in a moment. `column` is where the text begins in its line, and
// then where it ends.
[[nodiscard]] QString foldLong(const QString &text, int &column);

} // namespace tare::gui
