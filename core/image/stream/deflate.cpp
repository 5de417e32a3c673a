// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/stream/byte_sink.h"

#include <isa-l/igzip_lib.h>
#include <vector>

namespace tare::image {
namespace {

class GzipSink final : public ByteSink
{
public:
    explicit GzipSink(Sink inner) : m_inner(std::move(inner)), m_level(ISAL_DEF_LVL1_DEFAULT), m_out(256U << 10U)
    {
        isal_deflate_init(m_stream.get());
        isal_gzip_header_init(&m_header);
        m_header.os = 255; // unknown: no byte tells where it was made
        m_stream->level = 1;
        m_stream->level_buf = m_level.data();
        m_stream->level_buf_size = static_cast<std::uint32_t>(m_level.size());
        m_stream->gzip_flag = IGZIP_GZIP_NO_HDR;
    }
    Status write(std::string_view bytes) override
    {
        TARE_CHECK(begin());
        while (!bytes.empty()) {
            const std::string_view piece = bytes.substr(0, 1U << 24U);
            bytes.remove_prefix(piece.size());
            m_stream->next_in = const_cast<std::uint8_t *>(reinterpret_cast<const std::uint8_t *>(piece.data())); // NOLINT
            m_stream->avail_in = static_cast<std::uint32_t>(piece.size());
            TARE_CHECK(pump());
        }
        return {};
    }
    Status finish() override
    {
        TARE_CHECK(begin());
        m_stream->end_of_stream = 1;
        m_stream->next_in = nullptr;
        m_stream->avail_in = 0;
        TARE_CHECK(pump());
        return m_inner->finish();
    }

private:
    Status begin()
    {
        if (m_begun)
            return {};
        m_begun = true;
        m_stream->next_out = m_out.data();
        m_stream->avail_out = static_cast<std::uint32_t>(m_out.size());
        isal_write_gzip_header(m_stream.get(), &m_header);
        return drain();
    }
    Status drain()
    {
        const std::size_t got = m_out.size() - m_stream->avail_out;
        return m_inner->write(std::string_view(reinterpret_cast<const char *>(m_out.data()), got));
    }
    Status pump()
    {
        do {
            m_stream->next_out = m_out.data();
            m_stream->avail_out = static_cast<std::uint32_t>(m_out.size());
            if (isal_deflate(m_stream.get()) != COMP_OK)
                return fail(Errc::Internal, "gzip", "isa-l cannot compress");
            TARE_CHECK(drain());
        } while (m_stream->avail_out == 0);
        return {};
    }

    Sink m_inner;
    std::unique_ptr<isal_zstream> m_stream = std::make_unique<isal_zstream>();
    isal_gzip_header m_header{};
    std::vector<std::uint8_t> m_level, m_out;
    bool m_begun = false;
};

} // namespace

Sink gzipSink(Sink inner) { return std::make_unique<GzipSink>(std::move(inner)); }

} // namespace tare::image
