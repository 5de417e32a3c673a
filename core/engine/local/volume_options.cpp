// SPDX-License-Identifier: GPL-3.0-or-later
// The local driver's names and options.
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/engine/local/volume_store.h"

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::local {

Status checkVolumeName(const std::string &name)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    if (name.size() == 1)
        return fail(Errc::InvalidArgument, {},
                    "create " + escapeControl(name) +
                        ": volume name is too short, names should be at least two alphanumeric characters");
    const bool good = name.size() > 1 && name.size() <= 255 && letter(name.front()) &&
                      std::all_of(name.begin(), name.end(),
                                  [&](char c) { return letter(c) || c == '_' || c == '.' || c == '-'; });
    if (good)
        return {};
    return fail(Errc::InvalidArgument, {},
                "create " + escapeControl(name) + ": \"" + escapeControl(name) +
                    "\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If "
                    "you intended to pass a host directory, use absolute path");
}

Result<std::optional<VolumeSource>> volumeSource(const std::map<std::string, std::string> &options)
{
    VolumeSource out;
    for (const auto &[key, value] : options) {
        if (key == "size")
            return fail(Errc::Unsupported, {}, "quota size requested but no quota support");
        if (key != "type" && key != "device" && key != "o")
            return fail(Errc::InvalidArgument, {}, "invalid option: \"" + escapeControl(key) + "\"");
        if (value.find('\0') != std::string::npos)
            return fail(Errc::InvalidArgument, {}, "invalid value of option: \"" + escapeControl(key) + "\"");
    }
    const auto get = [&](const char *key) {
        const auto at = options.find(key);
        return at == options.end() ? std::string() : at->second;
    };
    out.type = get("type");
    out.device = get("device");
    if (out.type.empty() && out.device.empty() && get("o").empty())
        return std::optional<VolumeSource>();
    // As moby's volume/local: the device is what nothing can be done without.
    if (out.device.empty())
        return fail(Errc::InvalidArgument, {}, "missing required option: \"device\"");
    if (out.type.empty())
        return fail(Errc::InvalidArgument, {}, "missing required option: \"type\"");
    bool bind = false;
    const std::string words = get("o");
    for (const std::string_view word : split(words, ',')) {
        if (word == "bind" || word == "rbind")
            bind = true;
        if (!word.empty())
            out.options.emplace_back(word);
    }
    if (bind) {
        if (out.device.front() != '/')
            return fail(Errc::InvalidArgument, {}, "the device of a bound volume is an absolute path: " + escapeControl(out.device));
        out.type.clear();
    } else if (out.type == "none") {
        return fail(Errc::InvalidArgument, {}, "type none mounts nothing without o=bind");
    } else if (out.type != "tmpfs" && ::geteuid() != 0) {
        return fail(Errc::NotOnThisMachine, {}, "a volume of type " + escapeControl(out.type) + " needs root",
                    "Without root, a volume is a folder, one that is bound (type=none, o=bind), or a tmpfs.");
    }
    return std::optional(std::move(out));
}

} // namespace tare::local
