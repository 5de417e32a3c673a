// SPDX-License-Identifier: GPL-3.0-or-later
// flock(2) on a file of its own, held by a descriptor: it ends with its owner, whatever ends the owner.
#pragma once

#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <chrono>
#include <string>

namespace tare {

class FileLock
{
public:
    enum class Mode { Shared, Exclusive };
    // Creates the file (0600) when it is missing. Waits at most `limit`; Errc::Timeout names the path.
    [[nodiscard]] static Result<FileLock> acquire(const std::string &path, Mode mode,
                                                  std::chrono::milliseconds limit = std::chrono::seconds(30),
                                                  const CancelToken &cancel = {});
    [[nodiscard]] int fd() const { return m_fd.get(); }

private:
    explicit FileLock(UniqueFd fd) : m_fd(std::move(fd)) {}
    UniqueFd m_fd;
};

} // namespace tare
