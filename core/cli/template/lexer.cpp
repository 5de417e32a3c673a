// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/template/lexer.h"

#include "core/base/strings.h"

#include <algorithm>
#include <fmt/format.h>

namespace tare::cli {
namespace {

using Kind = TemplateToken::Kind;

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isWord(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
}

void appendUtf8(std::string &out, std::uint32_t rune)
{
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
    if (rune < 0x80) {
        byte(rune);
    } else if (rune < 0x800) {
        byte(0xC0U | (rune >> 6U));
        byte(0x80U | (rune & 0x3FU));
    } else if (rune < 0x10000) {
        byte(0xE0U | (rune >> 12U));
        byte(0x80U | ((rune >> 6U) & 0x3FU));
        byte(0x80U | (rune & 0x3FU));
    } else {
        byte(0xF0U | (rune >> 18U));
        byte(0x80U | ((rune >> 12U) & 0x3FU));
        byte(0x80U | ((rune >> 6U) & 0x3FU));
        byte(0x80U | (rune & 0x3FU));
    }
}

class Lexer
{
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    Result<std::vector<TemplateToken>> run()
    {
        while (m_at < m_text.size()) {
            const std::size_t open = std::min(m_text.find("{{", m_at), m_text.size());
            std::string_view plain = m_text.substr(m_at, open - m_at);
            const bool trims = starts(open + 2, '-') && open + 3 < m_text.size() && isSpace(m_text[open + 3]);
            if (trims) {
                while (!plain.empty() && isSpace(plain.back()))
                    plain.remove_suffix(1);
            }
            if (!plain.empty())
                add(Kind::Text, std::string(plain), m_at, m_at + plain.size());
            m_at = open;
            if (open == m_text.size())
                break;
            m_at += trims ? 4 : 2;
            if (m_text.substr(m_at).starts_with("/*")) {
                TARE_CHECK(comment(open));
                continue;
            }
            add(Kind::Open, "{{", open, m_at);
            TARE_CHECK(action(open));
        }
        add(Kind::End, {}, m_text.size(), m_text.size());
        return std::move(m_tokens);
    }

private:
    [[nodiscard]] bool starts(std::size_t at, char c) const { return at < m_text.size() && m_text[at] == c; }
    void add(Kind kind, std::string text, std::size_t at, std::size_t end)
    {
        m_tokens.push_back({kind, std::move(text), at, end});
    }
    tl::unexpected<Error> error(std::size_t at, const std::string &why) const { return templateError(m_text, at, why); }

    // At "}}" or " -}}": the length of it, else 0.
    [[nodiscard]] std::size_t closing() const
    {
        if (m_text.substr(m_at).starts_with("}}"))
            return 2;
        return m_at < m_text.size() && isSpace(m_text[m_at]) && m_text.substr(m_at + 1).starts_with("-}}") ? 4 : 0;
    }
    void close(std::size_t length)
    {
        add(Kind::Close, "}}", m_at, m_at + length);
        m_at += length;
        while (length == 4 && m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }

    Status comment(std::size_t open)
    {
        const std::size_t end = m_text.find("*/", m_at);
        if (end == std::string_view::npos)
            return error(open, "unclosed comment");
        m_at = end + 2;
        const std::size_t length = closing();
        if (length == 0)
            return error(open, "comment ends before closing delimiter");
        close(length);
        m_tokens.pop_back();
        return {};
    }

    Status action(std::size_t open)
    {
        int depth = 0;
        while (true) {
            if (const std::size_t length = closing(); length != 0) {
                if (depth != 0)
                    return error(m_at, "unclosed left paren");
                close(length);
                return {};
            }
            if (m_at >= m_text.size())
                return error(open, "unclosed action");
            const std::size_t start = m_at;
            const char c = m_text[m_at];
            if (isSpace(c)) {
                while (m_at < m_text.size() && isSpace(m_text[m_at]) && closing() == 0)
                    ++m_at;
                add(Kind::Space, " ", start, m_at);
            } else if (c == '=' || c == ',' || c == '|') {
                ++m_at;
                add(c == '=' ? Kind::Assign : c == ',' ? Kind::Comma : Kind::Pipe, std::string(1, c), start, m_at);
            } else if (c == ':' && starts(m_at + 1, '=')) {
                m_at += 2;
                add(Kind::Declare, ":=", start, m_at);
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
                if (depth < 0)
                    return error(m_at, "unexpected right paren");
                ++m_at;
                add(c == '(' ? Kind::LeftParen : Kind::RightParen, std::string(1, c), start, m_at);
            } else if (c == '"' || c == '\'') {
                TARE_CHECK(quoted(c));
            } else if (c == '`') {
                const std::size_t end = m_text.find('`', m_at + 1);
                if (end == std::string_view::npos)
                    return error(start, "unterminated raw quoted string");
                m_at = end + 1;
                add(Kind::String, std::string(m_text.substr(start + 1, end - start - 1)), start, m_at);
            } else if (isDigit(c) || ((c == '+' || c == '-' || c == '.') && m_at + 1 < m_text.size() &&
                                      (isDigit(m_text[m_at + 1]) || (c != '.' && m_text[m_at + 1] == '.')))) {
                TARE_CHECK(number());
            } else if (c == '.' || c == '$') {
                ++m_at;
                TARE_CHECK(word());
                const std::string name(m_text.substr(start + 1, m_at - start - 1));
                add(c == '$' ? Kind::Variable : name.empty() ? Kind::Dot : Kind::Field, c == '$' ? "$" + name : name,
                    start, m_at);
            } else if (isWord(c)) {
                TARE_CHECK(word());
                const std::string name(m_text.substr(start, m_at - start));
                add(name == "true" || name == "false" ? Kind::Bool
                    : name == "nil"                   ? Kind::Nil
                                                      : Kind::Identifier,
                    name, start, m_at);
            } else {
                return error(m_at, fmt::format("unrecognized character in action: U+{:04X}{}", static_cast<unsigned char>(c),
                                               c > 0x20 && c < 0x7f ? " '" + std::string(1, c) + "'" : std::string()));
            }
        }
    }

    Status word()
    {
        while (m_at < m_text.size() && isWord(m_text[m_at]))
            ++m_at;
        if (m_at < m_text.size() && !isSpace(m_text[m_at]) &&
            std::string_view(".,|:)(=").find(m_text[m_at]) == std::string_view::npos &&
            !m_text.substr(m_at).starts_with("}}"))
            return error(m_at, "bad character " + fmt::format("U+{:04X} '{}'", static_cast<unsigned char>(m_text[m_at]),
                                                              m_text[m_at]));
        return {};
    }

    Status number()
    {
        const std::size_t start = m_at++;
        while (m_at < m_text.size() &&
               (isWord(m_text[m_at]) || m_text[m_at] == '.' ||
                ((m_text[m_at] == '+' || m_text[m_at] == '-') && (m_text[m_at - 1] == 'e' || m_text[m_at - 1] == 'E'))))
            ++m_at;
        add(Kind::Number, std::string(m_text.substr(start, m_at - start)), start, m_at);
        return {};
    }

    Status quoted(char quote)
    {
        const std::size_t start = m_at++;
        std::string out;
        const char *what = quote == '"' ? "unterminated quoted string" : "unterminated character constant";
        while (true) {
            if (m_at >= m_text.size() || m_text[m_at] == '\n')
                return error(start, what);
            const char c = m_text[m_at++];
            if (c == quote)
                break;
            if (c != '\\')
                out += c;
            else
                TARE_CHECK(escape(out, quote, start));
        }
        add(quote == '"' ? Kind::String : Kind::Char, std::move(out), start, m_at);
        return {};
    }

    Status escape(std::string &out, char quote, std::size_t start)
    {
        if (m_at >= m_text.size())
            return error(start, quote == '"' ? "unterminated quoted string" : "unterminated character constant");
        const char c = m_text[m_at++];
        static constexpr std::string_view from = "abfnrtv\\", to = "\a\b\f\n\r\t\v\\";
        if (const std::size_t i = from.find(c); i != std::string_view::npos) {
            out += to[i];
            return {};
        }
        if (c == quote) {
            out += c;
            return {};
        }
        const bool octal = c >= '0' && c <= '7';
        const std::size_t digits = octal ? 3 : c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        const std::size_t first = octal ? m_at - 1 : m_at;
        const std::string_view number = m_text.substr(first, digits);
        const auto fits = [&](char d) {
            return octal ? d >= '0' && d <= '7' : isDigit(d) || (d >= 'a' && d <= 'f') || (d >= 'A' && d <= 'F');
        };
        if (digits == 0 || number.size() != digits || !std::all_of(number.begin(), number.end(), fits))
            return error(start, "invalid syntax");
        const auto value = std::stoul(std::string(number), nullptr, octal ? 8 : 16);
        m_at = first + digits;
        if ((octal && value > 255) || value > 0x10FFFF || (c != 'x' && !octal && value >= 0xD800 && value < 0xE000))
            return error(start, "invalid syntax");
        if (octal || c == 'x')
            out += static_cast<char>(value);
        else
            appendUtf8(out, static_cast<std::uint32_t>(value));
        return {};
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<TemplateToken> m_tokens;
};

} // namespace

tl::unexpected<Error> templateError(std::string_view text, std::size_t at, const std::string &why)
{
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(at, text.size())), '\n');
    return fail(Errc::InvalidArgument, {}, "template: :" + std::to_string(line) + ": " + why);
}

Result<std::vector<TemplateToken>> lexTemplate(std::string_view text) { return Lexer(text).run(); }

} // namespace tare::cli
