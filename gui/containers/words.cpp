// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/words.h"

namespace tare::gui {

std::optional<std::vector<std::string>> splitWords(const QString &line)
{
    std::vector<std::string> words;
    std::string word;
    bool inWord = false;
    char quote = 0;
    const std::string text = line.toStdString();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote == '\'') {
            if (c == quote)
                quote = 0;
            else
                word += c;
        } else if (c == '\\') {
            if (i + 1 == text.size())
                return std::nullopt;
            const char next = text[++i];
            // In double quotes a backslash stands for itself before anything that needs none.
            if (quote == '"' && next != '"' && next != '\\' && next != '$' && next != '`')
                word += c;
            word += next;
            inWord = true;
        } else if (quote == '"') {
            if (c == quote)
                quote = 0;
            else
                word += c;
        } else if (c == '\'' || c == '"') {
            quote = c;
            inWord = true;
        } else if (c == ' ' || c == '\t' || c == '\n') {
            if (inWord)
                words.push_back(std::move(word));
            word.clear();
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (quote != 0)
        return std::nullopt;
    if (inWord)
        words.push_back(std::move(word));
    return words;
}

} // namespace tare::gui
