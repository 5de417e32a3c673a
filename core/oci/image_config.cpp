// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oci/image_config.h"

#include "core/base/time.h"
#include "core/oci/json_read.h"
#include "core/oci/manifest.h"

namespace tare::oci {

Result<ImageConfig> ImageConfig::parse(std::string bytes)
{
    if (bytes.size() > maxDocument)
        return fail(Errc::TooLarge, "image configuration", std::to_string(bytes.size()) + " bytes");
    const auto j = read::json::parse(bytes, nullptr, false);
    if (!j.is_object())
        return fail(Errc::InvalidArgument, "image configuration", "it is not a JSON object");
    ImageConfig out;
    const read::json *rootfs = read::member(j, "rootfs");
    if (rootfs == nullptr || !rootfs->is_object())
        return fail(Errc::Unsupported, "image configuration",
                    "it names no layers: this is not a container image (an OCI artifact, perhaps)");
    if (const std::string type = read::text(*rootfs, "type"); type != "layers")
        return fail(Errc::Unsupported, "rootfs of type \"" + type.substr(0, 40) + "\"");
    const read::json *ids = read::member(*rootfs, "diff_ids");
    if (ids != nullptr && !ids->is_array())
        return fail(Errc::InvalidArgument, "image configuration", "diff_ids is not a list");
    if (ids != nullptr) {
        if (ids->size() > maxLayers)
            return fail(Errc::TooLarge, "image configuration", "more than " + std::to_string(maxLayers) + " layers");
        for (const read::json &id : *ids) {
            if (!id.is_string())
                return fail(Errc::InvalidArgument, "image configuration", "a diff id is not text");
            out.diffIds.push_back(TARE_TRY(Digest::parse(id.get_ref<const std::string &>())));
        }
    }
    out.architecture = read::text(j, "architecture");
    out.os = read::text(j, "os");
    out.variant = read::text(j, "variant");
    out.author = read::text(j, "author");
    out.created = parseTime(read::text(j, "created")).value_or(0);
    if (const read::json *config = read::member(j, "config")) {
        out.entrypoint = read::texts(*config, "Entrypoint");
        out.cmd = read::texts(*config, "Cmd");
        out.env = read::texts(*config, "Env");
        out.workingDir = read::text(*config, "WorkingDir");
        out.user = read::text(*config, "User");
        out.stopSignal = read::text(*config, "StopSignal");
        out.labels = read::textMap(*config, "Labels");
        out.exposedPorts = read::keys(*config, "ExposedPorts");
        out.volumes = read::keys(*config, "Volumes");
        out.onBuild = read::texts(*config, "OnBuild");
        out.shell = read::texts(*config, "Shell");
        out.argsEscaped = read::boolean(*config, "ArgsEscaped");
        if (const read::json *health = read::member(*config, "Healthcheck"); health != nullptr && health->is_object())
            out.healthCheck = {read::texts(*health, "Test"),          read::integer(*health, "Interval"),
                               read::integer(*health, "Timeout"),     read::integer(*health, "StartPeriod"),
                               read::integer(*health, "StartInterval"), read::integer(*health, "Retries")};
    }
    if (const read::json *history = read::member(j, "history"); history != nullptr && history->is_array()) {
        for (const read::json &h : *history)
            out.history.push_back({parseTime(read::text(h, "created")).value_or(0), read::text(h, "created_by"),
                                   read::text(h, "comment"), read::text(h, "author"),
                                   read::boolean(h, "empty_layer")});
    }
    out.bytes = std::move(bytes);
    return out;
}

} // namespace tare::oci
