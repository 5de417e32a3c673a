// SPDX-License-Identifier: GPL-3.0-or-later
// A mount's options, sorted into what each system call wants (mount(8), mount_setattr(2), fsconfig(2)).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tare::runtime {

// An addition to the specification: only this folder or file of a bind mount's source, which is found below the source
// whatever symlinks are on the way. Other runtimes do not know it.
inline constexpr const char *subpathOption = "org.tare.subpath=";

struct MountOptions
{
    bool bind = false, recursive = false;           // bind, rbind
    bool remount = false, copyUp = false;           // copyUp: tmpcopyup
    std::uint64_t attrSet = 0, attrClear = 0;       // MOUNT_ATTR_… of this mount
    std::uint64_t attrSetAll = 0, attrClearAll = 0; // the same of all mounts below as well (rro, rnosuid …)
    std::vector<std::pair<std::uint64_t, bool>> propagation; // MS_PRIVATE …, recursive
    std::vector<std::pair<std::string, std::string>> data;   // for the file system; a flag has an empty value
    std::string subpath; // of the source
    bool idmap = false, idmapAll = false; // idmap: this mount's ids are mapped; ridmap: and those of the mounts below

    [[nodiscard]] static MountOptions parse(const std::vector<std::string> &options);
    [[nodiscard]] bool readOnly() const;
};

} // namespace tare::runtime
