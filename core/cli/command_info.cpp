// SPDX-License-Identifier: GPL-3.0-or-later
// info and version; and what other programs do: the window, virtual machines, experiments.
#include "core/cli/command.h"
#include "core/cli/options/options.h"
#include "core/cli/output.h"

#include "core/base/programs.h"
#include "core/base/strings.h"
#include "core/base/units.h"

#include <cerrno>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sys/utsname.h>
#include <unistd.h>

namespace tare::cli {
namespace {

// Replaces this program by a helper, with the same folders.
int become(const Context &context, const char *program, Arguments args)
{
    const auto path = findProgram(program);
    if (!path)
        return printError(path.error());
    Arguments all = {program};
    for (const auto &[flag, value] :
         {std::pair{"--root", &context.root}, std::pair{"--state", &context.state}}) {
        if (!value->empty())
            all.insert(all.end(), {flag, *value});
    }
    all.insert(all.end(), args.begin(), args.end());
    std::vector<char *> argv;
    for (std::string &word : all)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    ::signal(SIGPIPE, SIG_DFL); // NOLINT: an ignored signal would be inherited
    ::execv(path->c_str(), argv.data());
    return printError(failSystem("start", *path).value());
}

int printForm(const std::string &form, const nlohmann::ordered_json &object)
{
    const auto text =
        form == "json" ? Result<std::string>(object.dump()) : formatTemplate(form, object.dump());
    if (!text) {
        printError(text.error());
        return 1;
    }
    printLine(*text);
    return 0;
}

Arguments withName(const char *name, const Arguments &args)
{
    Arguments out = {name};
    out.insert(out.end(), args.begin(), args.end());
    return out;
}

} // namespace

int guiCommand(Context &context, const Arguments &args)
{
    return become(context, "tare-workbench", args);
}
int vmCommand(Context &context, const Arguments &args)
{
    return become(context, "tare-lab", withName("vm", args));
}
int compareCommand(Context &context, const Arguments &args)
{
    return become(context, "tare-lab", withName("compare", args));
}
int preflightCommand(Context &context, const Arguments &args)
{
    return become(context, "tare-lab", withName("preflight", args));
}
int demoCommand(Context &context, const Arguments &args)
{
    return become(context, "tare-lab", withName("demo", args));
}

int versionCommand(Context &, const Arguments &args)
{
    bool brief = false;
    std::string form;
    Options options("version [OPTIONS]", "Show the version");
    options.flag("--short", brief, "Only the number");
    options.text("-f,--format", form, "json, or a template such as '{{.Client.Version}}'");
    if (const auto code = options.parse(args))
        return *code;
    if (!form.empty()) {
        // There is no server: what Docker's client asks of one is this program too.
        utsname host{};
        ::uname(&host);
        const std::string machine = host.machine;
        const nlohmann::ordered_json part = {
            {"Version", TARE_VERSION},
            {"Os", "linux"},
            {"Arch", machine == "x86_64" ? "amd64" : machine == "aarch64" ? "arm64" : machine},
            {"KernelVersion", host.release}};
        return printForm(form, {{"Client", part}, {"Server", part}});
    }
    printLine(brief ? "Tare version " TARE_VERSION
                    : "Tare version " TARE_VERSION "\nLicense: GPL-3.0-or-later");
    return 0;
}

int infoCommand(Context &context, const Arguments &args)
{
    std::string form;
    Options options("info [OPTIONS]", "Show what Tare can do on this machine");
    options.text("-f,--format", form, "json, or a template such as '{{.Cgroups}}'");
    if (const auto code = options.parse(args))
        return *code;
    Engine *engine = context.engine();
    if (engine == nullptr)
        return 125;
    const auto info = engine->info();
    if (!info)
        return printError(info.error());
    struct
    {
        std::size_t all = 0, running = 0, paused = 0, images = 0;
    } counts;
    if (const auto containers = engine->containers()) {
        counts.all = containers->size();
        for (const Container &c : *containers) {
            counts.running += c.status == ContainerStatus::Running ? 1 : 0;
            counts.paused += c.status == ContainerStatus::Paused ? 1 : 0;
        }
    }
    if (const auto images = engine->images())
        counts.images = images->size();
    if (!form.empty()) {
        nlohmann::ordered_json findings = nlohmann::ordered_json::array();
        for (const Finding &finding : info->findings)
            findings.push_back(
                {{"Feature", finding.feature}, {"Missing", finding.missing}, {"Fix", finding.fix}});
        const nlohmann::ordered_json object = {{"Name", info->name},
                                               {"ServerVersion", info->version},
                                               {"Rootless", info->rootless},
                                               {"OSType", "linux"},
                                               {"Driver", "overlay2"},
                                               {"CgroupVersion", info->cgroups == "v2" ? "2" : "1"},
                                               {"CgroupDriver", info->cgroups == "none" ? "none" : "cgroupfs"},
                                               {"Containers", counts.all},
                                               {"ContainersRunning", counts.running},
                                               {"ContainersPaused", counts.paused},
                                               {"ContainersStopped", counts.all - counts.running - counts.paused},
                                               {"Images", counts.images},
                                               {"Cgroups", info->cgroups},
                                               {"Limits", info->limits},
                                               {"MemTotal", info->memory},
                                               {"NCPU", info->cpus},
                                               {"KernelVersion", info->kernel},
                                               {"Architecture", info->architecture},
                                               {"Root", info->root},
                                               {"State", info->state},
                                               {"Findings", findings}};
        return printForm(form, object);
    }
    std::string out;
    const auto line = [&](const char *name, const std::string &value) {
        out += std::string(name) + ": " + value + "\n";
    };
    line("Containers", std::to_string(counts.all));
    line(" Running", std::to_string(counts.running));
    line(" Paused", std::to_string(counts.paused));
    line(" Stopped", std::to_string(counts.all - counts.running - counts.paused));
    line("Images", std::to_string(counts.images));
    line("Version", info->version);
    line("Rootless", info->rootless ? "yes" : "no");
    line("Cgroups", info->cgroups);
    line("Limits", info->limits.empty() ? "none can be applied here" : join(info->limits, ", "));
    line("CPUs", std::to_string(info->cpus));
    line("Total Memory", bytesSize(static_cast<double>(info->memory)));
    line("Kernel Version", info->kernel);
    line("Architecture", info->architecture);
    line("Root Dir", info->root);
    line("State Dir", info->state);
    for (const Finding &finding : info->findings) {
        out += "Missing: " + escapeControl(finding.missing) + "\n";
        if (!finding.fix.empty())
            out += "  " + escapeControl(finding.fix) + "\n";
    }
    printOut(out);
    return 0;
}

} // namespace tare::cli
