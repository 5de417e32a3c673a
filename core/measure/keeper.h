// SPDX-License-Identifier: GPL-3.0-or-later
// A small process beside an experiment that cleans up after it when it is killed. When both are killed,
// whoever opens the engine next does it.
#pragma once

#include "core/base/paths.h"
#include "core/base/subprocess.h"
#include "core/base/unique_fd.h"

namespace tare::measure {

class Keeper
{
public:
    // `tare-lab keeper`. It ends with this object, or after this process.
    [[nodiscard]] static Result<Keeper> start(const Paths &paths);
    // Nothing is left to be cleaned up. Waits for the process.
    ~Keeper();
    Keeper(Keeper &&) noexcept = default;
    Keeper &operator=(Keeper &&) = delete;

private:
    Keeper(Child child, UniqueFd line) : m_child(std::move(child)), m_line(std::move(line)) {}
    Child m_child;
    UniqueFd m_line; // empty once moved from
};

constexpr int keeperLineFd = 3; // in the keeper; it reads one byte there when all is in order

} // namespace tare::measure
