// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oci/image_config.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char *>(data), size);
    const auto config = tare::oci::ImageConfig::parse(bytes);
    if (config && config->bytes != bytes)
        std::abort();
    return 0;
}
