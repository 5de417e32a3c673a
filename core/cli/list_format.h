// SPDX-License-Identifier: GPL-3.0-or-later
// How a command prints a list: a table, `--format json`, `--format TEMPLATE`, `--format "table TEMPLATE"` (Docker's
// cli/command/formatter).
#pragma once

#include "core/base/result.h"
#include "core/cli/template/go_template.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::cli {

class ListFormat
{
public:
    // `form`: what --format says. Empty: "table " and the columns. `headers`: of the fields, for a table.
    // InvalidArgument: "template parsing error: …".
    [[nodiscard]] static Result<ListFormat> create(const std::string &form, const std::string &columns,
                                                   std::map<std::string, std::string> headers);

    // `row` is an object with sorted keys; `methods`, an object of objects, answers {{.Label "key"}}.
    [[nodiscard]] Status add(const std::string &row, const std::string &methods = {});
    // All rows so far, and none of them again.
    [[nodiscard]] Result<std::string> take();

private:
    ListFormat(std::optional<GoTemplate> form, bool isTable, std::map<std::string, std::string> headers)
        : m_form(std::move(form)), m_isTable(isTable), m_headers(std::move(headers))
    {
    }
    std::optional<GoTemplate> m_form; // none: a row is printed as the JSON that it is
    bool m_isTable;
    std::map<std::string, std::string> m_headers;
    std::string m_text;
};

// What text/tabwriter makes of text with tabs: a column is as wide as its widest cell in neighbouring lines, at least
// 10, and 3 blanks follow it.
[[nodiscard]] std::string alignColumns(std::string_view text);

} // namespace tare::cli
