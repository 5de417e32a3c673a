// SPDX-License-Identifier: GPL-3.0-or-later
// The streams of a running process: an attached container, or an exec in one.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string_view>

namespace tare {

// One thread may read while another writes (write, closeStdin, resize); nothing else at the same time.
// Destroying it lets go of the streams and of nothing else: an attached container runs on.
class Session
{
public:
    enum class Stream { Stdout, Stderr, Ended };
    struct Chunk
    {
        Stream stream = Stream::Ended; // with a terminal everything is Stdout
        std::string_view bytes;        // valid until the next call
    };

    virtual ~Session() = default;
    // For poll(), QSocketNotifier …: readable when read() has something to say (also at the end).
    [[nodiscard]] virtual int pollFd() const = 0;
    // Does not block: an empty Stdout chunk when there is nothing now; Ended once, when all is said and the
    // process is gone; exitCode() is known then.
    [[nodiscard]] virtual Result<Chunk> read() = 0;
    // Blocks while the process does not read. An error when it is gone.
    [[nodiscard]] virtual Status write(std::string_view bytes) = 0;
    virtual void closeStdin() = 0;
    virtual void resize(unsigned short rows, unsigned short columns) = 0;
    [[nodiscard]] virtual std::optional<int> exitCode() const = 0;
};

} // namespace tare
