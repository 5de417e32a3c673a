// SPDX-License-Identifier: GPL-3.0-or-later
// Networks of a user without root: a user namespace with a network and a mount namespace, in which everything is done as root does
// it on the machine. A process that does nothing keeps them while containers are plugged in; pasta(1), else slirp4netns(1), leads
// out of them. Published ports are bound on the machine before it is entered, and held by a proxy inside.
#pragma once

#include "core/base/process_id.h"
#include "core/base/result.h"
#include "core/network/store.h"

namespace tare::network {

// The calling process needs one: it is not root.
[[nodiscard]] bool needsWorld();
// In a user namespace: the machine's own settings are out of reach.
[[nodiscard]] bool inWorld();

// Makes it when it is not there, and goes in, for good. With the store's lock held. The holder's process id.
// NotOnThisMachine with what is missing and how to get it.
[[nodiscard]] Result<pid_t> enterWorld(const NetworkStore &store);
// NotFound when there is none: nothing is in it then.
[[nodiscard]] Result<pid_t> enterOldWorld(const NetworkStore &store);
// Its processes end when no container is plugged in any more. With the lock held, from inside or outside.
void leaveWorld(const NetworkStore &store);

} // namespace tare::network
