// SPDX-License-Identifier: GPL-3.0-or-later
// A web server on a free loopback port that misbehaves as a test wants it to. One answer a connection.
#pragma once

#include "core/base/unique_fd.h"

#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct MockRequest
{
    std::string method, target;
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;                           // as much of it as was taken
    [[nodiscard]] std::string header(const std::string &name) const
    {
        const auto it = headers.find(name);
        return it == headers.end() ? std::string() : it->second;
    }
};

struct MockReply
{
    int status = 200;
    std::vector<std::string> headers = {};
    std::string body = {};
    long length = -1;                // Content-Length: -1 the body's own, -2 none
    std::size_t cutAfter = SIZE_MAX; // bytes of the body, then the connection ends
    bool hold = false;               // then nothing more comes, and the connection stays
};

class MockServer
{
public:
    using Handler = std::function<MockReply(const MockRequest &)>;
    explicit MockServer(Handler handler);
    // How much of a request's body to take: with less than there is, the connection ends without an answer. Set before
    // the first request; called with a lock held.
    std::function<std::size_t(const MockRequest &)> takes;
    ~MockServer();
    MockServer(const MockServer &) = delete;
    MockServer &operator=(const MockServer &) = delete;

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(m_port); }
    [[nodiscard]] std::string url(const std::string &target) const { return "http://" + host() + target; }
    [[nodiscard]] std::vector<MockRequest> requests() const;
    [[nodiscard]] std::vector<MockRequest> requestsOf(const std::string &targetStart) const;

private:
    void serve();
    void answer(int fd);

    Handler m_handler;
    mutable std::mutex m_mutex;
    std::vector<MockRequest> m_requests;
    tare::UniqueFd m_listener, m_stop;
    int m_port = 0;
    std::list<std::thread> m_connections;
    std::thread m_thread;
};
