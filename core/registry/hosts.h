// SPDX-License-Identifier: GPL-3.0-or-later
// What is set for single registries. $XDG_CONFIG_HOME/tare/registries.json, with the words of Docker's daemon.json:
//
//   { "insecure-registries": ["registry.lan:5000", "10.1.0.0/16"],
//     "registry-mirrors": { "docker.io": ["https://mirror.lan"] },   (or a list: for docker.io)
//     "hub": "https://index.docker.io" }                             (where `search` asks; $TARE_HUB comes first)
//
// Certificates are where Docker and containers-certs.d(5) have them: in a folder HOST[:PORT] below
// $XDG_CONFIG_HOME/tare/certs.d, ~/.config/containers/certs.d, /etc/containers/certs.d or /etc/docker/certs.d (the
// first one that exists), *.crt for authorities, NAME.cert and NAME.key for ourselves.
#pragma once

#include "core/base/result.h"
#include "core/registry/url.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace tare::registry {

struct HostSettings
{
    std::vector<std::string> insecure;                       // "host", "host:port", "10.0.0.0/8"
    std::map<std::string, std::vector<std::string>> mirrors; // by domain; addresses, in their order
    std::string hub = "https://index.docker.io";

    // InvalidArgument for what is no such document: a setting that is not understood is not passed over.
    [[nodiscard]] static Result<HostSettings> parse(std::string_view json);
    // Named in `insecure`, with its port unless that is the usual one; or an address within a range there. Names are
    // not resolved for it.
    [[nodiscard]] bool isInsecure(const Url &url) const;
};

struct HostCertificates
{
    std::string authorities;      // PEM, beside the system's own
    std::string certificate, key; // paths, for a registry that asks who we are
};

// What one program knows of them; read once.
class Hosts
{
public:
    [[nodiscard]] static Result<std::shared_ptr<const Hosts>> load();
    explicit Hosts(HostSettings settings, std::vector<std::string> folders = {})
        : m_settings(std::move(settings)), m_folders(std::move(folders))
    {
    }
    [[nodiscard]] const HostSettings &settings() const { return m_settings; }
    // InvalidArgument for a certificate without its key.
    [[nodiscard]] Result<HostCertificates> certificates(const Url &url) const;

private:
    HostSettings m_settings;
    std::vector<std::string> m_folders;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, HostCertificates> m_certificates; // by authority
};

} // namespace tare::registry
