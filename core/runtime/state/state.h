// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a container between two calls of the runtime: <root>/<id>/state.json.
#pragma once

#include "core/base/process_id.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/runtime/spec/spec.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tare::runtime {

enum class ContainerStatus { Creating, Created, Running, Paused, Stopped };
[[nodiscard]] const char *statusText(ContainerStatus status); // the specification's words

struct State
{
    std::string id, bundle, version;
    ProcessId process;      // pid 0 while it is being created
    std::string cgroupPath; // empty: the container runs in its caller's group
    std::string created;    // RFC 3339
    std::string owner;      // who created it: a name, or a number where there is none
    std::string rootfs;
    std::map<std::string, std::string> annotations;
    bool userNamespace = false;
    std::uint64_t hostMount = 0; // the mount of the root, where the container shares the host's mounts; else 0

    [[nodiscard]] std::string toJson(ContainerStatus status, bool internal, int indent = 2) const;
    [[nodiscard]] static Result<State> fromJson(const std::string &text);
};

// One container's folder, held by a lock while something is done to it.
class StateDir
{
public:
    // A container's id: letters, digits and _ + - . only, at most 1024, not "." or "..".
    [[nodiscard]] static Status checkId(const std::string &id);
    // NameInUse when it exists; what a killed runtime left of it is cleared away first.
    [[nodiscard]] static Result<StateDir> create(const std::string &root, const std::string &id);
    // NoSuchContainer. Waits for whoever else works on it.
    [[nodiscard]] static Result<StateDir> open(const std::string &root, const std::string &id);
    // Reads without the lock.
    [[nodiscard]] static Result<State> read(const std::string &root, const std::string &id);
    [[nodiscard]] static Result<std::vector<std::string>> list(const std::string &root);

    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] int lockFd() const { return m_lock.get(); }
    [[nodiscard]] Status write(const State &state, ContainerStatus status) const;
    [[nodiscard]] Status remove() const;
    // The configuration that the container was created with: what is done to the bundle's file afterwards must not affect it
    // (runtime.md, "Lifecycle").
    [[nodiscard]] Status keepSpec(std::string_view text) const;
    // Containers of an earlier version of this program have only the bundle's. `folder` is the container's below the root.
    [[nodiscard]] static Result<Spec> spec(const std::string &folder, const State &state);

    // A FIFO that exists from create to start; the first process waits on it.
    [[nodiscard]] std::string fifo() const { return m_path + "/exec.fifo"; }
    // What the first process says when it fails after `start`.
    [[nodiscard]] std::string startError() const { return m_path + "/start-error"; }

private:
    StateDir(std::string path, UniqueFd lock) : m_path(std::move(path)), m_lock(std::move(lock)) {}
    std::string m_path;
    UniqueFd m_lock;
};

// From the process and the freezer, not from what was written.
[[nodiscard]] ContainerStatus currentStatus(const std::string &root, const State &state);

} // namespace tare::runtime
