// SPDX-License-Identifier: GPL-3.0-or-later
// How long a guest takes through our Hypervisor, against the same QEMU line, kernel, initramfs and disk
// started by hand: pairs in random order, from just before the process is made to its end. Prints the ratio
// of the medians and the paired one with its interval.
//   bench_vm_start [PAIRS]
#include "core/base/paths.h"
#include "core/base/subprocess.h"
#include "core/base/time.h"
#include "core/measure/statistics.h"
#include "core/measure/words.h"
#include "core/vm/channel.h"
#include "core/vm/vm_engine.h"

#include <cstdio>
#include <cstdlib>
#include <sys/socket.h>

namespace {

using namespace tare;

struct Setup
{
    vm::Platform platform;
    vm::BootSpec spec;
};

Result<Setup> prepare()
{
    const Paths paths = TARE_TRY(Paths::resolve());
    TARE_CHECK(paths.create());
    const vm::ImageSource image = TARE_TRY(vm::openImage(paths, "tare/starter:latest", {}, {}));
    Setup setup;
    setup.platform = TARE_TRY(vm::openPlatform(paths, false, {}, {}));
    setup.spec = TARE_TRY(vm::prepareBoot(paths, setup.platform, image, 1, 256LL << 20U, {}, {}));
    setup.spec.command.argv = {"/bin/true"};
    return setup;
}

Result<std::int64_t> ours(Setup &setup)
{
    const std::int64_t began = monotonicNs();
    const auto machine = TARE_TRY(setup.platform.qemu.boot(setup.spec));
    for (;;) {
        const vm::GuestEvent event = TARE_TRY(machine->next(std::chrono::minutes(2), {}));
        if (event.kind == vm::GuestEvent::Kind::Gone)
            return event.time - began;
    }
}

// The same line as a person would start it: no tether, no sandboxed keeper; only the guest's question is
// answered.
Result<std::int64_t> byHand(const Setup &setup)
{
    int channel[2];
    int console[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel) != 0 ||
        ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, console) != 0)
        return failSystem("make sockets", "bench");
    const UniqueFd ours(channel[0]), keep(console[0]), theirs(channel[1]), theirConsole(console[1]);
    const std::string command = TARE_TRY(vm::encodeCommand(setup.spec.command));
    // Written before it is asked: a socket keeps it.
    if (::write(ours.get(), command.data(), command.size()) != static_cast<ssize_t>(command.size()))
        return failSystem("write", "bench");
    SpawnOptions options;
    options.argv = setup.platform.qemu.arguments(setup.spec, 3, 4);
    options.fds = {{theirs.get(), 3}, {theirConsole.get(), 4}};
    // A session of its own, as ours has: on a busy machine the scheduler gives each session its share
    // (sched_autogroup_enabled), and the two would be compared in different ones.
    options.newSession = true;
    const std::int64_t began = monotonicNs();
    Child child = TARE_TRY(spawn(options));
    (void)TARE_TRY(child.wait());
    return monotonicNs() - began;
}

Status bench(int pairs)
{
    Setup setup = TARE_TRY(prepare());
    std::vector<double> through, hand, ratios;
    (void)TARE_TRY(byHand(setup)); // what is read from disk is read
    for (int pair = 0; pair < pairs; ++pair) {
        double a = 0;
        double b = 0;
        for (const int arm : measure::permutation(2, static_cast<std::uint64_t>(pair) + 1))
            if (arm == 0)
                a = static_cast<double>(TARE_TRY(ours(setup)));
            else
                b = static_cast<double>(TARE_TRY(byHand(setup)));
        through.push_back(a);
        hand.push_back(b);
        ratios.push_back(a / b);
        std::printf("pair %d: tare %s, by hand %s\n", pair + 1, measure::timeText(a).c_str(),
                    measure::timeText(b).c_str());
        std::fflush(stdout);
    }
    const auto ratio = measure::estimate(ratios, 1);
    std::printf(
        "vm start, %s, n = %d: tare %s, by hand %s, ratio %.3f (95 %% interval %.3f to %.3f); limit 1.10\n",
        vm::accelerationName(setup.platform.probe.acceleration), pairs,
        measure::timeText(measure::quantile(through, 0.5)).c_str(),
        measure::timeText(measure::quantile(hand, 0.5)).c_str(), ratio.median, ratio.low, ratio.high);
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    const int pairs = argc > 1 ? std::atoi(argv[1]) : 5;
    const Status done = bench(pairs > 0 ? pairs : 5);
    if (!done) {
        std::fprintf(stderr, "bench_vm_start: %s\n", done.error().text().c_str());
        return 1;
    }
    return 0;
}
