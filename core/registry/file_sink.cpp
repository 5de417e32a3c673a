// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/file_sink.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace tare::registry {

FileSink::FileSink(UniqueFd fd, std::string file, FileSinkOptions options)
    : m_fd(std::move(fd)), m_file(std::move(file)), m_options(std::move(options)),
      m_hasher(m_options.algorithm)
{
}

Result<FileSink> FileSink::create(const std::string &file, FileSinkOptions options)
{
    UniqueFd fd = TARE_TRY(openFile(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW));
    return FileSink(std::move(fd), file, std::move(options));
}

Result<FileSink> FileSink::resume(const std::string &file, FileSinkOptions options)
{
    UniqueFd fd = TARE_TRY(openFile(file, O_RDWR | O_CREAT | O_NOFOLLOW));
    FileSink out(std::move(fd), file, std::move(options));
    std::string buffer(1U << 20U, '\0');
    for (;;) {
        const ssize_t got = ::read(out.m_fd.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failSystem("read", file);
        if (got == 0)
            break;
        out.m_hasher.update(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
        out.m_size += got;
        if (out.m_options.exactly >= 0 && out.m_size > out.m_options.exactly) { // never written by us
            TARE_CHECK(out.restart());
            break;
        }
    }
    out.m_resumedAt = out.m_size;
    return out;
}

tl::unexpected<Error> FileSink::wrongSize(std::int64_t said) const
{
    return fail(Errc::DigestMismatch, m_options.name,
                "it should have " + std::to_string(m_options.exactly) + " bytes, the server sends " +
                    (said > m_options.exactly && said == m_size ? "more" : std::to_string(said)));
}

Status FileSink::begin(const Head &head)
{
    const auto length = parseInt(head.header("content-length"));
    const std::int64_t whole = length ? m_size + *length : 0;
    if (m_options.exactly >= 0 && length && whole != m_options.exactly)
        return wrongSize(whole);
    if (m_options.exactly < 0 && whole > m_options.limit)
        return fail(Errc::TooLarge, m_options.name,
                    std::to_string(whole) + " bytes, at most " + std::to_string(m_options.limit) +
                        " are taken");
    m_total = m_options.exactly >= 0 ? m_options.exactly : whole;
    tell(true);
    return {};
}

Status FileSink::write(std::string_view bytes)
{
    const auto count = static_cast<std::int64_t>(bytes.size());
    if (m_options.exactly >= 0 && m_size + count > m_options.exactly) {
        m_size += count;
        return wrongSize(m_size);
    }
    if (m_options.exactly < 0 && m_size + count > m_options.limit)
        return fail(Errc::TooLarge, m_options.name,
                    "more than " + std::to_string(m_options.limit) + " bytes");
    TARE_CHECK(writeAll(m_fd.get(), bytes));
    m_hasher.update(bytes);
    m_size += count;
    tell(false);
    return {};
}

Status FileSink::restart()
{
    if (::ftruncate(m_fd.get(), 0) != 0 || ::lseek(m_fd.get(), 0, SEEK_SET) != 0)
        return failSystem("truncate", m_file);
    m_hasher = oci::Hasher(m_options.algorithm);
    m_size = m_told = m_resumedAt = 0;
    return {};
}

void FileSink::tell(bool always)
{
    if (!m_options.progress || (!always && m_size - m_told < (64 << 10) && m_size != m_total))
        return;
    m_told = m_size;
    m_options.progress({m_options.progressId, Progress::Phase::Downloading, m_size, m_total, {}});
}

Result<oci::Digest> FileSink::finish()
{
    if (m_options.exactly >= 0 && m_size != m_options.exactly)
        return wrongSize(m_size);
    oci::Digest got = m_hasher.finish();
    if (!m_options.expected.empty() && got != m_options.expected)
        return fail(Errc::DigestMismatch, m_options.expected.text(), "the bytes that came are " + got.text());
    return got;
}

} // namespace tare::registry
