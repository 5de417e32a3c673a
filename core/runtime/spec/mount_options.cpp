// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/spec/mount_options.h"

#include <string_view>
#include <sys/mount.h>

namespace tare::runtime {
namespace {

struct AttrName
{
    std::string_view name;
    std::uint64_t set, clear;
};

constexpr AttrName attrs[] = {
    {"ro", MOUNT_ATTR_RDONLY, 0},
    {"rw", 0, MOUNT_ATTR_RDONLY},
    {"nosuid", MOUNT_ATTR_NOSUID, 0},
    {"suid", 0, MOUNT_ATTR_NOSUID},
    {"nodev", MOUNT_ATTR_NODEV, 0},
    {"dev", 0, MOUNT_ATTR_NODEV},
    {"noexec", MOUNT_ATTR_NOEXEC, 0},
    {"exec", 0, MOUNT_ATTR_NOEXEC},
    {"noatime", MOUNT_ATTR_NOATIME, MOUNT_ATTR__ATIME},
    {"relatime", MOUNT_ATTR_RELATIME, MOUNT_ATTR__ATIME},
    {"strictatime", MOUNT_ATTR_STRICTATIME, MOUNT_ATTR__ATIME},
    {"nodiratime", MOUNT_ATTR_NODIRATIME, 0},
    {"diratime", 0, MOUNT_ATTR_NODIRATIME},
    {"nosymfollow", MOUNT_ATTR_NOSYMFOLLOW, 0},
    {"symfollow", 0, MOUNT_ATTR_NOSYMFOLLOW},
};

struct PropagationName
{
    std::string_view name;
    std::uint64_t type;
};

constexpr PropagationName propagations[] = {
    {"private", MS_PRIVATE}, {"shared", MS_SHARED}, {"slave", MS_SLAVE}, {"unbindable", MS_UNBINDABLE}};

// What the kernel's defaults already are, and what only says how others mount.
bool meansNothing(std::string_view o)
{
    for (const std::string_view known : {"defaults", "async", "atime", "iversion", "noiversion", "nolazytime", "nomand",
                                         "norelatime", "nostrictatime", "loud", "silent", "ratime", "rnorelatime", "rnostrictatime"}) {
        if (o == known)
            return true;
    }
    return false;
}

} // namespace

MountOptions MountOptions::parse(const std::vector<std::string> &options)
{
    MountOptions out;
    for (const std::string &option : options) {
        const std::string_view o = option;
        if (o == "bind" || o == "rbind") {
            out.bind = true;
            out.recursive = out.recursive || o == "rbind";
            continue;
        }
        if (o == "remount" || o == "tmpcopyup") {
            (o == "remount" ? out.remount : out.copyUp) = true;
            continue;
        }
        if (o == "idmap" || o == "ridmap") {
            out.idmap = true;
            out.idmapAll = out.idmapAll || o == "ridmap";
            continue;
        }
        if (option.rfind(subpathOption, 0) == 0) {
            out.subpath = option.substr(std::string_view(subpathOption).size());
            continue;
        }
        bool known = meansNothing(o);
        for (const AttrName &a : attrs) {
            if (o == a.name) {
                out.attrSet = (out.attrSet & ~(a.clear)) | a.set;
                out.attrClear = (out.attrClear & ~a.set) | a.clear;
                known = true;
            } else if (o.size() == a.name.size() + 1 && o[0] == 'r' && o.substr(1) == a.name) {
                out.attrSetAll = (out.attrSetAll & ~a.clear) | a.set;
                out.attrClearAll = (out.attrClearAll & ~a.set) | a.clear;
                known = true;
            }
        }
        for (const PropagationName &p : propagations) {
            if (o == p.name || (o.size() == p.name.size() + 1 && o[0] == 'r' && o.substr(1) == p.name)) {
                out.propagation.emplace_back(p.type, o != p.name);
                known = true;
            }
        }
        if (known)
            continue;
        const std::size_t equals = o.find('=');
        out.data.emplace_back(std::string(o.substr(0, equals)), equals == std::string_view::npos
                                                                    ? std::string()
                                                                    : std::string(o.substr(equals + 1)));
    }
    return out;
}

bool MountOptions::readOnly() const
{
    return ((attrSet | attrSetAll) & MOUNT_ATTR_RDONLY) != 0;
}

} // namespace tare::runtime
