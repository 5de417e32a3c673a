// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measure/experiment.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tare::measure;
    const auto experiment = experimentFromJson(std::string(data, data + size));
    if (experiment) {
        // What was accepted once is accepted again, and every report can be made of it.
        if (!experimentFromJson(experimentToJson(*experiment)))
            std::abort();
        (void)experimentToCsv(*experiment);
        (void)experimentToText(*experiment);
        (void)experimentToHtml(*experiment);
    }
    return 0;
}
