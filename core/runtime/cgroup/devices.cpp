// SPDX-License-Identifier: GPL-3.0-or-later
// The device policy: files on v1, a BPF program on v2 (cgroup-v2, "Device controller").
#include "core/runtime/cgroup/cgroup.h"

#include "core/base/file.h"
#include "core/runtime/cgroup/device_program.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/bpf.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tare::cgroup {
namespace {

int bpf(int command, bpf_attr &attr)
{
    return static_cast<int>(::syscall(SYS_bpf, command, &attr, sizeof attr));
}

std::uint64_t address(const void *p)
{
    return reinterpret_cast<std::uintptr_t>(p);
}

Status setV2(const std::string &folder, const std::vector<DeviceRule> &rules)
{
    const std::vector<bpf_insn> program = deviceProgram(rules);
    bpf_attr load;
    std::memset(&load, 0, sizeof load);
    load.prog_type = BPF_PROG_TYPE_CGROUP_DEVICE;
    load.insns = address(program.data());
    load.insn_cnt = static_cast<std::uint32_t>(program.size());
    load.license = address("GPL");
    const UniqueFd loaded(bpf(BPF_PROG_LOAD, load));
    if (!loaded)
        return failSystem("load the device policy of", folder);
    const UniqueFd group = TARE_TRY(openFile(folder, O_RDONLY | O_DIRECTORY));
    bpf_attr attach;
    std::memset(&attach, 0, sizeof attach);
    attach.target_fd = static_cast<std::uint32_t>(group.get());
    attach.attach_bpf_fd = static_cast<std::uint32_t>(loaded.get());
    attach.attach_type = BPF_CGROUP_DEVICE;
    attach.attach_flags = BPF_F_ALLOW_MULTI;
    if (bpf(BPF_PROG_ATTACH, attach) != 0)
        return failSystem("attach the device policy of", folder);
    return {};
}

} // namespace

std::string deviceRuleText(const DeviceRule &rule)
{
    if (rule.type == 'a' && !rule.major && !rule.minor)
        return "a";
    const auto number = [](const std::optional<std::uint32_t> &n) {
        return n ? std::to_string(*n) : std::string("*");
    };
    return std::string(1, rule.type) + " " + number(rule.major) + ":" + number(rule.minor) + " " +
           rule.access;
}

Status Group::setDevices(const std::vector<DeviceRule> &rules) const
{
    const std::string &f = folder(Controller::Devices);
    if (f.empty() || rules.empty())
        return {};
    if (m_isV2[static_cast<std::size_t>(Controller::Devices)])
        return setV2(f, rules);
    const UniqueFd allow = TARE_TRY(openFile(f + "/devices.allow", O_WRONLY));
    const UniqueFd deny = TARE_TRY(openFile(f + "/devices.deny", O_WRONLY));
    for (const DeviceRule &rule : rules) {
        const std::string line = deviceRuleText(rule);
        if (::write((rule.allow ? allow : deny).get(), line.data(), line.size()) < 0)
            return failSystem("set the device rule \"" + line + "\" of", f);
    }
    return {};
}

} // namespace tare::cgroup
