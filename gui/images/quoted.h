// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/strings.h"

#include <QString>

namespace tare::gui {

// One word of the docker line that is shown for an action, as a shell reads it back.
[[nodiscard]] inline QString quoted(const QString &word)
{
    return QString::fromStdString(shellQuote(word.toStdString()));
}

} // namespace tare::gui
