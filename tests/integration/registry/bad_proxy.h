// SPDX-License-Identifier: GPL-3.0-or-later
// A proxy in front of a real registry that a test may let cut, corrupt, redirect and refuse what passes.
#pragma once

#include "core/registry/http.h"
#include "tests/core/registry/mock_server.h"

#include <functional>
#include <string>

class BadProxy
{
public:
    explicit BadProxy(std::string registry); // "127.0.0.1:5000"

    // Called with what the registry has answered; may change it. A lock is held.
    std::function<void(const MockRequest &, MockReply &)> mangle;

    [[nodiscard]] std::string host() const { return m_server.host(); }
    [[nodiscard]] MockServer &server() { return m_server; }

private:
    MockReply pass(const MockRequest &request);
    std::string m_registry;
    tare::registry::HttpSession m_session;
    MockServer m_server;
};
