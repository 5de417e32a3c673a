// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/spec/reader.h"

namespace tare::runtime {

json parseBounded(std::string_view text)
{
    constexpr int deepest = 64; // what walks the tree recurses
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            if (++depth > deepest)
                return json(json::value_t::discarded);
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return json::parse(text, nullptr, false);
}

} // namespace tare::runtime
