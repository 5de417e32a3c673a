// SPDX-License-Identifier: GPL-3.0-or-later
// Randomised complete blocks: every block holds each subject once, in an order of its own, one instance at a
// time.
#include "core/measure/arm.h"
#include "core/measure/keeper.h"
#include "core/measure/machine.h"
#include "core/measure/statistics.h"

#include "core/base/strings.h"
#include "core/base/time.h"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <optional>
#include <poll.h>
#include <set>

namespace tare::measure {

namespace {

constexpr int settleMs = 100;

Status validate(const ExperimentSpec &spec)
{
    if (spec.repeats < 1 || spec.repeats > 1000)
        return fail(Errc::InvalidArgument, "--repeats", "it is 1 to 1000");
    if (spec.subjects.empty() ||
        std::set<Subject>(spec.subjects.begin(), spec.subjects.end()).size() != spec.subjects.size())
        return fail(Errc::InvalidArgument, "--subjects", "every subject is named once, and one at least");
    return {};
}

Result<Workload> workloadOf(const ExperimentSpec &spec, const vm::ImageSource &image)
{
    Workload workload;
    workload.command = TARE_TRY(vm::commandOf(
        image.image.config, spec.command.empty() ? std::vector<std::string>{"tare"} : spec.command));
    if (spec.command.empty()) {
        workload.builtIn = true;
        workload.command.argv = {"/bin/sh", "-c", "echo tare; exec sleep 1000000"};
    }
    return workload;
}

std::string newId(std::int64_t now)
{
    std::string id;
    for (const char c : formatTime(now).substr(0, 19))
        if (c != '-' && c != ':')
            id += c;
    return id + "Z-" + randomHex(3);
}

void describeMethod(Experiment &e, const Workload &workload, const vm::Platform *platform)
{
    auto &method = e.method;
    method.push_back(fmt::format("The workload is {}: {}.",
                                 workload.builtIn ? "built in" : "the one that was given",
                                 shellQuote(workload.command.argv)));
    method.emplace_back(
        "Every sample is a fresh instance, ended after it was weighed; one instance runs at a time.");
    method.push_back(fmt::format("{} blocks; each holds every subject once, in random order (seed {}).",
                                 e.spec.repeats, e.spec.seed));
    method.emplace_back(
        "Time is the host's monotonic clock, from \"go\" to the first byte of the workload's output; no "
        "guest's clock is read. Stages inside the guest end when their report reaches the host.");
    method.emplace_back(
        "The image was present and unpacked and the guest's disk made before the first block: pulling and "
        "unpacking are not measured. One start of each subject that is not counted came before, so the page "
        "cache is warm for all of them.");
    method.push_back(fmt::format(
        "Memory is the proportional set size (PSS), {} ms after the first line: the host process; the "
        "container's processes and their monitor; the virtual machine's process. Pages of files that "
        "several processes map are divided among them. What is reserved is the guest's configured "
        "memory.",
        settleMs));
    method.emplace_back(
        "Host process: the same files through an overlay mount, by chroot, as the user nobody without "
        "capabilities; no namespace of its own, no cgroup, no seccomp. \"Go\" is just before the process is "
        "made.");
    method.emplace_back(
        "Container: \"go\" is the call that creates it; namespaces, overlay root, cgroup and the default "
        "seccomp profile; no network.");
    if (platform != nullptr)
        method.push_back(fmt::format(
            "Virtual machine: QEMU {}, machine {}, {}, {} processor(s), kernel {}, an initramfs with a "
            "small init, ext4 on virtio-blk from a raw image whose changes are thrown away, no network. "
            "\"Go\" is just before QEMU's process is made. The kernel's command line: {}.",
            platform->qemu.version(), platform->qemu.machine(), e.vmAccelerator, e.spec.vmCpus,
            platform->kernel.release, platform->qemu.kernelCommandLine(platform->probe.acceleration)));
    method.emplace_back(
        "Intervals are 95 % percentile bootstrap intervals of the median over instances (10 000 resamples, "
        "same seed); ratios are taken within each block. Below five instances no interval is given; at five "
        "it is their whole range and holds the true median in 94 of 100 cases.");
}

// Without a virtual machine, where none can be and none was insisted on.
bool leaveOut(Experiment &e, const Error &why)
{
    if (!e.spec.vmOptional || why.code != Errc::NotOnThisMachine || e.spec.subjects.size() < 2)
        return false;
    std::erase(e.spec.subjects, Subject::Vm);
    e.vmReason = why.text() + (why.advice.empty() ? "" : ". " + why.advice);
    e.warnings.push_back("There is no virtual machine in this comparison: " + e.vmReason);
    return true;
}

struct Arms
{
    std::vector<std::pair<Subject, std::unique_ptr<Arm>>> list;
};

} // namespace

Status settle(const CancelToken &cancel)
{
    pollfd one = {cancel.pollFd(), POLLIN, 0};
    if (::poll(&one, 1, settleMs) < 0 && errno != EINTR)
        return failSystem("wait", "instance");
    return cancel.check();
}

Result<Experiment> runExperiment(const ExperimentSpec &spec, const ExperimentEvents &events,
                                 const CancelToken &cancel)
{
    TARE_CHECK(validate(spec));
    Experiment e;
    e.spec = spec;
    e.started = nowNs();
    e.id = newId(e.started);
    while (e.spec.seed == 0)
        e.spec.seed =
            parseUnsigned(std::to_string(std::strtoull(randomHex(6).c_str(), nullptr, 16))).value_or(0);
    const Paths paths = TARE_TRY(Paths::resolve(spec.root, spec.state));
    TARE_CHECK(paths.create());
    int total = spec.repeats * static_cast<int>(spec.subjects.size());
    const auto tell = [&](int done, const std::string &text, Progress::Phase phase = Progress::Phase::Working,
                          const std::string &id = "experiment") {
        if (events.progress)
            events.progress({id, phase, done, total, text});
    };
    tell(0, "Preparing " + spec.image);
    const vm::ImageSource image = TARE_TRY(vm::openImage(paths, spec.image, events.progress, cancel));
    const Workload workload = TARE_TRY(workloadOf(spec, image));
    const ArmContext context{paths, e.spec, image, workload, e.id};
    std::optional<vm::Platform> platform;
    const Keeper keeper = TARE_TRY(Keeper::start(paths)); // ended after the arms
    Arms arms;
    for (const Subject subject : spec.subjects) { // those that were asked for: e.spec may lose one
        std::unique_ptr<Arm> arm;
        if (subject == Subject::Vm) {
            auto found = vm::openPlatform(paths, false, events.progress, cancel);
            if (!found && leaveOut(e, found.error()))
                continue;
            platform = TARE_TRY(std::move(found));
            e.vmEmulated = platform->emulated();
            e.vmAccelerator = vm::accelerationName(platform->probe.acceleration);
            e.vmReason = platform->probe.reason;
            e.versions["qemu"] = platform->qemu.version();
            e.versions["guest kernel"] = platform->kernel.release;
            arm = TARE_TRY(makeVmArm(context, *platform, events.progress, cancel));
        } else {
            arm = TARE_TRY(subject == Subject::Host ? makeHostArm(context) : makeContainerArm(context));
        }
        arms.list.emplace_back(subject, std::move(arm));
    }
    total = spec.repeats * static_cast<int>(arms.list.size());
    e.versions["tare"] = TARE_VERSION;
    e.versions["image"] = image.image.id.text();
    describeMachine(e, paths.root);
    describeMethod(e, workload, platform ? &*platform : nullptr);
    if (platform && platform->emulated())
        e.warnings.push_back("The virtual machine runs in software emulation: " + platform->probe.reason +
                             (platform->probe.reason.ends_with(".") ? "" : "."));

    if (events.begun)
        events.begun(e);
    for (auto &[subject, arm] : arms.list) {
        tell(0, fmt::format("Warming up: {}", subjectName(subject)), Progress::Phase::Working,
             subjectName(subject));
        // What fails here fails in every block too, and is shown there.
        if (const auto ignored = arm->take(cancel); !ignored && ignored.error().code == Errc::Cancelled)
            return tl::unexpected<Error>(ignored.error());
    }
    const CpuTimes before = cpuTimes();
    for (int block = 0; block < spec.repeats && !e.cancelled; ++block) {
        const std::vector<int> order = permutation(static_cast<int>(arms.list.size()),
                                                   e.spec.seed + static_cast<std::uint64_t>(block) + 1);
        for (int place = 0; place < static_cast<int>(order.size()); ++place) {
            auto &[subject, arm] =
                arms.list[static_cast<std::size_t>(order[static_cast<std::size_t>(place)])];
            tell(static_cast<int>(e.samples.size()),
                 fmt::format("Block {} of {}: {}", block + 1, spec.repeats,
                             subject == Subject::Vm && e.vmEmulated ? "vm (software emulation)"
                                                                    : subjectName(subject)),
                 Progress::Phase::Working, subjectName(subject));
            auto taken = arm->take(cancel);
            if (!taken && taken.error().code == Errc::Cancelled) {
                e.cancelled = true;
                break;
            }
            Sample sample = taken ? std::move(*taken) : Sample{};
            if (!taken)
                sample.error = taken.error().text();
            sample.subject = subject;
            sample.block = block;
            sample.order = place;
            if (events.sample)
                events.sample(sample);
            e.samples.push_back(std::move(sample));
        }
    }
    arms.list.clear();
    e.finished = nowNs();
    judgeRun(e, before, cpuTimes());
    summarize(e);
    tell(static_cast<int>(e.samples.size()), e.cancelled ? "Cancelled" : "Done", Progress::Phase::Done);
    return e;
}

} // namespace tare::measure
