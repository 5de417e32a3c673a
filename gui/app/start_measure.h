// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace tare::gui {

// --measure-start: when `window` was first painted, prints one line of JSON and quits:
// {"firstPaintMs":212.4,"pssKiB":61234}. Milliseconds since the process began: since $TARE_START_NS (CLOCK_MONOTONIC, as
// the caller read it before the fork), or since /proc/self/stat's start time, which counts in hundredths of a second.
void printStartAndQuit(QWidget *window);

} // namespace tare::gui
