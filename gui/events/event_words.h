// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/event_text.h"

#include <QString>

namespace tare::gui {

// "container" in the user's language; what nobody knows as it is, its control characters made visible.
[[nodiscard]] QString eventTypeWord(const std::string &type);
// The icon of the page that has such objects (gui/app/icons.h).
[[nodiscard]] QString eventTypeIcon(const std::string &type);
// What Docker's term for it means, in a sentence; empty for one that nobody knows.
[[nodiscard]] QString eventMeaning(const Event &event);
// "containers/ID", as Page::navigate(); empty: there is no page of such objects.
[[nodiscard]] QString eventTarget(const Event &event);
// Whether the event is the end of what it speaks of.
[[nodiscard]] bool endsItsObject(const Event &event);

} // namespace tare::gui
