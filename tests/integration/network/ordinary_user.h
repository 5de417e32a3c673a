// SPDX-License-Identifier: GPL-3.0-or-later
// A user who is made for a test, with subordinate ids, a home and Tare's programs in it; gone with the object, with
// whatever ran under that id. As root only. The process gets a mount namespace in which /dev/net/tun is for everybody,
// as it is where udev made it.
#pragma once

#include "core/base/subprocess.h"

#include <string>
#include <sys/types.h>
#include <vector>

class OrdinaryUser
{
public:
    OrdinaryUser();
    ~OrdinaryUser();
    OrdinaryUser(const OrdinaryUser &) = delete;
    OrdinaryUser &operator=(const OrdinaryUser &) = delete;

    [[nodiscard]] const std::string &missing() const { return m_missing; } // why the test cannot run here, or empty
    [[nodiscard]] const std::string &home() const { return m_home; }
    [[nodiscard]] std::string id() const { return std::to_string(m_id); }
    // The command `tare` by that user; `path` is the user's $PATH.
    [[nodiscard]] std::vector<std::string> command(std::vector<std::string> words, const std::string &path = usualPath) const;
    tare::RunOutput tare(std::vector<std::string> words, const std::string &path = usualPath) const;
    void removeAll() const; // containers, by force
    // Records of containers and networks, and processes, whatever is there though no container is.
    [[nodiscard]] std::string leftovers() const;

    static inline const std::string usualPath = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

private:
    std::string m_home, m_name, m_missing;
    uid_t m_id = 0;
};
