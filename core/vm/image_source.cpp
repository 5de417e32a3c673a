// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vm/image_source.h"

#include "core/base/error_json.h"
#include "core/base/programs.h"
#include "core/base/subprocess.h"

#include <nlohmann/json.hpp>
#include <sys/utsname.h>

namespace tare::vm {

namespace {

constexpr const char *starter = "tare/starter:latest";

// `tare-image COMMAND… --progress=json`: its error, when it fails.
Status tareImage(const Paths &paths, const std::vector<std::string> &command, const ProgressSink &progress,
                 const CancelToken &cancel)
{
    SpawnOptions options;
    options.argv = {
        TARE_TRY(findProgram("tare-image")), "--root", paths.root, "--state", paths.state, "--progress=json"};
    options.argv.insert(options.argv.end(), command.begin(), command.end());
    Error error;
    RunLimits limits;
    limits.time = std::chrono::hours(1);
    limits.cancel = cancel;
    limits.onOutLine = [&](std::string_view line) {
        Progress step;
        const std::string text(line);
        if (const auto json = nlohmann::json::parse(line, nullptr, false);
            json.is_object() && json.contains("error"))
            error =
                errorFromJson(json["error"].dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
        else if (progressFromJson(text, step) && progress)
            progress(step);
    };
    const RunOutput output = TARE_TRY(run(options, limits));
    if (output.exitCode == 0)
        return {};
    if (error.reason.empty() && error.subject.empty())
        return fail(Errc::Internal, "tare-image", "it ended with code " + std::to_string(output.exitCode));
    return tl::unexpected<Error>(std::move(error));
}

Status checkArchitecture(const image::StoredImage &image, const std::string &name)
{
    utsname machine{};
    ::uname(&machine);
    const std::string here = machine.machine;
    const std::string &there = image.config.architecture;
    const bool same =
        there == here || (there == "amd64" && here == "x86_64") || (there == "arm64" && here == "aarch64");
    if (!same)
        return fail(Errc::WrongPlatform, name, "the image is for " + there + " and this machine is " + here);
    return {};
}

} // namespace

Result<ImageSource> openImage(const Paths &paths, const std::string &nameOrId, const ProgressSink &progress,
                              const CancelToken &cancel)
{
    const image::Store store = TARE_TRY(image::Store::open(paths));
    auto found = store.find(nameOrId);
    const bool isStarter = nameOrId == starter || nameOrId == "tare/starter" || nameOrId == "starter";
    if (!found && isStarter && found.error().code == Errc::NoSuchImage) {
        TARE_CHECK(tareImage(paths, {"starter"}, progress, cancel));
        found = store.find(nameOrId);
    }
    ImageSource source;
    source.image = TARE_TRY(std::move(found));
    TARE_CHECK(checkArchitecture(source.image, nameOrId));
    auto layers = store.layerFolders(source.image);
    if (!layers && layers.error().code == Errc::NotFound) {
        TARE_CHECK(tareImage(paths, {"unpack", source.image.id.text()}, progress, cancel));
        layers = store.layerFolders(source.image);
    }
    source.layers = TARE_TRY(std::move(layers));
    oci::Digest chain;
    for (const oci::Digest &diffId : source.image.config.diffIds)
        chain = chain.empty() ? diffId : oci::nextChainId(chain, diffId);
    if (chain.empty() || source.layers.empty())
        return fail(Errc::InvalidArgument, nameOrId, "the image has no layers");
    source.key = chain.hex();
    return source;
}

Result<GuestCommand> commandOf(const oci::ImageConfig &config, const std::vector<std::string> &command)
{
    GuestCommand guest;
    guest.argv = config.entrypoint;
    const std::vector<std::string> &rest = command.empty() ? config.cmd : command;
    guest.argv.insert(guest.argv.end(), rest.begin(), rest.end());
    if (guest.argv.empty())
        return fail(Errc::InvalidArgument, "command", "neither the image nor you say what to run");
    guest.env = config.env;
    guest.workingDir = config.workingDir.empty() ? "/" : config.workingDir;
    guest.user = config.user;
    return guest;
}

} // namespace tare::vm
