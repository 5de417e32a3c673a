// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/dns/message.h"

#include "core/base/strings.h"

#include <algorithm>

namespace tare::network::dns {
namespace {

constexpr std::size_t headSize = 12, longestName = 255, mostUdp = 4096;
constexpr std::uint16_t response = 0x8000, opcode = 0x7800, truncated = 0x0200, recursionDesired = 0x0100, recursionAvailable = 0x0080;

// Reads forward only; nothing is read once it has failed.
class Reader
{
public:
    explicit Reader(std::string_view bytes, std::size_t at = 0) : m_bytes(bytes), m_at(at) {}
    [[nodiscard]] std::uint8_t byte()
    {
        if (m_at >= m_bytes.size()) {
            m_failed = true;
            return 0;
        }
        return static_cast<std::uint8_t>(m_bytes[m_at++]);
    }
    [[nodiscard]] std::uint16_t word()
    {
        const unsigned high = byte();
        return static_cast<std::uint16_t>(high << 8U | byte());
    }
    [[nodiscard]] std::string_view take(std::size_t n)
    {
        if (n > m_bytes.size() - std::min(m_at, m_bytes.size())) {
            m_failed = true;
            return {};
        }
        m_at += n;
        return m_bytes.substr(m_at - n, n);
    }
    // Past a name that may end with a pointer, which is not followed.
    void skipName()
    {
        for (std::size_t length = 0; length <= longestName && !m_failed;) {
            const std::uint8_t n = byte();
            if (n == 0)
                return;
            if ((n & 0xc0U) == 0xc0U) {
                (void)byte();
                return;
            }
            if (n > 63)
                break;
            (void)take(n);
            length += n + 1U;
        }
        m_failed = true;
    }
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] std::size_t at() const { return m_at; }

private:
    std::string_view m_bytes;
    std::size_t m_at;
    bool m_failed = false;
};

void put(std::string &out, std::size_t value, int bytes)
{
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xffU);
}

// False when it cannot be written as a name.
bool putName(std::string &out, const std::string &name)
{
    std::string wire;
    for (const std::string_view label : split(name, '.')) {
        if (label.empty() || label.size() > 63)
            return false;
        wire += static_cast<char>(label.size());
        wire += label;
    }
    wire += '\0';
    out += wire;
    return wire.size() <= longestName;
}

bool readQuestion(std::string_view bytes, Reader &in, Query &out)
{
    const std::size_t from = in.at();
    std::size_t length = 1;
    while (const std::uint8_t n = in.byte()) {
        length += n + 1U;
        const std::string_view label = n <= 63 && length <= longestName ? in.take(n) : std::string_view();
        if (label.empty())
            return false;
        out.plain = out.plain && std::none_of(label.begin(), label.end(), [](char c) { return c == '.' || c <= ' ' || c == 0x7f; });
        out.name += (out.name.empty() ? "" : ".") + toLower(label);
    }
    out.type = in.word();
    out.klass = in.word();
    if (in.failed())
        return false;
    out.question = bytes.substr(from, in.at() - from);
    return true;
}

std::string head(const Query &query, Rcode code, std::uint16_t more)
{
    std::string out;
    put(out, query.id, 2);
    put(out, response | recursionAvailable | (query.flags & (opcode | recursionDesired)) | more | code, 2);
    put(out, query.question.empty() ? 0 : 1, 2);
    put(out, 0, 6); // filled in later
    return out + query.question;
}

std::string optRecord(const Query &query)
{
    std::string out;
    if (!query.extended)
        return out;
    put(out, 0, 1); // the root
    put(out, typeOpt, 2);
    put(out, mostUdp, 2);
    put(out, 0, 6); // no flags, no options
    return out;
}

} // namespace

Verdict parseQuery(std::string_view bytes, Query &out)
{
    Reader in(bytes);
    out.id = in.word();
    out.flags = in.word();
    const std::uint16_t questions = in.word();
    const std::size_t others = std::size_t{in.word()} + in.word(), additional = in.word();
    if (in.failed() || (out.flags & response) != 0)
        return Verdict::Ignore;
    if ((out.flags & opcode) != 0)
        return Verdict::Unimplemented;
    if (questions != 1 || !readQuestion(bytes, in, out)) {
        out.question.clear();
        return Verdict::Malformed;
    }
    for (std::size_t i = 0; i < others + additional; ++i) {
        const std::size_t from = in.at();
        in.skipName();
        const bool root = in.at() == from + 1;
        const std::uint16_t type = in.word(), klass = in.word();
        const unsigned version = in.word() & 0xffU; // the upper half of an OPT's TTL: extended code and version
        (void)in.word();
        (void)in.take(in.word());
        if (in.failed())
            return Verdict::Malformed;
        if (type != typeOpt || i < others)
            continue;
        if (!root || out.extended || version != 0)
            return Verdict::Malformed;
        out.extended = true;
        out.limit = std::clamp<std::size_t>(klass, 512, mostUdp);
    }
    return Verdict::Good;
}

bool parseReverse(const std::string &name, IpAddress &out)
{
    constexpr std::string_view four = ".in-addr.arpa", six = ".ip6.arpa";
    std::string text;
    if (name.ends_with(four)) {
        const std::string rest = name.substr(0, name.size() - four.size());
        for (const std::string_view part : split(rest, '.'))
            text = std::string(part) + (text.empty() ? "" : ".") + text;
    } else if (name.ends_with(six) && name.size() == 63 + six.size()) {
        for (std::size_t i = 0; i < 32; ++i) {
            if (i > 0 && name[62 - 2 * i + 1] != '.')
                return false;
            text += (i > 0 && i % 4 == 0 ? ":" : "") + name.substr(62 - 2 * i, 1);
        }
    }
    const auto address = IpAddress::parse(text);
    if (!address || address->v6 != name.ends_with(six))
        return false;
    out = *address;
    return true;
}

std::string makeAnswer(const Query &query, Rcode code, const std::vector<Answer> &answers, std::size_t limit)
{
    const std::string opt = optRecord(query);
    std::string out = head(query, code, 0);
    std::size_t count = 0;
    for (const Answer &one : answers) {
        std::string data;
        if (one.type == typePtr) {
            if (!putName(data, one.target))
                continue;
        } else {
            data.assign(one.address.bytes.begin(), one.address.bytes.begin() + (one.address.v6 ? 16 : 4));
        }
        if (out.size() + 12 + data.size() + opt.size() > limit) {
            out[2] = static_cast<char>(static_cast<std::uint8_t>(out[2]) | truncated >> 8U);
            break;
        }
        put(out, 0xc000U | headSize, 2); // the question's name
        put(out, one.type, 2);
        put(out, 1, 2); // the internet
        put(out, 0, 4); // TTL
        put(out, data.size(), 2);
        out += data;
        ++count;
    }
    out[6] = static_cast<char>(count >> 8U);
    out[7] = static_cast<char>(count & 0xffU);
    out[11] = static_cast<char>(opt.empty() ? 0 : 1);
    return out + opt;
}

std::string makeTruncated(const Query &query)
{
    std::string out = head(query, noError, truncated);
    const std::string opt = optRecord(query);
    out[11] = static_cast<char>(opt.empty() ? 0 : 1);
    return out + opt;
}

bool isAnswerTo(std::string_view bytes, std::uint16_t id, std::string_view question)
{
    Reader in(bytes);
    const std::uint16_t gotId = in.word(), flags = in.word(), questions = in.word();
    (void)in.take(6);
    const std::string_view got = in.take(question.size());
    if (in.failed() || gotId != id || (flags & response) == 0 || (flags & opcode) != 0 || questions != 1 || question.size() < 5)
        return false;
    const std::size_t name = question.size() - 4; // then type and class
    return toLower(got.substr(0, name)) == toLower(question.substr(0, name)) && got.substr(name) == question.substr(name);
}

Rcode rcodeOf(std::string_view answer)
{
    return static_cast<Rcode>(static_cast<std::uint8_t>(answer[3]) & 0xfU);
}

void setId(std::string &message, std::uint16_t id)
{
    message[0] = static_cast<char>(id >> 8U);
    message[1] = static_cast<char>(id & 0xffU);
}

} // namespace tare::network::dns
