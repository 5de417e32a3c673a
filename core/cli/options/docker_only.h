// SPDX-License-Identifier: GPL-3.0-or-later
// Flags of docker run and docker create that Tare knows and has not, each with its reason; and those that change nothing here.
#pragma once

#include "core/base/result.h"
#include "core/cli/options/options.h"

#include <string>

namespace tare::cli {

struct DockerOnly
{
    std::string runtime, isolation;
    bool contentTrust = true;

    void addTo(Options &grammar);
    [[nodiscard]] Status finish() const;
};

} // namespace tare::cli
