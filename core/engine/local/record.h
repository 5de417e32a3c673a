// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a container in its folder (Paths::container(id)):
//   container.json  what it was made from; only its limits ever change
//   state.json      its last run, written by the monitor (core/monitor/record.h)
//   name            a symlink whose target is the name; a rename replaces it in one step
#pragma once

#include "core/base/paths.h"
#include "core/base/process_id.h"
#include "core/base/result.h"
#include "core/engine/types.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::local {

struct Record
{
    std::string id, imageId;
    std::int64_t created = 0;
    CreateSpec spec; // as it was asked for, with the limits of now
    // The image's part and the user's put together (Docker's rules).
    std::vector<std::string> args, env;
    std::vector<std::string> entrypoint; // the first of args
    std::string workingDir, user, hostname, stopSignal;
    std::map<std::string, std::string> labels;
    std::vector<std::string> imageVolumes;
    std::vector<std::string> exposedPorts; // "80/tcp", sorted: the image's, --expose's and those that are published
    // The image's, the user's and --volumes-from's. Their folders are VolumeStore::data().
    std::vector<VolumeMount> volumes;
    std::vector<std::string> shell; // the image's SHELL, of which "CMD-SHELL" speaks; empty: /bin/sh -c
    HealthCheck health; // whole: what is 0 in it is Docker's default; an empty test: nothing is checked
    std::vector<std::string> layers; // folders, lowest first
    std::uint32_t firstId = 0; // who is root in it, with --userns auto (userns::mappingFrom()); else 0

    [[nodiscard]] std::string toJson() const;
    // InvalidArgument names what is wrong with it. Never throws.
    [[nodiscard]] static Result<Record> parse(std::string_view json);
};

struct RunState
{
    std::string status = "created"; // "running", "restarting" (its monitor waits until it starts it again), "exited"
    ProcessId process, monitor;
    int exitCode = 0;
    bool oomKilled = false;
    std::int64_t started = 0, finished = 0;
    int restarts = 0;   // by its policy, since somebody started it
    bool byHand = false; // somebody stopped it
    std::string cgroup; // folder of the memory controller
    std::string error;  // an Error as JSON (core/base/error_json.h), or empty

    // It has a monitor, if that was not killed.
    [[nodiscard]] bool up() const { return status == "running" || status == "restarting"; }

    [[nodiscard]] std::string toJson() const;
    [[nodiscard]] static Result<RunState> parse(std::string_view json);
};

} // namespace tare::local
