// SPDX-License-Identifier: GPL-3.0-or-later
// Id-mapped mounts (mount_setattr(2), MOUNT_ATTR_IDMAP; runtime-spec, config.md, "idmap").
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/runtime/spec/spec.h"

#include <string>
#include <vector>

namespace tare::runtime {

// For the runtime, before there is a container: a file system is mapped by who owns it, not by root of a user namespace.
// One detached mount for each of the configuration's, valid where it is id-mapped, where it is to be shared with the host,
// and where root binds what root of a user namespace may not reach; empty when there is none of them.
[[nodiscard]] Result<std::vector<UniqueFd>> copySources(const Spec &spec, const std::string &bundle);
// The user namespace that the container is to be in, joined or made; one that is made ends with its descriptor, and maps the
// same ids.
[[nodiscard]] Result<UniqueFd> userNamespaceOf(const Spec &spec);
// Of a detached mount: who owns a file on disk is another one in the mount, as the namespace maps it.
[[nodiscard]] Status mapIds(int mount, int userNamespace, bool recursive, const std::string &what);
// The source of a bind mount, absolute.
[[nodiscard]] std::string sourceOf(const Mount &mount, const std::string &bundle);
// It, or the part of it that is asked for (O_PATH).
[[nodiscard]] Result<UniqueFd> openSource(const Mount &mount, const std::string &bundle);

} // namespace tare::runtime
