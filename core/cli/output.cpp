// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/output.h"

#include "core/base/file.h"
#include "core/base/strings.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace tare::cli {

using json = nlohmann::ordered_json;

void printOut(std::string_view text)
{
    if (!writeAll(STDOUT_FILENO, text) && errno == EPIPE)
        ::_exit(128 + SIGPIPE);
}

void printLine(std::string_view text)
{
    printOut(std::string(text) + "\n");
}

void printError(std::string_view text, std::string_view advice)
{
    std::string out = "tare: " + std::string(text) + "\n";
    if (!advice.empty())
        out += std::string(advice) + "\n";
    [[maybe_unused]] const Status written = writeAll(STDERR_FILENO, out);
}

int printError(const Error &error)
{
    printError(error.text(), escapeControl(error.advice));
    return error.exitCode();
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
                out.append(widths[i] + 3 - width(row[i]), ' ');
        }
        out += '\n';
    }
    return out;
}

namespace {

Result<json> valueAt(const json &document, std::string_view path)
{
    const json *at = &document;
    if (path.empty() || path.front() != '.')
        return fail(Errc::InvalidArgument, std::string(path),
                    "template: only .Paths and json .Paths are known");
    path.remove_prefix(1);
    while (!path.empty()) {
        const std::string key(path.substr(0, path.find('.')));
        path.remove_prefix(std::min(path.size(), key.size() + 1));
        if (!at->is_object() || !at->contains(key))
            return fail(Errc::InvalidArgument, key, "template: there is no such field");
        at = &at->at(key);
    }
    return *at;
}

std::string goText(const json &value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_null())
        return "<no value>";
    if (value.is_array()) {
        std::vector<std::string> parts;
        for (const json &part : value)
            parts.push_back(goText(part));
        return "[" + join(parts, " ") + "]";
    }
    if (value.is_object()) {
        std::vector<std::string> parts;
        for (const auto &[key, part] : value.items())
            parts.push_back(key + ":" + goText(part));
        return "map[" + join(parts, " ") + "]";
    }
    return value.dump();
}

} // namespace

Result<std::string> formatTemplate(std::string_view form, const std::string &text)
{
    const json document = json::parse(text, nullptr, false);
    std::string out;
    while (!form.empty()) {
        const std::size_t open = form.find("{{");
        std::string_view plain = form.substr(0, open);
        for (std::size_t i = 0; i < plain.size(); ++i) {
            const bool escape =
                plain[i] == '\\' && i + 1 < plain.size() && (plain[i + 1] == 't' || plain[i + 1] == 'n');
            out += escape ? (plain[++i] == 't' ? '\t' : '\n') : plain[i];
        }
        if (open == std::string_view::npos)
            break;
        const std::size_t close = form.find("}}", open);
        if (close == std::string_view::npos)
            return fail(Errc::InvalidArgument, std::string(form), "template: \"}}\" is missing");
        std::string_view inner = trim(form.substr(open + 2, close - open - 2));
        const bool asJson = inner.starts_with("json ");
        if (asJson)
            inner = trim(inner.substr(5));
        const json value = TARE_TRY(valueAt(document, inner));
        out += asJson ? value.dump(-1, ' ', false, json::error_handler_t::replace) : goText(value);
        form.remove_prefix(close + 2);
    }
    return out;
}

} // namespace tare::cli
