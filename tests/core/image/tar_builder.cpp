// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/image/tar_builder.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

namespace {

void octal(char *at, std::size_t width, std::int64_t value)
{
    if (value >= 0 && value < (std::int64_t{1} << (3 * (width - 1)))) {
        std::snprintf(at, width, "%0*llo", static_cast<int>(width - 1), static_cast<unsigned long long>(value));
        return;
    }
    for (std::size_t i = 0; i < width; ++i) // base 256
        at[width - 1 - i] = i < 8 ? static_cast<char>((value >> (8 * i)) & 0xff) : (value < 0 ? '\xff' : '\0');
    at[0] = static_cast<char>(value < 0 ? 0xff : (static_cast<unsigned char>(at[0]) | 0x80U));
}

} // namespace

void TarBuilder::header(const Entry &e, const std::string &name, std::int64_t size)
{
    char h[512] = {};
    std::memcpy(h, name.data(), std::min<std::size_t>(name.size(), 100));
    octal(h + 100, 8, e.mode);
    octal(h + 108, 8, e.uid);
    octal(h + 116, 8, e.gid);
    octal(h + 124, 12, size);
    octal(h + 136, 12, e.modified);
    h[156] = e.type;
    std::memcpy(h + 157, e.link.data(), std::min<std::size_t>(e.link.size(), 100));
    std::memcpy(h + 257, "ustar\0" "00", 8);
    octal(h + 329, 8, e.major);
    octal(h + 337, 8, e.minor);
    std::memset(h + 148, ' ', 8);
    unsigned int sum = 0;
    for (const char c : h)
        sum += static_cast<unsigned char>(c);
    std::snprintf(h + 148, 8, "%06o", sum);
    m_bytes.append(h, sizeof h);
}

void TarBuilder::body(const std::string &data)
{
    m_bytes += data;
    m_bytes.append((512 - data.size() % 512) % 512, '\0');
}

TarBuilder &TarBuilder::add(const Entry &e)
{
    if (!e.pax.empty()) {
        std::string records;
        for (const auto &[key, value] : e.pax) {
            const std::string rest = " " + key + "=" + value + "\n";
            std::size_t length = rest.size() + 1;
            while (std::to_string(length).size() + rest.size() != length)
                length = std::to_string(length).size() + rest.size();
            records += std::to_string(length) + rest;
        }
        Entry pax;
        pax.type = 'x';
        header(pax, "PaxHeaders/x", static_cast<std::int64_t>(records.size()));
        body(records);
    }
    header(e, e.path, e.size >= 0 ? e.size : static_cast<std::int64_t>(e.data.size()));
    body(e.data);
    return *this;
}

TarBuilder &TarBuilder::file(const std::string &path, const std::string &data, unsigned int mode)
{
    Entry e;
    e.path = path;
    e.data = data;
    e.mode = mode;
    return add(e);
}

TarBuilder &TarBuilder::folder(const std::string &path, unsigned int mode)
{
    Entry e;
    e.path = path;
    e.type = '5';
    e.mode = mode;
    return add(e);
}

TarBuilder &TarBuilder::symlink(const std::string &path, const std::string &target)
{
    Entry e;
    e.path = path;
    e.type = '2';
    e.link = target;
    return add(e);
}

TarBuilder &TarBuilder::hardLink(const std::string &path, const std::string &target)
{
    Entry e;
    e.path = path;
    e.type = '1';
    e.link = target;
    return add(e);
}

TarBuilder &TarBuilder::gnuLongName(const std::string &path, char type)
{
    Entry e;
    e.type = type;
    header(e, "././@LongLink", static_cast<std::int64_t>(path.size() + 1));
    body(path + '\0');
    return *this;
}

TarBuilder &TarBuilder::raw(const std::string &bytes)
{
    m_bytes += bytes;
    return *this;
}

std::string gzip(std::string_view bytes)
{
    z_stream z{};
    if (deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    std::string out(deflateBound(&z, bytes.size()), '\0');
    z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data())); // NOLINT: zlib's own signature
    z.avail_in = static_cast<uInt>(bytes.size());
    z.next_out = reinterpret_cast<Bytef *>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

std::string xz(std::string_view bytes)
{
    std::string out(lzma_stream_buffer_bound(bytes.size()), '\0');
    std::size_t size = 0;
    if (lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, nullptr, reinterpret_cast<const std::uint8_t *>(bytes.data()),
                                bytes.size(), reinterpret_cast<std::uint8_t *>(out.data()), &size, out.size()) != LZMA_OK)
        return {};
    out.resize(size);
    return out;
}

std::string bzip2(std::string_view bytes)
{
    std::string out(bytes.size() + bytes.size() / 100 + 600, '\0');
    auto size = static_cast<unsigned int>(out.size());
    if (BZ2_bzBuffToBuffCompress(out.data(), &size, const_cast<char *>(bytes.data()), // NOLINT: it only reads
                                 static_cast<unsigned int>(bytes.size()), 1, 0, 0) != BZ_OK)
        return {};
    out.resize(size);
    return out;
}

std::string zstd(std::string_view bytes, int windowLog)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    if (windowLog > 0)
        ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog);
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    // As a stream, whose header names the window and not the size.
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    ZSTD_compressStream2(context, &to, &in, ZSTD_e_continue);
    ZSTD_compressStream2(context, &to, &in, ZSTD_e_end);
    out.resize(to.pos);
    ZSTD_freeCCtx(context);
    return out;
}
