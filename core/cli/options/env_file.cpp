// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/env_file.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/cli/options/options.h"

#include <cstdlib>
#include <functional>
#include <optional>

namespace tare::cli {
namespace {

constexpr std::string_view blanks = " \t\v\f\r";

tl::unexpected<Error> wrong(const std::string &file, const std::string &why)
{
    return fail(Errc::InvalidArgument, {}, "invalid env file (" + file + "): " + why);
}

// A name alone becomes what `alone` makes of it, or nothing.
Result<std::vector<std::string>> parsePairs(const std::string &file, std::string_view bytes,
                                            const std::function<std::optional<std::string>(const std::string &)> &alone)
{
    if (bytes.starts_with("\xEF\xBB\xBF")) // a byte order mark
        bytes.remove_prefix(3);
    std::vector<std::string> out;
    std::size_t number = 0;
    for (std::string_view line : split(bytes, '\n')) {
        ++number;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const std::size_t begin = line.find_first_not_of(blanks);
        if (begin == std::string_view::npos || line[begin] == '#')
            continue;
        line.remove_prefix(begin);
        if (line.find('\0') != std::string_view::npos)
            return wrong(file, "line " + std::to_string(number) + " holds a zero byte");
        const std::string name(line.substr(0, line.find('=')));
        if (name.empty())
            return wrong(file, "no variable name on line '" + std::string(line) + "'");
        if (name.find_first_of(blanks) != std::string::npos)
            return wrong(file, "variable '" + name + "' contains whitespaces");
        if (name.size() < line.size())
            out.emplace_back(line);
        else if (auto made = alone(name))
            out.push_back(std::move(*made));
    }
    return out;
}

Result<std::string> readPairs(const std::string &file)
{
    auto bytes = readFile(file, 1U << 20U);
    if (!bytes)
        return fail(Errc::InvalidArgument, {},
                    "open " + file + ": " +
                        (bytes.error().code == Errc::NotFound ? "no such file or directory"
                         : bytes.error().osError != 0         ? strerrorText(bytes.error().osError)
                                                              : bytes.error().text()));
    return bytes;
}

} // namespace

Result<std::vector<std::string>> parseEnvFile(const std::string &file, std::string_view bytes)
{
    return parsePairs(file, bytes, [](const std::string &name) {
        const char *own = std::getenv(name.c_str()); // NOLINT(concurrency-mt-unsafe)
        return own == nullptr ? std::nullopt : std::optional(name + "=" + own);
    });
}

Result<std::vector<std::string>> readEnvFile(const std::string &file)
{
    return parseEnvFile(file, TARE_TRY(readPairs(file)));
}

Result<std::vector<std::string>> readLabelFile(const std::string &file)
{
    return parsePairs(file, TARE_TRY(readPairs(file)), [](const std::string &name) { return std::optional(name); });
}

Status completeVariables(std::vector<std::string> &variables, const std::vector<std::string> &files)
{
    for (std::string &variable : variables) {
        if (variable.empty() || variable.front() == '=')
            return fail(Errc::InvalidArgument, {},
                        badValue(variable, "-e, --env", "invalid environment variable: " + variable));
        if (variable.find('=') != std::string::npos)
            continue;
        if (const char *own = std::getenv(variable.c_str())) // NOLINT(concurrency-mt-unsafe)
            variable += std::string("=") + own;
    }
    std::vector<std::string> all;
    for (const std::string &file : files) {
        for (std::string &variable : TARE_TRY(readEnvFile(file)))
            all.push_back(std::move(variable));
    }
    variables.insert(variables.begin(), all.begin(), all.end());
    return {};
}

} // namespace tare::cli
