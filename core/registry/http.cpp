// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/http.h"

#include "core/registry/transfer.h"

#include <algorithm>
#include <csignal>
#include <deque>
#include <map>
#include <mutex>
#include <poll.h>

namespace tare::registry {
namespace {

// OpenSSL writes to sockets by write(2): a peer that is gone must not end the program.
class PipeSignalBlocked
{
public:
    PipeSignalBlocked()
    {
        sigset_t pending;
        sigpending(&pending);
        m_wasPending = sigismember(&pending, SIGPIPE) == 1;
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~PipeSignalBlocked()
    {
        const timespec now{};
        if (!m_wasPending)
            (void)::sigtimedwait(&m_pipe, nullptr, &now);
        ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    PipeSignalBlocked(const PipeSignalBlocked &) = delete;
    PipeSignalBlocked &operator=(const PipeSignalBlocked &) = delete;

private:
    sigset_t m_pipe{}, m_before{};
    bool m_wasPending = false;
};

void initCurl()
{
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

} // namespace

std::string Head::header(std::string_view lowerName) const
{
    for (const auto &[name, value] : headers) {
        if (name == lowerName)
            return value;
    }
    return {};
}

std::vector<std::string> Head::all(std::string_view lowerName) const
{
    std::vector<std::string> out;
    for (const auto &[name, value] : headers) {
        if (name == lowerName)
            out.push_back(value);
    }
    return out;
}

struct HttpSession::Impl
{
    Impl(const HttpOptions &o, CancelToken c) : options(o), cancel(std::move(c))
    {
        initCurl();
        multi = curl_multi_init();
    }
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;
    ~Impl()
    {
        for (auto &[id, transfer] : transfers)
            curl_multi_remove_handle(multi, transfer->easy());
        transfers.clear();
        curl_multi_cleanup(multi);
    }

    // Puts it on its way, or ends it before it began.
    void launch(Transfer &transfer)
    {
        Status armed = transfer.arm();
        if (armed && curl_multi_add_handle(multi, transfer.easy()) != CURLM_OK)
            armed = fail(Errc::Internal, {}, "libcurl cannot begin");
        if (armed)
            return;
        finished.push_back({transfer.id(), tl::unexpected<Error>(armed.error())});
        transfers.erase(transfer.id());
    }

    void launchDue()
    {
        const auto now = Transfer::Clock::now();
        std::vector<int> due;
        for (const auto &[id, when] : waiting) {
            if (when <= now)
                due.push_back(id);
        }
        for (const int id : due) {
            waiting.erase(id);
            launch(*transfers.at(id));
        }
    }

    [[nodiscard]] int pollTime() const
    {
        auto time = std::chrono::milliseconds(1000);
        for (const auto &[id, when] : waiting) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(when - Transfer::Clock::now());
            time = std::clamp(left, std::chrono::milliseconds(0), time);
        }
        return static_cast<int>(time.count());
    }

    void collect()
    {
        int left = 0;
        while (const CURLMsg *message = curl_multi_info_read(multi, &left)) {
            if (message->msg != CURLMSG_DONE)
                continue;
            const CURLcode code = message->data.result;
            char *raw = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &raw);
            auto &transfer = *reinterpret_cast<Transfer *>(raw); // what arm() put there
            curl_multi_remove_handle(multi, transfer.easy());
            if (const auto when = transfer.ended(code)) {
                waiting[transfer.id()] = *when;
            } else {
                finished.push_back(transfer.take());
                transfers.erase(transfer.id());
            }
        }
    }

    // Until something ended or a moment passed.
    Status pump()
    {
        const PipeSignalBlocked blocked;
        TARE_CHECK(cancel.check());
        const std::size_t before = finished.size();
        launchDue();
        int running = 0;
        if (curl_multi_perform(multi, &running) != CURLM_OK)
            return fail(Errc::Internal, {}, "libcurl cannot go on");
        collect();
        if (finished.size() > before)
            return {};
        curl_waitfd extra{cancel.pollFd(), CURL_WAIT_POLLIN, 0};
        if (curl_multi_poll(multi, &extra, extra.fd >= 0 ? 1 : 0, pollTime(), nullptr) != CURLM_OK)
            return fail(Errc::Internal, {}, "libcurl cannot wait");
        return cancel.check();
    }

    HttpOptions options;
    CancelToken cancel;
    CURLM *multi = nullptr;
    int lastId = 0;
    std::map<int, std::unique_ptr<Transfer>> transfers;
    std::map<int, Transfer::Clock::time_point> waiting;
    std::deque<Finished> finished;
};

HttpSession::HttpSession(const HttpOptions &options, const CancelToken &cancel)
    : m_impl(std::make_unique<Impl>(options, cancel))
{
}

HttpSession::~HttpSession() = default;
HttpSession::HttpSession(HttpSession &&) noexcept = default;
HttpSession &HttpSession::operator=(HttpSession &&) noexcept = default;

int HttpSession::start(Request request)
{
    const int id = ++m_impl->lastId;
    auto transfer = std::make_unique<Transfer>(id, std::move(request), m_impl->options);
    Transfer &begun = *transfer;
    const auto delay = begun.delay();
    m_impl->transfers.emplace(id, std::move(transfer));
    if (delay.count() > 0)
        m_impl->waiting[id] = Transfer::Clock::now() + delay;
    else
        m_impl->launch(begun);
    return id;
}

Status HttpSession::rest(std::chrono::milliseconds time)
{
    pollfd cancelled{m_impl->cancel.pollFd(), POLLIN, 0};
    (void)::poll(&cancelled, cancelled.fd >= 0 ? 1 : 0, static_cast<int>(time.count()));
    return m_impl->cancel.check();
}

void HttpSession::setCancel(const CancelToken &cancel)
{
    m_impl->cancel = cancel;
}

void HttpSession::drop(int id)
{
    const auto it = m_impl->transfers.find(id);
    if (it == m_impl->transfers.end())
        return;
    curl_multi_remove_handle(m_impl->multi, it->second->easy()); // no harm when it is not in it
    m_impl->waiting.erase(id);
    m_impl->transfers.erase(it);
}

Result<Finished> HttpSession::wait()
{
    while (m_impl->finished.empty()) {
        if (m_impl->transfers.empty())
            return fail(Errc::Internal, {}, "no request is under way");
        TARE_CHECK(m_impl->pump());
    }
    Finished out = std::move(m_impl->finished.front());
    m_impl->finished.pop_front();
    return out;
}

Result<Response> HttpSession::perform(Request request, bool *noTls)
{
    const int id = start(std::move(request));
    for (;;) {
        const auto it = std::find_if(m_impl->finished.begin(), m_impl->finished.end(),
                                     [id](const Finished &f) { return f.id == id; });
        if (it != m_impl->finished.end()) {
            Finished out = std::move(*it);
            m_impl->finished.erase(it);
            if (noTls != nullptr)
                *noTls = out.noTls;
            return std::move(out.result);
        }
        if (const Status pumped = m_impl->pump(); !pumped) {
            drop(id);
            return tl::unexpected<Error>(pumped.error());
        }
    }
}

} // namespace tare::registry
