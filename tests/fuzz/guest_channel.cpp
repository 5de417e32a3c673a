// SPDX-License-Identifier: GPL-3.0-or-later
// What a guest may say. The first byte chooses the size of the pieces in which it arrives.
#include "core/vm/channel.h"
#include "core/vm/frame_parser.h"
#include "core/vm/qemu/console.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tare;
    if (size == 0)
        return 0;
    const std::size_t piece = 1 + data[0] % 64;
    const std::string bytes(data + 1, data + size);
    // The same guest writes its console.
    if (vm::lastWords(bytes).size() > 400)
        std::abort();
    vm::FrameParser parser;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        const Status fed =
            parser.feed(std::string_view(bytes).substr(at, piece), [](char, std::string_view body) -> Status {
                if (body.size() > vm::largestFrame)
                    std::abort();
                return {};
            });
        if (!fed)
            break;
    }
    return 0;
}
