// SPDX-License-Identifier: GPL-3.0-or-later
// Link headers and search results.
#include "core/registry/catalog.h"
#include "core/registry/url.h"

#include <cstdlib>

using namespace tare::registry;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    if (const auto next = nextLink(text)) {
        if (next->find('>') != std::string::npos || next->size() > size)
            std::abort();
        (void)Url::parse("https://a.example/v2/").value().resolve(*next);
    }
    if (const auto found = parseSearch(text, "hub")) {
        for (const Found &one : *found) {
            if (one.name.empty() || one.name.size() > 512)
                std::abort();
        }
    }
    return 0;
}
