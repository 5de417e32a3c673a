// SPDX-License-Identifier: GPL-3.0-or-later
// Hands out tokens that Debian's docker-registry takes (distribution, spec/auth/jwt), signed by a key of the test's.
#pragma once

#include "tests/core/registry/mock_server.h"

#include <atomic>
#include <memory>
#include <string>

class TokenServer
{
public:
    // Keys are made in `folder`. Everybody may pull; "me" with "secret" may do everything.
    explicit TokenServer(std::string folder);

    [[nodiscard]] std::string realm() const { return m_server->url("/token"); }
    [[nodiscard]] std::string authority() const { return m_folder + "/token-cert.pem"; }
    [[nodiscard]] MockServer &server() { return *m_server; }
    std::atomic<int> tokens{0};

private:
    MockReply answer(const MockRequest &request);
    [[nodiscard]] std::string sign(const std::string &claims) const;
    std::string m_folder, m_certificate; // base64 of DER
    std::unique_ptr<MockServer> m_server;
};
