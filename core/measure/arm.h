// SPDX-License-Identifier: GPL-3.0-or-later
// One subject of an experiment: gives a fresh instance at every call and leaves nothing of it behind.
#pragma once

#include "core/measure/experiment.h"
#include "core/vm/image_source.h"
#include "core/vm/vm_engine.h"

#include <memory>

namespace tare::measure {

// What all subjects run.
struct Workload
{
    vm::GuestCommand command; // the whole of it: entrypoint, environment, folder, user
    bool builtIn = false;
};

class Arm
{
public:
    virtual ~Arm() = default;
    // From "go" to the first byte of output, then the memory, then its end. subject, block and order are the
    // caller's.
    [[nodiscard]] virtual Result<Sample> take(const CancelToken &cancel) = 0;
};

struct ArmContext
{
    Paths paths;
    const ExperimentSpec &spec;
    const vm::ImageSource &image;
    const Workload &workload;
    std::string experimentId;
};

[[nodiscard]] Result<std::unique_ptr<Arm>> makeHostArm(const ArmContext &context);
// Its containers have a lease: they are removed when this process is killed.
[[nodiscard]] Result<std::unique_ptr<Arm>> makeContainerArm(const ArmContext &context);
[[nodiscard]] Result<std::unique_ptr<Arm>> makeVmArm(const ArmContext &context, vm::Platform &platform,
                                                     const ProgressSink &progress, const CancelToken &cancel);

// How long an instance is left alone between its first line and the weighing.
[[nodiscard]] Status settle(const CancelToken &cancel);
// How long an instance may take to say its first line.
constexpr std::chrono::seconds patience{120};

} // namespace tare::measure
