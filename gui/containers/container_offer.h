// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/offer.h"

namespace tare::gui {

class ContainerActions;
class ContainerBar;
class ContainerDetail;
class ContainerModel;

// The containers and what can be done to each now: the bar's actions, the tabs of its detail, and its published ports.
// `choose` makes one the chosen one. All of them outlive the offer.
[[nodiscard]] Offer containerOffer(const ContainerModel &model, const ContainerActions &actions, const ContainerBar &bar,
                                   ContainerDetail &detail, const std::function<bool(const QString &id)> &choose);

} // namespace tare::gui
