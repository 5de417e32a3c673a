// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/stream/inflate_old.h"

#include <algorithm>
#include <bzlib.h>
#include <lzma.h>
#include <vector>

namespace tare::image {
namespace {

constexpr std::size_t outSize = 256U << 10U;
constexpr std::uint64_t maxMemory = 128ULL << 20U;

class XzSource final : public ByteSource
{
public:
    XzSource(Source inner, std::string name)
        : m_inner(std::move(inner)), m_name(std::move(name)), m_out(outSize)
    {
    }
    XzSource(const XzSource &) = delete;
    XzSource &operator=(const XzSource &) = delete;
    ~XzSource() override { lzma_end(&m_stream); }

    Status begin()
    {
        if (lzma_stream_decoder(&m_stream, maxMemory, LZMA_CONCATENATED) != LZMA_OK)
            return fail(Errc::Internal, m_name, "liblzma cannot begin");
        return {};
    }

    Result<std::string_view> next() override
    {
        while (!m_over) {
            if (m_stream.avail_in == 0 && !m_ended) {
                const std::string_view piece = TARE_TRY(m_inner->next());
                m_ended = piece.empty();
                m_stream.next_in = reinterpret_cast<const std::uint8_t *>(piece.data());
                m_stream.avail_in = piece.size();
            }
            m_stream.next_out = m_out.data();
            m_stream.avail_out = m_out.size();
            const lzma_ret code = lzma_code(&m_stream, m_ended ? LZMA_FINISH : LZMA_RUN);
            const std::size_t got = m_out.size() - m_stream.avail_out;
            switch (code) {
            case LZMA_OK:
                break;
            case LZMA_STREAM_END:
                m_over = true;
                break;
            case LZMA_MEMLIMIT_ERROR:
                return fail(Errc::TooLarge, m_name, "xz: it needs more than 128 MiB of memory");
            case LZMA_BUF_ERROR:
                return fail(Errc::CorruptArchive, m_name, "its xz data ends too early");
            case LZMA_MEM_ERROR:
                return fail(Errc::Internal, m_name, "out of memory");
            default:
                return fail(Errc::CorruptArchive, m_name,
                            "broken xz data (liblzma " + std::to_string(code) + ")");
            }
            if (got != 0)
                return std::string_view(reinterpret_cast<const char *>(m_out.data()), got);
        }
        return std::string_view();
    }

private:
    Source m_inner;
    std::string m_name;
    std::vector<std::uint8_t> m_out;
    lzma_stream m_stream = LZMA_STREAM_INIT;
    bool m_ended = false, m_over = false;
};

class Bzip2Source final : public ByteSource
{
public:
    Bzip2Source(Source inner, std::string name)
        : m_inner(std::move(inner)), m_name(std::move(name)), m_out(outSize)
    {
    }
    Bzip2Source(const Bzip2Source &) = delete;
    Bzip2Source &operator=(const Bzip2Source &) = delete;
    ~Bzip2Source() override
    {
        if (m_inStream)
            BZ2_bzDecompressEnd(&m_stream);
    }

    Status begin()
    {
        const unsigned int left = m_stream.avail_in;
        char *const at = m_stream.next_in;
        m_stream = {};
        m_stream.next_in = at;
        m_stream.avail_in = left;
        if (BZ2_bzDecompressInit(&m_stream, 0, 0) != BZ_OK)
            return fail(Errc::Internal, m_name, "libbz2 cannot begin");
        m_inStream = true;
        return {};
    }

    Result<std::string_view> next() override
    {
        while (true) {
            if (m_stream.avail_in == 0 && !m_ended)
                TARE_CHECK(fill());
            if (!m_inStream) { // between streams: the end, or another one
                if (m_stream.avail_in == 0)
                    return std::string_view();
                TARE_CHECK(begin());
            }
            m_stream.next_out = m_out.data();
            m_stream.avail_out = static_cast<unsigned int>(m_out.size());
            const unsigned int before = m_stream.avail_in;
            const int code = BZ2_bzDecompress(&m_stream);
            const std::size_t got = m_out.size() - m_stream.avail_out;
            if (code == BZ_STREAM_END) {
                BZ2_bzDecompressEnd(&m_stream);
                m_inStream = false;
            } else if (code != BZ_OK) {
                return fail(Errc::CorruptArchive, m_name,
                            "broken bzip2 data (libbz2 " + std::to_string(code) + ")");
            } else if (got == 0 && m_ended && m_stream.avail_in == before) {
                return fail(Errc::CorruptArchive, m_name, "its bzip2 data ends too early");
            }
            if (got != 0)
                return std::string_view(m_out.data(), got);
        }
    }

private:
    Status fill()
    {
        if (m_piece.empty())
            m_piece = TARE_TRY(m_inner->next());
        const std::string_view some =
            m_piece.substr(0, 1U << 30U); // a piece may be longer than libbz2 counts
        m_piece.remove_prefix(some.size());
        m_ended = some.empty();
        m_stream.next_in = const_cast<char *>(some.data()); // NOLINT: it only reads
        m_stream.avail_in = static_cast<unsigned int>(some.size());
        return {};
    }

    Source m_inner;
    std::string m_name;
    std::vector<char> m_out;
    bz_stream m_stream{};
    std::string_view m_piece;
    bool m_ended = false, m_inStream = false;
};

template <class Kind> Result<Source> begun(Source inner, std::string name)
{
    auto out = std::make_unique<Kind>(std::move(inner), std::move(name));
    TARE_CHECK(out->begin());
    return Source(std::move(out));
}

} // namespace

Result<Source> xzSource(Source inner, std::string name)
{
    return begun<XzSource>(std::move(inner), std::move(name));
}

Result<Source> bzip2Source(Source inner, std::string name)
{
    return begun<Bzip2Source>(std::move(inner), std::move(name));
}

} // namespace tare::image
