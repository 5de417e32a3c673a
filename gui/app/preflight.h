// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"

#include <QString>

namespace tare::gui {

struct PreflightText
{
    QString what;    // what is missing, in the user's words
    QString advice;  // the exact fix
    QString details; // every finding, a line each
};

// Findings as one calm line. Empty `what`: this machine lacks nothing.
[[nodiscard]] PreflightText preflightText(const EngineInfo &info);

} // namespace tare::gui
