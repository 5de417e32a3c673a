// SPDX-License-Identifier: GPL-3.0-or-later
// An rpm header: two counts, an index of 16-byte entries, and the data they point into; all big endian
// (rpm, docs/manual/format.md "Header" and lib/header.c).
#include "core/image/packages/bytes.h"
#include "core/image/packages/package_database.h"

namespace tare::image {
namespace {

enum Tag : std::uint32_t { Name = 1000, Version = 1001, Release = 1002, Epoch = 1003, Size = 1009, Arch = 1022, LongSize = 5009 };
enum Type : std::uint32_t { Int32 = 4, Int64 = 5, String = 6, I18nString = 9 };

constexpr std::size_t maxTags = 65536;

tl::unexpected<Error> damaged() { return fail(Errc::CorruptArchive, "rpm header", "a package's header is damaged"); }

} // namespace

Status readRpmHeader(std::string_view bytes, Packages &out)
{
    const auto tags = bigEndian32(bytes, 0);
    const auto dataSize = bigEndian32(bytes, 4);
    if (!tags || !dataSize || *tags == 0 || *tags > maxTags)
        return damaged();
    const std::size_t dataAt = 8 + 16 * std::size_t{*tags};
    if (dataAt > bytes.size() || *dataSize > bytes.size() - dataAt)
        return damaged();
    const std::string_view data = bytes.substr(dataAt, *dataSize);

    Package p;
    p.manager = PackageManager::Rpm;
    std::string version, release;
    std::optional<std::uint32_t> epoch;
    for (std::size_t i = 0; i < *tags; ++i) {
        const std::size_t at = 8 + 16 * i;
        const std::uint32_t tag = *bigEndian32(bytes, at);
        const std::uint32_t type = *bigEndian32(bytes, at + 4);
        const std::uint32_t offset = *bigEndian32(bytes, at + 8);
        const std::uint32_t count = *bigEndian32(bytes, at + 12);
        if (tag < 1000) // regions, whose entries point backwards
            continue;
        auto text = [&](std::string &to) {
            if (type != String && type != I18nString)
                return true;
            if (offset >= data.size())
                return false;
            const std::size_t end = data.find('\0', offset);
            if (end == std::string_view::npos || end - offset > maxPackageField)
                return false;
            to = data.substr(offset, end - offset);
            return true;
        };
        bool good = true;
        switch (tag) {
        case Name: good = text(p.name); break;
        case Version: good = text(version); break;
        case Release: good = text(release); break;
        case Arch: good = text(p.architecture); break;
        case Epoch:
            if (type == Int32 && count >= 1)
                epoch = bigEndian32(data, offset);
            break;
        case Size:
            if (const auto size = type == Int32 && count >= 1 ? bigEndian32(data, offset) : std::nullopt; size && p.size < 0)
                p.size = *size;
            break;
        case LongSize:
            if (const auto size = type == Int64 && count >= 1 ? bigEndian64(data, offset) : std::nullopt; size)
                p.size = *size <= 0x7fffffffffffffffULL ? static_cast<std::int64_t>(*size) : -1;
            break;
        default: break;
        }
        if (!good)
            return damaged();
    }
    if (p.name.empty())
        return damaged();
    if (p.name == "gpg-pubkey") // a key that rpm trusts, kept as if it were a package
        return {};
    p.version = (epoch && *epoch > 0 ? std::to_string(*epoch) + ":" : std::string()) + version +
                (release.empty() ? "" : "-" + release);
    if (out.size() >= maxPackages)
        return fail(Errc::TooLarge, "package database", "it names more than 200000 packages");
    out.push_back(std::move(p));
    return {};
}

} // namespace tare::image
