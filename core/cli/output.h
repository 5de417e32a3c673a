// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/cli/options/print.h"

#include <string>
#include <string_view>
#include <vector>

namespace tare::cli {

// As printError(); answers the exit code that belongs to the error.
int printError(const Error &error);
// The same of what Docker's daemon refuses, not its command: 1.
int printRefusal(const Error &error);

// Columns as wide as their widest cell with three blanks, and at least `least` (Docker's: 10); the last is not
// padded.
class Table
{
public:
    explicit Table(std::vector<std::string> header, std::size_t least = 10) : m_least(least)
    {
        add(std::move(header));
    }
    void add(std::vector<std::string> row) { m_rows.push_back(std::move(row)); }
    [[nodiscard]] std::string text() const;

private:
    std::size_t m_least;
    std::vector<std::vector<std::string>> m_rows;
};

// One document by a Go template, as `docker inspect --format`. InvalidArgument: "template parsing error: …".
[[nodiscard]] Status checkTemplate(std::string_view form); // before there is anything to fill it with
[[nodiscard]] Result<std::string> formatTemplate(std::string_view form, const std::string &json);

} // namespace tare::cli
