// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect_json.h"

#include "core/base/time.h"

#include <nlohmann/json.hpp>

namespace tare::image {

using Json = nlohmann::ordered_json;

namespace {

Json orNull(const std::vector<std::string> &list) { return list.empty() ? Json() : Json(list); }

Json asSet(const std::vector<std::string> &keys)
{
    Json out = Json::object();
    for (const std::string &key : keys)
        out[key] = Json::object();
    return out;
}

Json graphDriver(const std::vector<std::string> &folders)
{
    Json data = Json::object();
    std::string lower;
    for (std::size_t i = 0; i + 1 < folders.size(); ++i)
        lower = folders[i] + (lower.empty() ? "" : ":") + lower; // topmost first
    if (!lower.empty())
        data["LowerDir"] = lower;
    if (!folders.empty())
        data["UpperDir"] = folders.back();
    return Json{{"Data", data}, {"Name", "overlay2"}};
}

} // namespace

std::string inspectJson(const StoredImage &image, std::int64_t size, const std::vector<std::string> &folders)
{
    const oci::ImageConfig &c = image.config;
    // Settings that we do not read (a health check, a shell …) are shown as the image has them.
    Json config = Json::object();
    const Json whole = Json::parse(c.bytes, nullptr, false);
    if (whole.is_object() && whole.contains("config") && whole["config"].is_object())
        config = whole["config"];
    config["User"] = c.user;
    config["Env"] = orNull(c.env);
    config["Entrypoint"] = orNull(c.entrypoint);
    config["Cmd"] = orNull(c.cmd);
    config["WorkingDir"] = c.workingDir;
    config["Labels"] = c.labels.empty() ? Json() : Json(c.labels);
    config["Volumes"] = c.volumes.empty() ? Json() : asSet(c.volumes);
    for (const char *key : {"Hostname", "Domainname", "Image"}) {
        if (!config.contains(key))
            config[key] = "";
    }
    for (const char *key : {"AttachStdin", "AttachStdout", "AttachStderr", "Tty", "OpenStdin", "StdinOnce"}) {
        if (!config.contains(key))
            config[key] = false;
    }
    if (!config.contains("OnBuild"))
        config["OnBuild"] = nullptr;
    if (!c.exposedPorts.empty())
        config["ExposedPorts"] = asSet(c.exposedPorts);
    if (!c.stopSignal.empty())
        config["StopSignal"] = c.stopSignal;

    Json layers = Json::array();
    for (const oci::Digest &id : c.diffIds)
        layers.push_back(id.text());
    // As moby: the configuration's own, or that of the newest step.
    std::string comment = whole.is_object() && whole.contains("comment") && whole["comment"].is_string()
                              ? whole["comment"].get<std::string>()
                              : std::string();
    if (comment.empty() && !c.history.empty())
        comment = c.history.back().comment;
    Json tags = Json::array();
    for (const std::string &name : image.names) {
        if (name.find('@') == std::string::npos)
            tags.push_back(name);
    }

    Json out = {
        {"Id", image.id.text()},
        {"RepoTags", tags},
        {"RepoDigests", image.repoDigests},
        {"Parent", ""},
        {"Comment", comment},
        {"Created", formatTime(c.created)},
        {"DockerVersion", whole.is_object() && whole.contains("docker_version") && whole["docker_version"].is_string()
                              ? whole["docker_version"]
                              : Json("")},
        {"Author", c.author},
        {"Config", config},
        {"Architecture", c.architecture},
        {"Os", c.os},
        {"Size", size},
        {"VirtualSize", size},
        {"GraphDriver", graphDriver(folders)},
        {"RootFS", Json{{"Type", "layers"}, {"Layers", layers}}},
        {"Metadata", Json{{"LastTagTime", formatTime(0)}}},
        {"Descriptor", Json{{"digest", image.manifest.text()}}},
    };
    if (!c.variant.empty())
        out["Variant"] = c.variant;
    return out.dump(4, ' ', false, Json::error_handler_t::replace);
}

} // namespace tare::image
