// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment weighs the same image and the same work as a host process, in a container and in a virtual
// machine. Times are nanoseconds of the host's CLOCK_MONOTONIC; memory is bytes.
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tare::measure {

enum class Subject { Host, Container, Vm };
[[nodiscard]] const char *subjectName(Subject subject); // "host", "container", "vm"

struct ExperimentSpec
{
    std::string image = "tare/starter:latest";
    std::vector<std::string> command; // empty: the built-in workload, which prints one line and waits
    std::vector<Subject> subjects = {Subject::Host, Subject::Container, Subject::Vm};
    bool vmOptional = false; // where no virtual machine can be, go on without one, and say so. Not saved
    int repeats = 5;
    int vmCpus = 1;
    std::int64_t vmMemory = 256LL << 20U;
    std::uint64_t seed = 0;  // of the order within blocks and of the bootstrap; 0: chosen, and recorded
    std::string root, state; // as openLocalEngine()
};

// One stage of a start, from the end of the stage before it. What happens in which:
//   host       exec (until the program is executed), workload (until its first byte)
//   container  create (its record and its writable layer), start (monitor, namespaces, mounts, until the
//   program is
//              executed), workload
//   vm         hypervisor (until the guest's first byte on its console), kernel (until the guest's first
//   process
//              has loaded the drivers and speaks), init (until it has its orders), disk (mounted), exec,
//              workload
struct Stage
{
    std::string name;
    std::int64_t duration = 0;
};

// One fresh instance: the unit of everything statistical.
struct Sample
{
    Subject subject = Subject::Host;
    int block = 0;                   // 0 …: every block holds each subject once, in random order
    int order = 0;                   // place within the block
    std::int64_t start = 0;          // from "go" to the first byte of the workload's first line
    std::vector<Stage> stages;       // their sum is `start`
    std::int64_t memoryPss = 0;      // everything that the instance needs: processes and monitor, or the VMM
    std::int64_t memoryReserved = 0; // configured for it alone; 0 where nothing is reserved
    std::string error;               // why there is no number; the sample is shown, not dropped
};

// NaN where there are too few samples to say (an interval needs five).
struct Estimate
{
    int n = 0;
    double median = 0, mean = 0, low = 0, high = 0; // 95 % bootstrap interval of the median
    double minimum = 0, maximum = 0;
};

struct SubjectSummary
{
    Subject subject = Subject::Host;
    Estimate start, memoryPss, memoryReserved;
    std::vector<Stage> stages; // medians; in the order in which they happen
    Estimate ratioToHost;      // of `start`, paired by block
};

struct Experiment
{
    ExperimentSpec spec;
    std::string id;                             // also the name of its file
    std::int64_t started = 0, finished = 0;     // since 1970
    bool vmEmulated = false;                    // then every number and every chart says "software emulation"
    std::string vmAccelerator;                  // "KVM", "TCG (software emulation)"
    std::string vmReason;                       // why not KVM; or why there is no virtual machine
    std::map<std::string, std::string> machine; // "cpu", "kernel", "memory", "governor", "clocksource", …
    std::map<std::string, std::string> versions; // "tare", "qemu", "guest kernel", …
    std::vector<std::string> method;             // what was done, a sentence each
    std::vector<std::string> warnings;           // what may disturb the numbers, a sentence each
    std::vector<Sample> samples;
    std::vector<SubjectSummary> summaries;
    bool cancelled = false;
};

struct ExperimentEvents
{
    // current: samples that are done; total: of all; id: the subject (subjectName) that is being started now
    ProgressSink progress;
    std::function<void(const Sample &)> sample; // as each is taken
    // Once, before the first sample: what is known by then. Machine, versions, seed, and above all whether
    // the virtual machine is emulated, so that bars that grow while samples arrive can say so.
    std::function<void(const Experiment &)> begun;
};

// Runs it in this process, which should be small (it starts the subjects): the command `tare compare` does.
[[nodiscard]] Result<Experiment> runExperiment(const ExperimentSpec &spec, const ExperimentEvents &events,
                                               const CancelToken &cancel);
// The same through the helper program tare-lab, for the window. Cancelling ends the helper and what it
// started.
[[nodiscard]] Result<Experiment>
runExperimentInHelper(const ExperimentSpec &spec, const ExperimentEvents &events, const CancelToken &cancel);
// `tare-lab vm kernel --fetch`, for the window: a kernel that guests can boot. Empty folders: the program's own.
[[nodiscard]] Status fetchGuestKernelInHelper(const std::string &root, const std::string &state,
                                              const ProgressSink &progress, const CancelToken &cancel);

// Medians, intervals and ratios from the samples.
void summarize(Experiment &experiment);

[[nodiscard]] std::string experimentToJson(const Experiment &experiment);
[[nodiscard]] Result<Experiment> experimentFromJson(const std::string &json);
// One row per sample and stage; RFC 4180.
[[nodiscard]] std::string experimentToCsv(const Experiment &experiment);
// For a terminal: tables, bars, the machine, the method, what it does not show.
[[nodiscard]] std::string experimentToText(const Experiment &experiment);
// One file without scripts or anything from elsewhere: the same, with the charts as SVG.
[[nodiscard]] std::string experimentToHtml(const Experiment &experiment);
// What the numbers say and what they do not, a sentence each, in English.
[[nodiscard]] std::vector<std::string> findings(const Experiment &experiment);

// Kept below Paths::experiments(), newest first.
[[nodiscard]] Result<std::string> saveExperiment(const Experiment &experiment, const std::string &folder);
[[nodiscard]] Result<std::vector<Experiment>> savedExperiments(const std::string &folder);

} // namespace tare::measure
