// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/spec/spec.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/runtime/spec/reader.h"

#include <algorithm>

namespace tare::runtime {
namespace {

Mount readMount(const Field &f)
{
    Mount m;
    m.destination = f.textOr("destination");
    if (m.destination.empty())
        f.bad("it has no destination");
    if (m.destination[0] != '/')
        m.destination.insert(0, "/"); // as runc takes what specification 1.0 allowed
    m.type = f.textOr("type");
    m.source = f.textOr("source");
    m.options = MountOptions::parse(f.textsOr("options"));
    if (m.type == "bind")
        m.options.bind = true;
    m.uidMappings = readRanges(f, "uidMappings");
    m.gidMappings = readRanges(f, "gidMappings");
    if (m.uidMappings.empty() != m.gidMappings.empty())
        f.bad("invalid mount: uidMappings and gidMappings go together");
    m.options.idmap = m.options.idmap || !m.uidMappings.empty();
    if (m.options.idmap && !m.options.bind)
        f.bad("invalid mount: only a bind mount can be id-mapped");
    if (m.options.bind && m.source.empty())
        f.bad("a bind mount needs a source");
    if (!m.options.bind && m.type.empty())
        f.bad("it has no type");
    return m;
}

std::vector<Hook> readHooks(const Field &f, const char *key)
{
    std::vector<Hook> out;
    for (const Field &h : f.itemsOr(key)) {
        Hook hook{h.textOr("path"), h.textsOr("args"), h.textsOr("env"), h.integerOr<int>("timeout", 0)};
        if (hook.path.empty() || hook.path[0] != '/')
            h.bad("the path of a hook must be absolute");
        if (h.get("timeout") && hook.timeout <= 0)
            h.bad("the timeout of a hook must be greater than zero");
        out.push_back(std::move(hook));
    }
    return out;
}

// Semantic versioning 2.0.0, major version 1: "1.0.2-dev", "1.2.0+build".
bool isVersionOne(std::string_view version)
{
    const std::size_t end = version.find_first_of("-+");
    const auto numbers = split(version.substr(0, end), '.');
    if (numbers.size() != 3 || numbers[0] != "1" || (end != std::string_view::npos && end + 1 == version.size()))
        return false;
    return std::all_of(numbers.begin(), numbers.end(), [](std::string_view n) {
        return !n.empty() && n.size() < 10 && n.find_first_not_of("0123456789") == std::string_view::npos &&
               (n.size() == 1 || n[0] != '0');
    });
}

Spec readSpec(const Field &f)
{
    Spec s;
    s.version = f.textOr("ociVersion");
    if (!isVersionOne(s.version))
        f.bad("ociVersion \"" + s.version + "\": this runtime knows versions 1.x.y of the specification");
    if (const auto root = f.get("root")) {
        s.rootPath = root->textOr("path");
        s.rootReadonly = root->booleanOr("readonly", false);
    }
    s.hostname = f.textOr("hostname");
    s.domainname = f.textOr("domainname");
    for (const Field &m : f.itemsOr("mounts"))
        s.mounts.push_back(readMount(m));
    if (const auto process = f.get("process"))
        s.process = readProcess(*process);
    if (const auto hooks = f.get("hooks"))
        s.hooks = {readHooks(*hooks, "prestart"),        readHooks(*hooks, "createRuntime"),
                   readHooks(*hooks, "createContainer"), readHooks(*hooks, "startContainer"),
                   readHooks(*hooks, "poststart"),       readHooks(*hooks, "poststop")};
    if (const auto annotations = f.get("annotations")) {
        if (!annotations->raw().is_object())
            annotations->bad("it must be an object");
        for (const auto &[key, value] : annotations->raw().items())
            s.annotations[key] = Field(value, "annotations." + key).text();
        if (s.annotations.count("") != 0)
            annotations->bad("a key must not be empty");
    }
    if (const auto linux_ = f.get("linux"))
        readLinux(*linux_, s);
    if ((!s.hostname.empty() || !s.domainname.empty()) && s.find(NamespaceKind::Uts) == nullptr)
        f.bad("hostname and domainname need a UTS namespace");
    for (const Mount &m : s.mounts) {
        if (m.options.idmap && m.uidMappings.empty() && s.find(NamespaceKind::User) == nullptr)
            f.bad("mount " + m.destination + ": idmap needs uidMappings and gidMappings, or a user namespace");
    }
    return s;
}

} // namespace

Result<Spec> Spec::parse(std::string_view text)
{
    const json j = parseBounded(text);
    if (!j.is_object())
        return fail(Errc::InvalidArgument, "config.json", "it is not a JSON object");
    try {
        return readSpec(Field(j, ""));
    } catch (const BadField &e) {
        return fail(Errc::InvalidArgument, "config.json",
                    e.field.empty() ? e.reason : e.field + ": " + e.reason);
    }
}

Result<Spec> Spec::load(const std::string &bundle)
{
    const std::string text = TARE_TRY(readFile(bundle + "/config.json", 16U << 20U));
    return parse(text);
}

} // namespace tare::runtime
