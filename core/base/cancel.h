// SPDX-License-Identifier: GPL-3.0-or-later
// Cancellation that any thread may ask for and that a poll() can wait on.
#pragma once

#include "core/base/result.h"

#include <memory>

namespace tare {

// A copy shares its state. A default-constructed token can never be cancelled and costs nothing.
class CancelToken
{
public:
    CancelToken() = default;
    // True once cancel() of its source was called.
    [[nodiscard]] bool cancelled() const;
    // Becomes readable on cancel; -1 for a token without a source.
    [[nodiscard]] int pollFd() const;
    // Errc::Cancelled when cancelled, so that a loop can say TARE_CHECK(token.check()).
    [[nodiscard]] Status check() const;

private:
    friend class CancelSource;
    struct State;
    std::shared_ptr<State> m_state;
};

class CancelSource
{
public:
    CancelSource();
    void cancel();
    [[nodiscard]] CancelToken token() const { return m_token; }

private:
    CancelToken m_token;
};

} // namespace tare
