// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/stream/byte_source.h"

#include "core/base/file.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>
#include <vector>

namespace tare::image {
namespace {

class FileSource final : public ByteSource
{
public:
    FileSource(UniqueFd fd, std::string name, CancelToken cancel, std::function<void(std::int64_t)> read)
        : m_fd(std::move(fd)), m_name(std::move(name)), m_cancel(std::move(cancel)), m_read(std::move(read)),
          m_buffer(256U << 10U)
    {
    }

    Result<std::string_view> next() override
    {
        TARE_CHECK(m_cancel.check());
        ssize_t n = 0;
        do {
            n = ::read(m_fd.get(), m_buffer.data(), m_buffer.size());
        } while (n < 0 && errno == EINTR);
        if (n < 0)
            return failSystem("read", m_name);
        m_count += n;
        if (m_read)
            m_read(m_count);
        return std::string_view(m_buffer.data(), static_cast<std::size_t>(n));
    }

private:
    UniqueFd m_fd;
    std::string m_name;
    CancelToken m_cancel;
    std::function<void(std::int64_t)> m_read;
    std::vector<char> m_buffer;
    std::int64_t m_count = 0;
};

class PartSource final : public ByteSource
{
public:
    PartSource(UniqueFd fd, std::string name, std::int64_t offset, std::int64_t size, CancelToken cancel,
               std::function<void(std::int64_t)> read)
        : m_fd(std::move(fd)), m_name(std::move(name)), m_at(offset), m_end(offset + size), m_start(offset),
          m_cancel(std::move(cancel)), m_read(std::move(read)),
          m_buffer(static_cast<std::size_t>(std::clamp<std::int64_t>(size, 1, 256 << 10)))
    {
    }
    Result<std::string_view> next() override
    {
        TARE_CHECK(m_cancel.check());
        const auto want = static_cast<std::size_t>(
            std::min<std::int64_t>(m_end - m_at, static_cast<std::int64_t>(m_buffer.size())));
        if (want == 0)
            return std::string_view();
        ssize_t n = 0;
        do {
            n = ::pread(m_fd.get(), m_buffer.data(), want, m_at);
        } while (n < 0 && errno == EINTR);
        if (n < 0)
            return failSystem("read", m_name);
        if (n == 0)
            return fail(Errc::CorruptArchive, m_name, "it ends too early");
        m_at += n;
        if (m_read)
            m_read(m_at - m_start);
        return std::string_view(m_buffer.data(), static_cast<std::size_t>(n));
    }

private:
    UniqueFd m_fd;
    std::string m_name;
    std::int64_t m_at, m_end, m_start;
    CancelToken m_cancel;
    std::function<void(std::int64_t)> m_read;
    std::vector<char> m_buffer;
};

class CopyingSource final : public ByteSource
{
public:
    CopyingSource(Source inner, oci::Hasher &hasher, std::int64_t &count, int fd, std::string name)
        : m_inner(std::move(inner)), m_hasher(hasher), m_count(count), m_fd(fd), m_name(std::move(name))
    {
    }
    Result<std::string_view> next() override
    {
        const std::string_view piece = TARE_TRY(m_inner->next());
        m_hasher.update(piece);
        m_count += static_cast<std::int64_t>(piece.size());
        if (m_fd >= 0) {
            if (Status written = writeAll(m_fd, piece); !written) {
                written.error().subject = m_name;
                return tl::unexpected<Error>(std::move(written).error());
            }
        }
        return piece;
    }

private:
    Source m_inner;
    oci::Hasher &m_hasher;
    std::int64_t &m_count;
    int m_fd;
    std::string m_name;
};

class MemorySource final : public ByteSource
{
public:
    MemorySource(std::string_view bytes, std::size_t piece) : m_bytes(bytes), m_piece(piece) {}
    Result<std::string_view> next() override
    {
        const std::string_view out = m_bytes.substr(0, m_piece);
        m_bytes.remove_prefix(out.size());
        return out;
    }

private:
    std::string_view m_bytes;
    std::size_t m_piece;
};

class HashingSource final : public ByteSource
{
public:
    HashingSource(Source inner, oci::Hasher &hasher, std::int64_t &count)
        : m_inner(std::move(inner)), m_hasher(hasher), m_count(count)
    {
    }
    Result<std::string_view> next() override
    {
        const std::string_view piece = TARE_TRY(m_inner->next());
        m_hasher.update(piece);
        m_count += static_cast<std::int64_t>(piece.size());
        return piece;
    }

private:
    Source m_inner;
    oci::Hasher &m_hasher;
    std::int64_t &m_count;
};

class LimitedSource final : public ByteSource
{
public:
    LimitedSource(Source inner, std::int64_t limit, std::string what)
        : m_inner(std::move(inner)), m_left(limit), m_limit(limit), m_what(std::move(what))
    {
    }
    Result<std::string_view> next() override
    {
        const std::string_view piece = TARE_TRY(m_inner->next());
        m_left -= static_cast<std::int64_t>(piece.size());
        if (m_left < 0)
            return fail(Errc::TooLarge, m_what, "it unpacks to more than " + std::to_string(m_limit) + " bytes",
                        "If you trust it, raise the limit with --max-unpacked or TARE_MAX_UNPACKED.");
        return piece;
    }

private:
    Source m_inner;
    std::int64_t m_left, m_limit;
    std::string m_what;
};

} // namespace

Source fileSource(UniqueFd fd, std::string name, const CancelToken &cancel, std::function<void(std::int64_t)> read)
{
    return std::make_unique<FileSource>(std::move(fd), std::move(name), cancel, std::move(read));
}

Source partSource(UniqueFd fd, std::string name, std::int64_t offset, std::int64_t size, const CancelToken &cancel,
                  std::function<void(std::int64_t)> read)
{
    return std::make_unique<PartSource>(std::move(fd), std::move(name), offset, size, cancel, std::move(read));
}

Source copyingSource(Source inner, oci::Hasher &hasher, std::int64_t &count, int fd, std::string name)
{
    return std::make_unique<CopyingSource>(std::move(inner), hasher, count, fd, std::move(name));
}

Source memorySource(std::string_view bytes, std::size_t piece) { return std::make_unique<MemorySource>(bytes, piece); }

Source hashingSource(Source inner, oci::Hasher &hasher, std::int64_t &count)
{
    return std::make_unique<HashingSource>(std::move(inner), hasher, count);
}

Source limitedSource(Source inner, std::int64_t limit, std::string what)
{
    return std::make_unique<LimitedSource>(std::move(inner), limit, std::move(what));
}

Status drain(ByteSource &source)
{
    while (true) {
        const std::string_view piece = TARE_TRY(source.next());
        if (piece.empty())
            return {};
    }
}

} // namespace tare::image
