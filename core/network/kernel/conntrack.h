// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel's memory of UDP conversations (nf_conntrack). A rule of translation is asked at a conversation's first packet only: a
// client that was already sending keeps its old way until that is forgotten.
#pragma once

#include "core/base/result.h"
#include "core/network/kernel/firewall.h"

#include <vector>

namespace tare::network {

// Forgets conversations by UDP to these host ports that are translated to the container's address, or not at all. Others are left.
// Without ctnetlink in the kernel it does nothing.
void forgetConversations(const std::vector<Translation> &translations);

} // namespace tare::network
