// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/volumes/volume_line.h"

#include "core/base/strings.h"

namespace tare::gui {
namespace {

QString line(const std::vector<std::string> &words)
{
    return QStringLiteral("docker volume ") + QString::fromStdString(shellQuote(words));
}

} // namespace

QString volumeCreateLine(const VolumeSpec &spec)
{
    std::vector<std::string> words = {"create"};
    for (const auto &[key, value] : spec.labels)
        words.insert(words.end(), {"--label", value.empty() ? key : key + "=" + value});
    for (const auto &[key, value] : spec.options)
        words.insert(words.end(), {"-o", key + "=" + value});
    if (!spec.name.empty())
        words.push_back(spec.name);
    return line(words);
}

QString volumeRemoveLine(const std::string &name)
{
    return line({"rm", name});
}

QString volumePruneLine(bool all)
{
    return all ? line({"prune", "-a"}) : line({"prune"});
}

} // namespace tare::gui
