// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/layer/pax_writer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>
#include <sys/sysmacros.h>

namespace tare::image {
namespace {

constexpr std::int64_t blockSize = 512;
using Block = std::array<char, blockSize>;

char typeFlag(TarEntry::Type type)
{
    switch (type) {
    case TarEntry::Type::File: return '0';
    case TarEntry::Type::HardLink: return '1';
    case TarEntry::Type::Symlink: return '2';
    case TarEntry::Type::CharDevice: return '3';
    case TarEntry::Type::BlockDevice: return '4';
    case TarEntry::Type::Folder: return '5';
    case TarEntry::Type::Fifo: return '6';
    }
    return '0';
}

// "LENGTH KEY=VALUE\n", where the length counts its own digits.
std::string record(const std::string &key, std::string_view value)
{
    const std::size_t rest = key.size() + value.size() + 3;
    std::size_t length = rest + std::to_string(rest).size();
    if (std::to_string(length).size() != std::to_string(rest).size())
        length = rest + std::to_string(length).size();
    std::string out = std::to_string(length) + " " + key + "=";
    out.append(value);
    return out + "\n";
}

bool fitsOctal(std::int64_t value, int digits)
{
    return value >= 0 && value < (std::int64_t{1} << (3 * digits));
}

void octal(Block &block, std::size_t at, int digits, std::int64_t value)
{
    const std::string text = fmt::format("{:0{}o}", fitsOctal(value, digits) ? value : 0, digits);
    std::memcpy(block.data() + at, text.data(), text.size());
}

void text(Block &block, std::size_t at, std::size_t size, std::string_view value)
{
    std::memcpy(block.data() + at, value.data(), std::min(size, value.size()));
}

bool isAscii(std::string_view value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Where a path may be cut into a prefix of 155 and a name of 100 bytes; npos when it cannot.
std::size_t cutPath(const std::string &path)
{
    if (path.size() <= 100)
        return 0;
    if (path.size() > 256)
        return std::string::npos;
    const std::size_t cut = path.rfind('/', std::min<std::size_t>(155, path.size() - 2));
    return cut == std::string::npos || cut == 0 || path.size() - cut - 1 > 100 ? std::string::npos : cut;
}

Block header(const TarEntry &e, char type, const std::string &path, std::int64_t size)
{
    Block block{};
    const std::size_t cut = cutPath(path);
    if (cut == std::string::npos) {
        text(block, 0, 100, path);
    } else {
        text(block, 0, 100, std::string_view(path).substr(cut == 0 ? 0 : cut + 1));
        text(block, 345, 155, std::string_view(path).substr(0, cut));
    }
    octal(block, 100, 7, e.mode & 07777U);
    octal(block, 108, 7, e.uid);
    octal(block, 116, 7, e.gid);
    octal(block, 124, 11, size);
    octal(block, 136, 11, e.modified.tv_sec);
    block[156] = type;
    text(block, 157, 100, e.target);
    std::memcpy(block.data() + 257, "ustar\0" "00", 8);
    if (type == '3' || type == '4') {
        octal(block, 329, 7, major(e.device));
        octal(block, 337, 7, minor(e.device));
    }
    std::memset(block.data() + 148, ' ', 8);
    unsigned int sum = 0;
    for (const char c : block)
        sum += static_cast<unsigned char>(c);
    const std::string check = fmt::format("{:06o}", sum);
    std::memcpy(block.data() + 148, check.data(), 6);
    block[154] = '\0';
    return block;
}

std::string paxRecords(const TarEntry &e)
{
    std::string out;
    if (cutPath(e.path) == std::string::npos || !isAscii(e.path))
        out += record("path", e.path);
    if (e.target.size() > 100 || !isAscii(e.target))
        out += record("linkpath", e.target);
    if (!fitsOctal(e.size, 11))
        out += record("size", std::to_string(e.size));
    if (!fitsOctal(e.uid, 7))
        out += record("uid", std::to_string(e.uid));
    if (!fitsOctal(e.gid, 7))
        out += record("gid", std::to_string(e.gid));
    if (e.modified.tv_nsec != 0 || !fitsOctal(e.modified.tv_sec, 11)) {
        std::string time;
        if (e.modified.tv_sec < 0 && e.modified.tv_nsec != 0) // a decimal number counts its fraction away from zero
            time = (e.modified.tv_sec == -1 ? "-" : "") + std::to_string(e.modified.tv_sec + 1) +
                   fmt::format(".{:09}", 1'000'000'000 - e.modified.tv_nsec);
        else
            time = std::to_string(e.modified.tv_sec) +
                   (e.modified.tv_nsec == 0 ? std::string() : fmt::format(".{:09}", e.modified.tv_nsec));
        if (time.find('.') != std::string::npos)
            time.erase(time.find_last_not_of('0') + 1);
        out += record("mtime", time);
    }
    auto xattrs = e.xattrs;
    std::sort(xattrs.begin(), xattrs.end());
    for (const auto &[name, value] : xattrs)
        out += record("SCHILY.xattr." + name, value);
    return out;
}

} // namespace

Status PaxWriter::pad()
{
    if (m_left != 0)
        return fail(Errc::Internal, "tar", "an entry was not written whole");
    const Block zeros{};
    const std::int64_t rest = m_size % blockSize;
    m_size = 0;
    return rest == 0 ? Status()
                     : m_sink.write(std::string_view(zeros.data(), static_cast<std::size_t>(blockSize - rest)));
}

Status PaxWriter::add(const TarEntry &e)
{
    TARE_CHECK(pad());
    const std::string records = paxRecords(e);
    if (!records.empty()) {
        TarEntry extra;
        extra.mode = 0644;
        const std::size_t slash = e.path.find_last_of('/', e.path.size() < 2 ? std::string::npos : e.path.size() - 2);
        const std::string name = e.path.substr(slash == std::string::npos ? 0 : slash + 1).substr(0, 80);
        const Block block = header(extra, 'x', "PaxHeaders.0/" + name, static_cast<std::int64_t>(records.size()));
        TARE_CHECK(m_sink.write(std::string_view(block.data(), block.size())));
        TARE_CHECK(m_sink.write(records));
        m_size = static_cast<std::int64_t>(records.size());
        TARE_CHECK(pad());
    }
    const std::int64_t size = e.type == TarEntry::Type::File ? e.size : 0;
    const Block block = header(e, typeFlag(e.type), e.path, size);
    m_size = m_left = size;
    return m_sink.write(std::string_view(block.data(), block.size()));
}

Status PaxWriter::data(std::string_view bytes)
{
    if (static_cast<std::int64_t>(bytes.size()) > m_left)
        return fail(Errc::Internal, "tar", "an entry holds more than it says");
    m_left -= static_cast<std::int64_t>(bytes.size());
    return m_sink.write(bytes);
}

Status PaxWriter::addFile(const TarEntry &e, int fd)
{
    TARE_CHECK(add(e));
    m_left -= TARE_TRY(copyTo(m_sink, fd, e.size, e.path));
    const std::string zeros(static_cast<std::size_t>(std::min<std::int64_t>(m_left, 64 << 10)), '\0');
    while (m_left > 0)
        TARE_CHECK(data(std::string_view(zeros).substr(0, static_cast<std::size_t>(std::min<std::int64_t>(m_left, 64 << 10)))));
    return {};
}

Status PaxWriter::finish()
{
    TARE_CHECK(pad());
    const Block zeros{};
    TARE_CHECK(m_sink.write(std::string_view(zeros.data(), zeros.size())));
    return m_sink.write(std::string_view(zeros.data(), zeros.size()));
}

} // namespace tare::image
