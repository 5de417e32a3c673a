// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/kernel/modules.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tare::vm;
    const std::string text(data, data + size);
    (void)moduleDependencies(text);
    const auto index = ModuleIndex::parse(text, text);
    if (!index)
        return 0;
    for (const auto &[name, module] : index->modules) {
        if (module.path.front() == '/' || module.path.find("/../") != std::string::npos)
            std::abort();
        (void)index->order({name});
    }
    if (!ModuleIndex::parse(index->text(), ""))
        std::abort();
    return 0;
}
