// SPDX-License-Identifier: GPL-3.0-or-later
// Where things are kept. XDG base directory specification 0.8: relative values are ignored.
#pragma once

#include "core/base/result.h"

#include <string>

namespace tare {

struct Paths
{
    std::string root;  // images, layers, containers, kernels, results; --root
    std::string state; // sockets, locks, pids: gone after a reboot; --state

    [[nodiscard]] std::string images() const { return root + "/images"; }             // an OCI image layout
    [[nodiscard]] std::string layers() const { return root + "/layers"; }             // unpacked, by chain id
    [[nodiscard]] std::string containers() const { return root + "/containers"; }     // one folder an id
    [[nodiscard]] std::string container(const std::string &id) const { return containers() + "/" + id; }
    // A folder of the container's own that is mounted in it.
    [[nodiscard]] std::string volume(const std::string &id, const std::string &name) const
    {
        return container(id) + "/volumes/" + name + "/_data";
    }
    [[nodiscard]] std::string vm() const { return root + "/vm"; }                     // kernels, guest disks
    [[nodiscard]] std::string experiments() const { return root + "/experiments"; }
    [[nodiscard]] std::string temporary() const { return root + "/tmp"; }             // same file system as root
    // Sockets are here: the folder's name is short, since a socket's path holds 107 bytes at most (unix(7)).
    [[nodiscard]] std::string live(const std::string &id) const { return state + "/c/" + id.substr(0, 12); }
    [[nodiscard]] std::string runtime() const { return state + "/runtime"; }          // tare-runtime --root
    [[nodiscard]] std::string events() const { return state + "/events.jsonl"; }

    // As root /var/lib/tare and /run/tare; otherwise below $XDG_DATA_HOME and $XDG_RUNTIME_DIR.
    // Without a runtime folder: /tmp/tare-UID, made 0700 and checked to be the user's own.
    // Empty arguments mean the default; $TARE_ROOT and $TARE_STATE come before it.
    [[nodiscard]] static Result<Paths> resolve(const std::string &root = {}, const std::string &state = {});
    // Creates the folders, 0700 (0710 where a container's user namespace must pass through).
    [[nodiscard]] Status create() const;
};

[[nodiscard]] std::string configDir(); // $XDG_CONFIG_HOME/tare
[[nodiscard]] std::string environment(const char *name); // empty when unset

} // namespace tare
