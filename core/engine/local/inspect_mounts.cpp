// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local/inspect_mounts.h"

#include "core/base/strings.h"
#include "core/engine/local/container_store.h"

#include <algorithm>
#include <cstdlib>

namespace tare::local {

using json = nlohmann::ordered_json;

json inspectBinds(const CreateSpec &spec)
{
    json out = json::array();
    const auto add = [&](const std::string &source, const auto &mount) {
        const std::string mode = mountMode(mount);
        if (!source.empty() && !mount.byMount && !mount.inherited)
            out.push_back(source + ":" + mount.target + (mode.empty() ? "" : ":" + mode));
    };
    for (const BindMount &mount : spec.mounts)
        add(mount.source, mount);
    for (const VolumeMount &mount : spec.volumes)
        add(mount.name, mount);
    return out.empty() ? json(nullptr) : out;
}

json inspectWanted(const CreateSpec &spec)
{
    json out = json::array();
    const auto begin = [](const char *type, const std::string &source, const std::string &target, bool readOnly) {
        json one = {{"Type", type}};
        if (!source.empty())
            one["Source"] = source;
        one["Target"] = target;
        if (readOnly)
            one["ReadOnly"] = true;
        return one;
    };
    for (const BindMount &mount : spec.mounts) {
        if (!mount.byMount || mount.inherited)
            continue;
        json one = begin("bind", mount.source, mount.target, mount.readOnly), options = json::object();
        if (!mount.propagation.empty())
            options["Propagation"] = mount.propagation;
        if (mount.recursive == "disabled")
            options["NonRecursive"] = true;
        if (mount.createSource)
            options["CreateMountpoint"] = true;
        if (mount.recursive == "writable")
            options["ReadOnlyNonRecursive"] = true;
        if (mount.recursive == "readonly")
            options["ReadOnlyForceRecursive"] = true;
        if (!options.empty())
            one["BindOptions"] = std::move(options);
        out.push_back(std::move(one));
    }
    for (const VolumeMount &mount : spec.volumes) {
        if (!mount.byMount || mount.inherited)
            continue;
        json one = begin("volume", mount.name, mount.target, mount.readOnly), options = json::object();
        if (mount.noCopy)
            options["NoCopy"] = true;
        if (!mount.labels.empty())
            options["Labels"] = mount.labels;
        if (!mount.subpath.empty())
            options["Subpath"] = mount.subpath;
        if (!mount.driver.empty() || !mount.options.empty()) {
            options["DriverConfig"] = json::object();
            if (!mount.driver.empty())
                options["DriverConfig"]["Name"] = mount.driver;
            if (!mount.options.empty())
                options["DriverConfig"]["Options"] = mount.options;
        }
        if (!options.empty())
            one["VolumeOptions"] = std::move(options);
        out.push_back(std::move(one));
    }
    for (const TmpfsMount &mount : spec.isolation.tmpfs) {
        if (!mount.byMount)
            continue;
        const auto words = split(mount.options, ',');
        json one = begin("tmpfs", "", mount.target, std::find(words.begin(), words.end(), "ro") != words.end());
        json options = json::object();
        for (const std::string_view word : words) {
            if (word.starts_with("size="))
                options["SizeBytes"] = parseInt(word.substr(5)).value_or(0);
            if (word.starts_with("mode="))
                options["Mode"] = std::strtol(std::string(word.substr(5)).c_str(), nullptr, 8);
        }
        if (!options.empty())
            one["TmpfsOptions"] = std::move(options);
        out.push_back(std::move(one));
    }
    return out;
}

json inspectMounted(const Record &record, const Paths &paths)
{
    json out = json::array();
    for (const BindMount &mount : record.spec.mounts)
        out.push_back({{"Type", "bind"},
                       {"Source", mount.source},
                       {"Destination", mount.target},
                       {"Mode", mount.byMount || mount.inherited ? "" : mountMode(mount)},
                       {"RW", !mount.readOnly},
                       {"Propagation", mount.propagation.empty() ? "rprivate" : mount.propagation}});
    for (const VolumeMount &mount : record.volumes)
        out.push_back({{"Type", "volume"},
                       {"Name", mount.name},
                       {"Source", volumeFolder(paths, record.id, mount)},
                       {"Destination", mount.target},
                       {"Driver", "local"},
                       {"Mode", mount.inherited || (mount.anonymous && !mount.byMount) ? "" : mount.byMount || mountMode(mount).empty() ? "z" : mountMode(mount)},
                       {"RW", !mount.readOnly},
                       {"Propagation", ""}});
    for (const TmpfsMount &mount : record.spec.isolation.tmpfs) {
        if (mount.byMount)
            out.push_back({{"Type", "tmpfs"},
                           {"Source", ""},
                           {"Destination", mount.target},
                           {"Mode", ""},
                           {"RW", true},
                           {"Propagation", ""}});
    }
    return out;
}

} // namespace tare::local
