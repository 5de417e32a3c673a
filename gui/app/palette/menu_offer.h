// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/offer.h"

class QMenu;

namespace tare::gui {

// The entries of the menu and of its submenus, "Appearance: Dark": every setting.
[[nodiscard]] Offer menuOffer(const QMenu *menu);

} // namespace tare::gui
