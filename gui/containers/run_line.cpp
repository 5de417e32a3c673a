// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/containers/run_line.h"

#include "core/base/strings.h"
#include "gui/limits/limit_line.h"

namespace tare::gui {

using namespace Qt::StringLiterals;

QString runLine(const CreateSpec &spec, RunLine kind)
{
    QString out = kind == RunLine::Create ? u"docker create"_s : u"docker run -d"_s;
    const auto add = [&out](const char *flag, const std::string &value) {
        if (!value.empty())
            out += u' ' + QString::fromLatin1(flag) + u' ' + QString::fromStdString(shellQuote(value));
    };
    const auto tick = [&out](const char *flag, bool set) {
        if (set)
            out += u' ' + QString::fromLatin1(flag);
    };
    tick("-i", spec.openStdin);
    tick("-t", spec.tty);
    tick("--rm", spec.autoRemove);
    add("--name", spec.name);
    out += limitFlags(spec.limits);
    if (spec.network != "bridge")
        add("--network", spec.network);
    for (const auto &variable : spec.env)
        add("-e", variable);
    add("-w", spec.workingDir);
    add("-u", spec.user);
    add("--hostname", spec.hostname);
    for (const auto &mount : spec.mounts)
        add("-v", mount.source + ":" + mount.target + (mount.readOnly ? ":ro" : ""));
    for (const auto &limit : spec.ulimits)
        add("--ulimit", limit.name + "=" + std::to_string(limit.soft) + ":" + std::to_string(limit.hard));
    for (const auto &[key, value] : spec.labels)
        add("--label", key + "=" + value);
    tick("--read-only", spec.readOnlyRoot);
    std::vector<std::string> command;
    if (spec.entrypoint) {
        out += u" --entrypoint "_s +
               QString::fromStdString(
                   shellQuote(spec.entrypoint->empty() ? std::string() : spec.entrypoint->front()));
        for (std::size_t i = 1; i < spec.entrypoint->size(); ++i)
            command.push_back((*spec.entrypoint)[i]);
    }
    command.insert(command.end(), spec.command.begin(), spec.command.end());
    out += u' ' + QString::fromStdString(shellQuote(spec.image));
    if (!command.empty())
        out += u' ' + QString::fromStdString(shellQuote(command));
    return out;
}

} // namespace tare::gui
