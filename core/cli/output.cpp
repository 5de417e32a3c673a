// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/output.h"

#include "core/cli/template/go_template.h"

#include "core/base/strings.h"

#include <algorithm>

namespace tare::cli {

int printError(const Error &error)
{
    printError(error.text(), escapeControl(error.advice));
    return error.exitCode();
}

int printRefusal(const Error &error)
{
    printError(error);
    return 1;
}

namespace {

// Characters, not bytes: UTF-8's continuation bytes take no column.
std::size_t width(const std::string &text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

std::string Table::text() const
{
    std::vector<std::size_t> widths;
    for (const auto &row : m_rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    }
    std::string out;
    for (const auto &row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += row[i];
            if (i + 1 < row.size())
                out.append(std::max(widths[i] + 3, m_least) - width(row[i]), ' ');
        }
        out += '\n';
    }
    return out;
}

Status checkTemplate(std::string_view form)
{
    const auto parsed = GoTemplate::parse(form);
    return parsed ? Status() : Status(fail(parsed.error().code, {}, "template parsing error: " + parsed.error().reason));
}

Result<std::string> formatTemplate(std::string_view form, const std::string &text)
{
    const auto parsed = GoTemplate::parse(form);
    auto out = parsed ? parsed->execute(text) : tl::unexpected<Error>(parsed.error());
    if (!out)
        return fail(out.error().code, {}, "template parsing error: " + out.error().reason);
    return out;
}

} // namespace tare::cli
