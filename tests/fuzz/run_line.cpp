// SPDX-License-Identifier: GPL-3.0-or-later
// What was read from a pasted line is written as a line that is read to the same again.
#include "core/cli/options/run_line.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tare::cli;
    const auto line = readRunLine(std::string_view(reinterpret_cast<const char *>(data), size));
    if (!line)
        return 0;
    const auto again = readRunLine(writeRunLine(line->request, RunVerb::RunDetached));
    if (!again || !again->detached || !again->leftOut.empty() || !(again->request == line->request))
        std::abort();
    return 0;
}
