// SPDX-License-Identifier: GPL-3.0-or-later
// Mounts as the words that ask for them.
#include "core/cli/options/run_line.h"

#include "core/base/strings.h"

namespace tare::cli {
namespace {

// RFC 4180: a field with a comma or a quote is quoted.
std::string csv(const std::vector<std::string> &fields)
{
    std::string out;
    for (const std::string &field : fields) {
        out += out.empty() ? "" : ",";
        if (field.find_first_of(",\"") == std::string::npos) {
            out += field;
            continue;
        }
        out += '"';
        for (const char c : field) {
            out += c;
            if (c == '"')
                out += '"';
        }
        out += '"';
    }
    return out;
}

std::vector<std::string> begin(const char *type, const std::string &source, const std::string &target, bool readOnly)
{
    std::vector<std::string> out = {std::string("type=") + type};
    if (!source.empty())
        out.push_back("source=" + source);
    out.push_back("target=" + target);
    if (readOnly)
        out.emplace_back("readonly");
    return out;
}

} // namespace

std::string mountText(const BindMount &mount)
{
    const std::string mode = mountMode(mount);
    return mount.source + ":" + mount.target + (mode.empty() ? "" : ":" + mode);
}

std::string mountText(const VolumeMount &mount)
{
    const std::string mode = mountMode(mount);
    return (mount.name.empty() ? "" : mount.name + ":") + mount.target + (mode.empty() ? "" : ":" + mode);
}

std::string mountWords(const BindMount &mount)
{
    std::vector<std::string> out = begin("bind", mount.source, mount.target, mount.readOnly);
    if (!mount.propagation.empty())
        out.push_back("bind-propagation=" + mount.propagation);
    if (!mount.recursive.empty())
        out.push_back("bind-recursive=" + mount.recursive);
    if (mount.createSource)
        out.emplace_back("bind-create-src");
    return csv(out);
}

std::string mountWords(const VolumeMount &mount)
{
    std::vector<std::string> out = begin("volume", mount.name, mount.target, mount.readOnly);
    if (mount.noCopy)
        out.emplace_back("volume-nocopy");
    if (!mount.subpath.empty())
        out.push_back("volume-subpath=" + mount.subpath);
    if (!mount.driver.empty())
        out.push_back("volume-driver=" + mount.driver);
    for (const auto &[key, value] : mount.options)
        out.push_back("volume-opt=" + key + "=" + value);
    for (const auto &[key, value] : mount.labels)
        out.push_back("volume-label=" + key + "=" + value);
    return csv(out);
}

std::string mountWords(const TmpfsMount &mount)
{
    const auto words = split(mount.options, ',');
    std::vector<std::string> out = {"type=tmpfs", "target=" + mount.target};
    for (const std::string_view word : words) {
        if (word == "ro")
            out.emplace_back("readonly");
        else if (!word.empty())
            out.push_back("tmpfs-" + std::string(word));
    }
    return csv(out);
}

std::string durationText(std::int64_t ns)
{
    constexpr std::pair<std::int64_t, const char *> units[] = {
        {3'600'000'000'000, "h"}, {60'000'000'000, "m"}, {1'000'000'000, "s"}, {1'000'000, "ms"}, {1'000, "us"}, {1, "ns"}};
    std::string out;
    for (const auto &[size, name] : units) {
        if (ns >= size)
            out += std::to_string(ns / size) + name;
        ns %= size;
    }
    return out.empty() ? "0s" : out;
}

} // namespace tare::cli
