// SPDX-License-Identifier: GPL-3.0-or-later
// search, and a repository's tags.
#include "core/cli/command.h"
#include "core/cli/list_format.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"

#include "core/base/strings.h"

#include <nlohmann/json.hpp>

namespace tare::cli {
namespace {

struct Filter
{
    std::int64_t stars = 0;
    std::optional<bool> official, automated;
};

Result<Filter> parseFilters(const std::vector<std::string> &words)
{
    Filter out;
    for (const std::string &word : words) {
        const std::size_t equals = word.find('=');
        const std::string key = word.substr(0, equals);
        const std::string value = equals == std::string::npos ? std::string() : word.substr(equals + 1);
        if (key == "stars") {
            const auto number = parseInt(value);
            if (!number)
                return fail(Errc::InvalidArgument, word, "invalid filter 'stars=" + value + "'");
            out.stars = *number;
        } else if (key == "is-official" || key == "is-automated") {
            const bool yes = value == "true" || value == "1";
            if (!yes && value != "false" && value != "0")
                return fail(Errc::InvalidArgument, word, "invalid filter '" + key + "=" + value + "'");
            (key == "is-official" ? out.official : out.automated) = yes;
        } else {
            return fail(Errc::InvalidArgument, word, "invalid filter '" + key + "'",
                        "There are stars, is-official and is-automated.");
        }
    }
    return out;
}

// At most 45 characters, as Docker's; what a stranger wrote is one line here.
std::string shortened(std::string text, bool whole)
{
    for (char &c : text)
        c = c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    constexpr std::size_t most = 45;
    std::size_t characters = 0;
    std::size_t cut = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xc0U) == 0x80)
            continue;
        if (++characters == most)
            cut = i;
        if (characters > most && !whole)
            return escapeControl(text.substr(0, cut)) + "…";
    }
    return escapeControl(text);
}

// Docker's row: flags are "[OK]" or nothing, but true or false where the row becomes JSON.
std::string rowOf(const SearchResult &one, bool whole, bool asJson)
{
    const auto flag = [asJson](bool set) -> std::string {
        if (asJson)
            return set ? "true" : "false";
        return set ? "[OK]" : "";
    };
    const nlohmann::json json = {{"Name", escapeControl(one.name)},
                                 {"Description", shortened(one.description, whole)},
                                 {"StarCount", std::to_string(one.stars)},
                                 {"IsOfficial", flag(one.official)},
                                 {"IsAutomated", flag(one.automated)}};
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

int listTags(Engine &engine, const std::string &repository, const RegistryAccess &access)
{
    const auto tags = engine.tags(repository, access, {});
    if (!tags)
        return printError(tags.error()), 1;
    Table table({"NAME", "TAG"});
    for (const std::string &tag : *tags)
        table.add({escapeControl(repository), escapeControl(tag)});
    printOut(table.text());
    return 0;
}

} // namespace

int searchCommand(Context &context, const Arguments &args)
{
    RegistryAccess access;
    std::optional<std::int64_t> limit;
    std::vector<std::string> filters, terms;
    std::string format;
    bool whole = false;
    bool tags = false;
    Options options("search [OPTIONS] TERM", "Look for images: at Docker Hub, or as HOST/TERM in a registry's catalog");
    options.number("--limit", limit, "The most that is shown, from 1 to 100; 25 when it is not given");
    options.list("-f,--filter", filters, "stars=NUMBER, is-official=true, is-automated=true");
    options.text("--format", format, "A Go template for each line");
    options.flag("--no-trunc", whole, "Show whole descriptions");
    options.flag("--list-tags", tags, "TERM is a repository: list its tags");
    options.flag("--insecure", access.insecure, "Allow plain HTTP and unknown certificates");
    options.arguments("TERM", terms, 1, 1);
    if (const auto code = options.parse(args))
        return *code;
    const auto filter = parseFilters(filters);
    if (!filter)
        return printError(filter.error()), 1;
    if (limit.value_or(25) < 1 || limit.value_or(25) > 100) {
        printError("limit " + std::to_string(*limit) + " is outside the range of [1, 100]");
        return 1;
    }
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    if (tags)
        return listTags(*engine, terms[0], access);
    const auto found = engine->search(terms[0], static_cast<int>(limit.value_or(25)), access, {});
    if (!found)
        return printError(found.error()), 1;
    auto list = ListFormat::create(format, "{{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}",
                                   {{"Name", "NAME"},
                                    {"Description", "DESCRIPTION"},
                                    {"StarCount", "STARS"},
                                    {"IsOfficial", "OFFICIAL"},
                                    {"IsAutomated", "AUTOMATED"}});
    if (!list)
        return printError(list.error()), 1;
    const bool asJson = format == "json" || format.find("json .") != std::string::npos;
    for (const SearchResult &one : *found) {
        if (one.stars < filter->stars || (filter->official && *filter->official != one.official) ||
            (filter->automated && *filter->automated != one.automated))
            continue;
        if (const Status added = list->add(rowOf(one, whole, asJson)); !added)
            return printError(added.error()), 1;
    }
    const auto text = list->take();
    if (!text)
        return printError(text.error()), 1;
    printOut(*text);
    return 0;
}

} // namespace tare::cli
