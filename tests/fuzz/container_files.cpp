// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of an image's /etc/passwd and /etc/group, and of our own files after a disk went bad.
#include "core/engine/local/events.h"
#include "core/engine/local/log_reader.h"
#include "core/engine/local/record.h"
#include "core/engine/local/users.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    for (const std::string_view spec : {std::string_view("web"), std::string_view("33"),
                                        std::string_view("web:more"), text.substr(0, 40)}) {
        const auto user = tare::local::resolveUser(spec, text, text);
        if (user &&
            (user->uid > 0x7fffffffU || user->gid > 0x7fffffffU || user->additionalGids.size() > 1024))
            std::abort();
    }
    (void)tare::local::Record::parse(text);
    (void)tare::local::RunState::parse(text);
    (void)tare::local::parseEvent(text);
    (void)tare::local::parseLogLine(text);
    return 0;
}
