// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/registry/bad_proxy.h"

#include "core/base/strings.h"

using namespace tare;

BadProxy::BadProxy(std::string registry)
    : m_registry(std::move(registry)), m_server([this](const MockRequest &r) { return pass(r); })
{
}

MockReply BadProxy::pass(const MockRequest &request)
{
    registry::Request ask;
    ask.url = registry::Url::parse("http://" + m_registry + request.target).value();
    ask.method = request.method;
    ask.body = request.body;
    ask.maxRedirects = 0;
    ask.retry = false;
    ask.limit = 256U << 20U;
    for (const char *name : {"accept", "authorization", "range", "content-type", "content-range"}) {
        if (!request.header(name).empty())
            ask.headers.push_back(std::string(name) + ": " + request.header(name));
    }
    const std::string sent = request.header("content-range");
    const auto range = split(sent, '-');
    if (range.size() == 2 && request.body.size() < parseUnsigned(request.header("content-length")).value_or(0)) {
        const std::int64_t from = parseInt(range[0]).value_or(0); // it was cut on the way
        ask.headers.back() = "content-range: " + std::to_string(from) + "-" +
                             std::to_string(from + static_cast<std::int64_t>(request.body.size()) - 1);
    }
    auto answer = m_session.perform(std::move(ask));
    if (!answer)
        return {502, {}, answer.error().text()};
    MockReply out{answer->head.status, {}, answer->body};
    for (const auto &[name, value] : answer->head.headers) {
        if (name == "content-length" || name == "connection" || name == "transfer-encoding")
            continue;
        const std::string own = "http://" + m_registry;
        out.headers.push_back(name + ": " +
                              (name == "location" && value.starts_with(own) ? value.substr(own.size()) : value));
    }
    if (request.method == "HEAD" && !answer->head.header("content-length").empty())
        out.length = static_cast<long>(parseInt(answer->head.header("content-length")).value_or(0));
    if (mangle)
        mangle(request, out);
    return out;
}
