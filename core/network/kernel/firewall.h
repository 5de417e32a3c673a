// SPDX-License-Identifier: GPL-3.0-or-later
// Address translation and what may be forwarded, in nftables' table "inet tare" through libnftables. No other table is touched.
// The rules never change: networks and published ports are elements of sets and maps, so that adding one is one small
// transaction that does not depend on how many there are. Only numbers and checked device names get into the text.
#pragma once

#include "core/base/result.h"
#include "core/network/types.h"

#include <memory>
#include <string>
#include <vector>

struct nft_ctx;

namespace tare::network {

// One published port on its way to a container.
struct Translation
{
    PortMapping port;
    std::string address; // of the container, of the port's family
};

class Firewall
{
public:
    [[nodiscard]] static Result<Firewall> open();

    // Changes are gathered, and made by commit() in one transaction.
    void addRules(); // all of them, in place of those there are; elements stay
    void add(const Network &network);
    void remove(const Network &network);
    void add(const Translation &translation);
    void remove(const Translation &translation);
    // In a container's network namespace, in a table of its own: 127.0.0.11:53 is at these ports.
    void addResolver(std::uint16_t udp, std::uint16_t tcp);
    // NotFound when the table, or a set of it, is not there: somebody flushed the rules.
    [[nodiscard]] Status commit();

private:
    struct Free
    {
        void operator()(nft_ctx *context) const;
    };
    explicit Firewall(nft_ctx *context) : m_context(context) {}
    void element(bool add, const char *set, const std::string &text, const std::string &value = {});
    void change(bool add, const Network &network);
    void change(bool add, const Translation &translation);

    std::unique_ptr<nft_ctx, Free> m_context;
    std::string m_text;
};

} // namespace tare::network
