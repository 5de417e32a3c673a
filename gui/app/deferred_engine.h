// SPDX-License-Identifier: GPL-3.0-or-later
// An engine that is opened by its first caller, who is on a pool thread: the window is painted before that. An opening
// that fails is that call's error, and is tried again by the next.
#pragma once

#include "core/engine/container_processes.h"

#include <mutex>

namespace tare::gui {

class DeferredEngine final : public Engine, public ContainerProcesses
{
public:
    using Opener = std::function<Result<std::unique_ptr<Engine>>()>;
    explicit DeferredEngine(Opener opener) : m_opener(std::move(opener)) {}

    Result<EngineInfo> info() override;
    // These open the engine as every call does; null when that fails.
    NetworkEngine *networks() override;
    VolumeEngine *volumes() override;
    ContainerFiles *files() override;
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
    Status stop(const std::string &container, const StopOptions &options, const CancelToken &cancel) override;
    Status restart(const std::string &container, const StopOptions &options, const CancelToken &cancel) override;
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
    Result<Pruned> pruneContainers(const PruneOptions &options) override;
    Result<std::unique_ptr<Subscription>> subscribe(const std::function<void(const Event &)> &callback, std::optional<std::int64_t> since = {}) override;

private:
    Result<Engine *> opened();
    template <class Call> auto with(const Call &call) -> decltype(call(std::declval<Engine &>()))
    {
        auto engine = opened();
        if (!engine)
            return tl::unexpected<Error>(std::move(engine).error());
        return call(**engine);
    }

    Opener m_opener;
    std::mutex m_mutex;
    std::unique_ptr<Engine> m_engine;
};

} // namespace tare::gui
