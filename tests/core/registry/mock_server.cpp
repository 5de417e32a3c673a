// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/registry/mock_server.h"

#include "core/base/strings.h"

#include <QtGlobal>
#include <algorithm>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

using namespace tare;

MockServer::MockServer(Handler handler)
    : m_handler(std::move(handler)), m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      m_stop(::eventfd(0, EFD_CLOEXEC))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (::bind(m_listener.get(), generic, length) != 0 || ::listen(m_listener.get(), 32) != 0 ||
        ::getsockname(m_listener.get(), generic, &length) != 0)
        qFatal("no port for the test's server");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

MockServer::~MockServer()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_stop.get(), &one, sizeof one);
    m_thread.join();
    for (std::thread &connection : m_connections)
        connection.join();
}

std::vector<MockRequest> MockServer::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

std::vector<MockRequest> MockServer::requestsOf(const std::string &targetStart) const
{
    std::vector<MockRequest> out = requests();
    std::erase_if(out, [&](const MockRequest &r) { return !r.target.starts_with(targetStart); });
    return out;
}

void MockServer::serve()
{
    for (;;) {
        pollfd fds[] = {{m_listener.get(), POLLIN, 0}, {m_stop.get(), POLLIN, 0}};
        ::poll(fds, 2, -1);
        if (fds[1].revents != 0)
            return;
        const int fd = ::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
        if (fd >= 0)
            m_connections.emplace_back([this, fd] { answer(fd); });
    }
}

void MockServer::answer(int raw)
{
    const UniqueFd fd(raw);
    std::string text;
    const auto more = [&] {
        char buffer[4096];
        pollfd fds[] = {{fd.get(), POLLIN, 0}, {m_stop.get(), POLLIN, 0}};
        ::poll(fds, 2, -1);
        const ssize_t got = fds[1].revents != 0 ? 0 : ::recv(fd.get(), buffer, sizeof buffer, 0);
        if (got > 0)
            text.append(buffer, static_cast<std::size_t>(got));
        return got > 0;
    };
    while (text.find("\r\n\r\n") == std::string::npos) {
        if (!more() || text[0] == 0x16) // TLS is not spoken here
            return;
    }
    MockRequest request;
    const auto lines = split(std::string_view(text).substr(0, text.find("\r\n\r\n")), '\n');
    const auto words = split(trim(lines.at(0)), ' ');
    request.method = words.at(0);
    request.target = words.at(1);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::size_t colon = lines[i].find(':');
        request.headers[toLower(lines[i].substr(0, colon))] = trim(lines[i].substr(colon + 1));
    }
    const std::size_t given = parseUnsigned(request.header("content-length")).value_or(0);
    std::size_t wanted = given;
    if (given > 0 && takes) {
        const std::scoped_lock lock(m_mutex);
        wanted = std::min(given, takes(request));
    }
    text.erase(0, text.find("\r\n\r\n") + 4);
    while (text.size() < wanted) {
        if (!more())
            return;
    }
    request.body = text.substr(0, wanted);
    MockReply reply;
    {
        const std::scoped_lock lock(m_mutex);
        m_requests.push_back(request);
        reply = m_handler(request);
    }
    if (wanted < given) // it was cut on the way
        return;
    std::string out = "HTTP/1.1 " + std::to_string(reply.status) + " X\r\nConnection: close\r\n";
    const auto length = reply.length == -1 ? static_cast<long>(reply.body.size()) : reply.length;
    if (length >= 0)
        out += "Content-Length: " + std::to_string(length) + "\r\n";
    for (const std::string &header : reply.headers)
        out += header + "\r\n";
    out +=
        "\r\n" +
        (request.method == "HEAD" ? "" : reply.body.substr(0, std::min(reply.cutAfter, reply.body.size())));
    std::string_view left = out;
    while (!left.empty()) {
        const ssize_t sent = ::send(fd.get(), left.data(), left.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        left.remove_prefix(static_cast<std::size_t>(sent));
    }
    while (reply.hold && more()) {
    }
    ::shutdown(fd.get(), SHUT_WR);
    if (reply.cutAfter == SIZE_MAX) {
        while (more()) { // so that a reset does not overtake the answer
        }
    }
}
