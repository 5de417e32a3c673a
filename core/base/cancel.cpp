// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cancel.h"

#include "core/base/unique_fd.h"

#include <atomic>
#include <cstdint>
#include <sys/eventfd.h>

namespace tare {

struct CancelToken::State
{
    std::atomic<bool> cancelled = false;
    UniqueFd fd{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
};

bool CancelToken::cancelled() const { return m_state && m_state->cancelled.load(std::memory_order_acquire); }
int CancelToken::pollFd() const { return m_state ? m_state->fd.get() : -1; }

Status CancelToken::check() const
{
    if (cancelled())
        return fail(Errc::Cancelled, {});
    return {};
}

CancelSource::CancelSource() { m_token.m_state = std::make_shared<CancelToken::State>(); }

void CancelSource::cancel()
{
    m_token.m_state->cancelled.store(true, std::memory_order_release);
    const std::uint64_t one = 1;
    // It can only fail when the counter is full, and then the descriptor is readable already.
    [[maybe_unused]] const ssize_t written = ::write(m_token.m_state->fd.get(), &one, sizeof one);
}

} // namespace tare
