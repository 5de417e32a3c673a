// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/log_reader.h"

#include "core/base/file.h"
#include "core/base/time.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>

namespace tare::local {
namespace {

constexpr int mostFiles = 1000; // LogFiles::count has no more

// Where the last `lines` lines of the file begin, found backwards; how many there are when it has fewer.
off_t tailOffset(int fd, off_t size, std::int64_t &lines)
{
    char buffer[65536];
    off_t end = size;
    bool last = true; // the end of the last line is not the beginning of another
    while (end > 0) {
        const off_t begin = std::max<off_t>(0, end - static_cast<off_t>(sizeof buffer));
        const ssize_t n = ::pread(fd, buffer, static_cast<std::size_t>(end - begin), begin);
        if (n <= 0)
            break;
        for (ssize_t i = n - 1; i >= 0; --i) {
            if (buffer[i] != '\n')
                continue;
            if (!last && --lines <= 0)
                return begin + i + 1;
            last = false;
        }
        end = begin;
    }
    if (size > 0 && lines > 0)
        --lines;
    return 0;
}

} // namespace

std::optional<LogLine> parseLogLine(std::string_view text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    const auto log = json.find("log"), stream = json.find("stream"), time = json.find("time");
    if (log == json.end() || !log->is_string() || stream == json.end() || !stream->is_string() ||
        time == json.end() || !time->is_string())
        return std::nullopt;
    LogLine out;
    out.text = log->get<std::string>();
    out.isStderr = stream->get_ref<const std::string &>() == "stderr";
    out.time = parseTime(time->get_ref<const std::string &>()).value_or(0);
    if (const auto attributes = json.find("attrs"); attributes != json.end() && attributes->is_object()) {
        for (const auto &[name, value] : attributes->items()) {
            if (value.is_string())
                out.attributes[name] = value.get<std::string>();
        }
    }
    return out;
}

bool LogReader::offer(std::string_view text, const Sink &sink) const
{
    const auto line = parseLogLine(text);
    if (!line || (m_options.since && line->time < *m_options.since) ||
        (m_options.until && line->time > *m_options.until))
        return true;
    return sink(*line);
}

Result<bool> LogReader::readNew(const Sink &sink)
{
    char buffer[65536];
    while (m_file) {
        const ssize_t n = ::read(m_file.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failSystem("read", m_path);
        if (n == 0)
            break;
        std::string_view bytes(buffer, static_cast<std::size_t>(n));
        for (std::size_t end = 0; (end = bytes.find('\n')) != std::string_view::npos;
             bytes.remove_prefix(end + 1)) {
            m_partial += bytes.substr(0, end);
            const bool more = offer(m_partial, sink);
            m_partial.clear();
            if (!more)
                return false;
        }
        m_partial += bytes;
    }
    return true;
}

Result<bool> LogReader::readExisting(const Sink &sink)
{
    std::int64_t lines = m_options.tail.value_or(-1);
    const bool tail = lines >= 0;
    std::vector<UniqueFd> files; // the newest first
    std::string name = m_path;
    for (int older = 1; older <= mostFiles; ++older) {
        UniqueFd file(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
        if (!file && older > 1)
            break;
        if (file)
            files.push_back(std::move(file));
        name = m_path + "." + std::to_string(older);
    }
    std::vector<off_t> from(files.size(), 0);
    for (std::size_t i = 0; i < files.size() && tail; ++i) {
        struct stat st
        {
        };
        if (::fstat(files[i].get(), &st) == 0)
            from[i] = lines > 0 ? tailOffset(files[i].get(), st.st_size, lines) : st.st_size;
    }
    for (std::size_t i = files.size(); i-- > 0;) {
        ::lseek(files[i].get(), from[i], SEEK_SET);
        m_file = std::move(files[i]);
        m_partial.clear();
        if (!TARE_TRY(readNew(sink)))
            return false;
    }
    return true;
}

Status LogReader::follow(const Sink &sink, int ended, const CancelToken &cancel)
{
    const std::string folder = m_path.substr(0, m_path.rfind('/'));
    const UniqueFd watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    if (!watch || ::inotify_add_watch(watch.get(), folder.c_str(), IN_MODIFY | IN_CREATE | IN_MOVED_FROM) < 0)
        return failSystem("watch", folder);
    while (true) {
        // Asked before reading, so that what is said at the very end is read too.
        pollfd over{ended, POLLIN, 0};
        const bool last = ::poll(&over, 1, 0) != 0;
        if (!TARE_TRY(readNew(sink)))
            return {};
        struct stat open
        {
        }, named{};
        const bool haveNamed = ::stat(m_path.c_str(), &named) == 0;
        const bool haveOpen = m_file && ::fstat(m_file.get(), &open) == 0;
        if (haveNamed &&
            (!haveOpen || open.st_ino != named.st_ino)) { // rotated; the old one is read to its end
            m_file = UniqueFd(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC));
            m_partial.clear();
            continue;
        }
        if (last)
            return {};
        pollfd wake[3] = {{watch.get(), POLLIN, 0}, {ended, POLLIN, 0}, {cancel.pollFd(), POLLIN, 0}};
        ::poll(wake, 3, -1);
        TARE_CHECK(cancel.check());
        alignas(inotify_event) char events[4096];
        while (::read(watch.get(), events, sizeof events) > 0) {
        }
    }
}

} // namespace tare::local
