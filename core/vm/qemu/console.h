// SPDX-License-Identifier: GPL-3.0-or-later
// What a console that ended badly says to a person.
#pragma once

#include <string>
#include <string_view>

namespace tare::vm {

// The kernel's reason when it panicked, otherwise the last lines that are not empty; without the firmware's
// escape sequences, controls escaped, at most 400 bytes. "nothing" when there is nothing.
[[nodiscard]] std::string lastWords(std::string_view console);

} // namespace tare::vm
