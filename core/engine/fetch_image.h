// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

#include <string>

namespace tare {

// An image that a container is to be made from and that is not here: pulled, or made when it is the starter's, which is in no
// registry. An empty platform is this machine's.
[[nodiscard]] Status fetchImage(Engine &engine, const std::string &name, const std::string &platform, const ProgressSink &progress, const CancelToken &cancel);

} // namespace tare
