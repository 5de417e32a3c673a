// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/deferred_engine.h"

namespace tare::gui {

Result<Engine *> DeferredEngine::opened()
{
    const std::lock_guard lock(m_mutex);
    if (!m_engine)
        m_engine = TARE_TRY(m_opener());
    return m_engine.get();
}

Result<EngineInfo> DeferredEngine::info()
{
    return with([](Engine &engine) { return engine.info(); });
}

NetworkEngine *DeferredEngine::networks()
{
    const auto engine = opened();
    return engine ? (*engine)->networks() : nullptr;
}

VolumeEngine *DeferredEngine::volumes()
{
    const auto engine = opened();
    return engine ? (*engine)->volumes() : nullptr;
}

ContainerFiles *DeferredEngine::files()
{
    const auto engine = opened();
    return engine ? (*engine)->files() : nullptr;
}

Result<std::vector<Image>> DeferredEngine::images()
{
    return with([](Engine &engine) { return engine.images(); });
}

Result<Image> DeferredEngine::image(const std::string &nameOrId)
{
    return with([&](Engine &engine) { return engine.image(nameOrId); });
}

Result<std::string> DeferredEngine::inspectImage(const std::string &nameOrId)
{
    return with([&](Engine &engine) { return engine.inspectImage(nameOrId); });
}

Result<Image> DeferredEngine::pull(const std::string &reference, const PullOptions &options,
                                   const ProgressSink &progress, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.pull(reference, options, progress, cancel); });
}

Result<PushResult> DeferredEngine::push(const std::string &reference, const PushOptions &options,
                                        const ProgressSink &progress, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.push(reference, options, progress, cancel); });
}

Result<std::vector<SearchResult>> DeferredEngine::search(const std::string &term, int limit,
                                                         const RegistryAccess &access,
                                                         const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.search(term, limit, access, cancel); });
}

Result<std::vector<std::string>> DeferredEngine::tags(const std::string &repository,
                                                      const RegistryAccess &access, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.tags(repository, access, cancel); });
}

Result<LoginResult> DeferredEngine::login(const LoginSpec &spec, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.login(spec, cancel); });
}

Result<bool> DeferredEngine::logout(const std::string &server)
{
    return with([&](Engine &engine) { return engine.logout(server); });
}

Result<RegistryAccounts> DeferredEngine::accounts(const std::string &server)
{
    return with([&](Engine &engine) { return engine.accounts(server); });
}

Result<std::vector<Image>> DeferredEngine::load(const std::string &file, const ProgressSink &progress,
                                                const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.load(file, progress, cancel); });
}

Result<Image> DeferredEngine::importRootfs(const std::string &file, const std::string &reference,
                                           const ImportOptions &options, const ProgressSink &progress,
                                           const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.importRootfs(file, reference, options, progress, cancel); });
}

Status DeferredEngine::saveImages(const std::vector<std::string> &namesOrIds, const std::string &file,
                                  const SaveOptions &options, const ProgressSink &progress, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.saveImages(namesOrIds, file, options, progress, cancel); });
}

Result<std::vector<HistoryLine>> DeferredEngine::history(const std::string &nameOrId)
{
    return with([&](Engine &engine) { return engine.history(nameOrId); });
}

Result<Pruned> DeferredEngine::pruneImages(const PruneOptions &options)
{
    return with([&](Engine &engine) { return engine.pruneImages(options); });
}

Result<DiskUsage> DeferredEngine::diskUsage()
{
    return with([](Engine &engine) { return engine.diskUsage(); });
}

Result<StoreReport> DeferredEngine::checkStore(bool repair, const ProgressSink &progress, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.checkStore(repair, progress, cancel); });
}

Status DeferredEngine::exportContainer(const std::string &container, const std::string &file,
                                       const ProgressSink &progress, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.exportContainer(container, file, progress, cancel); });
}

Result<Image> DeferredEngine::commit(const std::string &container, const std::string &reference,
                                     const CommitOptions &options, const ProgressSink &progress,
                                     const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.commit(container, reference, options, progress, cancel); });
}

Result<std::vector<FileChange>> DeferredEngine::changes(const std::string &container)
{
    return with([&](Engine &engine) { return engine.changes(container); });
}

Status DeferredEngine::copyFrom(const std::string &container, const std::string &source, const std::string &target,
                                const CopyOptions &options, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.copyFrom(container, source, target, options, cancel); });
}

Status DeferredEngine::copyTo(const std::string &container, const std::string &source, const std::string &target,
                              const CopyOptions &options, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.copyTo(container, source, target, options, cancel); });
}

Result<Pruned> DeferredEngine::pruneContainers(const PruneOptions &options)
{
    return with([&](Engine &engine) { return engine.pruneContainers(options); });
}

Result<std::vector<std::string>> DeferredEngine::removeImage(const std::string &nameOrId, bool force)
{
    return with([&](Engine &engine) { return engine.removeImage(nameOrId, force); });
}

Status DeferredEngine::tag(const std::string &source, const std::string &target)
{
    return with([&](Engine &engine) { return engine.tag(source, target); });
}

Result<Image> DeferredEngine::ensureStarter()
{
    return with([](Engine &engine) { return engine.ensureStarter(); });
}

Result<std::shared_ptr<const image::ImageContents>>
DeferredEngine::contents(const std::string &nameOrId, const ProgressSink &progress, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.contents(nameOrId, progress, cancel); });
}

Result<std::int64_t> DeferredEngine::readImageFile(const std::string &nameOrId, const image::FileRequest &request,
                                                   const image::FileSink &sink, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.readImageFile(nameOrId, request, sink, cancel); });
}

Result<image::ImageDocuments> DeferredEngine::imageDocuments(const std::string &nameOrId, bool verify,
                                                             const ProgressSink &progress, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.imageDocuments(nameOrId, verify, progress, cancel); });
}

Result<std::vector<Container>> DeferredEngine::containers()
{
    return with([](Engine &engine) { return engine.containers(); });
}

Result<Container> DeferredEngine::container(const std::string &nameOrId)
{
    return with([&](Engine &engine) { return engine.container(nameOrId); });
}

Result<std::string> DeferredEngine::inspectContainer(const std::string &nameOrId)
{
    return with([&](Engine &engine) { return engine.inspectContainer(nameOrId); });
}

Result<CreateSpec> DeferredEngine::specOf(const std::string &nameOrId)
{
    return with([&](Engine &engine) { return engine.specOf(nameOrId); });
}

Result<Container> DeferredEngine::create(const CreateSpec &spec)
{
    return with([&](Engine &engine) { return engine.create(spec); });
}

Status DeferredEngine::start(const std::string &container)
{
    return with([&](Engine &engine) { return engine.start(container); });
}

Result<std::unique_ptr<Session>> DeferredEngine::startAttached(const std::string &container, bool withStdin)
{
    return with([&](Engine &engine) { return engine.startAttached(container, withStdin); });
}

Status DeferredEngine::stop(const std::string &container, const StopOptions &options,
                            const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.stop(container, options, cancel); });
}

Status DeferredEngine::restart(const std::string &container, const StopOptions &options,
                               const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.restart(container, options, cancel); });
}

Status DeferredEngine::kill(const std::string &container, int signal)
{
    return with([&](Engine &engine) { return engine.kill(container, signal); });
}

Status DeferredEngine::pause(const std::string &container)
{
    return with([&](Engine &engine) { return engine.pause(container); });
}

Status DeferredEngine::unpause(const std::string &container)
{
    return with([&](Engine &engine) { return engine.unpause(container); });
}

Status DeferredEngine::rename(const std::string &container, const std::string &name)
{
    return with([&](Engine &engine) { return engine.rename(container, name); });
}

Status DeferredEngine::remove(const std::string &container, const RemoveOptions &options)
{
    return with([&](Engine &engine) { return engine.remove(container, options); });
}

Result<int> DeferredEngine::wait(const std::string &container, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.wait(container, cancel); });
}

Status DeferredEngine::update(const std::string &container, const Limits &limits)
{
    return with([&](Engine &engine) { return engine.update(container, limits); });
}

Status DeferredEngine::setRestart(const std::string &container, const RestartPolicy &policy)
{
    return with([&](Engine &engine) { return engine.setRestart(container, policy); });
}

Result<Stats> DeferredEngine::stats(const std::string &container)
{
    return with([&](Engine &engine) { return engine.stats(container); });
}

Result<std::vector<Process>> DeferredEngine::top(const std::string &container)
{
    return with([&](Engine &engine) { return engine.top(container); });
}

Status DeferredEngine::signalProcess(const std::string &container, const Process &process, int signal)
{
    return with([&](Engine &engine) -> Status {
        ContainerProcesses *processes = processesOf(engine);
        if (processes == nullptr)
            return fail(Errc::Unsupported, "kill", "this engine does not signal single processes");
        return processes->signalProcess(container, process, signal);
    });
}

Status DeferredEngine::logs(const std::string &container, const LogOptions &options,
                            const std::function<bool(const LogLine &)> &line, const CancelToken &cancel)
{
    return with([&](Engine &engine) { return engine.logs(container, options, line, cancel); });
}

Result<std::unique_ptr<Session>> DeferredEngine::attach(const std::string &container, bool withStdin)
{
    return with([&](Engine &engine) { return engine.attach(container, withStdin); });
}

Result<std::unique_ptr<Session>> DeferredEngine::exec(const std::string &container, const ExecSpec &spec)
{
    return with([&](Engine &engine) { return engine.exec(container, spec); });
}

Result<std::unique_ptr<Subscription>>
DeferredEngine::subscribe(const std::function<void(const Event &)> &callback, std::optional<std::int64_t> since)
{
    return with([&](Engine &engine) { return engine.subscribe(callback, since); });
}

} // namespace tare::gui
