// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in engine: no daemon, its memory is the file system. Its parts are in local_*.cpp.
#pragma once

#include "core/engine/container_files.h"
#include "core/engine/container_processes.h"
#include "core/engine/engine.h"
#include "core/engine/local/attach_session.h"
#include "core/engine/local/container_store.h"
#include "core/engine/local/image_helper.h"
#include "core/engine/local/local_networks.h"
#include "core/engine/local/local_volumes.h"
#include "core/engine/local/user_scope.h"
#include "core/image/store.h"
#include "core/runtime/cgroup/cgroup.h"
#include "core/runtime/userns/userns.h"

#include <map>
#include <mutex>

namespace tare::local {

class LocalEngine final : public Engine, public ContainerFiles, public ContainerProcesses
{
public:
    LocalEngine(Paths paths, image::Store images)
        : m_store(std::move(paths)), m_images(std::move(images)), m_networks(m_store), m_volumes(m_store)
    {
    }
    ~LocalEngine() override;

    Result<EngineInfo> info() override;
    NetworkEngine *networks() override { return &m_networks; }
    VolumeEngine *volumes() override { return &m_volumes; }
    ContainerFiles *files() override { return this; }

    Result<std::vector<Image>> images() override;
    Result<Image> image(const std::string &nameOrId) override;
    Result<std::string> inspectImage(const std::string &nameOrId) override;
    Result<Image> pull(const std::string &reference, const PullOptions &options, const ProgressSink &progress,
                       const CancelToken &cancel) override;
    Result<PushResult> push(const std::string &reference, const PushOptions &options, const ProgressSink &progress,
                            const CancelToken &cancel) override;
    Result<std::vector<SearchResult>> search(const std::string &term, int limit, const RegistryAccess &access,
                                             const CancelToken &cancel) override;
    Result<std::vector<std::string>> tags(const std::string &repository, const RegistryAccess &access,
                                          const CancelToken &cancel) override;
    Result<LoginResult> login(const LoginSpec &spec, const CancelToken &cancel) override;
    Result<bool> logout(const std::string &server) override;
    Result<RegistryAccounts> accounts(const std::string &server) override;
    Result<std::vector<Image>> load(const std::string &file, const ProgressSink &progress,
                                    const CancelToken &cancel) override;
    Result<Image> importRootfs(const std::string &file, const std::string &reference,
                               const ImportOptions &options, const ProgressSink &progress,
                               const CancelToken &cancel) override;
    Result<std::vector<std::string>> removeImage(const std::string &nameOrId, bool force) override;
    Status tag(const std::string &source, const std::string &target) override;
    Result<Image> ensureStarter() override;
    Result<std::shared_ptr<const image::ImageContents>> contents(const std::string &nameOrId,
                                                                 const ProgressSink &progress,
                                                                 const CancelToken &cancel) override;
    Result<std::int64_t> readImageFile(const std::string &nameOrId, const image::FileRequest &request,
                                       const image::FileSink &sink, const CancelToken &cancel) override;
    Result<image::ImageDocuments> imageDocuments(const std::string &nameOrId, bool verify,
                                                 const ProgressSink &progress, const CancelToken &cancel) override;
    Status saveImages(const std::vector<std::string> &namesOrIds, const std::string &file, const SaveOptions &options,
                      const ProgressSink &progress, const CancelToken &cancel) override;
    Result<std::vector<HistoryLine>> history(const std::string &nameOrId) override;
    Result<Pruned> pruneImages(const PruneOptions &options) override;
    Result<DiskUsage> diskUsage() override;
    Result<StoreReport> checkStore(bool repair, const ProgressSink &progress, const CancelToken &cancel) override;

    Result<std::vector<Container>> containers() override;
    Result<Container> container(const std::string &nameOrId) override;
    Result<std::string> inspectContainer(const std::string &nameOrId) override;
    Result<CreateSpec> specOf(const std::string &nameOrId) override;
    Result<Container> create(const CreateSpec &spec) override;
    Status start(const std::string &container) override;
    Result<std::unique_ptr<Session>> startAttached(const std::string &container, bool withStdin) override;
    Status stop(const std::string &container, const StopOptions &options,
                const CancelToken &cancel) override;
    Status restart(const std::string &container, const StopOptions &options,
                   const CancelToken &cancel) override;
    Status kill(const std::string &container, int signal) override;
    Status pause(const std::string &container) override;
    Status unpause(const std::string &container) override;
    Status rename(const std::string &container, const std::string &name) override;
    Status remove(const std::string &container, const RemoveOptions &options) override;
    Result<int> wait(const std::string &container, const CancelToken &cancel) override;
    Status update(const std::string &container, const Limits &limits) override;
    Status setRestart(const std::string &container, const RestartPolicy &policy) override;
    Result<Stats> stats(const std::string &container) override;
    Result<std::vector<Process>> top(const std::string &container) override;
    Status signalProcess(const std::string &container, const Process &process, int signal) override;
    Status logs(const std::string &container, const LogOptions &options,
                const std::function<bool(const LogLine &)> &line, const CancelToken &cancel) override;
    Result<std::unique_ptr<Session>> attach(const std::string &container, bool withStdin) override;
    Result<std::unique_ptr<Session>> exec(const std::string &container, const ExecSpec &spec) override;
    Status exportContainer(const std::string &container, const std::string &file, const ProgressSink &progress,
                           const CancelToken &cancel) override;
    Result<Image> commit(const std::string &container, const std::string &reference, const CommitOptions &options,
                         const ProgressSink &progress, const CancelToken &cancel) override;
    Result<std::vector<FileChange>> changes(const std::string &container) override;
    Status copyFrom(const std::string &container, const std::string &source, const std::string &target,
                    const CopyOptions &options, const CancelToken &cancel) override;
    Status copyTo(const std::string &container, const std::string &source, const std::string &target,
                  const CopyOptions &options, const CancelToken &cancel) override;
    Result<image::FileList> listFolder(const std::string &container, const std::string &path, const CancelToken &cancel) override;
    Result<image::FileList> findFiles(const std::string &container, const std::string &folder, const std::string &wanted,
                                      const CancelToken &cancel) override;
    Result<FilePart> readPart(const std::string &container, const std::string &path, std::int64_t offset, std::int64_t length,
                              const CancelToken &cancel) override;
    Status removePath(const std::string &container, const std::string &path, const CancelToken &cancel) override;
    Status renamePath(const std::string &container, const std::string &path, const std::string &name,
                      const CancelToken &cancel) override;
    Status makeFolder(const std::string &container, const std::string &path, const CancelToken &cancel) override;
    Result<Pruned> pruneContainers(const PruneOptions &options) override;
    Result<std::unique_ptr<Subscription>>
    subscribe(const std::function<void(const Event &)> &callback, std::optional<std::int64_t> since = {}) override;

private:
    // A container as it is now; a dead monitor is noticed here.
    struct Known
    {
        Container container;
        Record record;
        RunState state;
    };
    Result<Known> known(const std::string &id);
    Result<Known> find(const std::string &nameOrId);
    // `subject` is how the user named it.
    Result<Known> findRunning(const std::string &nameOrId, bool pausedIsFine);
    Status startWith(const std::string &nameOrId, UniqueFd attach, bool &alreadyRunning);
    // With the container's lock held.
    // What the record wants of networks; one that is not there is refused now.
    Status checkNetworks(Record &record);
    // What --volumes-from brings, marked as such.
    Status inheritMounts(Record &record);
    Status endForRemoval(const std::string &container, const std::string &id, const Result<Known> &one, bool force);
    Result<std::uint32_t> freeIds(const std::string &id);
    // The network namespace that the container is to join, the user namespace that this belongs to (for users without root),
    // and the container whose files it shares; all may be empty.
    struct Joined
    {
        std::string path, userPath, id;
        std::uint32_t firstId = 0; // of the other one, as Record::firstId
    };
    // `mode`: "container:ID", else nothing is joined. `kind`: the name in /proc/PID/ns; `shown`: in errors.
    Result<Joined> joinNamespace(const std::string &mode, const char *kind, const char *shown);
    Status startLocked(const std::string &nameOrId, const std::string &id, UniqueFd attach, bool &alreadyRunning);
    Status stopById(const Known &known, const StopOptions &options, const CancelToken &cancel);
    Status giveUp(const Known &known);
    Status signalProcess(const Known &known, int signal);
    Status updateRunning(const Known &known, const Limits &limits);
    void event(const std::string &type, const std::string &action, const std::string &id,
               const std::string &name);
    // A container that is removed with its end and was never started goes with its creator.
    void keepUnstarted(const std::string &id);
    void letGoOfUnstarted(const std::string &id);

    Image describe(const image::StoredImage &image) const;
    Result<Image> describeResult(const std::vector<std::string> &ids);
    // Unpacks what the cache lacks.
    Result<std::vector<std::string>> layersOf(const image::StoredImage &image);
    std::map<std::string, int> imageUses();
    Result<std::vector<image::ImageUse>> usesOfImages();
    Result<std::shared_ptr<const image::ImageContents>> contentsOf(const image::StoredImage &image,
                                                                   const ProgressSink &progress,
                                                                   const CancelToken &cancel);
    Result<std::vector<std::string>> layersOfContainer(const Known &known);
    Result<std::vector<ContainerUsage>> containerUsage();
    // A call of the helper for the files of one container; what it needs is held by it.
    struct FilesCall
    {
        std::optional<FileLock> lock; // while the container's own layer is written without it
        UniqueFd root;
        HelperCall call;
    };
    enum class Access { Read, Write };
    // `changed`: the path that is written to; empty: none is.
    Result<FilesCall> callForFiles(const std::string &command, const std::string &container, Access access,
                                   const std::string &changed);
    Status changePath(const std::vector<std::string> &command, const std::string &container, const CancelToken &cancel);
    // Its answer beside the JSON, which is given out.
    Result<std::string> answerOf(FilesCall &files, const std::vector<std::string> &words, std::string &answer, std::size_t most,
                                 const CancelToken &cancel);
    Status copy(const char *direction, const std::string &container, const std::string &source,
                const std::string &target, const CopyOptions &options, const CancelToken &cancel);

    Result<const cgroup::Hierarchy *> hierarchy();
    Result<UserScope> userScope();
    // NotFound when the container has none of its own.
    Result<cgroup::Group> groupOf(const std::string &id);

    ContainerStore m_store;
    image::Store m_images;
    LocalNetworks m_networks;
    LocalVolumes m_volumes;
    std::mutex m_mutex; // of what follows
    std::optional<cgroup::Hierarchy> m_hierarchy;
    std::map<std::string, UniqueFd> m_unstarted;
    std::map<std::string, std::weak_ptr<const image::ImageContents>> m_contents; // by image id, while somebody looks
};

} // namespace tare::local
