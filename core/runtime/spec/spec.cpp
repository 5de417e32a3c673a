// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/spec/spec.h"

#include "core/base/file.h"
#include "core/runtime/spec/reader.h"

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
    if (!m.options.unsupported.empty())
        f.bad("the option " + m.options.unsupported + " is not supported");
    if (!f.itemsOr("uidMappings").empty() || !f.itemsOr("gidMappings").empty())
        f.bad("id-mapped mounts are not supported");
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
        if (hook.timeout < 0)
            h.bad("the timeout of a hook must be positive");
        out.push_back(std::move(hook));
    }
    return out;
}

Spec readSpec(const Field &f)
{
    Spec s;
    s.version = f.textOr("ociVersion");
    if (s.version.compare(0, 2, "1.") != 0)
        f.bad("ociVersion must be 1.x");
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
    }
    if (const auto linux_ = f.get("linux"))
        readLinux(*linux_, s);
    if (!s.hostname.empty() && !s.makes(NamespaceKind::Uts) && s.find(NamespaceKind::Uts) == nullptr)
        f.bad("hostname needs a UTS namespace");
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
