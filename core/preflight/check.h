// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine has and lacks, looked at one thing after another. Each is tried, not looked up: a namespace is made, an
// overlay is mounted, a guest is booted. Texts are English; what they mean for a user is the reader's to say.
#pragma once

#include "core/base/cancel.h"
#include "core/base/paths.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <unistd.h>
#include <vector>

namespace tare::preflight {

enum class State {
    Works,
    Limited, // works, less well than it could
    Missing,
    NotNeeded, // by this user: root needs no subordinate ids
};

struct Check
{
    std::string id; // of ids()
    State state = State::Works;
    std::string found; // one sentence of what was seen
    std::string fix;   // a command to be pasted into a terminal; empty: there is none
    bool operator==(const Check &) const = default;
};

// Every check's, in the order in which they are made.
[[nodiscard]] const std::vector<std::string> &ids();

// Where the machine is looked at; others in tests.
struct Machine
{
    std::string proc = "/proc", sys = "/sys", dev = "/dev";
    uid_t user = ::geteuid();
};

// Makes them all and reports each as soon as it is known; a guest on KVM may take seconds, unless it was asked since the
// machine was started (`again` asks anew). Starts processes: for a small program with no other work.
[[nodiscard]] Status run(const Paths &paths, bool again, const std::function<void(const Check &)> &report, const CancelToken &cancel);

// One line: {"id":…,"state":"works","found":…,"fix":…}
[[nodiscard]] std::string toJson(const Check &check);
// Nothing for a line that is none, or of another version's.
[[nodiscard]] std::optional<Check> fromJson(std::string_view line);
[[nodiscard]] const char *stateName(State state); // "works", "limited", "missing", "not needed"

} // namespace tare::preflight
