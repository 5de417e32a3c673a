// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preflight/probes.h"

#include "core/engine/local/user_scope.h"

namespace tare::preflight {

void checkLimits(const Machine &machine, const Report &report)
{
    const auto groups = cgroup::Hierarchy::detect();
    cgroup::Support can;
    std::string none;
    if (groups)
        can = local::UserScope::find(*groups).support();
    else
        none = groups.error().text();
    const bool v2 = groups && groups->layout() == cgroup::Layout::V2;
    const struct
    {
        const char *id;
        bool can;
        const std::string &why;
    } all[] = {{"cpus", can.cpus, can.cpusReason},     {"memory", can.memory, can.memoryReason}, {"memory-swap", can.memorySwap, can.memorySwapReason},
               {"pids", can.pids, can.pidsReason},     {"cpuset", can.cpuset, can.cpusetReason}, {"io", can.io, can.ioReason},
               {"io-weight", can.ioWeight, can.ioWeightReason}};
    for (const auto &one : all) {
        if (one.can) {
            report({one.id, State::Works, std::string("Can be applied, by control groups of version ") + (v2 ? "2." : "1."), {}});
            continue;
        }
        Check check{one.id, State::Missing, sentence("Cannot be applied: " + (none.empty() ? one.why : none)), {}};
        if (one.why.find("swapaccount") != std::string::npos)
            check.fix = "sudo sed -i 's/^GRUB_CMDLINE_LINUX=\"/&swapaccount=1 /' /etc/default/grub && sudo update-grub && sudo reboot";
        else if (std::string_view(one.id) == "io-weight" && can.io)
            check.fix = "sudo modprobe bfq && for q in /sys/block/*/queue/scheduler; do echo bfq | sudo tee $q; done";
        else if (machine.user != 0 && v2)
            check.fix = "sudo mkdir -p /etc/systemd/system/user@.service.d && printf '[Service]\\nDelegate=cpu cpuset io memory pids\\n' | sudo tee "
                        "/etc/systemd/system/user@.service.d/delegate.conf && sudo systemctl daemon-reload   # then log in again";
        else if (machine.user != 0)
            // Control groups of version 1 cannot be handed to a user.
            check.fix = "sudo sed -i 's/^GRUB_CMDLINE_LINUX=\"/&systemd.unified_cgroup_hierarchy=1 /' /etc/default/grub && sudo update-grub && sudo reboot";
        report(check);
    }
}

} // namespace tare::preflight
