// SPDX-License-Identifier: GPL-3.0-or-later
// What parses is in normal form: it parses again to the same thing, and its parts are safe in a path.
#include "core/oci/reference.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using tare::oci::Reference;
    const auto r = Reference::parse(std::string_view(reinterpret_cast<const char *>(data), size));
    if (!r)
        return 0;
    const auto again = Reference::parse(r->familiar());
    const auto full = Reference::parse(r->full());
    const bool safe = r->path.find("..") == std::string::npos && r->tag.find('/') == std::string::npos;
    if (!full || !(*full == *r) || !again || !(*again == *r) || !safe)
        std::abort();
    return 0;
}
