// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/list_format.h"

#include "core/base/strings.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tare::cli {
namespace {

// What a shell's quotes leave: "\t" and "\n" of two characters each.
std::string unescaped(std::string_view form)
{
    std::string out;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool escape = form[i] == '\\' && i + 1 < form.size() && (form[i + 1] == 't' || form[i + 1] == 'n');
        out += escape ? (form[++i] == 't' ? '\t' : '\n') : form[i];
    }
    return out;
}

tl::unexpected<Error> asParsingError(const Error &error)
{
    return fail(error.code, {}, "template parsing error: " + error.reason);
}

// Characters, not bytes.
std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

Result<ListFormat> ListFormat::create(const std::string &form, const std::string &columns,
                                      std::map<std::string, std::string> headers)
{
    const std::string wanted = form.empty() || form == "table" ? "table " + columns : form;
    if (wanted == "json")
        return ListFormat(std::nullopt, false, {});
    const bool isTable = wanted.starts_with("table");
    const std::string text = unescaped(trim(isTable ? std::string_view(wanted).substr(5) : std::string_view(wanted)));
    auto parsed = GoTemplate::parse(text);
    if (!parsed)
        return asParsingError(parsed.error());
    return ListFormat(std::move(*parsed), isTable, std::move(headers));
}

Status ListFormat::add(const std::string &row, const std::string &methods)
{
    if (!m_form) {
        m_text += row + "\n";
        return {};
    }
    const auto line = m_form->execute(row, methods);
    if (!line)
        return asParsingError(line.error());
    m_text += *line + "\n";
    return {};
}

Result<std::string> ListFormat::take()
{
    std::string rows = std::exchange(m_text, {});
    if (!m_isTable)
        return rows;
    const auto header = m_form->executeHeader(nlohmann::json(m_headers).dump());
    if (!header)
        return asParsingError(header.error());
    return alignColumns(*header + "\n" + rows);
}

namespace {

struct Aligner
{
    std::vector<std::vector<std::string>> lines;
    std::string out;
    std::vector<std::size_t> widths;

    // Lines [from, to) have a cell in every column before `widths.size()`.
    void block(std::size_t from, std::size_t to)
    {
        const std::size_t column = widths.size();
        for (std::size_t at = from; at < to;) {
            if (column + 1 >= lines[at].size()) { // its last cell ends no column
                line(lines[at++]);
                continue;
            }
            std::size_t end = at;
            std::size_t widest = 10;
            for (; end < to && column + 1 < lines[end].size(); ++end)
                widest = std::max(widest, width(lines[end][column]) + 3);
            widths.push_back(widest);
            block(at, end);
            widths.pop_back();
            at = end;
        }
    }
    void line(const std::vector<std::string> &cells)
    {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            out += cells[i];
            if (i + 1 < cells.size())
                out.append(widths[i] - width(cells[i]), ' ');
        }
        out += '\n';
    }
};

} // namespace

std::string alignColumns(std::string_view text)
{
    Aligner aligner;
    for (const std::string_view line : split(text, '\n')) {
        std::vector<std::string> &cells = aligner.lines.emplace_back();
        for (const std::string_view cell : split(line, '\t'))
            cells.emplace_back(cell);
    }
    if (!aligner.lines.empty() && text.ends_with('\n'))
        aligner.lines.pop_back();
    aligner.block(0, aligner.lines.size());
    return std::move(aligner.out);
}

} // namespace tare::cli
