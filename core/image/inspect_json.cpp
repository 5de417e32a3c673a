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

} // namespace

std::string inspectJson(const StoredImage &image, std::int64_t size)
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
    if (!c.volumes.empty())
        config["Volumes"] = asSet(c.volumes);
    if (!c.exposedPorts.empty())
        config["ExposedPorts"] = asSet(c.exposedPorts);
    if (!c.stopSignal.empty())
        config["StopSignal"] = c.stopSignal;

    Json layers = Json::array();
    for (const oci::Digest &id : c.diffIds)
        layers.push_back(id.text());
    std::string comment;
    for (const oci::History &h : c.history)
        comment = h.comment.empty() ? comment : h.comment;
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
        {"Author", c.author},
        {"Config", config},
        {"Architecture", c.architecture},
        {"Os", c.os},
        {"Size", size},
        {"VirtualSize", size},
        {"RootFS", Json{{"Type", "layers"}, {"Layers", layers}}},
        {"Descriptor", Json{{"digest", image.manifest.text()}}},
    };
    if (!c.variant.empty())
        out["Variant"] = c.variant;
    return out.dump(4, ' ', false, Json::error_handler_t::replace);
}

} // namespace tare::image
