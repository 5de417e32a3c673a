// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of tare-lab. Each gives the program's exit code, or an error that main prints.
#pragma once

#include "core/base/cancel.h"
#include "core/base/paths.h"
#include "core/base/progress.h"
#include "core/measure/experiment.h"

#include <string>
#include <vector>

namespace tare::lab {

struct Context
{
    Paths paths;
    bool json = false; // --progress=json
    ProgressSink progress;
    CancelToken cancel;
};

struct VmRunOptions
{
    std::string image, memory = "256m";
    std::vector<std::string> command;
    int cpus = 1;
    bool stages = false; // --stages: where the start's time went, on stderr
};
[[nodiscard]] Result<int> vmRun(const Context &context, const VmRunOptions &options);
[[nodiscard]] Result<int> vmProbe(const Context &context, bool again);

struct KernelOptions
{
    bool fetch = false, pathOnly = false;
    std::string mirror, suite;
};
[[nodiscard]] Result<int> vmKernel(const Context &context, const KernelOptions &options);

// What this machine has and lacks, a line each. 1 when something is missing.
[[nodiscard]] Result<int> preflightCommand(const Context &context, bool again);

struct CompareOptions
{
    measure::ExperimentSpec spec;
    std::string subjects, memory = "256m", jsonFile, csvFile, htmlFile;
    bool demo = false; // the report's files, and a word where they are
    bool noSave = false;
};
[[nodiscard]] Result<int> compare(const Context &context, CompareOptions options);

} // namespace tare::lab
