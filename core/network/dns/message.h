// SPDX-License-Identifier: GPL-3.0-or-later
// The little of DNS that a container's responder needs (RFC 1035, 2181, 6891): reading a query's header, question and OPT record,
// writing answers, and telling whether an upstream's answer is one to a query. Names are never decompressed: a query's question
// has nothing before it to point at, and of other records only the length is read. Bytes come from containers and upstreams.
#pragma once

#include "core/network/address.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tare::network::dns {

enum Type : std::uint16_t { typeA = 1, typePtr = 12, typeAaaa = 28, typeOpt = 41 };
enum Rcode : std::uint8_t { noError = 0, formatError = 1, serverFailure = 2, nameError = 3, notImplemented = 4, refused = 5 };

struct Query
{
    std::uint16_t id = 0, flags = 0; // as they came
    std::string name;                // lower case, dots between labels, none at the end; "" is the root
    bool plain = true;               // false: a label has a dot or a control character in it, so that `name` is not all it says
    std::uint16_t type = 0, klass = 0;
    std::string question;    // its bytes
    bool extended = false;   // it has an OPT record
    std::size_t limit = 512; // of an answer by UDP, in bytes
};

enum class Verdict {
    Good,
    Ignore,        // not even a header, or an answer
    Malformed,     // FORMERR is due; of the query, id and flags are there, and the question when that could be read
    Unimplemented, // NOTIMP is due
};
[[nodiscard]] Verdict parseQuery(std::string_view bytes, Query &out);

// "4.3.2.1.in-addr.arpa" and the nibbles of ip6.arpa. False for other names and for parts of addresses.
[[nodiscard]] bool parseReverse(const std::string &name, IpAddress &out);

// One answer record of the question's name: an address, or for PTR a name.
struct Answer
{
    std::uint16_t type = typeA;
    IpAddress address;
    std::string target;
};
// TTL is 0: names follow containers at once. What does not fit into `limit` bytes is left out, and TC says so.
[[nodiscard]] std::string makeAnswer(const Query &query, Rcode code, const std::vector<Answer> &answers, std::size_t limit);
// An empty answer that asks to come again by TCP.
[[nodiscard]] std::string makeTruncated(const Query &query);

// Whether these bytes answer a query with this id and this question (letters' case aside).
[[nodiscard]] bool isAnswerTo(std::string_view bytes, std::uint16_t id, std::string_view question);
[[nodiscard]] Rcode rcodeOf(std::string_view answer); // of one that isAnswerTo() took
void setId(std::string &message, std::uint16_t id);   // of at least two bytes

} // namespace tare::network::dns
