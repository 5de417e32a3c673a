// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/log.h"

#include "core/monitor/io.h"
#include "core/monitor/text.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::monitor {

void JsonLog::open(const char *path, std::int64_t maxSize, int files, const char *attributes)
{
    m_path = path;
    m_maxSize = maxSize;
    m_files = files;
    m_attributes = attributes;
    reopen();
}

void JsonLog::reopen()
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
    if (m_path == nullptr || *m_path == '\0')
        return;
    m_fd = ::open(m_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct stat st
    {
    };
    m_size = m_fd >= 0 && ::fstat(m_fd, &st) == 0 ? st.st_size : 0;
    m_wholeSize = m_size;
}

void JsonLog::add(bool isStderr, const char *bytes, std::size_t n)
{
    Line &line = m_lines[isStderr ? 1 : 0];
    while (n > 0) {
        const auto *end = static_cast<const char *>(std::memchr(bytes, '\n', n));
        const std::size_t length = end == nullptr ? n : static_cast<std::size_t>(end - bytes) + 1;
        if (line.used == 0 && end != nullptr && length <= lineSize) {
            writeLine(isStderr, bytes, length); // the usual case: no copy
            bytes += length;
            n -= length;
            continue;
        }
        const std::size_t room = lineSize - line.used;
        const std::size_t part = length < room ? length : room;
        std::memcpy(line.bytes + line.used, bytes, part);
        line.used += part;
        bytes += part;
        n -= part;
        if (line.bytes[line.used - 1] == '\n') {
            writeLine(isStderr, line.bytes, line.used);
            line.used = 0;
        } else if (line.used == lineSize) {
            // A character that is not whole yet belongs to the next part.
            std::size_t keep = 0;
            for (std::size_t back = 1; back <= 3; ++back) {
                bool cutShort = false;
                const auto *last = reinterpret_cast<const unsigned char *>(line.bytes + lineSize - back);
                if ((*last & 0xC0U) == 0xC0U) {
                    utf8Length(last, back, cutShort);
                    keep = cutShort ? back : 0;
                    break;
                }
            }
            writeLine(isStderr, line.bytes, lineSize - keep);
            std::memmove(line.bytes, line.bytes + lineSize - keep, keep);
            line.used = keep;
        }
    }
}

void JsonLog::finish()
{
    for (Line &line : m_lines) {
        if (line.used > 0)
            writeLine(&line == &m_lines[1], line.bytes, line.used);
        line.used = 0;
    }
    flush();
}

void JsonLog::writeLine(bool isStderr, const char *bytes, std::size_t n)
{
    m_lost = false;
    put("{\"log\":\"", 8);
    const auto *in = reinterpret_cast<const unsigned char *>(bytes);
    while (n > 0) {
        char out[8];
        std::size_t written = 0;
        const std::size_t taken = escapeOne(in, n, out, written);
        put(out, written);
        in += taken;
        n -= taken;
    }
    char tail[24 + timeSize + 8];
    std::size_t used = 0;
    const auto part = [&](const char *text, std::size_t length) {
        std::memcpy(tail + used, text, length);
        used += length;
    };
    part("\",\"stream\":\"std", 15);
    part(isStderr ? "err" : "out", 3);
    part("\",\"time\":\"", 10);
    formatTime(now(), tail + used);
    used += timeSize;
    put(tail, used);
    if (*m_attributes != '\0') {
        put("\",\"attrs\":", 10);
        put(m_attributes, std::strlen(m_attributes));
        put("}\n", 2);
    } else {
        put("\"}\n", 3);
    }
    if (m_lost) {
        m_outUsed = 0;
        return;
    }
    if (m_outUsed == 0)
        m_wholeSize = m_size;
    // Only whole lines are ever kept back here, so that a flush ends at the end of one.
    if (m_outUsed > sizeof m_out / 2)
        flush();
}

void JsonLog::put(const char *bytes, std::size_t n)
{
    if (m_lost)
        return;
    while (n > 0 && !m_lost) {
        if (m_outUsed == sizeof m_out)
            drain();
        const std::size_t part = std::min(n, sizeof m_out - m_outUsed);
        std::memcpy(m_out + m_outUsed, bytes, part);
        m_outUsed += part;
        bytes += part;
        n -= part;
    }
}

void JsonLog::drain()
{
    if (m_fd < 0) {
        reopen();
        if (m_fd < 0) {
            m_lost = true;
            m_outUsed = 0;
            return;
        }
    }
    const std::size_t done = writeSome(m_fd, m_out, m_outUsed);
    m_size += static_cast<std::int64_t>(done);
    if (done < m_outUsed) {
        // What was written of the line is taken back: a reader sees whole lines only.
        if (::ftruncate(m_fd, m_wholeSize) == 0)
            m_size = m_wholeSize;
        m_lost = true;
    }
    m_outUsed = 0;
}

void JsonLog::flush()
{
    if (m_outUsed == 0 || m_path == nullptr || *m_path == '\0') {
        m_outUsed = 0;
        return;
    }
    drain();
    if (m_lost)
        return;
    m_wholeSize = m_size;
    if (m_maxSize > 0 && m_size >= m_maxSize) {
        rotate();
    }
}

// FILE.2 becomes FILE.3 and so on; the last one goes. Who reads the current one reads it to its end.
void JsonLog::rotate()
{
    if (m_files <= 1 && ::unlink(m_path) != 0)
        return;
    for (int n = m_files - 1; n > 0; --n) {
        Text<4096> from, to;
        from.add(m_path);
        if (n > 1)
            from.add(".").number(n - 1);
        to.add(m_path).add(".").number(n);
        ::rename(from.c_str(), to.c_str());
    }
    reopen();
}

} // namespace tare::monitor
