// SPDX-License-Identifier: GPL-3.0-or-later
// docker cp: between the caller's files and those of a container (docker/cli, container/cp.go; moby, pkg/archive/copy.go).
// Paths of the container are resolved by the kernel below its root and everything is done to descriptors, so that no
// symlink of a container's, nor one that it exchanges meanwhile, leads out of it.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"

#include <string>

namespace tare::image {

struct CopyRequest
{
    int root = -1;      // the container's, O_PATH
    int stream = -1;    // of a tar, when the caller's side is "-"
    std::string source, target;
    bool archive = false;    // owners are kept; else files are the caller's, or the container's root's
    bool followLink = false; // the source itself, when it is a symlink
    bool userNamespace = false;
    uid_t firstId = 0; // of a running container with a user namespace of its own: what is 0 in it is this one here
    CancelToken cancel;
};

// NotFound, InvalidArgument with Docker's words.
[[nodiscard]] Status copyFromContainer(const CopyRequest &request);
[[nodiscard]] Status copyToContainer(const CopyRequest &request);

} // namespace tare::image
