// SPDX-License-Identifier: GPL-3.0-or-later
// The container's file system, put together by its first process in its own mount namespace, before anything
// of the container runs.
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/runtime/rootfs/overlay.h"
#include "core/runtime/spec/spec.h"

#include <optional>
#include <string>
#include <vector>

namespace tare::runtime {

struct RootfsPlan
{
    const Spec &spec;
    std::string bundle; // relative sources are below it
    std::string rootfs; // absolute
    std::optional<Overlay> overlay;
    bool userNamespace = false; // devices are bind mounts, overlays keep their marks in user.* attributes
    std::string cgroupPath;     // empty: none of its own
    std::vector<cgroup::Controller> groups = {}; // the hierarchies of version 1 in which it has one
    std::vector<UniqueFd> copies = {}; // one a mount of the configuration, see copySources(); empty: there are none
    UniqueFd mounted = {};             // the root itself, detached, when it is mounted already
};

class Rootfs
{
public:
    // Cuts the mount namespace off from the host's and mounts the root. Nothing else is done.
    [[nodiscard]] static Result<Rootfs> mount(const RootfsPlan &plan);

    // Opens what is to be bound, as long as the process is still who called the runtime: the root of a user namespace may
    // not reach it (a folder of the caller's, where the caller is not mapped to 0). What cannot be opened shows in
    // mountAll(), which tries again.
    void openSources();
    // A descriptor of the root (O_PATH).
    [[nodiscard]] int fd() const { return m_root.get(); }
    // The mounts of the configuration, in order.
    [[nodiscard]] Status mountAll();
    // Device nodes and the usual links in /dev.
    [[nodiscard]] Status populateDev() const;
    // The working folder, when the image has none.
    [[nodiscard]] Status makeWorkingDir(const std::string &cwd) const;
    // Masked and read-only paths, the read-only root. The last before pivot().
    [[nodiscard]] Status seal() const;
    // Makes it the root of the mount namespace; the host's is gone then.
    [[nodiscard]] Status pivot(bool noPivot) const;

private:
    Rootfs(const RootfsPlan &plan, UniqueFd root) : m_plan(plan), m_root(std::move(root)) {}
    [[nodiscard]] Status mountTmpfs(const Mount &mount);
    const RootfsPlan &m_plan;
    UniqueFd m_root;
    std::vector<UniqueFd> m_sources; // one a mount, or empty
    std::vector<UniqueFd> m_readOnlyLater; // mounts in which something is still to be made
};

// A container without a mount namespace leaves its root mounted on the host; 0 when the folder cannot be looked at.
[[nodiscard]] std::uint64_t mountIdOf(const std::string &folder);
// Takes the topmost mount at `folder` away, with all below it.
void leaveHostMounts(const std::string &folder);

} // namespace tare::runtime
