// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/cgroup/device_program.h"

#include <cstddef>

namespace tare::cgroup {
namespace {

constexpr std::uint8_t type = BPF_REG_2, access = BPF_REG_3, major = BPF_REG_4, minor = BPF_REG_5,
                       scratch = BPF_REG_6;

bpf_insn insn(unsigned code, std::uint8_t dst, std::uint8_t src, std::int16_t off, std::int32_t imm)
{
    bpf_insn i{};
    i.code = static_cast<std::uint8_t>(code);
    i.dst_reg = dst & 0xfU;
    i.src_reg = src & 0xfU;
    i.off = off;
    i.imm = imm;
    return i;
}

bpf_insn load(std::uint8_t to, std::size_t offset)
{
    return insn(BPF_LDX | BPF_W | BPF_MEM, to, BPF_REG_1, static_cast<std::int16_t>(offset), 0);
}

int accessBits(const std::string &text)
{
    int bits = 0;
    for (const char c : text)
        bits |= c == 'r'   ? BPF_DEVCG_ACC_READ
                : c == 'w' ? BPF_DEVCG_ACC_WRITE
                : c == 'm' ? BPF_DEVCG_ACC_MKNOD
                           : 0;
    return bits;
}

} // namespace

std::vector<bpf_insn> deviceProgram(const std::vector<DeviceRule> &rules)
{
    std::vector<bpf_insn> out = {
        load(type, offsetof(bpf_cgroup_dev_ctx, access_type)),
        insn(BPF_ALU | BPF_AND | BPF_K, type, 0, 0, 0xffff),
        load(access, offsetof(bpf_cgroup_dev_ctx, access_type)),
        insn(BPF_ALU | BPF_RSH | BPF_K, access, 0, 0, 16),
        load(major, offsetof(bpf_cgroup_dev_ctx, major)),
        load(minor, offsetof(bpf_cgroup_dev_ctx, minor)),
    };
    bool decided = false;
    for (auto rule = rules.rbegin(); rule != rules.rend() && !decided; ++rule) {
        std::vector<bpf_insn> block;
        std::vector<std::size_t> toNext; // jumps over the rest of the block
        const auto jump = [&](unsigned op, std::uint8_t reg, std::int32_t value) {
            toNext.push_back(block.size());
            block.push_back(insn(BPF_JMP | op | BPF_K, reg, 0, 0, value));
        };
        if (rule->type != 'a')
            jump(BPF_JNE, type, rule->type == 'b' ? BPF_DEVCG_DEV_BLOCK : BPF_DEVCG_DEV_CHAR);
        const int bits = accessBits(rule->access);
        constexpr int all = BPF_DEVCG_ACC_READ | BPF_DEVCG_ACC_WRITE | BPF_DEVCG_ACC_MKNOD;
        if (bits != all) {
            // Allowed only when every access asked for is in the rule; denied as soon as one of them is.
            block.push_back(insn(BPF_ALU | BPF_MOV | BPF_X, scratch, access, 0, 0));
            block.push_back(insn(BPF_ALU | BPF_AND | BPF_K, scratch, 0, 0, rule->allow ? all & ~bits : bits));
            jump(rule->allow ? BPF_JNE : BPF_JEQ, scratch, 0);
        }
        if (rule->major)
            jump(BPF_JNE, major, static_cast<std::int32_t>(*rule->major));
        if (rule->minor)
            jump(BPF_JNE, minor, static_cast<std::int32_t>(*rule->minor));
        decided = block.empty(); // a rule for everything: those before it never count
        block.push_back(insn(BPF_ALU64 | BPF_MOV | BPF_K, BPF_REG_0, 0, 0, rule->allow ? 1 : 0));
        block.push_back(insn(BPF_JMP | BPF_EXIT, 0, 0, 0, 0));
        for (const std::size_t at : toNext)
            block[at].off = static_cast<std::int16_t>(block.size() - at - 1);
        out.insert(out.end(), block.begin(), block.end());
    }
    if (!decided) {
        out.push_back(insn(BPF_ALU64 | BPF_MOV | BPF_K, BPF_REG_0, 0, 0, 0));
        out.push_back(insn(BPF_JMP | BPF_EXIT, 0, 0, 0, 0));
    }
    return out;
}

} // namespace tare::cgroup
