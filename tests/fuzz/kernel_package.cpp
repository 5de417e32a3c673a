// SPDX-License-Identifier: GPL-3.0-or-later
// A .deb from a mirror: ar, a compressed tar in it, and the modules in that.
#include "core/vm/kernel/modules.h"
#include "core/vm/kernel/unpack.h"

#include <cstdint>
#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tare;
    const int fd = ::memfd_create("package", MFD_CLOEXEC);
    if (fd < 0 || ::write(fd, data, size) != static_cast<ssize_t>(size))
        std::abort();
    std::size_t files = 0;
    (void)vm::readDeb(
        "/proc/self/fd/" + std::to_string(fd), [](const std::string &name) { return !name.empty(); },
        [&](const std::string &, std::string bytes) -> Status {
            (void)vm::moduleDependencies(bytes);
            if (++files == 64)
                return fail(Errc::TooLarge, "package", "enough");
            return {};
        },
        {});
    ::close(fd);
    return 0;
}
