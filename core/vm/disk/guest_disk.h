// SPDX-License-Identifier: GPL-3.0-or-later
// A guest's disk made from an image's layers: ext4, kept by chain id in Paths::vm()/disks. It is never
// written to by a guest, so that one serves any number of them.
#pragma once

#include "core/base/cancel.h"
#include "core/base/paths.h"
#include "core/base/result.h"

#include <string>
#include <vector>

namespace tare::vm {

struct GuestDisk
{
    std::string path;
    std::int64_t size = 0; // of the file system
    bool made = false;     // now, and not found in the cache
};

// `key` names it: the topmost chain id in hex. `layers` are unpacked folders, lowest first. Works rootless,
// through the user's subordinate ids. NoSpace, NotOnThisMachine (no mke2fs).
[[nodiscard]] Result<GuestDisk> ensureGuestDisk(const Paths &paths, const std::string &key,
                                                const std::vector<std::string> &layers,
                                                const CancelToken &cancel);

// A disk from one folder, without a cache and without a user namespace.
[[nodiscard]] Status makeDiskFromFolder(const std::string &folder, const std::string &file,
                                        const CancelToken &cancel);

// What `tare-lab guest-disk` does, in a mount namespace of its own: the layers as one read-only overlay below
// `work`, and mke2fs -d from that. `layers` lowest first.
[[nodiscard]] Status buildGuestDisk(const std::vector<std::string> &layers, const std::string &work,
                                    const std::string &file);

} // namespace tare::vm
