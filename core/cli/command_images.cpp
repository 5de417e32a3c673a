// SPDX-License-Identifier: GPL-3.0-or-later
// images, history.
#include "core/cli/command.h"
#include "core/cli/docker_text.h"
#include "core/cli/list_format.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/base/units.h"

#include <algorithm>
#include <fnmatch.h>
#include <nlohmann/json.hpp>
#include <optional>

namespace tare::cli {
namespace {

using json = nlohmann::json;

struct ImageFilter
{
    std::vector<std::string> references, labels;
    std::optional<bool> dangling;
    std::int64_t before = INT64_MAX, since = INT64_MIN; // created
};

Result<ImageFilter> readFilter(Engine &engine, const std::vector<std::string> &texts)
{
    ImageFilter out;
    for (const auto &[key, value] :
         TARE_TRY(parseFilters(texts, {"dangling", "reference", "label", "before", "since", "until"}))) {
        if (key == "dangling") {
            out.dangling = TARE_TRY(parseGoBool(key, value));
        } else if (key == "reference") {
            out.references.push_back(value);
        } else if (key == "label") {
            out.labels.push_back(value);
        } else if (key == "until") {
            const auto time = parseSince(value, nowNs());
            if (!time)
                return fail(Errc::InvalidArgument, {}, "invalid filter 'until=" + value + "'");
            out.before = std::min(out.before, *time);
        } else {
            const Image image = TARE_TRY(engine.image(value));
            if (key == "before")
                out.before = std::min(out.before, image.created);
            else
                out.since = std::max(out.since, image.created);
        }
    }
    return out;
}

// reference.FamiliarMatch: the whole name, or it without its tag.
bool matches(const std::vector<std::string> &patterns, const std::string &name)
{
    const NameParts parts = splitImageName(name);
    return patterns.empty() || std::any_of(patterns.begin(), patterns.end(), [&](const std::string &pattern) {
               return ::fnmatch(pattern.c_str(), name.c_str(), FNM_PATHNAME) == 0 ||
                      ::fnmatch(pattern.c_str(), parts.repository.c_str(), FNM_PATHNAME) == 0;
           });
}

bool fits(const ImageFilter &filter, const Image &image)
{
    const auto has = [&](const std::string &label) {
        const std::size_t equals = label.find('=');
        const auto found = image.labels.find(label.substr(0, equals));
        return found != image.labels.end() &&
               (equals == std::string::npos || found->second == label.substr(equals + 1));
    };
    const bool dangling = image.names.empty() && image.repoDigests.empty();
    return (!filter.dangling || *filter.dangling == dangling) && image.created < filter.before &&
           image.created > filter.since && std::all_of(filter.labels.begin(), filter.labels.end(), has);
}

struct Row
{
    std::string name, digest;
};

// A line a name; a digest that a registry served it by stands with the names of that repository.
std::vector<Row> rowsOf(const Image &image, const ImageFilter &filter)
{
    std::vector<Row> out;
    std::vector<std::string> digests = image.repoDigests;
    for (const std::string &name : image.names) {
        const std::string repository = splitImageName(name).repository;
        const auto its = std::find_if(image.repoDigests.begin(), image.repoDigests.end(), [&](const std::string &d) {
            return splitImageName(d).repository == repository;
        });
        if (its != image.repoDigests.end())
            std::erase(digests, *its);
        if (matches(filter.references, name))
            out.push_back({name, its == image.repoDigests.end() ? "<none>" : splitImageName(*its).digest});
    }
    for (const std::string &digest : digests) {
        if (matches(filter.references, digest))
            out.push_back({digest, splitImageName(digest).digest});
    }
    if (image.names.empty() && image.repoDigests.empty() && filter.references.empty())
        out.push_back({{}, "<none>"});
    return out;
}

} // namespace

int imagesCommand(Context &context, const Arguments &args)
{
    bool all = false, quiet = false, whole = false, digests = false;
    std::string form;
    std::vector<std::string> words, filters;
    Options options("images [OPTIONS] [REPOSITORY[:TAG]]", "List images");
    options.flag("-a,--all", all, "Show all images (none is hidden here)");
    options.flag("-q,--quiet", quiet, "Only show image IDs");
    options.flag("--no-trunc", whole, "Don't truncate output");
    options.flag("--digests", digests, "Show digests");
    options.list("-f,--filter", filters, "dangling=, reference=, label=, before=, since=, until=");
    options.text("--format", form, "table, json, or a template such as '{{.Repository}}:{{.Tag}}'");
    options.arguments("REPOSITORY", words, 0, 1);
    if (const auto code = options.parse(args))
        return *code;
    const std::string columns =
        std::string("{{.Repository}}\t{{.Tag}}") + (digests ? "\t{{.Digest}}" : "") + "\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}";
    auto list = ListFormat::create(quiet && form.empty() ? "{{.ID}}" : form, columns,
                                   {{"Repository", "REPOSITORY"},
                                    {"Tag", "TAG"},
                                    {"Digest", "DIGEST"},
                                    {"ID", "IMAGE ID"},
                                    {"CreatedSince", "CREATED"},
                                    {"CreatedAt", "CREATED AT"},
                                    {"Size", "SIZE"},
                                    {"VirtualSize", "SIZE"},
                                    {"SharedSize", "SHARED SIZE"},
                                    {"UniqueSize", "UNIQUE SIZE"},
                                    {"Containers", "CONTAINERS"}});
    if (!list)
        return printError(list.error()), 1;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    if (!words.empty())
        filters.push_back("reference=" + words[0]);
    const auto filter = readFilter(*engine, filters);
    if (!filter)
        return printError(filter.error()), 1;
    auto images = engine->images();
    if (!images)
        return printError(images.error());
    std::stable_sort(images->begin(), images->end(), [](const Image &a, const Image &b) { return a.created > b.created; });
    const std::int64_t now = nowNs();
    const auto size = [](std::int64_t bytes) { return humanSize(static_cast<double>(bytes)); };
    for (const Image &image : *images) {
        if (!fits(*filter, image))
            continue;
        for (const Row &row : rowsOf(image, *filter)) {
            const NameParts parts = splitImageName(row.name);
            const json cells = {{"Repository", escapeControl(parts.repository)},
                                {"Tag", escapeControl(parts.tag)},
                                {"Digest", row.digest},
                                {"ID", whole ? image.id : shortIdText(image.id)},
                                {"CreatedSince", agoText(image.created, now)},
                                {"CreatedAt", goTimeText(image.created)},
                                {"Size", size(image.size)},
                                {"VirtualSize", size(image.size)},
                                {"SharedSize", size(image.sharedSize)},
                                {"UniqueSize", size(image.uniqueSize)},
                                {"Containers", std::to_string(image.containers)}};
            if (const Status added = list->add(cells.dump()); !added)
                return printError(added.error()), 1;
        }
    }
    const auto text = list->take();
    if (!text)
        return printError(text.error()), 1;
    printOut(*text);
    return 0;
}

int historyCommand(Context &context, const Arguments &args)
{
    bool quiet = false, whole = false, human = true;
    std::string form;
    std::vector<std::string> names;
    Options options("history [OPTIONS] IMAGE", "Show the history of an image");
    options.flag("-H,--human", human, "Sizes and dates for people (on unless --human=false)");
    options.flag("--no-trunc", whole, "Don't truncate output");
    options.flag("-q,--quiet", quiet, "Only show image IDs");
    options.text("--format", form, "table, json, or a template such as '{{.CreatedBy}}: {{.Size}}'");
    options.arguments("IMAGE", names, 1, 1);
    if (const auto code = options.parse(args))
        return *code;
    auto list = ListFormat::create(
        quiet && form.empty() ? "{{.ID}}" : form,
        std::string("{{.ID}}\t") + (human ? "{{.CreatedSince}}" : "{{.CreatedAt}}") + "\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}",
        {{"ID", "IMAGE"},
         {"CreatedSince", "CREATED"},
         {"CreatedAt", "CREATED AT"},
         {"CreatedBy", "CREATED BY"},
         {"Size", "SIZE"},
         {"Comment", "COMMENT"}});
    if (!list)
        return printError(list.error()), 1;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto lines = engine->history(names[0]);
    if (!lines)
        return printError(lines.error()), 1;
    const std::int64_t now = nowNs();
    for (const HistoryLine &line : *lines) {
        std::string by = line.createdBy;
        std::replace(by.begin(), by.end(), '\t', ' ');
        by = escapeControl(by);
        const json cells = {{"ID", whole || line.id == "<missing>" ? line.id : shortIdText(line.id)},
                            {"CreatedSince", agoText(line.created, now)},
                            {"CreatedAt", rfc3339Text(line.created)},
                            {"CreatedBy", whole ? by : ellipsis(by, 45)},
                            {"Size", human ? humanSize(static_cast<double>(line.size)) : std::to_string(line.size)},
                            {"Comment", escapeControl(line.comment)}};
        if (const Status added = list->add(cells.dump(-1, ' ', false, json::error_handler_t::replace)); !added)
            return printError(added.error()), 1;
    }
    const auto text = list->take();
    if (!text)
        return printError(text.error()), 1;
    printOut(*text);
    return 0;
}

} // namespace tare::cli
