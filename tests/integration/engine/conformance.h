// SPDX-License-Identifier: GPL-3.0-or-later
// What every Engine does. Written against the interface alone, so that another engine can be held to it: give
// it an engine that has the image "tare/starter".
#pragma once

#include "core/engine/engine.h"

namespace conformance {

void streamsAndExitCode(tare::Engine &engine);
void standardInput(tare::Engine &engine);
void terminal(tare::Engine &engine);
void lifeCycle(tare::Engine &engine);
void commandsThatCannotRun(tare::Engine &engine);
void names(tare::Engine &engine);
void logs(tare::Engine &engine);
void attachAndWait(tare::Engine &engine);
void exec(tare::Engine &engine);
void events(tare::Engine &engine);
void badInput(tare::Engine &engine);

} // namespace conformance
