// SPDX-License-Identifier: GPL-3.0-or-later
// A real registry (docker-registry) on a free loopback port, with its storage in the test's folder.
#pragma once

#include "core/base/subprocess.h"

#include <optional>
#include <string>
#include <vector>

struct RegistryOptions
{
    std::string user, password;   // asks for them when given
    std::string certificate, key; // speaks TLS when given
    std::string clientAuthority = {}; // and wants a certificate by it
    // Sends everybody without a token here; certificate of who signs them, who says to be "tests" for "registry".
    std::string tokenRealm = {}, tokenAuthority = {};
};

class RegistryServer
{
public:
    // Empty with a printed reason when docker-registry is not installed.
    [[nodiscard]] static std::optional<RegistryServer> start(const std::string &folder,
                                                             const RegistryOptions &options = {});
    ~RegistryServer();
    RegistryServer(RegistryServer &&other) noexcept;
    RegistryServer &operator=(RegistryServer &&) = delete;

    [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(m_port); }

private:
    RegistryServer(tare::Child child, int port) : m_child(std::move(child)), m_port(port) {}
    tare::Child m_child;
    int m_port;
};

// Runs a program; its output, or nothing (and what it said is printed) when it fails.
[[nodiscard]] std::optional<std::string> runTool(const std::vector<std::string> &argv);
