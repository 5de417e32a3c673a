// SPDX-License-Identifier: GPL-3.0-or-later
// The files of containers: export, commit, diff, cp. All of it is done by tare-image, which is in a mount namespace of its
// own and treats every name in a container as hostile.
#include "core/base/file.h"
#include "core/base/process_id.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/engine/local/health.h"
#include "core/engine/local/image_helper.h"
#include "core/engine/local/inspect.h"
#include "core/engine/local/local_engine.h"
#include "core/engine/local/output_file.h"

#include <algorithm>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace tare::local {
namespace {

constexpr int rootFd = 4; // in the helper

void addLayers(HelperCall &call, const std::vector<std::string> &layers, const std::string &bundle)
{
    for (const std::string &layer : layers)
        call.command.push_back("--lower=" + layer);
    call.command.push_back("--upper=" + bundle + "/upper");
}

// What the running container itself sees at "/", with all that is mounted in it.
Result<UniqueFd> openRunningRoot(const ProcessId &process)
{
    UniqueFd root =
        TARE_TRY(openFile("/proc/" + std::to_string(process.pid) + "/root", O_PATH | O_DIRECTORY));
    if (!process.alive()) // another process may have had its number when it was opened
        return fail(Errc::NotRunning, "container");
    return root;
}

enum class Place { Root, Mounted, ReadOnly };
// Whether a path is in something that is mounted into the container, and may be written there.
Place placeOf(const Record &record, const std::string &path)
{
    const std::string absolute = cleanPath(path.starts_with('/') ? path : "/" + path);
    std::size_t longest = 0;
    Place out = Place::Root;
    const auto look = [&](const auto &mounts) {
        for (const auto &mount : mounts) {
            if (mount.target.size() < longest || (absolute != mount.target && !absolute.starts_with(mount.target + "/")))
                continue;
            longest = mount.target.size();
            out = mount.readOnly ? Place::ReadOnly : Place::Mounted;
        }
    };
    look(record.spec.mounts);
    look(record.volumes);
    return out;
}

Result<UniqueFd> duplicate(int fd, const char *name)
{
    UniqueFd out(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
    if (!out)
        return failSystem("use", name);
    return out;
}

} // namespace

Result<std::vector<std::string>> LocalEngine::layersOfContainer(const Known &known)
{
    for (const std::string &layer : known.record.layers) {
        if (exists(layer))
            continue;
        const image::StoredImage image = TARE_TRY(m_images.findHeld(known.record.imageId));
        return layersOf(image);
    }
    return known.record.layers;
}

Status LocalEngine::exportContainer(const std::string &container, const std::string &file,
                                    const ProgressSink &progress, const CancelToken &cancel)
{
    const Known known = TARE_TRY(find(container));
    const std::string bundle = m_store.paths().container(known.container.id);
    OutputFile output = TARE_TRY(OutputFile::create(file));
    HelperCall call;
    call.command = {"export", "--output-fd=3"};
    const auto layers = TARE_TRY(layersOfContainer(known));
    addLayers(call, layers, bundle);
    call.fds.emplace_back(output.fd(), 3);
    TARE_TRY(callImageHelper(m_store.paths(), call, progress, cancel));
    TARE_CHECK(output.finish());
    event("container", "export", known.container.id, known.container.name);
    return {};
}

Result<Image> LocalEngine::commit(const std::string &container, const std::string &reference,
                                  const CommitOptions &options, const ProgressSink &progress,
                                  const CancelToken &cancel)
{
    const Known known = TARE_TRY(find(container));
    const std::string &id = known.container.id;
    const image::StoredImage base = TARE_TRY(m_images.findHeld(known.record.imageId));
    const CreateSpec &spec = known.record.spec;
    // What `docker commit` takes over of the container: its command, environment, folder, user, labels.
    const bool own = spec.entrypoint.has_value();
    nlohmann::ordered_json config;
    config["Entrypoint"] = own ? *spec.entrypoint : base.config.entrypoint;
    config["Cmd"] = !spec.command.empty() ? spec.command : own ? std::vector<std::string>() : base.config.cmd;
    config["Env"] = configuredEnv(known.record);
    config["WorkingDir"] = known.record.workingDir;
    config["User"] = known.record.user;
    config["Labels"] = known.record.labels;
    if (known.record.health != HealthCheck())
        config["Healthcheck"] = healthCheckJson(known.record.health);
    HelperCall call;
    call.command = {"commit",
                    "--image=" + base.id.text(),
                    "--config=" + config.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                    "--container=" + id};
    // An option without a value would take the word after it for one.
    if (!options.author.empty())
        call.command.push_back("--author=" + options.author);
    if (!options.message.empty())
        call.command.push_back("--message=" + options.message);
    for (const std::string &change : options.changes)
        call.command.push_back("--change=" + change);
    const auto layers = TARE_TRY(layersOfContainer(known));
    addLayers(call, layers, m_store.paths().container(id));
    if (!reference.empty())
        call.command.insert(call.command.end(), {"--", reference});
    const bool pauses = options.pause && known.container.status == ContainerStatus::Running;
    if (pauses)
        TARE_CHECK(pause(id));
    const auto result = [&] {
        const ScopeExit resume([&] {
            if (pauses)
                [[maybe_unused]] const Status resumed = unpause(id);
        });
        return callImageHelper(m_store.paths(), call, progress, cancel);
    }();
    if (!result)
        return tl::unexpected<Error>(result.error());
    Image out = TARE_TRY(describeResult(idsOf(*result)));
    event("container", "commit", id, known.container.name);
    return out;
}

Result<std::vector<FileChange>> LocalEngine::changes(const std::string &container)
{
    const Known known = TARE_TRY(find(container));
    HelperCall call;
    call.command = {"diff"};
    const auto layers = TARE_TRY(layersOfContainer(known));
    addLayers(call, layers, m_store.paths().container(known.container.id));
    const std::string text = TARE_TRY(callImageHelper(m_store.paths(), call, {}, {}));
    const auto result = nlohmann::json::parse(text, nullptr, false);
    std::vector<FileChange> out;
    if (!result.is_object() || !result.contains("changes"))
        return fail(Errc::Internal, "diff", "tare-image gave no list of changes");
    for (const auto &change : result.at("changes")) {
        if (!change.is_array() || change.size() != 2 || !change[0].is_string() || !change[1].is_string())
            continue;
        const std::string kind = change[0].get<std::string>();
        out.push_back({kind == "A"   ? FileChange::Kind::Added
                       : kind == "D" ? FileChange::Kind::Removed
                                     : FileChange::Kind::Changed,
                       change[1].get<std::string>()});
    }
    return out;
}

Result<LocalEngine::FilesCall> LocalEngine::callForFiles(const std::string &command, const std::string &container,
                                                         Access access, const std::string &changed)
{
    Known known = TARE_TRY(find(container));
    FilesCall out;
    out.call.command = {command};
    for (int attempt = 0;; ++attempt) {
        if (known.container.pid == 0 && access == Access::Write) {
            // Nobody may start it meanwhile: its layers are mounted by the helper.
            out.lock = TARE_TRY(m_store.lock(known.container.id));
            known = TARE_TRY(find(known.container.id));
        }
        if (known.container.pid == 0)
            break;
        out.lock.reset();
        auto opened = openRunningRoot(known.state.process);
        if (opened) {
            out.root = std::move(*opened);
            break;
        }
        if (attempt == 3)
            return opened.error().code == Errc::NotRunning ? fail(Errc::NotRunning, container)
                                                           : tl::unexpected<Error>(std::move(opened).error());
        known = TARE_TRY(find(known.container.id)); // it ended in between
    }
    const CreateSpec &spec = known.record.spec;
    if (!changed.empty()) {
        const Place place = placeOf(known.record, changed);
        if (place == Place::Root && spec.readOnlyRoot)
            return fail(Errc::InvalidArgument, {}, "container rootfs is marked read-only");
        if (place == Place::ReadOnly)
            return fail(Errc::InvalidArgument, {}, "mounted volume is marked read-only");
    }
    HelperCall &call = out.call;
    if (out.root) {
        call.command.push_back("--root-fd=" + std::to_string(rootFd));
        call.fds.emplace_back(out.root.get(), rootFd);
        if (known.record.firstId != 0)
            call.command.push_back("--first-id=" + std::to_string(known.record.firstId));
        return out;
    }
    const std::string bundle = m_store.paths().container(known.container.id);
    const auto layers = TARE_TRY(layersOfContainer(known));
    addLayers(call, layers, bundle);
    call.command.push_back("--work=" + bundle + "/work");
    // As at a start: volumes and what is bound, parents before what lies in them.
    std::vector<BindMount> mounts = spec.mounts;
    for (const VolumeMount &volume : known.record.volumes) {
        // What is mounted for the time of a run alone cannot be had now.
        const auto asked = TARE_TRY(volumeSource(volume.options));
        if (!volume.subpath.empty() || (asked && !asked->type.empty()))
            continue;
        mounts.push_back({asked ? asked->device : volumeFolder(m_store.paths(), known.container.id, volume), volume.target,
                          volume.readOnly});
    }
    std::stable_sort(mounts.begin(), mounts.end(), [](const BindMount &a, const BindMount &b) {
        return std::count(a.target.begin(), a.target.end(), '/') < std::count(b.target.begin(), b.target.end(), '/');
    });
    for (const BindMount &mount : mounts)
        call.command.push_back(std::string("--mount=") + (mount.readOnly ? "ro:" : "") + mount.target + "=" + mount.source);
    return out;
}

Status LocalEngine::copy(const char *direction, const std::string &container, const std::string &source,
                         const std::string &target, const CopyOptions &options, const CancelToken &cancel)
{
    const bool out = std::string_view(direction) == "copy-from";
    FilesCall files = TARE_TRY(callForFiles(direction, container, Access::Write, out ? std::string() : target));
    HelperCall &call = files.call;
    UniqueFd stream;
    if ((out ? target : source) == "-") {
        stream = TARE_TRY(duplicate(out ? STDOUT_FILENO : STDIN_FILENO, out ? "standard output" : "standard input"));
        call.command.emplace_back("--stream-fd=3");
        call.fds.emplace_back(stream.get(), 3);
    }
    if (options.archive)
        call.command.emplace_back("--archive");
    if (options.followLink)
        call.command.emplace_back("--follow-link");
    call.command.insert(call.command.end(), {"--", source, target});
    auto done = callImageHelper(m_store.paths(), call, {}, cancel);
    if (!done && done.error().reason.starts_with("Could not find the file ") && done.error().reason.ends_with(" in container"))
        done.error().reason += " " + container;
    TARE_TRY(std::move(done));
    return {};
}

Status LocalEngine::copyFrom(const std::string &container, const std::string &source, const std::string &target,
                             const CopyOptions &options, const CancelToken &cancel)
{
    return copy("copy-from", container, source, target, options, cancel);
}

Status LocalEngine::copyTo(const std::string &container, const std::string &source, const std::string &target,
                           const CopyOptions &options, const CancelToken &cancel)
{
    return copy("copy-to", container, source, target, options, cancel);
}

} // namespace tare::local
