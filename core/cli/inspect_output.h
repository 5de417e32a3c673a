// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <functional>
#include <string>
#include <vector>

namespace tare::cli {

// `inspect`: prints the document that `look` has of each name, as one JSON array at the end, or, with a Go template (`form`
// neither empty nor "json"), a line each at once. Goes on after a failure. The command's exit code: 1 after one, and
// Docker's 64 when the template does not fit.
[[nodiscard]] int inspectEach(const std::string &form, const std::vector<std::string> &names,
                              const std::function<Result<std::string>(const std::string &)> &look);

} // namespace tare::cli
