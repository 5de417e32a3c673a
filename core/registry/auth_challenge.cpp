// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/auth_challenge.h"

#include "core/base/strings.h"

#include <optional>

namespace tare::registry {
namespace {

constexpr std::size_t maxLength = 16384, maxChallenges = 16, maxParameters = 32;

bool isAlnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool isTokenChar(char c)
{
    return isAlnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}
bool isToken68Char(char c)
{
    return isAlnum(c) || std::string_view("-._~+/").find(c) != std::string_view::npos;
}

class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_text(text) {}
    [[nodiscard]] bool ended() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool at(char c) const { return !ended() && m_text[m_at] == c; }
    [[nodiscard]] std::size_t position() const { return m_at; }
    void back(std::size_t position) { m_at = position; }
    void take(char c) { m_at += at(c) ? 1 : 0; }
    // Whether there was any.
    bool spaces()
    {
        const std::size_t start = m_at;
        while (at(' ') || at('\t'))
            ++m_at;
        return m_at > start;
    }
    std::string word(bool (*belongs)(char))
    {
        const std::size_t start = m_at;
        while (!ended() && belongs(m_text[m_at]))
            ++m_at;
        return std::string(m_text.substr(start, m_at - start));
    }
    // After the opening quote, which is never a character of what it holds.
    std::optional<std::string> quoted()
    {
        std::string out;
        while (!ended()) {
            char c = m_text[m_at++];
            if (c == '"')
                return out;
            if (c == '\\') {
                if (ended())
                    return std::nullopt;
                c = m_text[m_at++];
            }
            if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f)
                return std::nullopt;
            out += c;
        }
        return std::nullopt;
    }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

// After a scheme and a space: the rest up to a comma, when it is one word that may end in '='.
bool skipToken68(Scanner &in)
{
    const std::size_t start = in.position();
    if (!in.word(isToken68Char).empty()) {
        while (in.at('='))
            in.take('=');
        in.spaces();
        if (in.ended() || in.at(','))
            return true;
    }
    in.back(start);
    return false;
}

bool readParameter(Scanner &in, Challenge &challenge, const std::string &name)
{
    in.spaces();
    std::optional<std::string> value;
    if (in.at('"')) {
        in.take('"');
        value = in.quoted();
    } else {
        value = in.word(isTokenChar);
        if (value->empty())
            return false;
    }
    if (!value || challenge.parameters.size() >= maxParameters)
        return false;
    return challenge.parameters.emplace(toLower(name), std::move(*value)).second;
}

} // namespace

std::string Challenge::parameter(const std::string &name) const
{
    const auto it = parameters.find(name);
    return it == parameters.end() ? std::string() : it->second;
}

std::vector<Challenge> parseChallenges(std::string_view header)
{
    std::vector<Challenge> out;
    if (header.size() > maxLength)
        return {};
    Scanner in(header);
    bool separated = true;  // by a comma, or nothing stands before
    bool parameter = false; // is what must come
    for (;;) {
        in.spaces();
        while (in.at(',')) {
            in.take(',');
            in.spaces();
            separated = true;
        }
        if (in.ended())
            return parameter ? std::vector<Challenge>() : out;
        const std::string word = in.word(isTokenChar);
        if (word.empty() || !separated)
            return {};
        const bool space = in.spaces();
        separated = false;
        if (in.at('=')) {
            in.take('=');
            if (out.empty() || !readParameter(in, out.back(), word))
                return {};
            parameter = false;
            continue;
        }
        if (parameter || out.size() >= maxChallenges || (!space && !in.ended() && !in.at(',')))
            return {};
        out.push_back({toLower(word), {}});
        separated = parameter =
            space && !in.ended() && !in.at(',') && !skipToken68(in); // follows without a comma
    }
}

} // namespace tare::registry
