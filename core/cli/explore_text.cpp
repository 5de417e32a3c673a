// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/base/units.h"
#include "core/cli/explore.h"
#include "core/cli/output.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tare::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json &json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }
std::string size(std::int64_t bytes) { return humanSize(static_cast<double>(bytes)); }

std::string oneLine(const std::string &text, std::size_t most)
{
    std::string out = escapeControl(text);
    if (out.size() > most)
        out = out.substr(0, most - 3) + "...";
    return out;
}

Json countsJson(const image::LayerCounts &c) { return {{"Files", c.files}, {"Bytes", c.bytes}}; }

Json packageJson(const image::Package &p)
{
    return {{"Manager", packageManagerName(p.manager)}, {"Name", p.name}, {"Version", p.version},
            {"Architecture", p.architecture}, {"Size", p.size}, {"Layer", p.layer}};
}

} // namespace

std::string exploreLayers(const image::ImageContents &contents, bool json)
{
    const auto &layers = contents.layers();
    if (json) {
        Json list = Json::array();
        for (const image::LayerInfo &l : layers)
            list.push_back({{"Digest", l.digest}, {"DiffId", l.diffId}, {"MediaType", l.mediaType},
                            {"CompressedSize", l.compressedSize}, {"Size", l.size}, {"TarSize", l.tarSize},
                            {"Entries", l.entries}, {"Created", formatTime(l.created)}, {"CreatedBy", l.createdBy},
                            {"Comment", l.comment}, {"Added", countsJson(l.added)}, {"Changed", countsJson(l.changed)},
                            {"Touched", countsJson(l.touched)}, {"Removed", countsJson(l.removed)},
                            {"FoldersAdded", l.foldersAdded}, {"FoldersRemoved", l.foldersRemoved},
                            {"Whiteouts", l.whiteouts}, {"OpaqueFolders", l.opaqueFolders}});
        return dumped({{"Id", contents.id()}, {"CompressedSize", contents.compressedSize()}, {"Size", contents.size()},
                       {"Layers", std::move(list)}});
    }
    Table table({"LAYER", "SIZE", "COMPRESSED", "ADDED", "CHANGED", "TOUCHED", "REMOVED", "CREATED BY"});
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const image::LayerInfo &l = layers[i];
        table.add({std::to_string(i), size(l.size), size(l.compressedSize), std::to_string(l.added.files),
                   std::to_string(l.changed.files), std::to_string(l.touched.files), std::to_string(l.removed.files),
                   oneLine(l.createdBy, 60)});
    }
    return table.text();
}

std::string explorePackages(const image::ImageContents &contents, bool json)
{
    const image::PackageList &list = contents.packages();
    if (json) {
        Json packages = Json::array();
        for (const image::Package &p : list.packages)
            packages.push_back(packageJson(p));
        return dumped({{"Packages", std::move(packages)}, {"Unread", list.unread}});
    }
    Table table({"NAME", "VERSION", "ARCHITECTURE", "SIZE", "LAYER"});
    for (const image::Package &p : list.packages)
        table.add({escapeControl(p.name), escapeControl(p.version), escapeControl(p.architecture),
                   p.size < 0 ? "" : size(p.size), std::to_string(p.layer)});
    std::string out = table.text();
    for (const std::string &why : list.unread)
        out += "Not read: " + escapeControl(why) + "\n";
    return out;
}

std::string exploreWaste(const image::ImageContents &contents, bool json)
{
    const image::Waste waste = contents.waste();
    if (json) {
        Json repeated = Json::array();
        for (const image::RepeatedFile &f : waste.repeated)
            repeated.push_back({{"Path", "/" + f.path}, {"CumulativeSize", f.cumulativeSize}, {"Count", f.layers.size()}, {"Layers", f.layers}});
        Json unseen = Json::array();
        for (const image::UnseenFile &f : waste.unseen) {
            Json versions = Json::array();
            for (const auto &v : f.versions)
                versions.push_back({{"StoredBy", v.storedBy}, {"HiddenBy", v.hiddenBy}, {"Bytes", v.bytes}, {"Removed", v.removed}});
            unseen.push_back({{"Path", "/" + f.path}, {"Bytes", f.bytes}, {"Versions", std::move(versions)}});
        }
        return dumped({{"Dive", {{"Efficiency", waste.efficiency}, {"WastedBytes", waste.wastedBytes},
                                 {"WastedUserPercent", waste.wastedUserShare}, {"Files", std::move(repeated)}}},
                       {"StoredBytes", waste.storedBytes}, {"UnseenBytes", waste.unseenBytes}, {"Unseen", std::move(unseen)}});
    }
    std::string out = fmt::format("Efficiency (as dive):     {:.4f} %\nWasted bytes (as dive):   {} ({})\n"
                                  "Stored and never seen:    {} ({}) of {}\n",
                                  100.0 * waste.efficiency, waste.wastedBytes, size(waste.wastedBytes), waste.unseenBytes,
                                  size(waste.unseenBytes), size(waste.storedBytes));
    if (!waste.repeated.empty()) {
        Table table({"COUNT", "TOTAL", "LAYERS", "PATH"});
        for (const image::RepeatedFile &f : waste.repeated)
            table.add({std::to_string(f.layers.size()), size(f.cumulativeSize), fmt::format("{}", fmt::join(f.layers, ",")),
                       "/" + escapeControl(f.path)});
        out += "\n" + table.text();
    }
    if (!waste.unseen.empty()) {
        Table table({"UNSEEN", "STORED IN", "HIDDEN BY", "PATH"});
        for (const image::UnseenFile &f : waste.unseen) {
            std::vector<std::string> stored, hidden;
            for (const auto &v : f.versions) {
                stored.push_back(std::to_string(v.storedBy));
                hidden.push_back(std::to_string(v.hiddenBy) + (v.removed ? " (removed)" : ""));
            }
            table.add({size(f.bytes), join(stored, ","), join(hidden, ","), "/" + escapeControl(f.path)});
        }
        out += "\n" + table.text();
    }
    return out;
}

std::string exploreComparison(const image::Comparison &c, bool json)
{
    static constexpr const char *kinds[] = {"added", "removed", "upgraded", "downgraded", "changed"};
    static constexpr const char *changes[] = {"", "added", "changed", "touched", "removed"};
    if (json) {
        Json config = Json::array();
        for (const auto &d : c.config)
            config.push_back({{"Field", d.field}, {"Key", d.key}, {"Before", d.inBefore ? Json(d.before) : Json()},
                              {"After", d.inAfter ? Json(d.after) : Json()}});
        Json packages = Json::array();
        for (const auto &d : c.packages)
            packages.push_back({{"Kind", kinds[static_cast<int>(d.kind)]}, {"Name", d.before.name.empty() ? d.after.name : d.before.name},
                                {"Before", d.before.version}, {"After", d.after.version}});
        Json files = Json::array();
        for (const auto &d : c.files)
            files.push_back({{"Change", changes[static_cast<int>(d.change)]}, {"Path", "/" + d.path},
                             {"SizeBefore", d.sizeBefore}, {"SizeAfter", d.sizeAfter}});
        return dumped({{"Config", std::move(config)}, {"Packages", std::move(packages)}, {"SamePackages", c.samePackages},
                       {"CommonBase", c.commonBase}, {"SharedLayers", c.sharedLayers}, {"SharedBytes", c.sharedBytes},
                       {"OnlyBefore", c.onlyBefore}, {"OnlyBeforeBytes", c.onlyBeforeBytes}, {"OnlyAfter", c.onlyAfter},
                       {"OnlyAfterBytes", c.onlyAfterBytes}, {"Files", std::move(files)}, {"SameFiles", c.sameFiles},
                       {"FilesAdded", c.filesAdded}, {"FilesRemoved", c.filesRemoved}, {"FilesChanged", c.filesChanged},
                       {"FilesTouched", c.filesTouched}, {"Truncated", c.truncated}});
    }
    std::string out = fmt::format("Shared layers:  {} ({}); only before: {} ({}); only after: {} ({})\n", c.sharedLayers.size(),
                                  size(c.sharedBytes), c.onlyBefore.size(), size(c.onlyBeforeBytes), c.onlyAfter.size(),
                                  size(c.onlyAfterBytes));
    out += fmt::format("Files:          {} added, {} removed, {} changed, {} touched, {} the same\n", c.filesAdded,
                       c.filesRemoved, c.filesChanged, c.filesTouched, c.sameFiles);
    if (!c.config.empty()) {
        Table table({"SETTING", "BEFORE", "AFTER"});
        for (const auto &d : c.config)
            table.add({escapeControl(d.field + (d.key.empty() ? "" : " " + d.key)), oneLine(d.before, 60), oneLine(d.after, 60)});
        out += "\n" + table.text();
    }
    if (!c.packages.empty()) {
        Table table({"PACKAGE", "", "BEFORE", "AFTER"});
        for (const auto &d : c.packages)
            table.add({escapeControl(d.before.name.empty() ? d.after.name : d.before.name), kinds[static_cast<int>(d.kind)],
                       escapeControl(d.before.version), escapeControl(d.after.version)});
        out += "\n" + table.text();
    }
    if (!c.files.empty()) {
        Table table({"FILE", "BEFORE", "AFTER", "PATH"});
        for (const auto &d : c.files)
            table.add({changes[static_cast<int>(d.change)], size(d.sizeBefore), size(d.sizeAfter), "/" + escapeControl(d.path)});
        out += "\n" + table.text();
    }
    return out;
}

std::string exploreDocuments(const image::ImageDocuments &documents, bool json)
{
    static constexpr const char *kinds[] = {"layout", "index", "manifest", "config", "layer", "other"};
    static constexpr const char *checks[] = {"", "good", "bad", "missing"};
    Json list = Json::array();
    Table table({"KIND", "SIZE", "CHECK", "PLATFORM", "MEDIA TYPE", "DIGEST"});
    for (const image::ImageDocument &d : documents.all) {
        const char *kind = kinds[static_cast<int>(d.kind)];
        const char *check = checks[static_cast<int>(d.check)];
        list.push_back({{"Kind", kind}, {"Digest", d.digest}, {"MediaType", d.mediaType}, {"Size", d.size}, {"Check", check},
                        {"Platform", d.platform}, {"DiffId", d.diffId}, {"Annotations", d.annotations}, {"Children", d.children}});
        table.add({kind, size(d.size), check, escapeControl(d.platform), escapeControl(d.mediaType), d.digest});
    }
    return json ? dumped({{"Documents", std::move(list)}, {"Manifest", documents.manifest}}) : table.text();
}

} // namespace tare::cli
