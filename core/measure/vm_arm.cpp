// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/arm.h"
#include "core/measure/memory.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/vm/qemu/console.h"

#include <fmt/format.h>

namespace tare::measure {

namespace {

class VmArm : public Arm
{
public:
    VmArm(vm::Platform &platform, vm::BootSpec spec) : m_platform(platform), m_spec(std::move(spec)) {}

    Result<Sample> take(const CancelToken &cancel) override
    {
        using Kind = vm::GuestEvent::Kind;
        Sample sample;
        sample.memoryReserved = m_spec.memory;
        const std::int64_t go = monotonicNs();
        const auto deadline = std::chrono::steady_clock::now() + patience;
        std::int64_t before = go;
        const auto stage = [&](const char *name, std::int64_t time) {
            sample.stages.push_back({name, time - before});
            before = time;
        };
        const auto machine = TARE_TRY(m_platform.qemu.boot(m_spec));
        for (;;) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                deadline - std::chrono::steady_clock::now());
            const auto next = machine->next(left, cancel);
            if (!next && next.error().code == Errc::Timeout)
                return fail(Errc::Timeout, "guest",
                            fmt::format("it said nothing within {} seconds; its console's last words: {}",
                                        patience.count(), vm::lastWords(machine->console())));
            const vm::GuestEvent event = TARE_TRY(next);
            if (event.kind == Kind::Kernel) {
                stage("hypervisor", event.time);
            } else if (event.kind == Kind::Hello) {
                stage("kernel", event.time);
            } else if (event.kind == Kind::Stage) {
                // The guest's words are not: only the names that we know, each once, in their order.
                static constexpr const char *known[] = {"init", "disk", "exec"};
                if (guestStages(sample) < 3 && event.text == known[guestStages(sample)])
                    stage(known[guestStages(sample)], event.time);
            } else if (event.kind == Kind::Stdout || event.kind == Kind::Stderr) {
                // Before it was executed, what is said is why it cannot be.
                if (guestStages(sample) < 3)
                    return fail(Errc::CommandNotRunnable, "guest",
                                escapeControl(trim(event.text).substr(0, 400)));
                stage("workload", event.time);
                sample.start = event.time - go;
                break;
            } else if (event.kind == Kind::Failed) {
                return fail(Errc::Internal, "guest", escapeControl(event.text));
            } else if (event.kind == Kind::Exited) {
                return fail(Errc::Internal, "guest",
                            fmt::format("its command ended without a word, with code {}", event.code));
            } else {
                return fail(Errc::Internal, "guest",
                            "it ended before its command said anything; its console's last words: " +
                                vm::lastWords(machine->console()));
            }
        }
        TARE_CHECK(settle(cancel));
        // A machine whose command has ended is being torn down: what it weighs then is nothing to compare.
        if (!ended(*machine, cancel))
            sample.memoryPss = pssOfTree(machine->pid());
        return sample;
    }

private:
    // By what it has said until now. One that never stops talking has not.
    static bool ended(vm::VirtualMachine &machine, const CancelToken &cancel)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
        while (std::chrono::steady_clock::now() < deadline) {
            const auto event = machine.next(std::chrono::milliseconds(1), cancel);
            if (!event)
                return event.error().code != Errc::Timeout;
            if (event->kind == vm::GuestEvent::Kind::Exited || event->kind == vm::GuestEvent::Kind::Gone)
                return true;
        }
        return false;
    }

    static std::size_t guestStages(const Sample &sample)
    {
        std::size_t seen = 0;
        for (const Stage &stage : sample.stages)
            seen += stage.name == "init" || stage.name == "disk" || stage.name == "exec" ? 1 : 0;
        return seen;
    }

    vm::Platform &m_platform;
    vm::BootSpec m_spec;
};

} // namespace

Result<std::unique_ptr<Arm>> makeVmArm(const ArmContext &context, vm::Platform &platform,
                                       const ProgressSink &progress, const CancelToken &cancel)
{
    vm::BootSpec spec = TARE_TRY(vm::prepareBoot(context.paths, platform, context.image, context.spec.vmCpus,
                                                 context.spec.vmMemory, progress, cancel));
    spec.command = context.workload.command;
    return std::unique_ptr<Arm>(std::make_unique<VmArm>(platform, std::move(spec)));
}

} // namespace tare::measure
