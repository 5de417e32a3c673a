// SPDX-License-Identifier: GPL-3.0-or-later
// A profile as `--security-opt seccomp=FILE` reads it: Docker's form, what is left of it for this machine and these
// capabilities, and the filter made of that. And a configuration's linux.seccomp, which is compiled as it is.
#include "core/runtime/seccomp/compile.h"
#include "core/runtime/seccomp/resolve.h"

#include <cstdint>
#include <cstdlib>
#include <linux/bpf_common.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tare::runtime;
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    (void)compileProfile(text);
    for (const std::uint64_t capabilities : {std::uint64_t(0), defaultCapabilities(), ~std::uint64_t(0)}) {
        const auto resolved = resolveProfile(text, thisArchitecture(), capabilities);
        if (!resolved)
            continue;
        if (!resolveProfile(*resolved, thisArchitecture(), capabilities)) // it is a profile again
            std::abort();
        const auto filter = compileProfile(*resolved);
        // Every filter that the kernel would take ends with a decision.
        if (filter && (filter->program.empty() || BPF_CLASS(filter->program.back().code) != BPF_RET))
            std::abort();
    }
    return 0;
}
