// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/kernel/packages.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tare::vm;
    const std::string text(data, data + size);
    (void)findIndex(text, "main/binary-amd64/Packages.xz");
    if (const auto package = findPackage(text, "linux-image-cloud-amd64")) {
        const std::string path = "/" + package->filename + "/";
        if (package->filename.front() == '/' || path.find("/../") != std::string::npos ||
            package->sha256.size() != 64)
            std::abort();
        (void)kernelDependency(*package);
    }
    return 0;
}
