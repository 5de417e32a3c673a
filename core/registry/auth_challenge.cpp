// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/registry/auth_challenge.h"

#include "core/base/strings.h"

namespace tare::registry {
namespace {

bool isToken(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_text(text) {}
    [[nodiscard]] bool ended() const { return m_at >= m_text.size(); }
    void skip(std::string_view any)
    {
        while (!ended() && any.find(m_text[m_at]) != std::string_view::npos)
            ++m_at;
    }
    std::string token()
    {
        const std::size_t start = m_at;
        while (!ended() && isToken(m_text[m_at]))
            ++m_at;
        return std::string(m_text.substr(start, m_at - start));
    }
    bool take(char c)
    {
        if (ended() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    // After the opening quote.
    bool quoted(std::string &out)
    {
        while (!ended()) {
            char c = m_text[m_at++];
            if (c == '"')
                return true;
            if (c == '\\') {
                if (ended())
                    return false;
                c = m_text[m_at++];
            }
            out += c;
        }
        return false;
    }
    void drop() { ++m_at; }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

std::string Challenge::parameter(const std::string &name) const
{
    const auto it = parameters.find(name);
    return it == parameters.end() ? std::string() : it->second;
}

std::vector<Challenge> parseChallenges(std::string_view header)
{
    std::vector<Challenge> out;
    Scanner in(header.substr(0, 16384));
    while (!in.ended()) {
        in.skip(" \t,");
        std::string word = in.token();
        if (word.empty()) {
            if (!in.ended())
                in.drop();
            continue;
        }
        in.skip(" \t");
        if (!in.take('=')) { // a scheme
            if (out.size() == 16)
                break;
            out.push_back({toLower(word), {}});
            continue;
        }
        in.skip(" \t");
        std::string value;
        if (in.take('"')) {
            if (!in.quoted(value))
                break;
        } else {
            value = in.token();
        }
        if (!out.empty() && out.back().parameters.size() < 32)
            out.back().parameters.emplace(toLower(word), std::move(value));
    }
    return out;
}

} // namespace tare::registry
