// SPDX-License-Identifier: GPL-3.0-or-later
// A machine of its own for a test of networks: a network namespace with an uplink, and another one outside.
#pragma once

#include "core/base/subprocess.h"

#include <string>
#include <vector>

// Puts the whole process into a network namespace of its own; before anything else. False where that is not allowed.
[[nodiscard]] bool enterOwnNetwork();

class Stage
{
public:
    Stage(); // fresh folders with the starter image; the uplink 10.9.9.1/24 with the machine 10.9.9.2 at its other end
    ~Stage();
    Stage(const Stage &) = delete;
    Stage &operator=(const Stage &) = delete;

    [[nodiscard]] const std::string &missing() const { return m_missing; }
    [[nodiscard]] const std::string &state() const { return m_state; }
    [[nodiscard]] const std::string &root() const { return m_root; }
    [[nodiscard]] int outsideNamespace() const { return m_outside.get(); }
    tare::RunOutput tare(std::vector<std::string> words) const;
    // Its output without the last line end, when it went well; else "!" and what it said.
    std::string said(std::vector<std::string> words) const;
    // Containers that run on: one that sleeps, and a web server at port 80 that says its name.
    static std::vector<std::string> sleeperWords(const std::string &name, const std::vector<std::string> &options);
    static std::vector<std::string> webWords(const std::string &name, const std::vector<std::string> &options);
    std::string addressIn(const std::string &container, const std::string &network) const;
    // What `said` makes of an output; and of that of a web server.
    static std::string answerOf(const tare::RunOutput &output);
    static std::string fetch(const std::string &url);
    // A program here, and on the machine outside.
    static tare::RunOutput here(std::vector<std::string> words);
    tare::RunOutput outside(std::vector<std::string> words) const;
    [[nodiscard]] tare::SpawnOptions command(std::vector<std::string> words) const;
    // Devices, rules, namespaces, leases, records, proxies: whatever is there though no container is.
    [[nodiscard]] std::string leftovers() const;
    void removeAll() const; // containers, by force

private:
    std::string m_root, m_state, m_program, m_missing;
    tare::UniqueFd m_outside;
};
