// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses and subnets of both families, as numbers.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tare::network {

struct IpAddress
{
    std::array<std::uint8_t, 16> bytes{}; // the first four of an IPv4 address
    bool v6 = false;

    // As inet_pton(3): no octal, no zone. IPv4-mapped addresses stay IPv6.
    [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] int bits() const { return v6 ? 128 : 32; }
    [[nodiscard]] bool isLoopback() const;
    [[nodiscard]] bool isUnspecified() const;
    // The address `n` further on; it wraps at the family's end.
    [[nodiscard]] IpAddress plus(std::uint64_t n) const;

    bool operator==(const IpAddress &) const = default;
};

struct Subnet
{
    IpAddress base; // with no bit set that the prefix does not cover
    int prefix = 0;

    // "172.20.0.0/16"; bits of the host's part are cleared.
    [[nodiscard]] static std::optional<Subnet> parse(std::string_view text);
    [[nodiscard]] static Subnet of(const IpAddress &address, int prefix);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool contains(const IpAddress &address) const;
    [[nodiscard]] bool overlaps(const Subnet &other) const;
    // Addresses that hosts may have, as offsets from the base: the first and the last. IPv4 leaves the broadcast out.
    [[nodiscard]] std::uint64_t firstHost() const { return 1; }
    [[nodiscard]] std::uint64_t lastHost() const;

    bool operator==(const Subnet &) const = default;
};

// 02:42 and the IPv4 address: as Docker, so that an address that is used again needs no new neighbour entry.
[[nodiscard]] std::string macFor(const IpAddress &address);
// Six pairs of hex digits with ':' or '-', not multicast; lower case with ':'.
[[nodiscard]] std::optional<std::string> parseMac(std::string_view text);

} // namespace tare::network
