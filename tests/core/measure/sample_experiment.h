// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment with known numbers.
#pragma once

#include "core/measure/experiment.h"

inline tare::measure::Experiment sampleExperiment(int blocks)
{
    using namespace tare::measure;
    Experiment e;
    e.id = "20260102T030405Z-abcd";
    e.spec.repeats = blocks;
    e.spec.seed = 42;
    e.spec.command = {"sh", "-c", "echo \"a,b\""};
    e.started = 1'767'323'045'000'000'000;
    e.finished = e.started + 1'000'000'000;
    e.vmEmulated = true;
    e.vmAccelerator = "TCG (software emulation)";
    e.vmReason = "a guest never came up on /dev/kvm";
    e.machine = {{"cpu", "Example"}, {"kernel", "6.1"}};
    e.versions = {{"tare", "0.1.0"}};
    e.method = {"One sentence."};
    e.warnings = {"Busy."};
    for (int block = 0; block < blocks; ++block) {
        const std::int64_t host = 1'000'000 + block * 10'000;
        Sample s;
        s.block = block;
        s.start = host;
        s.stages = {{"exec", host / 2}, {"workload", host - host / 2}};
        s.memoryPss = 500'000;
        e.samples.push_back(s);
        s.subject = Subject::Container;
        s.order = 1;
        s.start = 10 * host;
        s.stages = {{"create", 4 * host}, {"start", 5 * host}, {"workload", host}};
        s.memoryPss = 900'000;
        e.samples.push_back(s);
        s.subject = Subject::Vm;
        s.order = 2;
        s.start = 2000 * host;
        s.stages = {{"hypervisor", 500 * host}, {"kernel", 1500 * host}};
        s.memoryPss = 150'000'000;
        s.memoryReserved = 268'435'456;
        e.samples.push_back(s);
    }
    summarize(e);
    return e;
}
