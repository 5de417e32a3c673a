// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>

namespace tare::gui {

// What a document of that media type is, in a sentence for a learner; empty for a type that nobody told us of.
[[nodiscard]] QString mediaTypeWords(const std::string &mediaType);

} // namespace tare::gui
