// SPDX-License-Identifier: GPL-3.0-or-later
// An Error as one JSON object, so that a helper program can hand it to the program that started it.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace tare {

// {"code":"NoSuchImage","doing":…,"subject":…,"reason":…,"advice":…,"osError":0,"chain":[…]}
[[nodiscard]] std::string errorToJson(const Error &error);
// Never fails: text that is not such an object becomes an Internal error with the text as its reason.
[[nodiscard]] Error errorFromJson(std::string_view json);

} // namespace tare
