// SPDX-License-Identifier: GPL-3.0-or-later
// User namespaces: which ids a user may map, and running something as root of them. user_namespaces(7),
// subuid(5), newuidmap(1). Needs nothing but tare_base.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace tare::userns {

// One line of /proc/PID/uid_map.
struct Range
{
    std::uint32_t inside = 0, outside = 0, count = 0;

    bool operator==(const Range &) const = default;
};

struct Mapping
{
    std::vector<Range> uids, gids;
    // Why only one id is mapped, for a person, with the exact fix; empty when there are more.
    std::string whySingle, fix;

    [[nodiscard]] bool single() const;
    // The id on the host of one inside, or nullopt-like -1 when it is not mapped.
    [[nodiscard]] std::int64_t hostUid(std::uint32_t inside) const;
    [[nodiscard]] std::int64_t hostGid(std::uint32_t inside) const;
};

// One line of /etc/subuid or /etc/subgid.
struct SubId
{
    std::string owner; // a name or a number
    std::uint32_t start = 0, count = 0;

    bool operator==(const SubId &) const = default;
};
// Lines that make no sense (overflow, count 0, id 0, too few fields) are left out, as shadow does.
[[nodiscard]] std::vector<SubId> parseSubIds(std::string_view text);
// Root inside is `id` outside; then the ranges of the user, in order, without overlap. `name` may be empty.
[[nodiscard]] std::vector<Range> mapIds(std::uint32_t id, const std::string &name,
                                        const std::vector<SubId> &subIds);

// True for everyone but root: containers and unpacking then need a user namespace.
[[nodiscard]] bool needed();
// Whether this process is in a user namespace below the machine's first one (user_namespaces(7)).
[[nodiscard]] bool inside();
// For the caller: all of /etc/subuid and /etc/subgid that is the caller's, when newuidmap and newgidmap are
// there; else the caller's own id alone, and whySingle says so.
[[nodiscard]] Result<Mapping> mappingOfCaller();

// How many ids a container's own namespace maps (--userns auto): as many as POSIX and images count on.
inline constexpr std::int64_t ownCount = 65536;
// Root and the others inside are `first` and those after it outside.
[[nodiscard]] Mapping mappingFrom(std::uint32_t first);
// The first of a range that no user of /etc/subuid or /etc/subgid has, and nobody in `taken` (first ids); which one, `seed`
// chooses. From the ids that systemd leaves to containers (systemd.io, "Users, Groups, UIDs and GIDs on systemd Systems").
// NotOnThisMachine when all are taken.
[[nodiscard]] Result<std::uint32_t> freeRange(const std::vector<SubId> &subIds, const std::vector<std::uint32_t> &taken, std::uint64_t seed);

// Gives a process, which waits in a fresh user namespace, its mapping: written directly where that is allowed
// (as root, or a single id), else by newuidmap and newgidmap. Denies setgroups where the kernel asks for it.
[[nodiscard]] Status apply(pid_t pid, const Mapping &mapping);

// A process that does nothing but keep a user namespace, and others that are made with it. It ends with the object.
class Keeper
{
public:
    // `others`: CLONE_NEWNET and the like, or 0. The maker must not have other threads that fork.
    [[nodiscard]] static Result<Keeper> make(const Mapping &mapping, std::uint64_t others = 0);
    // In one that there is (a descriptor of it): namespaces that belong to it.
    [[nodiscard]] static Result<Keeper> in(int userNamespace, int others);
    Keeper(Keeper &&other) noexcept : m_pid(std::exchange(other.m_pid, -1)) {}
    Keeper(const Keeper &) = delete;
    Keeper &operator=(const Keeper &) = delete;
    ~Keeper();
    // "/proc/PID/ns/user", of "user", "net" …
    [[nodiscard]] std::string path(std::string_view kind) const;

private:
    explicit Keeper(pid_t pid) : m_pid(pid) {}
    pid_t m_pid;
};

struct RunOptions
{
    std::vector<std::string>
        argv; // argv[0] is a path, or searched in PATH; "/proc/self/exe" is the caller itself
    std::vector<std::string> env; // empty: the caller's
    bool mountNamespace = true;   // a mount namespace of its own, private
};
// Runs a program as root of the mapping, with the caller's streams and folder; signals that would end the
// caller end the child too. Its exit code, or 128 + n. For a program that re-executes itself: mark it by an
// argument or a variable. NotOnThisMachine when the kernel or a security module does not let this user make a
// user namespace.
[[nodiscard]] Result<int> run(const Mapping &mapping, const RunOptions &options);
// Replaces the caller by it: the same, then exits with its code. Only returns on failure.
[[nodiscard]] Error exec(const Mapping &mapping, const RunOptions &options);

} // namespace tare::userns
