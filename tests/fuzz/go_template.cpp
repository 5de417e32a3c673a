// SPDX-License-Identifier: GPL-3.0-or-later
// A template may be anything; so may what it is applied to. The first line is the document, the rest the template.
#include "core/cli/template/go_template.h"

#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view all(reinterpret_cast<const char *>(data), size);
    const std::size_t end = std::min(all.find('\n'), all.size());
    const auto form = tare::cli::GoTemplate::parse(all.substr(std::min(end + 1, all.size())));
    if (form) {
        (void)form->execute(std::string(all.substr(0, end)), R"({"Label":{"a":"b"}})");
        (void)form->executeHeader(R"({"ID":"ID"})");
    }
    return 0;
}
