// SPDX-License-Identifier: GPL-3.0-or-later
// What the window and the command line know of containers. Every call may block: never on the UI thread.
// Calls are thread-safe; two programs may use the same folders at the same time.
// A container is named by its id, a unique prefix of it, or its name; an image by a reference or (part of)
// its id.
#pragma once

#include "core/base/cancel.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/engine/session.h"
#include "core/engine/store_types.h"
#include "core/engine/types.h"
#include "core/image/inspect/documents.h"
#include "core/image/inspect/file_request.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tare {

namespace image {
class ImageContents; // core/image/inspect/image_contents.h
}

class ContainerFiles; // core/engine/container_files.h
class NetworkEngine;  // core/engine/networks.h
class VolumeEngine;   // core/engine/volumes.h

// Ends what it stands for when it is destroyed.
class Subscription
{
public:
    virtual ~Subscription() = default;
};

struct PullOptions
{
    std::string platform;  // "linux/arm64"; empty: this machine's
    bool insecure = false; // plain HTTP or an unknown certificate; loopback may always use plain HTTP
    std::optional<RegistryAccount> account; // instead of what the configuration files and helpers know
};

// How to come to a registry when it is no matter of platforms; the members are PullOptions'.
struct RegistryAccess
{
    bool insecure = false;
    std::optional<RegistryAccount> account;
};
using PushOptions = RegistryAccess;

struct StopOptions
{
    StopOptions() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): the time is all that most know
    StopOptions(std::chrono::seconds time, std::string name = {}) : timeout(time), signal(std::move(name)) {}
    std::optional<std::chrono::seconds> timeout; // -1: for ever; unset: the container's own (CreateSpec::stopTimeout)
    std::string signal;           // "SIGINT", "2"; empty: the container's own (CreateSpec::stopSignal)
};

struct RemoveOptions
{
    RemoveOptions() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): whether by force is all that most know
    RemoveOptions(bool byForce, bool withVolumes = false) : force(byForce), volumes(withVolumes) {}
    bool force = false;   // one that runs is killed
    bool volumes = false; // those that were made for it go, too, unless another container has them
};

class Engine
{
public:
    virtual ~Engine() = default;

    [[nodiscard]] virtual Result<EngineInfo> info() = 0;
    // The engine's networks; null when it has none to give. Belongs to the engine.
    [[nodiscard]] virtual NetworkEngine *networks() { return nullptr; }
    [[nodiscard]] virtual VolumeEngine *volumes() { return nullptr; } // the same
    [[nodiscard]] virtual ContainerFiles *files() { return nullptr; } // the same

    // Images
    [[nodiscard]] virtual Result<std::vector<Image>> images() = 0;
    [[nodiscard]] virtual Result<Image> image(const std::string &nameOrId) = 0;
    // Docker's JSON shape of `docker image inspect`: one object.
    [[nodiscard]] virtual Result<std::string> inspectImage(const std::string &nameOrId) = 0;
    [[nodiscard]] virtual Result<Image> pull(const std::string &reference, const PullOptions &options,
                                             const ProgressSink &progress, const CancelToken &cancel) = 0;
    // The image that bears the name, to the registry that the name says: its stored bytes, so that digests
    // stay. Progress is per layer, by the first digits of its diff id as in Docker; Done and AlreadyHere say
    // in Progress::text what happened ("Pushed", "Mounted from a/b", "Layer already exists").
    [[nodiscard]] virtual Result<PushResult> push(const std::string &reference, const PushOptions &options,
                                                  const ProgressSink &progress, const CancelToken &cancel) = 0;
    // Docker Hub's search; "HOST/term" looks through that registry's catalog. At most `limit` (1 to 100).
    [[nodiscard]] virtual Result<std::vector<SearchResult>> search(const std::string &term, int limit,
                                                                   const RegistryAccess &access,
                                                                   const CancelToken &cancel) = 0;
    // All tags of a repository, as the registry orders them.
    [[nodiscard]] virtual Result<std::vector<std::string>>
    tags(const std::string &repository, const RegistryAccess &access, const CancelToken &cancel) = 0;
    // Asks the registry whether the account is good, then keeps it where Docker would: Unauthorized, …
    [[nodiscard]] virtual Result<LoginResult> login(const LoginSpec &spec, const CancelToken &cancel) = 0;
    // Whether there was anything to forget. Empty: Docker Hub.
    [[nodiscard]] virtual Result<bool> logout(const std::string &server) = 0;
    // Who is logged in where, and where an account at `server` would be kept. Empty: Docker Hub.
    [[nodiscard]] virtual Result<RegistryAccounts> accounts(const std::string &server) = 0;
    // docker-archive or OCI archive, plain, gzip or zstd. All the images in it.
    [[nodiscard]] virtual Result<std::vector<Image>>
    load(const std::string &file, const ProgressSink &progress, const CancelToken &cancel) = 0;
    // A root file system as tar: a file, an http or https address, or "-". `reference` empty: the image gets no name.
    [[nodiscard]] virtual Result<Image> importRootfs(const std::string &file, const std::string &reference,
                                                     const ImportOptions &options, const ProgressSink &progress,
                                                     const CancelToken &cancel) = 0;
    // Images in one archive that Docker, Podman and skopeo load; layers they share are in it once. `file` "-" is
    // standard output. A file that is there is replaced when everything is written, and not before.
    [[nodiscard]] virtual Status saveImages(const std::vector<std::string> &namesOrIds, const std::string &file,
                                            const SaveOptions &options, const ProgressSink &progress,
                                            const CancelToken &cancel) = 0;
    [[nodiscard]] virtual Result<std::vector<HistoryLine>> history(const std::string &nameOrId) = 0;
    [[nodiscard]] virtual Result<Pruned> pruneImages(const PruneOptions &options) = 0;
    [[nodiscard]] virtual Result<DiskUsage> diskUsage() = 0;
    // Reads every blob and compares it with its digest; with `repair`, what can be is fetched again or unpacked again.
    [[nodiscard]] virtual Result<StoreReport> checkStore(bool repair, const ProgressSink &progress,
                                                         const CancelToken &cancel) = 0;
    // What was untagged and deleted, a line each, as `docker rmi` prints.
    [[nodiscard]] virtual Result<std::vector<std::string>> removeImage(const std::string &nameOrId,
                                                                       bool force) = 0;
    [[nodiscard]] virtual Status tag(const std::string &source, const std::string &target) = 0;
    // Puts tare/starter:latest together from the machine's busybox unless it is there.
    [[nodiscard]] virtual Result<Image> ensureStarter() = 0;

    // Inside an image
    // Layers, files, waste, packages. The indexes that it is read from are made with the layers; for layers that have
    // none, or a damaged one, they are made now, with progress by layer.
    [[nodiscard]] virtual Result<std::shared_ptr<const image::ImageContents>>
    contents(const std::string &nameOrId, const ProgressSink &progress, const CancelToken &cancel) = 0;
    // The file's whole size, whatever part of it was asked for. Resolved inside the image alone. NotFound;
    // InvalidArgument for what is no regular file (a folder, a device, a FIFO).
    [[nodiscard]] virtual Result<std::int64_t> readImageFile(const std::string &nameOrId,
                                                             const image::FileRequest &request,
                                                             const image::FileSink &sink,
                                                             const CancelToken &cancel) = 0;
    // Index, manifests, configuration and layers with their bytes. With `verify` each is hashed, layers too.
    [[nodiscard]] virtual Result<image::ImageDocuments> imageDocuments(const std::string &nameOrId, bool verify,
                                                                       const ProgressSink &progress,
                                                                       const CancelToken &cancel) = 0;

    // Containers
    [[nodiscard]] virtual Result<std::vector<Container>> containers() = 0;
    [[nodiscard]] virtual Result<Container> container(const std::string &nameOrId) = 0;
    [[nodiscard]] virtual Result<std::string> inspectContainer(const std::string &nameOrId) = 0;
    // What it was made with, its limits as they are now: create() makes another one like it.
    [[nodiscard]] virtual Result<CreateSpec> specOf(const std::string &nameOrId) = 0;
    // LimitNotApplied when a limit that was asked for cannot be applied here; NameInUse; NoSuchImage.
    [[nodiscard]] virtual Result<Container> create(const CreateSpec &spec) = 0;
    [[nodiscard]] virtual Status start(const std::string &container) = 0;
    // Starts with its streams joined before the first process runs, so that nothing it says is lost.
    [[nodiscard]] virtual Result<std::unique_ptr<Session>> startAttached(const std::string &container,
                                                                         bool withStdin) = 0;
    // A signal, then KILL when it still runs after some time.
    [[nodiscard]] virtual Status stop(const std::string &container, const StopOptions &options,
                                      const CancelToken &cancel) = 0;
    [[nodiscard]] virtual Status restart(const std::string &container, const StopOptions &options,
                                         const CancelToken &cancel) = 0;
    [[nodiscard]] virtual Status kill(const std::string &container, int signal) = 0;
    [[nodiscard]] virtual Status pause(const std::string &container) = 0;
    [[nodiscard]] virtual Status unpause(const std::string &container) = 0;
    [[nodiscard]] virtual Status rename(const std::string &container, const std::string &name) = 0;
    [[nodiscard]] virtual Status remove(const std::string &container, const RemoveOptions &options) = 0;
    // Until it stops: its exit code.
    [[nodiscard]] virtual Result<int> wait(const std::string &container, const CancelToken &cancel) = 0;
    [[nodiscard]] virtual Status update(const std::string &container, const Limits &limits) = 0;
    // From its next end on. InvalidArgument for one that is removed with its end.
    [[nodiscard]] virtual Status setRestart(const std::string &container, const RestartPolicy &)
    {
        return fail(Errc::Unsupported, container, "this engine does not change restart policies");
    }
    [[nodiscard]] virtual Result<Stats> stats(const std::string &container) = 0;
    [[nodiscard]] virtual Result<std::vector<Process>> top(const std::string &container) = 0;
    // `line` returns false to end. With follow: until the container stops or `cancel`.
    [[nodiscard]] virtual Status logs(const std::string &container, const LogOptions &options,
                                      const std::function<bool(const LogLine &)> &line,
                                      const CancelToken &cancel) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<Session>> attach(const std::string &container,
                                                                  bool withStdin) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<Session>> exec(const std::string &container,
                                                                const ExecSpec &spec) = 0;

    // Its root file system as tar, without what is mounted in it. "-" is standard output.
    [[nodiscard]] virtual Status exportContainer(const std::string &container, const std::string &file,
                                                 const ProgressSink &progress, const CancelToken &cancel) = 0;
    // What it changed becomes one layer on its image's. `reference` empty: the image gets no name.
    [[nodiscard]] virtual Result<Image> commit(const std::string &container, const std::string &reference,
                                               const CommitOptions &options, const ProgressSink &progress,
                                               const CancelToken &cancel) = 0;
    [[nodiscard]] virtual Result<std::vector<FileChange>> changes(const std::string &container) = 0;
    // docker cp's rules for a trailing "/." and for targets that do not exist. "-" is a tar on standard output or input.
    [[nodiscard]] virtual Status copyFrom(const std::string &container, const std::string &source,
                                          const std::string &target, const CopyOptions &options,
                                          const CancelToken &cancel) = 0;
    [[nodiscard]] virtual Status copyTo(const std::string &container, const std::string &source,
                                        const std::string &target, const CopyOptions &options,
                                        const CancelToken &cancel) = 0;
    // Those that do not run.
    [[nodiscard]] virtual Result<Pruned> pruneContainers(const PruneOptions &options) = 0;

    // `callback` comes from a thread of the subscription's: what happens from now on. With `since`, what is still known of
    // that time (ns since 1970) and after comes before this returns, from the caller's thread.
    [[nodiscard]] virtual Result<std::unique_ptr<Subscription>>
    subscribe(const std::function<void(const Event &)> &callback, std::optional<std::int64_t> since = {}) = 0;
};

// The engine that is built in. `root` and `state` empty: the defaults (see core/base/paths.h). Opening it
// also finds and removes what a crash left behind, and never takes longer than a few milliseconds when there
// is nothing.
[[nodiscard]] Result<std::unique_ptr<Engine>> openLocalEngine(const std::string &root = {},
                                                              const std::string &state = {});

} // namespace tare
