// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/dns/responder.h"

#include <algorithm>
#include <random>

namespace tare::network::dns {
namespace {

constexpr std::uint16_t internet = 1, anyClass = 255;
constexpr std::size_t mostTcp = 65535;

std::vector<Answer> answersOf(const std::vector<IpAddress> &addresses, std::uint16_t type)
{
    std::vector<Answer> out;
    for (const IpAddress &address : addresses) {
        if (type == (address.v6 ? typeAaaa : typeA))
            out.push_back({type, address, {}});
    }
    static std::minstd_rand random{std::random_device{}()};
    std::shuffle(out.begin(), out.end(), random); // so that each has its share
    return out;
}

} // namespace

Decision decide(const Names &names, std::string_view bytes, bool datagram)
{
    Decision out;
    Query &query = out.query;
    const Verdict verdict = parseQuery(bytes, query);
    if (verdict == Verdict::Ignore)
        return out;
    const std::size_t limit = datagram ? query.limit : mostTcp;
    const auto answer = [&](Rcode code, const std::vector<Answer> &answers = {}) {
        out.kind = Decision::Kind::Answer;
        out.bytes = makeAnswer(query, code, answers, limit);
        return out;
    };
    if (verdict != Verdict::Good)
        return answer(verdict == Verdict::Malformed ? formatError : notImplemented);
    if (query.plain && (query.klass == internet || query.klass == anyClass)) {
        // A name that is known has no records of other types: that is an empty answer, and no other name.
        const auto found = names.addresses(query.name);
        if (!found.empty())
            return answer(noError, answersOf(found, query.type));
        IpAddress address;
        if (parseReverse(query.name, address)) {
            const std::string name = names.nameOf(address);
            if (!name.empty() && query.type == typePtr)
                return answer(noError, {{typePtr, {}, name}});
            if (!name.empty() || names.isOurs(address))
                return answer(name.empty() ? nameError : noError);
        }
        // As Docker: whoever chose an ndots means to complete such a name first.
        if (names.keepsShortNames() && (query.type == typeA || query.type == typeAaaa) && query.name.find('.') == std::string::npos)
            return answer(noError);
    }
    if (!names.mayAskOthers())
        return answer(serverFailure);
    out.kind = Decision::Kind::Forward;
    return out;
}

} // namespace tare::network::dns
