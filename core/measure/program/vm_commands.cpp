// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/program/commands.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/base/units.h"
#include "core/measure/words.h"
#include "core/vm/kernel/fetch.h"
#include "core/vm/qemu/console.h"
#include "core/vm/vm_engine.h"

#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

namespace tare::lab {

namespace {

void say(std::FILE *stream, const std::string &line)
{
    std::fputs((line + "\n").c_str(), stream);
    std::fflush(stream);
}

std::string emulationNote(const vm::Platform &platform)
{
    return platform.emulated() ? "software emulation (" + escapeControl(platform.probe.reason) + ")"
                               : std::string("KVM");
}

// Relays what the guest says until it ends: its command's exit code.
Result<int> relay(vm::VirtualMachine &machine, const Context &context, bool stages, std::int64_t began)
{
    using Kind = vm::GuestEvent::Kind;
    int code = -1;
    bool firstByte = true;
    bool hello = false;
    const auto stage = [&](const std::string &name, std::int64_t time) {
        if (stages)
            say(stderr, fmt::format("{:>10}  {}", measure::timeText(static_cast<double>(time - began)),
                                    escapeControl(name)));
    };
    for (;;) {
        // A guest that says nothing at all has hung; what its command does is its own affair.
        const auto limit =
            hello ? std::chrono::milliseconds(std::chrono::hours(24 * 365)) : std::chrono::minutes(3);
        const auto next = machine.next(limit, context.cancel);
        if (!next && next.error().code == Errc::Timeout)
            return fail(Errc::Timeout, "guest",
                        "its first process did not come up within 3 minutes; the console's last words: " +
                            vm::lastWords(machine.console()));
        const vm::GuestEvent event = TARE_TRY(next);
        switch (event.kind) {
        case Kind::Kernel:
            stage("the firmware hands over to the guest's kernel", event.time);
            break;
        case Kind::Hello:
            stage("the guest's first process", event.time);
            break;
        case Kind::Stage:
            stage(event.text, event.time);
            break;
        case Kind::Stdout:
        case Kind::Stderr:
            if (firstByte)
                stage("the command's first byte", event.time);
            firstByte = false;
            (void)writeAll(event.kind == Kind::Stdout ? STDOUT_FILENO : STDERR_FILENO, event.text);
            break;
        case Kind::Failed:
            return fail(Errc::Internal, "guest", escapeControl(event.text));
        case Kind::Exited:
            stage("the command's end", event.time);
            code = event.code;
            break;
        case Kind::Gone:
            stage("power off", event.time);
            if (code < 0)
                return fail(Errc::Internal, "guest",
                            "it ended before its command did; its console's last words: " +
                                vm::lastWords(machine.console()));
            return code;
        }
    }
}

} // namespace

Result<int> vmRun(const Context &context, const VmRunOptions &options)
{
    const auto memory = parseRamSize(options.memory);
    if (!memory)
        return fail(Errc::InvalidArgument, "--memory", "not a size: " + escapeControl(options.memory));
    const vm::ImageSource source =
        TARE_TRY(vm::openImage(context.paths, options.image, context.progress, context.cancel));
    vm::Platform platform =
        TARE_TRY(vm::openPlatform(context.paths, false, context.progress, context.cancel));
    vm::BootSpec spec = TARE_TRY(vm::prepareBoot(context.paths, platform, source, options.cpus, *memory,
                                                 context.progress, context.cancel));
    spec.command = TARE_TRY(vm::commandOf(source.image.config, options.command));
    if (platform.emulated())
        say(stderr, "tare: " + emulationNote(platform));
    const std::int64_t began = monotonicNs();
    const auto machine = TARE_TRY(platform.qemu.boot(spec));
    return relay(*machine, context, options.stages, began);
}

Result<int> vmProbe(const Context &context, bool again)
{
    const vm::Platform platform = TARE_TRY(vm::openPlatform(context.paths, again, {}, context.cancel));
    say(stdout, "Virtual machines run with " + emulationNote(platform) + ".");
    if (platform.probe.took > 0)
        say(stdout, fmt::format("A guest was asked; the answer took {}.",
                                measure::timeText(static_cast<double>(platform.probe.took))));
    else if (platform.probe.remembered)
        say(stdout, "Remembered from an earlier probe since this machine was started (--again asks anew).");
    say(stdout, fmt::format("QEMU {}, machine {}, kernel {}", escapeControl(platform.qemu.version()),
                            platform.qemu.machine(), platform.kernel.release));
    return 0;
}

Result<int> vmKernel(const Context &context, const KernelOptions &options)
{
    vm::GuestKernel kernel;
    if (options.fetch) {
        vm::FetchOptions fetch;
        if (!options.mirror.empty())
            fetch.mirror = options.mirror;
        if (!options.suite.empty())
            fetch.suite = options.suite;
        kernel = TARE_TRY(vm::fetchGuestKernel(context.paths, fetch, context.progress, context.cancel));
    } else {
        kernel = TARE_TRY(vm::findGuestKernel(context.paths));
    }
    if (options.pathOnly) {
        say(stdout, kernel.image);
        return 0;
    }
    say(stdout,
        fmt::format("{}\n  image    {}\n  modules  {}", kernel.release, kernel.image, kernel.modulesDir));
    const vm::KernelSearch search = vm::searchKernels(vm::kernelsDir(context.paths));
    for (const std::string &path : search.unreadable)
        say(stdout, "Not readable by this user: " + path);
    return 0;
}

} // namespace tare::lab
