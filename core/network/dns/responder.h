// SPDX-License-Identifier: GPL-3.0-or-later
// What is to be done with a query: containers' names are answered here and go to nobody else, everything else is for upstreams.
#pragma once

#include "core/network/dns/message.h"
#include "core/network/dns/names.h"

#include <string>
#include <string_view>

namespace tare::network::dns {

struct Decision
{
    enum class Kind { Nothing, Answer, Forward };
    Kind kind = Kind::Nothing;
    std::string bytes; // of the answer
    Query query;       // of what is to be forwarded
};

// `datagram`: the answer's size is limited to what the asker takes by UDP.
[[nodiscard]] Decision decide(const Names &names, std::string_view bytes, bool datagram);

} // namespace tare::network::dns
