// SPDX-License-Identifier: GPL-3.0-or-later
// A list of a container's files, as it comes from tare-image: what is taken for one can be written again and says the same.
#include "core/image/container/file_records.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tare::image;
    const auto list = parseRecords({reinterpret_cast<const char *>(data), size});
    if (!list)
        return 0;
    for (const FileEntry &e : list->entries) {
        if (e.name.empty() || e.name.front() == '/' || e.name.back() == '/' || ("/" + e.name + "/").find("/../") != std::string::npos)
            std::abort();
    }
    const auto again = parseRecords(writeRecords(*list));
    if (!again || *again != *list)
        std::abort();
    return 0;
}
