// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

#include "core/base/strings.h"

#include <cerrno>
#include <cstring>

namespace tare {
namespace {

std::string sentence(const Error &e)
{
    const std::string &s = e.subject;
    auto withReason = [&](const std::string &head) { return e.reason.empty() ? head : head + ": " + e.reason; };
    switch (e.code) {
    case Errc::NoSuchContainer: return "No such container: " + s;
    case Errc::NoSuchImage: return "No such image: " + s;
    case Errc::AmbiguousId: return "Multiple IDs found with provided prefix: " + s;
    case Errc::NameInUse: // without a name, the reason is a whole sentence, of what is no container
        if (s.empty())
            return e.reason;
        return "Conflict. The container name \"" + s + "\" is already in use" +
               (e.reason.empty() ? std::string() : " by " + e.reason) +
               ". You have to remove (or rename) that container to be able to reuse that name.";
    case Errc::NotRunning: return e.reason.empty() ? "Container " + s + " is not running" : e.reason;
    case Errc::AlreadyRunning: return e.reason.empty() ? "Container " + s + " is already running" : e.reason;
    case Errc::AlreadyPaused: return "Container " + s + " is already paused";
    case Errc::NotPaused: return "Container " + s + " is not paused";
    case Errc::Paused:
        return e.reason.empty() ? "Container " + s + " is paused, unpause the container before exec" : e.reason;
    case Errc::ImageInUse: // Docker's whole sentence, when it says why
        return e.reason.starts_with("conflict: ") ? e.reason : withReason("Image " + s + " is in use");
    case Errc::CommandNotFound: // a name is looked for in $PATH, a path is looked at
        return "exec: \"" + s + "\": " +
               (s.find('/') == std::string::npos ? "executable file not found in $PATH"
                : e.reason.empty() || e.reason == "No such file or directory"
                    ? "stat " + s + ": no such file or directory"
                    : e.reason);
    case Errc::CommandNotRunnable: {
        const std::string head = "exec: \"" + s + "\": permission denied";
        return e.reason.empty() || e.reason == "Permission denied" ? head : head + " (" + e.reason + ")";
    }
    case Errc::LimitNotApplied: return withReason("The limit " + s + " cannot be applied here");
    case Errc::LimitOutOfRange: return withReason("Invalid value for " + s);
    case Errc::CorruptArchive: return withReason("Corrupt or truncated archive " + s);
    case Errc::DigestMismatch: return withReason("Digest mismatch for " + s);
    case Errc::UnsafePath: return withReason("Refused unsafe path in layer: " + s);
    case Errc::TooLarge: return withReason("Too large: " + s);
    case Errc::WrongPlatform: return withReason("No image for this machine in " + s);
    case Errc::Unsupported: return s.empty() ? e.reason : withReason("Not supported: " + s);
    case Errc::NotFound: return s.empty() ? e.reason : withReason("Not found: " + s);
    case Errc::PermissionDenied: return withReason("Permission denied: " + s);
    case Errc::Unauthorized: return withReason("Not authorized by " + s);
    case Errc::RegistryError: return withReason("The registry " + s + " answered with an error");
    case Errc::NetworkError: return withReason("Cannot reach " + s);
    case Errc::NoSpace: return withReason("No space left on " + s);
    case Errc::Timeout: return withReason("Timed out: " + s);
    case Errc::Cancelled: return "Cancelled";
    case Errc::NotOnThisMachine: return withReason("Not available on this machine: " + s);
    case Errc::InvalidArgument: return e.reason.empty() ? "Invalid: " + s : (s.empty() ? e.reason : s + ": " + e.reason);
    case Errc::System:
    case Errc::Internal: break;
    }
    std::string out = e.doing.empty() ? std::string("failed") : e.doing;
    if (!s.empty())
        out += " " + s;
    return withReason(std::move(out));
}

} // namespace

std::string Error::text() const
{
    std::string out;
    for (auto it = chain.rbegin(); it != chain.rend(); ++it)
        out += *it + ": ";
    return escapeControl(out + sentence(*this));
}

int Error::exitCode() const
{
    switch (code) {
    case Errc::CommandNotFound: return 127;
    case Errc::CommandNotRunnable: return 126;
    default: return 125;
    }
}

Error &&Error::while_(std::string doingWhat) &&
{
    chain.push_back(std::move(doingWhat));
    return std::move(*this);
}

tl::unexpected<Error> fail(Errc code, std::string subject, std::string reason, std::string advice)
{
    Error e;
    e.code = code;
    e.subject = std::move(subject);
    e.reason = std::move(reason);
    e.advice = std::move(advice);
    return tl::unexpected<Error>(std::move(e));
}

tl::unexpected<Error> failSystem(std::string doing, std::string subject, int os)
{
    const int code = os >= 0 ? os : errno;
    Error e;
    e.code = code == ENOSPC || code == EDQUOT ? Errc::NoSpace : Errc::System;
    e.doing = std::move(doing);
    e.subject = std::move(subject);
    e.osError = code;
    e.reason = strerrorText(code);
    if (e.code == Errc::NoSpace)
        e.reason = e.doing + ": " + e.reason;
    return tl::unexpected<Error>(std::move(e));
}

const char *errcName(Errc code)
{
    switch (code) {
    case Errc::Internal: return "Internal";
    case Errc::System: return "System";
    case Errc::InvalidArgument: return "InvalidArgument";
    case Errc::NoSuchContainer: return "NoSuchContainer";
    case Errc::NoSuchImage: return "NoSuchImage";
    case Errc::AmbiguousId: return "AmbiguousId";
    case Errc::NameInUse: return "NameInUse";
    case Errc::NotRunning: return "NotRunning";
    case Errc::AlreadyRunning: return "AlreadyRunning";
    case Errc::AlreadyPaused: return "AlreadyPaused";
    case Errc::NotPaused: return "NotPaused";
    case Errc::Paused: return "Paused";
    case Errc::ImageInUse: return "ImageInUse";
    case Errc::CommandNotFound: return "CommandNotFound";
    case Errc::CommandNotRunnable: return "CommandNotRunnable";
    case Errc::LimitNotApplied: return "LimitNotApplied";
    case Errc::LimitOutOfRange: return "LimitOutOfRange";
    case Errc::CorruptArchive: return "CorruptArchive";
    case Errc::DigestMismatch: return "DigestMismatch";
    case Errc::UnsafePath: return "UnsafePath";
    case Errc::TooLarge: return "TooLarge";
    case Errc::WrongPlatform: return "WrongPlatform";
    case Errc::Unsupported: return "Unsupported";
    case Errc::NotFound: return "NotFound";
    case Errc::PermissionDenied: return "PermissionDenied";
    case Errc::Unauthorized: return "Unauthorized";
    case Errc::RegistryError: return "RegistryError";
    case Errc::NetworkError: return "NetworkError";
    case Errc::NoSpace: return "NoSpace";
    case Errc::Timeout: return "Timeout";
    case Errc::Cancelled: return "Cancelled";
    case Errc::NotOnThisMachine: return "NotOnThisMachine";
    }
    return "Internal";
}

} // namespace tare
