// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/local_volumes.h"

#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/engine/local/events.h"
#include "core/engine/local/image_helper.h"

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>

namespace tare::local {

using json = nlohmann::ordered_json;

namespace {

bool hasLabel(const std::map<std::string, std::string> &labels, const std::string &wanted)
{
    const std::size_t equals = wanted.find('=');
    const auto found = labels.find(wanted.substr(0, equals));
    return found != labels.end() && (equals == std::string::npos || found->second == wanted.substr(equals + 1));
}

// Seconds, in the local zone, as Docker's local driver says it.
std::string secondsText(std::int64_t ns)
{
    const std::time_t seconds = ns / 1'000'000'000;
    std::tm local{};
    ::localtime_r(&seconds, &local);
    char text[64];
    std::string out(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S%z", &local));
    if (out.ends_with("+0000"))
        return out.substr(0, out.size() - 5) + "Z";
    return out.insert(out.size() - 2, ":");
}

} // namespace

bool fitsPrune(const PruneOptions &options, std::int64_t created, const std::map<std::string, std::string> &labels)
{
    const auto has = [&](const std::string &label) { return hasLabel(labels, label); };
    return (!options.until || created < *options.until) &&
           std::all_of(options.labels.begin(), options.labels.end(), has) &&
           std::none_of(options.notLabels.begin(), options.notLabels.end(), has);
}

Result<std::vector<std::int64_t>> measureFolders(const Paths &paths, const std::vector<std::string> &folders)
{
    std::vector<std::int64_t> out;
    if (folders.empty())
        return out;
    HelperCall call;
    call.command = {"measure", "--"};
    call.command.insert(call.command.end(), folders.begin(), folders.end());
    const std::string text = TARE_TRY(callImageHelper(paths, call, {}, {}));
    const auto result = nlohmann::json::parse(text, nullptr, false);
    if (result.is_object() && result.contains("bytes") && result.at("bytes").is_array()) {
        for (const auto &one : result.at("bytes"))
            out.push_back(one.is_number_integer() ? one.get<std::int64_t>() : 0);
    }
    out.resize(folders.size());
    return out;
}

Result<std::vector<Volume>> LocalVolumes::list()
{
    return m_containers.volumes().list();
}

Result<Volume> LocalVolumes::find(const std::string &name)
{
    return m_containers.volumes().find(name);
}

Result<std::string> LocalVolumes::inspect(const std::string &name)
{
    const Volume volume = TARE_TRY(find(name));
    const auto orNull = [](const std::map<std::string, std::string> &map) { return map.empty() ? json(nullptr) : json(map); };
    const json out = {{"CreatedAt", secondsText(volume.created)},
                      {"Driver", volume.driver},
                      {"Labels", orNull(volume.labels)},
                      {"Mountpoint", volume.mountpoint},
                      {"Name", volume.name},
                      {"Options", orNull(volume.options)},
                      {"Scope", "local"}};
    return out.dump(4, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<Volume> LocalVolumes::create(const VolumeSpec &spec)
{
    return std::move(TARE_TRY(m_containers.volumes().create(spec)).volume);
}

Status LocalVolumes::remove(const std::string &name)
{
    Status done = m_containers.volumes().remove(name);
    if (done || done.error().code != Errc::InvalidArgument)
        return done;
    // By whom: people know containers by their names.
    std::vector<std::string> names;
    if (const auto volume = find(name)) {
        for (const std::string &id : volume->users)
            names.push_back(m_containers.nameOf(id));
    }
    if (!names.empty())
        done.error().advice = (names.size() == 1 ? "The container " : "The containers ") + join(names, ", ") +
                              (names.size() == 1 ? " has it" : " have it") + ": tare rm " + shellQuote(names);
    return done;
}

Result<Pruned> LocalVolumes::prune(const PruneOptions &options)
{
    std::vector<Volume> going;
    std::vector<std::string> folders;
    for (Volume &one : TARE_TRY(list())) {
        if (!one.users.empty() || (!options.all && !one.anonymous) || !fitsPrune(options, one.created, one.labels))
            continue;
        folders.push_back(one.mountpoint);
        going.push_back(std::move(one));
    }
    Pruned out;
    const auto bytes = TARE_TRY(measureFolders(m_containers.paths(), folders));
    for (std::size_t i = 0; i < going.size(); ++i) {
        if (!options.dryRun && !m_containers.volumes().remove(going[i].name)) // somebody has it, or has removed it, meanwhile
            continue;
        out.ids.push_back(going[i].name);
        out.lines.push_back(going[i].name);
        out.reclaimed += bytes[i];
    }
    return out;
}

} // namespace tare::local
