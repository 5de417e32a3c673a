// SPDX-License-Identifier: GPL-3.0-or-later
// Result<T>: a value or an Error. Nothing in core throws across a folder's edge.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace tare {

enum class Errc {
    Internal,            // a bug of ours, or a failure nobody foresaw
    System,              // a system call failed; see Error::osError
    InvalidArgument,     // what the user typed or chose makes no sense
    NoSuchContainer,     // subject: the name or id asked for
    NoSuchImage,         // subject: the reference
    AmbiguousId,         // subject: a prefix that fits several objects
    NameInUse,           // subject: the name
    NotRunning,          // subject: the container
    AlreadyRunning,      // subject: the container
    AlreadyPaused,       // subject: the container
    NotPaused,           // subject: the container
    Paused,              // subject: the container; the operation needs it unpaused
    ImageInUse,          // subject: the image
    CommandNotFound,     // exit code 127; subject: the command
    CommandNotRunnable,  // exit code 126; subject: the command
    LimitNotApplied,     // subject: the limit, as its flag
    LimitOutOfRange,     // subject: the limit, as its flag
    CorruptArchive,      // subject: the file
    DigestMismatch,      // subject: the digest that was expected
    UnsafePath,          // subject: the path inside the layer
    TooLarge,            // subject: what exceeds a limit (decompression bomb, manifest, …)
    WrongPlatform,       // subject: the reference
    Unsupported,         // subject: the media type, feature …
    NotFound,            // subject: a file, a tag, a blob
    PermissionDenied,    // subject: what
    Unauthorized,        // subject: the registry
    RegistryError,       // subject: the registry; reason: its own text
    NetworkError,        // subject: the host
    NoSpace,             // subject: the file system
    Timeout,             // subject: what did not answer
    Cancelled,
    NotOnThisMachine,    // subject: the feature; reason: what is missing; advice: the fix
};

// What failed, to what, why, and what the user can do next. English; the window translates by `code`
// and `subject`, and shows `reason` in the details.
struct Error
{
    Errc code = Errc::Internal;
    std::string doing;   // "load image", "start container": the outermost thing that was being done
    std::string subject; // what it was done to
    std::string reason;  // why it failed, a clause without a final stop
    std::string advice;  // one sentence, or empty
    int osError = 0;     // errno, or 0
    std::vector<std::string> chain; // what was being done on the way, innermost first

    // One line for a terminal or a log. Control characters in foreign text are escaped.
    [[nodiscard]] std::string text() const;
    // Docker's: 127 not found, 126 not runnable, 125 everything else.
    [[nodiscard]] int exitCode() const;
    // Adds what was being done and returns itself.
    Error &&while_(std::string doingWhat) &&;
};

template <class T> using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] tl::unexpected<Error> fail(Errc code, std::string subject, std::string reason = {},
                                         std::string advice = {});
// From errno (or `os`), which is read before anything else.
[[nodiscard]] tl::unexpected<Error> failSystem(std::string doing, std::string subject, int os = -1);

[[nodiscard]] const char *errcName(Errc code);

} // namespace tare

// auto x = TARE_TRY(expression): the value, or return the error from the enclosing function.
#define TARE_TRY(...)                                                                                        \
    (__extension__({                                                                                         \
        auto tareTryResult = (__VA_ARGS__);                                                                  \
        if (!tareTryResult) [[unlikely]]                                                                     \
            return tl::unexpected<::tare::Error>(std::move(tareTryResult).error());                          \
        ::tare::detail::unwrap(std::move(tareTryResult));                                                    \
    }))

// TARE_CHECK(expression): for a Status.
#define TARE_CHECK(...)                                                                                      \
    do {                                                                                                     \
        auto tareCheckResult = (__VA_ARGS__);                                                                \
        if (!tareCheckResult) [[unlikely]]                                                                   \
            return tl::unexpected<::tare::Error>(std::move(tareCheckResult).error());                        \
    } while (false)

namespace tare::detail {
template <class T> T unwrap(tl::expected<T, Error> &&result) { return std::move(*result); }
inline void unwrap(tl::expected<void, Error> &&) {}
} // namespace tare::detail
