// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/stream/byte_sink.h"

#include "core/base/file.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>
#include <vector>

namespace tare::image {
namespace {

constexpr std::size_t bufferSize = 1U << 20U;

class FileSink final : public ByteSink
{
public:
    FileSink(int fd, std::string name, CancelToken cancel) : m_fd(fd), m_name(std::move(name)), m_cancel(std::move(cancel))
    {
        m_buffer.reserve(bufferSize);
    }
    Status write(std::string_view bytes) override
    {
        const bool large = bytes.size() >= bufferSize / 4;
        if (large || m_buffer.size() + bytes.size() > bufferSize)
            TARE_CHECK(flush());
        if (large)
            return put(bytes);
        m_buffer.append(bytes);
        return {};
    }
    Status finish() override { return flush(); }

private:
    Status flush()
    {
        TARE_CHECK(put(m_buffer));
        m_buffer.clear();
        return {};
    }
    Status put(std::string_view bytes)
    {
        TARE_CHECK(m_cancel.check());
        Status written = writeAll(m_fd, bytes);
        if (!written)
            written.error().subject = m_name;
        return written;
    }

    int m_fd;
    std::string m_name, m_buffer;
    CancelToken m_cancel;
};

class HashingSink final : public ByteSink
{
public:
    HashingSink(Sink inner, oci::Hasher &hasher, std::int64_t &count)
        : m_inner(std::move(inner)), m_hasher(hasher), m_count(count)
    {
    }
    Status write(std::string_view bytes) override
    {
        m_hasher.update(bytes);
        m_count += static_cast<std::int64_t>(bytes.size());
        return m_inner->write(bytes);
    }
    Status finish() override { return m_inner->finish(); }

private:
    Sink m_inner;
    oci::Hasher &m_hasher;
    std::int64_t &m_count;
};

} // namespace

Sink fileSink(int fd, std::string name, const CancelToken &cancel)
{
    return std::make_unique<FileSink>(fd, std::move(name), cancel);
}

Sink hashingSink(Sink inner, oci::Hasher &hasher, std::int64_t &count)
{
    return std::make_unique<HashingSink>(std::move(inner), hasher, count);
}

Result<std::int64_t> copyTo(ByteSink &sink, int fd, std::int64_t size, const std::string &name)
{
    std::vector<char> buffer(static_cast<std::size_t>(std::clamp<std::int64_t>(size, 1, bufferSize)));
    std::int64_t done = 0;
    while (done < size) {
        const auto want = static_cast<std::size_t>(std::min<std::int64_t>(size - done, static_cast<std::int64_t>(buffer.size())));
        const ssize_t n = ::pread(fd, buffer.data(), want, done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failSystem("read", name);
        if (n == 0)
            break;
        TARE_CHECK(sink.write(std::string_view(buffer.data(), static_cast<std::size_t>(n))));
        done += n;
    }
    return done;
}

} // namespace tare::image
