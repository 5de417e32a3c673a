// SPDX-License-Identifier: GPL-3.0-or-later
// An ordinary user's way to limits when the control group it is in is not its own (an ssh session, a terminal of another
// desktop): a scope of the user's systemd, with everything in it delegated (systemd.resource-control(5), "Delegate=").
#pragma once

#include "core/runtime/cgroup/cgroup.h"

#include <string>
#include <vector>

namespace tare::local {

class UserScope
{
public:
    // Looks only: whether a scope is needed here, and whether the user's systemd is there to give one.
    [[nodiscard]] static UserScope find(const cgroup::Hierarchy &groups);

    [[nodiscard]] bool available() const { return m_available; }
    // What can be limited here, in a scope where that is needed. The reason says when there is no systemd to ask.
    [[nodiscard]] const cgroup::Support &support() const { return m_support; }
    // The words that start a command in a scope of its own; empty when none is needed or to be had.
    // `unit` is a name that no other has, without ".scope".
    [[nodiscard]] std::vector<std::string> words(const std::string &unit) const;

private:
    bool m_available = false;
    cgroup::Support m_support;
};

} // namespace tare::local
