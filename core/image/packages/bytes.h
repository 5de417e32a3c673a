// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers in foreign bytes; nothing outside of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tare::image {

template <std::size_t Size> std::optional<std::uint64_t> numberAt(std::string_view bytes, std::size_t at, bool big)
{
    if (at > bytes.size() || bytes.size() - at < Size)
        return std::nullopt;
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < Size; ++i)
        out = out << 8U | static_cast<unsigned char>(bytes[at + (big ? i : Size - 1 - i)]);
    return out;
}

inline std::optional<std::uint32_t> bigEndian32(std::string_view bytes, std::size_t at)
{
    const auto n = numberAt<4>(bytes, at, true);
    return n ? std::optional(static_cast<std::uint32_t>(*n)) : std::nullopt;
}
inline std::optional<std::uint64_t> bigEndian64(std::string_view bytes, std::size_t at)
{
    return numberAt<8>(bytes, at, true);
}
inline std::optional<std::uint32_t> littleEndian32(std::string_view bytes, std::size_t at)
{
    const auto n = numberAt<4>(bytes, at, false);
    return n ? std::optional(static_cast<std::uint32_t>(*n)) : std::nullopt;
}

} // namespace tare::image
