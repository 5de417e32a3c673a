// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/address.h"

#include "core/base/strings.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdio>

namespace tare::network {

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    const std::string word(text);
    IpAddress out;
    if (word.find('\0') != std::string::npos)
        return std::nullopt;
    if (::inet_pton(AF_INET, word.c_str(), out.bytes.data()) == 1)
        return out;
    out.v6 = true;
    if (::inet_pton(AF_INET6, word.c_str(), out.bytes.data()) == 1)
        return out;
    return std::nullopt;
}

std::string IpAddress::text() const
{
    char buffer[INET6_ADDRSTRLEN];
    ::inet_ntop(v6 ? AF_INET6 : AF_INET, bytes.data(), buffer, sizeof buffer);
    return buffer;
}

bool IpAddress::isLoopback() const
{
    if (!v6)
        return bytes[0] == 127;
    static constexpr std::array<std::uint8_t, 16> one = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return bytes == one;
}

bool IpAddress::isUnspecified() const
{
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t b) { return b == 0; });
}

IpAddress IpAddress::plus(std::uint64_t n) const
{
    IpAddress out = *this;
    for (int at = bits() / 8 - 1; at >= 0 && n > 0; --at) {
        n += out.bytes[static_cast<std::size_t>(at)];
        out.bytes[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(n & 0xffU);
        n >>= 8U;
    }
    return out;
}

Subnet Subnet::of(const IpAddress &address, int prefix)
{
    Subnet out{address, prefix};
    for (int bit = prefix; bit < address.bits(); ++bit) {
        auto &byte = out.base.bytes[static_cast<std::size_t>(bit / 8)];
        byte = static_cast<std::uint8_t>(byte & ~(0x80U >> static_cast<unsigned>(bit % 8)));
    }
    return out;
}

std::optional<Subnet> Subnet::parse(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto address = IpAddress::parse(text.substr(0, slash));
    const auto prefix = parseUnsigned(text.substr(slash + 1));
    if (!address || !prefix || *prefix > static_cast<std::uint64_t>(address->bits()))
        return std::nullopt;
    return of(*address, static_cast<int>(*prefix));
}

std::string Subnet::text() const
{
    return base.text() + "/" + std::to_string(prefix);
}

bool Subnet::contains(const IpAddress &address) const
{
    return address.v6 == base.v6 && of(address, prefix).base == base;
}

bool Subnet::overlaps(const Subnet &other) const
{
    return prefix <= other.prefix ? contains(other.base) : other.contains(base);
}

std::uint64_t Subnet::lastHost() const
{
    const int host = base.bits() - prefix;
    const std::uint64_t all = host >= 63 ? ~std::uint64_t{0} >> 1U : (std::uint64_t{1} << static_cast<unsigned>(host)) - 1;
    return base.v6 || all == 0 ? all : all - 1;
}

std::string macFor(const IpAddress &address)
{
    const std::uint8_t *b = address.bytes.data() + (address.v6 ? 12 : 0);
    char text[18];
    std::snprintf(text, sizeof text, "02:42:%02x:%02x:%02x:%02x", b[0], b[1], b[2], b[3]);
    return text;
}

std::optional<std::string> parseMac(std::string_view text)
{
    if (text.size() != 17)
        return std::nullopt;
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (i % 3 == 2 ? (c != ':' && c != '-') : !isHex(toLower(text.substr(i, 1))))
            return std::nullopt;
        out += i % 3 == 2 ? ':' : toLower(text.substr(i, 1))[0];
    }
    // The lowest bit of the first byte says multicast.
    const char low = out[1];
    const int digit = low <= '9' ? low - '0' : low - 'a' + 10;
    return digit % 2 == 0 ? std::optional(out) : std::nullopt;
}

} // namespace tare::network
