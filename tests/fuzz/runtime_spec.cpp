// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/spec/spec.h"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    (void)tare::runtime::Spec::parse(text);
    (void)tare::runtime::Process::parse(text);
    (void)tare::runtime::parseResources(text);
    return 0;
}
