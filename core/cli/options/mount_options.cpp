// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/options/mount_options.h"

#include "core/base/strings.h"
#include "core/base/units.h"
#include "core/cli/options/options.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unistd.h>

namespace tare::cli {
namespace {

constexpr std::array propagations = {"private", "rprivate", "shared", "rshared", "slave", "rslave"};

template <class List> bool among(const List &list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::string absolute(const std::string &path)
{
    if (path.starts_with('/'))
        return cleanPath(path);
    char *cwd = ::getcwd(nullptr, 0);
    const std::string out = std::string(cwd == nullptr ? "" : cwd) + "/" + path;
    ::free(cwd); // NOLINT: getcwd(3) allocates with malloc
    return cleanPath(out);
}

// What the words after the last colon ask for; each kind may be there once.
struct Mode
{
    bool readOnly = false, noCopy = false, saysCopy = false;
    std::string propagation;
};
std::optional<Mode> parseMode(const std::string &text)
{
    Mode out;
    if (text.empty())
        return out;
    int access = 0, label = 0, propagation = 0, copy = 0, consistency = 0;
    for (const std::string_view word : split(text, ',')) {
        if (word == "ro" || word == "rw") {
            out.readOnly = word == "ro";
            ++access;
        } else if (word == "z" || word == "Z") { // labels of SELinux: accepted, there are none here
            ++label;
        } else if (among(propagations, word)) {
            out.propagation = word;
            ++propagation;
        } else if (word == "nocopy") {
            out.noCopy = out.saysCopy = true;
            ++copy;
        } else if (word == "consistent" || word == "cached" || word == "delegated") { // of another system
            ++consistency;
        } else {
            return std::nullopt;
        }
    }
    if (access > 1 || label > 1 || propagation > 1 || copy > 1 || consistency > 1)
        return std::nullopt;
    return out;
}

std::optional<bool> goBool(const std::string &text)
{
    if (among(std::array{"1", "t", "T", "TRUE", "true", "True"}, text))
        return true;
    if (among(std::array{"0", "f", "F", "FALSE", "false", "False"}, text))
        return false;
    return std::nullopt;
}

std::string checkTarget(const std::string &target)
{
    if (target.empty())
        return "field Target must not be empty";
    if (cleanPath(target.starts_with('/') ? target : "/" + target) == "/")
        return "invalid specification: destination can't be '/'";
    if (!target.starts_with('/'))
        return "invalid mount path: '" + target + "' mount path must be absolute";
    return {};
}

} // namespace

Result<AnyMount> parseVolume(const std::string &text)
{
    const std::string invalid = "invalid volume specification: '" + text + "'";
    const auto wrong = [&](const std::string &why) { return fail(Errc::InvalidArgument, {}, why); };
    std::vector<std::string> parts;
    for (const std::string_view part : split(text, ':'))
        parts.emplace_back(part);
    if (parts[0].empty() || parts.size() > 3)
        return wrong(text.empty() ? "invalid empty volume spec" : invalid);
    if (parts.size() == 2 && parseMode(parts[1])) // a volume of its own has no mode
        return wrong(invalid);
    const std::string source = parts.size() == 1 ? std::string() : parts[0], target = parts.size() == 1 ? parts[0] : parts[1];
    const std::string modeText = parts.size() == 3 ? parts[2] : "";
    const auto mode = parseMode(modeText);
    if (!mode)
        return wrong("invalid mode: " + modeText);
    const bool bind = source.starts_with('/') || source.starts_with('.');
    const auto misfit = [&](const std::string &why) {
        return wrong(invalid + ": invalid mount config for type \"" + (bind ? "bind" : "volume") + "\": " + why);
    };
    if (const std::string why = checkTarget(target); !why.empty())
        return misfit(why);
    if (bind) {
        if (mode->saysCopy)
            return misfit("field VolumeOptions must not be specified");
        BindMount out{absolute(source), cleanPath(target), mode->readOnly};
        out.propagation = mode->propagation;
        out.mode = modeText == mountMode(out) ? "" : modeText;
        return out;
    }
    if (!mode->propagation.empty())
        return misfit("field BindOptions must not be specified");
    VolumeMount out{source, cleanPath(target), mode->readOnly};
    out.noCopy = mode->noCopy;
    out.mode = modeText == mountMode(out) ? "" : modeText;
    return out;
}

Result<std::vector<std::string>> parseCsv(const std::string &text)
{
    const auto wrong = [](std::size_t at, const char *why) {
        return fail(Errc::InvalidArgument, {}, "parse error on line 1, column " + std::to_string(at + 1) + ": " + why);
    };
    if (text.empty())
        return fail(Errc::InvalidArgument, {}, "EOF");
    std::vector<std::string> out;
    std::size_t at = 0;
    while (true) {
        std::string field;
        if (at < text.size() && text[at] == '"') {
            for (++at;; ++at) {
                if (at >= text.size())
                    return wrong(at, "extraneous or missing \" in quoted-field");
                if (text[at] != '"') {
                    field += text[at];
                } else if (at + 1 < text.size() && text[at + 1] == '"') {
                    field += text[at++];
                } else {
                    break;
                }
            }
            ++at;
            if (at < text.size() && text[at] != ',')
                return wrong(at - 1, "extraneous or missing \" in quoted-field");
        } else {
            for (; at < text.size() && text[at] != ','; ++at) {
                if (text[at] == '"')
                    return wrong(at, "bare \" in non-quoted field");
                field += text[at];
            }
        }
        out.push_back(std::move(field));
        if (at >= text.size())
            return out;
        ++at; // the comma
    }
}

namespace {

// One --mount while it is read. Which group of options was used decides what it may not be mixed with.
struct MountWords
{
    std::string type = "volume", source, target;
    bool readOnly = false, bindUsed = false, volumeUsed = false, tmpfsUsed = false;
    BindMount bind;
    VolumeMount volume;
    std::int64_t size = 0;
    unsigned long mode = 0;
};

// What is wrong with it, or nothing.
std::string takeSwitch(MountWords &m, const std::string &field)
{
    if (field == "readonly" || field == "ro")
        m.readOnly = true;
    else if (field == "volume-nocopy")
        m.volume.noCopy = m.volumeUsed = true;
    else if (field == "bind-nonrecursive") {
        m.bind.recursive = "disabled";
        m.bindUsed = true;
    } else if (field == "bind-create-src")
        m.bind.createSource = m.bindUsed = true;
    else
        return "invalid field '" + field + "' must be a key=value pair";
    return {};
}

std::string takeBind(MountWords &m, const std::string &key, const std::string &value)
{
    m.bindUsed = true;
    if (key == "bind-propagation") {
        m.bind.propagation = toLower(value);
        return {};
    }
    if (key == "bind-recursive") {
        if (!among(std::array{"enabled", "disabled", "writable", "readonly"}, value))
            return "invalid value for bind-recursive: " + value + " (must be \"enabled\", \"disabled\", \"writable\", or \"readonly\")";
        m.bind.recursive = value == "enabled" ? "" : value;
        return {};
    }
    const auto yes = goBool(value);
    if (!yes)
        return "invalid value for " + key + ": " + value;
    if (key == "bind-create-src")
        m.bind.createSource = *yes;
    else
        m.bind.recursive = *yes ? "disabled" : "";
    return {};
}

std::string takeVolume(MountWords &m, const std::string &key, const std::string &value)
{
    m.volumeUsed = true;
    const std::size_t equals = value.find('=');
    const std::string name = value.substr(0, equals), of = equals == std::string::npos ? "" : value.substr(equals + 1);
    if (key == "volume-nocopy") {
        const auto yes = goBool(value);
        if (!yes)
            return "invalid value for volume-nocopy: " + value;
        m.volume.noCopy = *yes;
    } else if (key == "volume-subpath") {
        m.volume.subpath = value;
    } else if (key == "volume-driver") {
        m.volume.driver = value;
    } else if (!name.empty()) {
        (key == "volume-label" ? m.volume.labels : m.volume.options)[name] = of;
    }
    return {};
}

std::string takePair(MountWords &m, const std::string &key, const std::string &value, const std::string &field)
{
    if (key == "type") {
        m.type = toLower(value);
    } else if (key == "source" || key == "src") {
        m.source = value == "." || value.starts_with("./") ? absolute(value) : value;
    } else if (key == "target" || key == "dst" || key == "destination") {
        m.target = value;
    } else if (key == "readonly" || key == "ro") {
        const auto yes = goBool(value);
        if (!yes)
            return "invalid value for " + key + ": " + value;
        m.readOnly = *yes;
    } else if (key == "consistency") { // of another system
    } else if (key == "bind-propagation" || key == "bind-recursive" || key == "bind-nonrecursive" || key == "bind-create-src") {
        return takeBind(m, key, value);
    } else if (key == "volume-nocopy" || key == "volume-subpath" || key == "volume-driver" || key == "volume-label" ||
               key == "volume-opt") {
        return takeVolume(m, key, value);
    } else if (key == "tmpfs-size") {
        const auto bytes = parseRamSize(value);
        if (!bytes)
            return "invalid value for " + key + ": " + value;
        m.size = *bytes;
        m.tmpfsUsed = true;
    } else if (key == "tmpfs-mode") {
        char *end = nullptr;
        m.mode = std::strtoul(value.c_str(), &end, 8);
        if (value.empty() || *end != '\0' || value.front() < '0' || value.front() > '7' || m.mode > 0xFFFFFFFFUL)
            return "invalid value for " + key + ": " + value;
        m.tmpfsUsed = true;
    } else {
        return "unexpected key '" + key + "' in '" + field + "'";
    }
    return {};
}

std::string checkWords(const MountWords &m)
{
    if (m.type.empty())
        return "type is required";
    if (m.target.empty())
        return "target is required";
    if (m.volumeUsed && m.type != "volume")
        return "cannot mix 'volume-*' options with mount type '" + m.type + "'";
    if (m.bindUsed && m.type != "bind")
        return "cannot mix 'bind-*' options with mount type '" + m.type + "'";
    if (m.tmpfsUsed && m.type != "tmpfs")
        return "cannot mix 'tmpfs-*' options with mount type '" + m.type + "'";
    if (m.bind.recursive == "writable" && !m.readOnly)
        return "option 'bind-recursive=writable' requires 'readonly' to be specified in conjunction";
    if (m.bind.recursive == "readonly" && !m.readOnly)
        return "option 'bind-recursive=readonly' requires 'readonly' to be specified in conjunction";
    if (m.bind.recursive == "readonly" && m.bind.propagation != "rprivate")
        return "option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction";
    return {};
}

// What the daemon says of one that the command line takes.
std::string checkConfig(const MountWords &m)
{
    if (m.type != "bind" && m.type != "volume" && m.type != "tmpfs")
        return "mount type unknown";
    if (std::string why = checkTarget(m.target); !why.empty())
        return why;
    if (m.type == "bind" && m.source.empty())
        return "field Source must not be empty";
    if (m.type == "bind" && !m.bind.propagation.empty() && !among(propagations, m.bind.propagation))
        return "invalid propagation mode: " + m.bind.propagation;
    if (m.type == "bind" && !m.source.starts_with('/'))
        return "invalid mount path: '" + m.source + "' mount path must be absolute";
    if (m.type == "volume" && m.readOnly && m.source.empty())
        return "must not set ReadOnly mode when using anonymous volumes";
    if (m.type == "tmpfs" && !m.source.empty())
        return "field Source must not be specified";
    return {};
}

} // namespace

Result<AnyMount> parseMount(const std::string &text)
{
    const auto wrong = [&](const std::string &why) { return fail(Errc::InvalidArgument, {}, badValue(text, "--mount", why)); };
    const auto fields = parseCsv(text);
    if (!fields)
        return wrong(fields.error().reason);
    MountWords m;
    m.bind.createSource = false;
    for (const std::string &field : *fields) {
        const std::size_t equals = field.find('=');
        const std::string why = equals == std::string::npos
                                    ? takeSwitch(m, field)
                                    : takePair(m, field.substr(0, equals), field.substr(equals + 1), field);
        if (!why.empty())
            return wrong(why);
    }
    if (const std::string why = checkWords(m); !why.empty())
        return wrong(why);
    if (const std::string why = checkConfig(m); !why.empty())
        return fail(Errc::InvalidArgument, {}, "invalid mount config for type \"" + m.type + "\": " + why);
    const std::string target = cleanPath(m.target);
    if (m.type == "bind") {
        m.bind.source = cleanPath(m.source);
        m.bind.target = target;
        m.bind.readOnly = m.readOnly;
        m.bind.byMount = true;
        return std::move(m.bind);
    }
    if (m.type == "volume") {
        m.volume.name = m.source;
        m.volume.target = target;
        m.volume.readOnly = m.readOnly;
        m.volume.byMount = true;
        return std::move(m.volume);
    }
    std::vector<std::string> words;
    if (m.readOnly)
        words.emplace_back("ro");
    char mode[16];
    if (m.mode != 0 && std::snprintf(mode, sizeof mode, "mode=%lo", m.mode) > 0)
        words.emplace_back(mode);
    if (m.size != 0)
        words.push_back("size=" + std::to_string(m.size));
    return TmpfsMount{target, join(words, ","), true};
}

void addMount(CreateSpec &spec, AnyMount mount)
{
    if (auto *bind = std::get_if<BindMount>(&mount))
        spec.mounts.push_back(std::move(*bind));
    else if (auto *volume = std::get_if<VolumeMount>(&mount))
        spec.volumes.push_back(std::move(*volume));
    else
        spec.isolation.tmpfs.push_back(std::get<TmpfsMount>(std::move(mount)));
}

} // namespace tare::cli
