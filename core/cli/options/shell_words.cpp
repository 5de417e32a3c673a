// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/shell_words.h"

#include "core/base/strings.h"

namespace tare::cli {
namespace {

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

class Splitter
{
public:
    Splitter(std::string_view text, bool shell) : m_text(text), m_shell(shell) {}

    std::optional<ShellLine> run()
    {
        while (m_at < m_text.size() && m_line.rest.empty()) {
            if (!step())
                return std::nullopt;
        }
        if (m_quote != 0)
            return std::nullopt;
        endWord();
        return std::move(m_line);
    }

private:
    bool step()
    {
        const char c = m_text[m_at];
        if (m_quote == '\'') {
            ++m_at;
            if (c == '\'')
                m_quote = 0;
            else
                m_word += c;
            return true;
        }
        if (c == '\\')
            return escaped();
        if (m_shell && (c == '$' || c == '`') && isExpansion())
            return expansion();
        if (m_quote == '"') {
            ++m_at;
            if (c == '"')
                m_quote = 0;
            else
                m_word += c;
            return true;
        }
        plain(c);
        return true;
    }

    bool escaped()
    {
        // A continued line; Windows' line ends are met in what is copied.
        const std::size_t skip = m_text.substr(m_at).starts_with("\\\r\n") ? 3 : m_text.substr(m_at).starts_with("\\\n") ? 2 : 0;
        if (skip > 0) {
            m_at += skip;
            return true;
        }
        if (m_at + 1 == m_text.size())
            return false;
        const char next = m_text[m_at + 1];
        // In double quotes a backslash stands for itself before anything that needs none.
        if (m_quote == '"' && next != '"' && next != '\\' && next != '$' && next != '`')
            m_word += '\\';
        m_word += next;
        m_inWord = true;
        m_at += 2;
        return true;
    }

    void plain(char c)
    {
        if (c == '\'' || c == '"') {
            m_quote = c;
            m_inWord = true;
        } else if (isBlank(c) || c == '\n') {
            endWord();
            if (m_shell && c == '\n' && !m_line.words.empty())
                m_line.rest = trim(m_text.substr(m_at + 1));
        } else if (m_shell && std::string_view(";|&<>()").find(c) != std::string_view::npos) {
            endWord();
            m_line.rest = m_text.substr(m_at);
            return;
        } else if (m_shell && c == '#' && !m_inWord) {
            while (m_at < m_text.size() && m_text[m_at] != '\n')
                ++m_at;
            return;
        } else {
            m_expanded |= m_shell && ((c == '~' && !m_inWord) || c == '*');
            m_word += c;
            m_inWord = true;
        }
        ++m_at;
    }

    // A '$' before what is no name stands for itself.
    [[nodiscard]] bool isExpansion() const
    {
        if (m_text[m_at] == '`')
            return true;
        const char next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : ' ';
        return next == '(' || next == '{' || next == '_' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') ||
               (next >= '0' && next <= '9') || std::string_view("@*#?-$!").find(next) != std::string_view::npos;
    }

    // As it stands, to its end.
    bool expansion()
    {
        m_expanded = m_inWord = true;
        const char end = m_text[m_at] == '`' ? '`' : m_text.substr(m_at).starts_with("$(") ? ')' : m_text.substr(m_at).starts_with("${") ? '}' : '\0';
        const std::size_t begin = m_at++;
        if (end != 0) {
            for (int depth = end == '`' ? 1 : 0; m_at < m_text.size(); ++m_at) {
                depth += m_text[m_at] == '(' && end == ')' ? 1 : m_text[m_at] == '{' && end == '}' ? 1 : 0;
                if (m_text[m_at] == end && --depth == 0)
                    break;
            }
            if (m_at == m_text.size())
                return false; // not closed
            ++m_at;
        }
        m_word += m_text.substr(begin, m_at - begin);
        return true;
    }

    void endWord()
    {
        if (!m_inWord)
            return;
        if (m_expanded)
            m_line.expanded.push_back(m_word);
        m_line.words.push_back(std::move(m_word));
        m_word.clear();
        m_inWord = m_expanded = false;
    }

    std::string_view m_text;
    bool m_shell;
    std::size_t m_at = 0;
    char m_quote = 0;
    bool m_inWord = false, m_expanded = false;
    std::string m_word;
    ShellLine m_line;
};

} // namespace

std::optional<std::vector<std::string>> splitWords(std::string_view text)
{
    auto line = Splitter(text, false).run();
    return line ? std::optional(std::move(line->words)) : std::nullopt;
}

std::optional<ShellLine> readShellLine(std::string_view text)
{
    return Splitter(text, true).run();
}

} // namespace tare::cli
