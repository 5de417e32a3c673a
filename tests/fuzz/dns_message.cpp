// SPDX-License-Identifier: GPL-3.0-or-later
// A container's questions and an upstream's answers.
#include "core/network/dns/message.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace tare::network;
    using namespace tare::network::dns;
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    Query query;
    const Verdict verdict = parseQuery(bytes, query);
    if (verdict == Verdict::Ignore)
        return 0;
    if (query.name.size() > 255 || query.question.size() > 259 || query.limit < 512 || query.limit > 4096)
        std::abort();
    IpAddress address;
    const bool reverse = parseReverse(query.name, address);
    const std::vector<Answer> answers(64, {reverse && address.v6 ? std::uint16_t{typeAaaa} : std::uint16_t{typeA}, address, {}});
    for (const auto &list : {answers, std::vector<Answer>{{typePtr, {}, query.name}}, std::vector<Answer>{}}) {
        const std::string answer = makeAnswer(query, noError, list, query.limit);
        if (answer.size() > query.limit || (!query.question.empty() && !isAnswerTo(answer, query.id, query.question)))
            std::abort();
        Query echo;
        if (parseQuery(answer, echo) != Verdict::Ignore) // no two responders may talk to each other
            std::abort();
    }
    (void)makeTruncated(query);
    if (size > 4 && isAnswerTo(bytes, query.id, bytes.substr(size / 2)) && size < 12)
        std::abort();
    return 0;
}
