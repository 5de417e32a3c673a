// SPDX-License-Identifier: GPL-3.0-or-later
// From tokens to a tree (Go's text/template/parse, parse.go).
#include "core/base/strings.h"
#include "core/cli/template/lexer.h"
#include "core/cli/template/node.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <optional>

namespace tare::cli {
namespace {

using Kind = TemplateToken::Kind;
using Node = TemplateNode::Kind;

constexpr int maxDepth = 200; // a stack is no place for a hostile template

class Parser
{
public:
    Parser(std::string_view text, std::vector<TemplateToken> tokens) : m_text(text), m_tokens(std::move(tokens)) {}

    Result<TemplateTree> run()
    {
        TemplateTree out;
        out.source = std::string(m_text);
        out.root = TARE_TRY(list(false));
        out.defined = std::move(m_defined);
        return out;
    }

private:
    const TemplateToken &peek() const { return m_tokens[m_next]; }
    const TemplateToken &take() { return m_tokens[m_next + 1 < m_tokens.size() ? m_next++ : m_next]; }
    void skipSpace()
    {
        while (peek().kind == Kind::Space)
            take();
    }
    const TemplateToken &takeNonSpace()
    {
        skipSpace();
        return take();
    }
    tl::unexpected<Error> error(const TemplateToken &token, const std::string &why) const
    {
        return templateError(m_text, token.at, why);
    }
    tl::unexpected<Error> unexpected(const TemplateToken &token, const char *where) const
    {
        if (token.kind == Kind::End)
            return error(token, "unexpected EOF");
        const std::string shown(m_text.substr(token.at, token.end - token.at));
        if (token.kind == Kind::Identifier && isKeyword(token.text))
            return error(token, "unexpected <" + shown + "> in " + where);
        return error(token, "unexpected " + goQuote(shown) + " in " + where);
    }
    static bool isKeyword(const std::string &word)
    {
        static constexpr const char *words[] = {"if",  "else",     "end",   "range", "with", "define",
                                                "template", "block", "break", "continue"};
        return std::any_of(std::begin(words), std::end(words), [&](const char *w) { return word == w; });
    }
    NodePtr node(Node kind, const TemplateToken &token) const
    {
        auto out = std::make_unique<TemplateNode>();
        out->kind = kind;
        out->at = token.at;
        return out;
    }
    void note(TemplateNode &of) const // what was written for it
    {
        const std::size_t end = m_next == 0 ? 0 : m_tokens[m_next - 1].end;
        of.source = std::string(trim(m_text.substr(of.at, end > of.at ? end - of.at : 0)));
    }
    bool isWord(const TemplateToken &token, const char *word) const
    {
        return token.kind == Kind::Identifier && token.text == word;
    }

    // Up to {{end}} or {{else …}}, which stay to be read, or to the end of the text.
    Result<NodePtr> list(bool nested)
    {
        if (++m_depth > maxDepth)
            return error(peek(), "it is nested too deeply");
        NodePtr out = node(Node::List, peek());
        while (true) {
            const TemplateToken &token = peek();
            if (token.kind == Kind::End) {
                if (nested)
                    return error(token, "unexpected EOF");
                break;
            }
            if (token.kind == Kind::Text) {
                NodePtr text = node(Node::Text, token);
                text->text = take().text;
                out->parts.push_back(std::move(text));
                continue;
            }
            const std::size_t open = m_next;
            take(); // {{
            skipSpace();
            if (isWord(peek(), "end") || isWord(peek(), "else")) {
                if (!nested)
                    return error(peek(), "unexpected {{" + peek().text + "}}");
                m_next = open;
                break;
            }
            NodePtr made = TARE_TRY(action());
            if (made)
                out->parts.push_back(std::move(made));
        }
        --m_depth;
        return out;
    }

    Result<NodePtr> action()
    {
        const TemplateToken token = peek();
        if (token.kind == Kind::Identifier && isKeyword(token.text)) {
            take();
            if (token.text == "if")
                return control(Node::If, token);
            if (token.text == "with")
                return control(Node::With, token);
            if (token.text == "range")
                return control(Node::Range, token);
            if (token.text == "template")
                return invoke(token);
            if (token.text == "define" || token.text == "block")
                return define(token);
            NodePtr out = node(token.text == "break" ? Node::Break : Node::Continue, token);
            const TemplateToken &end = takeNonSpace();
            if (end.kind != Kind::Close)
                return unexpected(end, ("{{" + token.text + "}}").c_str());
            if (m_ranges == 0)
                return error(token, "{{" + token.text + "}} outside {{range}}");
            return out;
        }
        NodePtr out = node(Node::Action, token);
        out->parts.push_back(TARE_TRY(pipeline("command", Kind::Close, false)));
        return out;
    }

    Result<NodePtr> control(Node kind, const TemplateToken &token)
    {
        const std::size_t variables = m_variables.size();
        NodePtr out = node(kind, token);
        out->parts.push_back(TARE_TRY(pipeline(token.text.c_str(), Kind::Close, kind == Node::Range)));
        m_ranges += kind == Node::Range ? 1 : 0;
        out->parts.push_back(TARE_TRY(list(true)));
        m_ranges -= kind == Node::Range ? 1 : 0;
        take(); // {{
        const TemplateToken word = takeNonSpace();
        out->parts.emplace_back();
        if (word.text == "else") {
            skipSpace();
            const TemplateToken next = peek();
            const bool chains = kind != Node::Range && isWord(next, kind == Node::If ? "if" : "with");
            if (chains) { // {{else if …}}: the {{end}} is shared
                take();
                NodePtr otherwise = node(Node::List, next);
                if (++m_depth > maxDepth)
                    return error(next, "it is nested too deeply");
                otherwise->parts.push_back(TARE_TRY(control(kind, next)));
                --m_depth;
                out->parts.back() = std::move(otherwise);
                m_variables.resize(variables);
                return out;
            }
            if (const TemplateToken &end = take(); end.kind != Kind::Close)
                return unexpected(end, "else");
            out->parts.back() = TARE_TRY(list(true));
            take();
            if (const TemplateToken &end = takeNonSpace(); !isWord(end, "end"))
                return error(end, "expected end; found {{" + end.text + "}}");
        }
        if (const TemplateToken &end = takeNonSpace(); end.kind != Kind::Close)
            return unexpected(end, "end");
        m_variables.resize(variables);
        return out;
    }

    Result<NodePtr> invoke(const TemplateToken &token)
    {
        NodePtr out = node(Node::Template, token);
        const TemplateToken name = takeNonSpace();
        if (name.kind != Kind::String)
            return unexpected(name, "template clause");
        out->text = name.text;
        skipSpace();
        out->parts.emplace_back();
        if (peek().kind == Kind::Close)
            take();
        else
            out->parts.back() = TARE_TRY(pipeline("template clause", Kind::Close, false));
        return out;
    }

    Result<NodePtr> define(const TemplateToken &token)
    {
        const TemplateToken name = takeNonSpace();
        if (name.kind != Kind::String)
            return unexpected(name, (token.text + " clause").c_str());
        NodePtr call;
        if (token.text == "block") {
            call = node(Node::Template, token);
            call->text = name.text;
            call->parts.push_back(TARE_TRY(pipeline("block clause", Kind::Close, false)));
        } else if (const TemplateToken &end = takeNonSpace(); end.kind != Kind::Close) {
            return unexpected(end, "define clause");
        }
        std::vector<std::string> outer = std::exchange(m_variables, {"$"});
        const int ranges = std::exchange(m_ranges, 0);
        NodePtr body = TARE_TRY(list(true));
        m_variables = std::move(outer);
        m_ranges = ranges;
        take();
        if (const TemplateToken &end = takeNonSpace(); !isWord(end, "end"))
            return unexpected(end, (token.text + " clause").c_str());
        if (const TemplateToken &end = takeNonSpace(); end.kind != Kind::Close)
            return unexpected(end, "end");
        m_defined[name.text] = std::move(body);
        return call;
    }

    Result<NodePtr> pipeline(const char *where, Kind end, bool isRange)
    {
        if (++m_depth > maxDepth)
            return error(peek(), "it is nested too deeply");
        skipSpace();
        NodePtr out = node(Node::Pipeline, peek());
        TARE_CHECK(declarations(*out, isRange));
        while (true) {
            skipSpace();
            const TemplateToken token = peek();
            if (token.kind == end) {
                if (out->parts.empty())
                    return error(token, std::string("missing value for ") + where);
                for (std::size_t i = 1; i < out->parts.size(); ++i) {
                    const Node first = out->parts[i]->parts[0]->kind;
                    if (first == Node::Constant || first == Node::Dot || first == Node::Nil)
                        return error(token, "non executable command in pipeline stage " + std::to_string(i + 1));
                }
                note(*out);
                take();
                --m_depth;
                return out;
            }
            const bool starts = token.kind != Kind::Pipe && token.kind != Kind::Assign && token.kind != Kind::Declare &&
                                token.kind != Kind::Comma && token.kind != Kind::RightParen &&
                                token.kind != Kind::Close && token.kind != Kind::End && token.kind != Kind::Text &&
                                token.kind != Kind::Open;
            if (!starts)
                return unexpected(token, where);
            out->parts.push_back(TARE_TRY(command()));
        }
    }

    // "$x :=", "$x =", in a range "$i, $e :=".
    Status declarations(TemplateNode &pipe, bool isRange)
    {
        const std::size_t start = m_next;
        std::vector<TemplateToken> variables;
        while (peek().kind == Kind::Variable) {
            variables.push_back(take());
            skipSpace();
            const TemplateToken next = peek();
            if (next.kind == Kind::Comma && isRange && variables.size() == 1) {
                takeNonSpace();
                skipSpace();
                if (peek().kind != Kind::Variable)
                    return unexpected(peek(), "range");
                continue;
            }
            if (next.kind == Kind::Comma)
                return error(next, isRange ? "too many declarations in range" : "too many declarations in command");
            if (next.kind == Kind::Assign || next.kind == Kind::Declare) {
                take();
                pipe.declares = next.kind == Kind::Declare;
                for (const TemplateToken &variable : variables) {
                    if (!pipe.declares)
                        TARE_CHECK(known(variable));
                    pipe.names.push_back(variable.text);
                    if (pipe.declares)
                        m_variables.push_back(variable.text);
                }
                return {};
            }
            break;
        }
        m_next = start;
        return {};
    }

    Status known(const TemplateToken &variable) const
    {
        if (std::find(m_variables.begin(), m_variables.end(), variable.text) == m_variables.end())
            return error(variable, "undefined variable \"" + variable.text + "\"");
        return {};
    }

    Result<NodePtr> command()
    {
        NodePtr out = node(Node::Command, peek());
        while (true) {
            skipSpace();
            NodePtr made = TARE_TRY(operand());
            if (made)
                out->parts.push_back(std::move(made));
            const TemplateToken token = peek();
            if (token.kind == Kind::Space)
                continue;
            if (token.kind == Kind::Pipe) {
                note(*out);
                take();
                skipSpace();
                if (peek().kind == Kind::Close || peek().kind == Kind::RightParen || peek().kind == Kind::End)
                    return error(peek(), "missing value for command");
                break;
            }
            if (token.kind == Kind::Close || token.kind == Kind::RightParen || token.kind == Kind::End) {
                note(*out);
                break;
            }
            return unexpected(token, "operand");
        }
        if (out->parts.empty())
            return error(peek(), "empty command");
        return out;
    }

    // A term with what hangs on it; null at the end of a command.
    Result<NodePtr> operand()
    {
        NodePtr out = TARE_TRY(term());
        if (!out || peek().kind != Kind::Field)
            return out;
        if (out->kind == Node::Constant || out->kind == Node::Nil || out->kind == Node::Dot)
            return error(peek(), "unexpected . after term " + goQuote(out->source));
        NodePtr holder = std::move(out);
        if (holder->kind != Node::Field && holder->kind != Node::Variable) {
            NodePtr chain = std::make_unique<TemplateNode>();
            chain->kind = Node::Chain;
            chain->at = holder->at;
            chain->parts.push_back(std::move(holder));
            holder = std::move(chain);
        }
        while (peek().kind == Kind::Field)
            holder->names.push_back(take().text);
        note(*holder);
        return holder;
    }

    Result<NodePtr> term()
    {
        const TemplateToken token = peek();
        NodePtr out;
        switch (token.kind) {
        case Kind::Identifier:
            if (isKeyword(token.text))
                return unexpected(token, "operand");
            if (!isTemplateFunction(token.text))
                return error(token, "function \"" + token.text + "\" not defined");
            out = node(Node::Function, token);
            out->text = token.text;
            break;
        case Kind::Dot: out = node(Node::Dot, token); break;
        case Kind::Nil: out = node(Node::Nil, token); break;
        case Kind::Field:
            out = node(Node::Field, token);
            out->names.push_back(token.text);
            break;
        case Kind::Variable:
            TARE_CHECK(known(token));
            out = node(Node::Variable, token);
            out->names.push_back(token.text);
            break;
        case Kind::Bool:
        case Kind::String:
        case Kind::Char:
        case Kind::Number:
            out = node(Node::Constant, token);
            out->value = TARE_TRY(constant(token));
            break;
        case Kind::LeftParen: {
            take();
            const std::size_t at = token.at;
            out = TARE_TRY(pipeline("parenthesized pipeline", Kind::RightParen, false));
            out->at = at;
            note(*out);
            return out;
        }
        default: return NodePtr();
        }
        take();
        note(*out);
        return out;
    }

    Result<TemplateValue> constant(const TemplateToken &token) const
    {
        if (token.kind == Kind::Bool)
            return TemplateValue::of(token.text == "true");
        if (token.kind == Kind::String)
            return TemplateValue::of(token.text);
        if (token.kind == Kind::Char) {
            const std::string &text = token.text;
            if (text.empty() || (text.size() > 1 && (static_cast<unsigned char>(text[0]) & 0x80U) == 0) || text.size() > 4)
                return error(token, "malformed character constant: " + std::string(m_text.substr(token.at, token.end - token.at)));
            std::int64_t rune = static_cast<unsigned char>(text[0]);
            if (text.size() > 1)
                rune &= 0xFF >> (text.size() + 1);
            for (std::size_t i = 1; i < text.size(); ++i)
                rune = (rune << 6) | (static_cast<unsigned char>(text[i]) & 0x3F);
            return TemplateValue::of(rune);
        }
        std::string text;
        std::copy_if(token.text.begin(), token.text.end(), std::back_inserter(text), [](char c) { return c != '_'; });
        errno = 0;
        char *end = nullptr;
        const std::size_t sign = text[0] == '-' || text[0] == '+' ? 1 : 0;
        const std::string prefix = toLower(std::string_view(text).substr(sign, 2));
        long long number = 0;
        if (prefix == "0o" || prefix == "0b") {
            const std::string digits = text.substr(sign + 2);
            number = std::strtoll(digits.c_str(), &end, prefix == "0o" ? 8 : 2);
            if (end == digits.c_str() + digits.size() && !digits.empty() && errno == 0)
                return TemplateValue::of(text[0] == '-' ? -number : number);
        } else {
            number = std::strtoll(text.c_str(), &end, 0);
            if (*end == '\0' && errno == 0)
                return TemplateValue::of(number);
        }
        if (const auto real = parseDouble(text[0] == '+' ? std::string_view(text).substr(1) : std::string_view(text)))
            return TemplateValue::of(*real);
        return error(token, "bad number syntax: " + goQuote(token.text));
    }

    std::string_view m_text;
    std::vector<TemplateToken> m_tokens;
    std::size_t m_next = 0;
    std::vector<std::string> m_variables{"$"};
    std::map<std::string, NodePtr> m_defined;
    int m_ranges = 0, m_depth = 0;
};

} // namespace

Result<TemplateTree> parseTemplate(std::string_view text)
{
    std::vector<TemplateToken> tokens = TARE_TRY(lexTemplate(text));
    return Parser(text, std::move(tokens)).run();
}

} // namespace tare::cli
