// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/stream/inflate.h"

#include "core/image/stream/inflate_old.h"

#include <algorithm>
#include <cstring>
#include <isa-l/igzip_lib.h>
#include <vector>
#include <zstd.h>
#include <zstd_errors.h>

namespace tare::image {
namespace {

constexpr std::size_t outSize = 512U << 10U;

// Gives back what was read to look at it, then the rest.
class PrefixedSource final : public ByteSource
{
public:
    PrefixedSource(std::string prefix, Source inner) : m_prefix(std::move(prefix)), m_inner(std::move(inner)) {}
    Result<std::string_view> next() override
    {
        if (!m_given && !m_prefix.empty()) {
            m_given = true;
            return std::string_view(m_prefix);
        }
        return m_inner->next();
    }

private:
    std::string m_prefix;
    Source m_inner;
    bool m_given = false;
};

class GzipSource final : public ByteSource
{
public:
    GzipSource(Source inner, std::string name) : m_inner(std::move(inner)), m_name(std::move(name)), m_out(outSize)
    {
        isal_inflate_init(m_state.get());
        m_state->crc_flag = ISAL_GZIP;
    }

    Result<std::string_view> next() override
    {
        while (true) {
            if (m_state->avail_in == 0 && !m_ended)
                TARE_CHECK(fill());
            if (m_fresh) { // between members: the end, or another member, and nothing else
                while (m_state->avail_in == 1 && !m_ended)
                    TARE_CHECK(fill());
                if (m_state->avail_in == 0 && m_ended)
                    return std::string_view();
                if (m_state->avail_in < 2 || m_state->next_in[0] != 0x1f || m_state->next_in[1] != 0x8b)
                    return fail(Errc::CorruptArchive, m_name, "there is something after its gzip data");
                m_fresh = false;
            }
            m_state->next_out = m_out.data();
            m_state->avail_out = static_cast<std::uint32_t>(m_out.size());
            const std::uint32_t before = m_state->avail_in;
            const int code = isal_inflate(m_state.get());
            if (code < 0)
                return fail(Errc::CorruptArchive, m_name, "broken gzip data (isa-l " + std::to_string(code) + ")");
            const std::size_t got = m_out.size() - m_state->avail_out;
            if (m_state->block_state == ISAL_BLOCK_FINISH) {
                isal_inflate_reset(m_state.get());
                m_fresh = true;
            } else if (got == 0 && m_ended && (m_state->avail_in == 0 || m_state->avail_in == before)) {
                return fail(Errc::CorruptArchive, m_name, "its gzip data ends too early");
            }
            if (got != 0)
                return std::string_view(reinterpret_cast<const char *>(m_out.data()), got);
        }
    }

private:
    // The decoder may step back over a few bytes that it took too many, at the end of a member: so the last bytes of
    // the piece before stay in front of the new one.
    Status fill()
    {
        constexpr std::size_t back = 32;
        const std::string_view piece = TARE_TRY(m_inner->next());
        if (piece.empty())
            m_ended = true;
        const std::size_t pending = m_state->avail_in;
        const std::size_t keep = std::min(back + pending, m_in.size());
        std::vector<std::uint8_t> in(keep + piece.size());
        std::copy(m_in.end() - static_cast<std::ptrdiff_t>(keep), m_in.end(), in.begin());
        std::copy(piece.begin(), piece.end(), in.begin() + static_cast<std::ptrdiff_t>(keep));
        m_in = std::move(in);
        m_state->next_in = m_in.data() + keep - pending;
        m_state->avail_in = static_cast<std::uint32_t>(pending + piece.size());
        return {};
    }

    Source m_inner;
    std::string m_name;
    std::unique_ptr<inflate_state> m_state = std::make_unique<inflate_state>();
    std::vector<std::uint8_t> m_in;
    std::vector<std::uint8_t> m_out;
    bool m_ended = false;
    bool m_fresh = true;
};

class ZstdSource final : public ByteSource
{
public:
    ZstdSource(Source inner, std::string name) : m_inner(std::move(inner)), m_name(std::move(name)), m_out(outSize)
    {
        ZSTD_DCtx_setParameter(m_context.get(), ZSTD_d_windowLogMax, 27);
    }

    Result<std::string_view> next() override
    {
        while (true) {
            if (m_in.pos == m_in.size && !m_flush) {
                const std::string_view piece = TARE_TRY(m_inner->next());
                if (piece.empty()) {
                    if (m_inFrame)
                        return fail(Errc::CorruptArchive, m_name, "its zstd data ends too early");
                    return std::string_view();
                }
                m_in = {piece.data(), piece.size(), 0};
            }
            ZSTD_outBuffer out{m_out.data(), m_out.size(), 0};
            const std::size_t left = ZSTD_decompressStream(m_context.get(), &out, &m_in);
            if (ZSTD_isError(left) != 0) {
                const std::string why = ZSTD_getErrorName(left);
                if (ZSTD_getErrorCode(left) == ZSTD_error_frameParameter_windowTooLarge)
                    return fail(Errc::TooLarge, m_name, "zstd: " + why + " (the limit is 128 MiB)");
                return fail(Errc::CorruptArchive, m_name, "zstd: " + why);
            }
            m_inFrame = left != 0;
            m_flush = out.pos == out.size && m_inFrame; // there may be more output without more input
            if (out.pos != 0)
                return std::string_view(m_out.data(), out.pos);
        }
    }

private:
    struct Free
    {
        void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
    };
    Source m_inner;
    std::string m_name;
    std::unique_ptr<ZSTD_DCtx, Free> m_context{ZSTD_createDCtx()};
    std::vector<char> m_out;
    ZSTD_inBuffer m_in{nullptr, 0, 0};
    bool m_inFrame = false;
    bool m_flush = false;
};

} // namespace

Result<Compression> detectCompression(std::string_view first, const std::string &name)
{
    auto starts = [&](std::string_view magic) { return first.substr(0, magic.size()) == magic; };
    if (starts("\x1f\x8b"))
        return Compression::Gzip;
    const bool skippable = first.size() >= 4 && (static_cast<unsigned char>(first[0]) & 0xf0U) == 0x50U &&
                           first.substr(1, 3) == "\x2a\x4d\x18";
    if (starts("\x28\xb5\x2f\xfd") || skippable)
        return Compression::Zstd;
    if (starts(std::string_view("\xfd" "7zXZ\0", 6)))
        return Compression::Xz;
    // A block follows, or the end at once. A file's name may begin with the first three letters.
    if (starts("BZh") && first.size() >= 6 && first[3] >= '1' && first[3] <= '9' &&
        (first.substr(4, 2) == "1A" || first.substr(4, 2) == "\x17\x72"))
        return Compression::Bzip2;
    const std::pair<std::string_view, const char *> others[] = {{"\x04\x22\x4d\x18", "lz4"},
                                                                {"PK\x03\x04", "zip"},
                                                                {"7z\xbc\xaf\x27\x1c", "7-Zip"}};
    for (const auto &[magic, what] : others) {
        if (starts(magic))
            return fail(Errc::Unsupported, name, std::string("it is compressed with ") + what,
                        "Compress it with gzip, zstd, xz or bzip2, or not at all.");
    }
    return Compression::None;
}

Result<Source> inflatingSource(Source inner, const std::string &name, Compression *found)
{
    std::string prefix;
    while (prefix.size() < 6) {
        const std::string_view piece = TARE_TRY(inner->next());
        if (piece.empty())
            break;
        prefix.append(piece);
    }
    const Compression kind = TARE_TRY(detectCompression(prefix, name));
    if (found != nullptr)
        *found = kind;
    const bool ended = prefix.size() < 6;
    Source whole = std::make_unique<PrefixedSource>(std::move(prefix), ended ? memorySource({}) : std::move(inner));
    switch (kind) {
    case Compression::Gzip: return std::make_unique<GzipSource>(std::move(whole), name);
    case Compression::Zstd: return std::make_unique<ZstdSource>(std::move(whole), name);
    case Compression::Xz: return xzSource(std::move(whole), name);
    case Compression::Bzip2: return bzip2Source(std::move(whole), name);
    case Compression::None: break;
    }
    return whole;
}

} // namespace tare::image
