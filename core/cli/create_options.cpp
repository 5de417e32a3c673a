// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/create_options.h"

#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/base/units.h"

#include <algorithm>
#include <unistd.h>

namespace tare::cli {

void LimitOptions::addTo(Options &options)
{
    options.text("--cpus", cpus, "CPUs it may use, such as 1.5");
    options.text("-m,--memory", memory, "Memory it may use, such as 64m or 2g");
    options.text("--memory-swap", memorySwap, "Memory and swap together; -1: no limit");
    options.number("--pids-limit", pids, "How many processes it may have; -1: no limit");
}

Result<std::int64_t> parseCpus(const std::string &text)
{
    const std::size_t dot = text.find('.');
    const std::string whole = text.substr(0, dot);
    std::string fraction = dot == std::string::npos ? "" : text.substr(dot + 1);
    const auto digits = [](const std::string &s) {
        return std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (whole.size() + fraction.size() == 0 || whole.size() > 6 || fraction.size() > 9 || !digits(whole) ||
        !digits(fraction))
        return fail(Errc::InvalidArgument, text,
                    "invalid argument for --cpus: a number such as 0.5 is needed");
    fraction.append(9 - fraction.size(), '0');
    return parseInt(whole.empty() ? "0" : whole).value_or(0) * 1'000'000'000 + parseInt(fraction).value_or(0);
}

Result<Limits> LimitOptions::limits() const
{
    Limits out;
    if (cpus)
        out.nanoCpus = TARE_TRY(parseCpus(*cpus));
    const auto size = [](const std::string &text, const char *flag) -> Result<std::int64_t> {
        const auto bytes = parseRamSize(text);
        if (!bytes)
            return fail(Errc::InvalidArgument, text,
                        std::string("invalid argument for ") + flag + ": a size such as 64m is needed");
        return *bytes;
    };
    if (memory)
        out.memory = TARE_TRY(size(*memory, "--memory"));
    if (memorySwap && *memorySwap == "-1")
        out.memorySwap = -1;
    else if (memorySwap)
        out.memorySwap = TARE_TRY(size(*memorySwap, "--memory-swap"));
    out.pids = pids;
    return out;
}

void CreateOptions::addTo(Options &options)
{
    options.keepShortHelp();
    options.flag("-i,--interactive", spec.openStdin, "Keep standard input open");
    options.flag("-t,--tty", spec.tty, "Give it a terminal");
    options.flag("--rm", spec.autoRemove, "Remove the container when it ends");
    options.text("--name", spec.name, "A name for the container");
    options.list("-e,--env", spec.env, "Set a variable: NAME=VALUE, or NAME for your own value");
    options.list("--env-file", envFiles, "Read variables from a file");
    options.text("-w,--workdir", spec.workingDir, "The folder the command starts in");
    options.text("-u,--user", spec.user, "NAME or UID, and :GROUP or :GID");
    options.list("-v,--volume", volumes, "Bind a folder: SOURCE:TARGET[:ro]");
    options.text("--entrypoint", entrypoint, "Run this instead of the image's entrypoint");
    options.text("-h,--hostname", spec.hostname, "The container's host name");
    options.flag("--read-only", spec.readOnlyRoot, "Nobody may write to the container's root");
    options.text("--network,--net", network, "none (default) or host");
    options.list("--ulimit", ulimits, "A resource limit: nofile=1024:2048");
    options.list("-l,--label", labels, "A label: KEY=VALUE");
    options.text("--stop-signal", spec.stopSignal, "The signal that stop sends");
    limits.addTo(options);
    options.rest(words, 1);
}

Result<BindMount> parseVolume(const std::string &text)
{
    std::vector<std::string> parts;
    for (const std::string_view part : split(text, ':'))
        parts.emplace_back(part);
    if (parts.size() < 2 || parts.size() > 3 || parts[0].empty() || parts[1].empty())
        return fail(Errc::InvalidArgument, text,
                    "invalid volume specification: SOURCE:TARGET[:ro] is needed");
    BindMount out{parts[0], parts[1], false};
    if (out.source.front() != '/') {
        if (!out.source.starts_with("."))
            return fail(Errc::InvalidArgument, text, "named volumes are not known here",
                        "Name a folder: ./" + out.source + " or an absolute path.");
        char *cwd = ::getcwd(nullptr, 0);
        out.source = std::string(cwd == nullptr ? "" : cwd) + "/" + out.source;
        ::free(cwd); // NOLINT: getcwd(3) allocates with malloc
    }
    for (const std::string_view mode : split(parts.size() == 3 ? parts[2] : "rw", ',')) {
        if (mode == "ro")
            out.readOnly = true;
        else if (mode != "rw" && mode != "z" && mode != "Z")
            return fail(Errc::InvalidArgument, text, "invalid mode: " + std::string(mode));
    }
    return out;
}

Result<Ulimit> parseUlimit(const std::string &text)
{
    const std::size_t equals = text.find('=');
    const std::size_t colon = text.find(':', equals == std::string::npos ? 0 : equals);
    if (equals == std::string::npos)
        return fail(Errc::InvalidArgument, text, "invalid ulimit argument: NAME=SOFT[:HARD] is needed");
    Ulimit out;
    out.name = text.substr(0, equals);
    const auto number = [](const std::string &word) {
        return word == "unlimited" ? std::optional<std::int64_t>(-1) : parseInt(word);
    };
    const auto soft =
        number(text.substr(equals + 1, colon == std::string::npos ? colon : colon - equals - 1));
    const auto hard = colon == std::string::npos ? soft : number(text.substr(colon + 1));
    if (!soft || !hard || *soft < -1 || *hard < -1)
        return fail(Errc::InvalidArgument, text, "invalid ulimit argument: numbers are needed");
    out.soft = *soft;
    out.hard = *hard;
    return out;
}

Result<CreateSpec> CreateOptions::finish()
{
    spec.image = words.at(0);
    spec.command.assign(words.begin() + 1, words.end());
    if (entrypoint)
        spec.entrypoint = std::vector<std::string>{*entrypoint};
    spec.network = network;
    spec.limits = TARE_TRY(limits.limits());
    for (const std::string &text : volumes)
        spec.mounts.push_back(TARE_TRY(parseVolume(text)));
    for (const std::string &text : ulimits)
        spec.ulimits.push_back(TARE_TRY(parseUlimit(text)));
    for (const std::string &text : labels)
        spec.labels[text.substr(0, text.find('='))] =
            text.find('=') == std::string::npos ? "" : text.substr(text.find('=') + 1);
    std::vector<std::string> fromFiles;
    for (const std::string &file : envFiles) {
        const std::string bytes = TARE_TRY(readFile(file, 1U << 20U));
        for (const std::string_view line : split(bytes, '\n')) {
            if (!trim(line).empty() && trim(line).front() != '#')
                fromFiles.emplace_back(line);
        }
    }
    spec.env.insert(spec.env.begin(), fromFiles.begin(), fromFiles.end());
    return spec;
}

} // namespace tare::cli
