// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/terminal/surface.h"

#include <vterm.h>

namespace tare::gui {

struct TerminalSurface::Terminal
{
    VTerm *vterm = nullptr;
    VTermState *state = nullptr;
    VTermScreen *screen = nullptr;
};

} // namespace tare::gui
