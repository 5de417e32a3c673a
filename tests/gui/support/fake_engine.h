// SPDX-License-Identifier: GPL-3.0-or-later
// An engine of plain data: what a page shows when it is empty, full or failing. Everything that a test does not need is
// Unsupported.
#pragma once

#include "core/engine/container_files.h"
#include "core/engine/engine.h"
#include "core/engine/networks.h"
#include "core/engine/volumes.h"

#include <map>
#include <mutex>
#include <set>

class FakeEngine : public tare::Engine
{
public:
    // A test changes these under `mutex`, then calls emitEvent().
    mutable std::mutex mutex;
    tare::EngineInfo theInfo;
    std::vector<tare::Image> theImages;
    std::vector<tare::Container> theContainers;
    std::map<std::string, tare::CreateSpec> theSpecs; // by container id: what specOf() answers
    tare::NetworkEngine *theNetworks = nullptr;       // the test's
    tare::VolumeEngine *theVolumes = nullptr;         // the same
    tare::ContainerFiles *theFiles = nullptr;         // the same
    std::vector<tare::FileChange> theChanges;
    tare::Error *failing = nullptr; // every call fails with it
    // What pull() does; it may block on the token.
    std::function<tare::Result<tare::Image>(const std::string &, const tare::ProgressSink &, const tare::CancelToken &)>
        onPull;
    std::vector<tare::SearchResult> theSearch; // what any search finds, up to its limit
    std::vector<std::string> theTags;          // of any repository
    std::optional<tare::Error> refusesTags;    // until somebody is logged in
    // login() adds to them, logout() takes away.
    tare::RegistryAccounts theAccounts;
    std::optional<tare::Error> refusesLogin;
    // What push() does; it may block on the token.
    std::function<tare::Result<tare::PushResult>(const std::string &, const tare::PushOptions &, const tare::ProgressSink &,
                                                 const tare::CancelToken &)>
        onPush;
    // What contents(), readImageFile() and imageDocuments() answer; Unsupported when unset.
    std::function<tare::Result<std::shared_ptr<const tare::image::ImageContents>>(
        const std::string &, const tare::ProgressSink &, const tare::CancelToken &)>
        onContents;
    std::function<tare::Result<std::string>(const std::string &, const tare::image::FileRequest &)> onReadFile;
    std::function<tare::Result<tare::image::ImageDocuments>(const std::string &, bool)> onDocuments;
    std::vector<tare::Event> thePast; // what subscribe() tells whoever asks since when
    std::vector<std::string> calls; // "rmi a/b:1", "load FILE"

    void emitEvent(const tare::Event &event);
    [[nodiscard]] std::vector<std::string> callList() const;

    tare::Result<tare::EngineInfo> info() override;
    tare::NetworkEngine *networks() override { return theNetworks; }
    tare::VolumeEngine *volumes() override { return theVolumes; }
    tare::ContainerFiles *files() override { return theFiles; }
    tare::Result<std::vector<tare::Image>> images() override;
    tare::Result<tare::Image> image(const std::string &nameOrId) override;
    tare::Result<std::string> inspectImage(const std::string &nameOrId) override;
    tare::Result<tare::Image> pull(const std::string &reference, const tare::PullOptions &options,
                                   const tare::ProgressSink &progress, const tare::CancelToken &cancel) override;
    tare::Result<tare::PushResult> push(const std::string &reference, const tare::PushOptions &options,
                                        const tare::ProgressSink &progress, const tare::CancelToken &cancel) override;
    tare::Result<std::vector<tare::SearchResult>> search(const std::string &term, int limit,
                                                         const tare::RegistryAccess &access,
                                                         const tare::CancelToken &cancel) override;
    tare::Result<std::vector<std::string>> tags(const std::string &repository, const tare::RegistryAccess &access,
                                                const tare::CancelToken &cancel) override;
    tare::Result<tare::LoginResult> login(const tare::LoginSpec &spec, const tare::CancelToken &cancel) override;
    tare::Result<bool> logout(const std::string &server) override;
    tare::Result<tare::RegistryAccounts> accounts(const std::string &server) override;
    tare::Result<std::vector<tare::Image>> load(const std::string &file, const tare::ProgressSink &progress,
                                                const tare::CancelToken &cancel) override;
    tare::Result<tare::Image> importRootfs(const std::string &file, const std::string &reference,
                                           const tare::ImportOptions &options, const tare::ProgressSink &progress,
                                           const tare::CancelToken &cancel) override;
    tare::Result<std::vector<std::string>> removeImage(const std::string &nameOrId, bool force) override;
    tare::Status tag(const std::string &source, const std::string &target) override;
    tare::Result<tare::Image> ensureStarter() override;
    tare::Result<std::shared_ptr<const tare::image::ImageContents>>
    contents(const std::string &nameOrId, const tare::ProgressSink &progress,
             const tare::CancelToken &cancel) override;
    tare::Result<std::int64_t> readImageFile(const std::string &nameOrId, const tare::image::FileRequest &request,
                                             const tare::image::FileSink &sink,
                                             const tare::CancelToken &cancel) override;
    tare::Result<tare::image::ImageDocuments> imageDocuments(const std::string &nameOrId, bool verify,
                                                             const tare::ProgressSink &progress,
                                                             const tare::CancelToken &cancel) override;
    tare::Status saveImages(const std::vector<std::string> &namesOrIds, const std::string &file, const tare::SaveOptions &options,
                      const tare::ProgressSink &progress, const tare::CancelToken &cancel) override;
    tare::Result<std::vector<tare::HistoryLine>> history(const std::string &nameOrId) override;
    tare::Result<tare::Pruned> pruneImages(const tare::PruneOptions &options) override;
    tare::Result<tare::DiskUsage> diskUsage() override;
    tare::Result<tare::StoreReport> checkStore(bool repair, const tare::ProgressSink &progress, const tare::CancelToken &cancel) override;
    tare::Result<std::vector<tare::Container>> containers() override;
    tare::Result<tare::Container> container(const std::string &nameOrId) override;
    tare::Result<std::string> inspectContainer(const std::string &nameOrId) override;
    tare::Result<tare::CreateSpec> specOf(const std::string &nameOrId) override;
    tare::Result<tare::Container> create(const tare::CreateSpec &spec) override;
    tare::Status start(const std::string &container) override;
    tare::Result<std::unique_ptr<tare::Session>> startAttached(const std::string &container, bool withStdin) override;
    tare::Status stop(const std::string &container, const tare::StopOptions &options,
                      const tare::CancelToken &cancel) override;
    tare::Status restart(const std::string &container, const tare::StopOptions &options,
                         const tare::CancelToken &cancel) override;
    tare::Status kill(const std::string &container, int signal) override;
    tare::Status pause(const std::string &container) override;
    tare::Status unpause(const std::string &container) override;
    tare::Status rename(const std::string &container, const std::string &name) override;
    tare::Status remove(const std::string &container, const tare::RemoveOptions &options) override;
    tare::Result<int> wait(const std::string &container, const tare::CancelToken &cancel) override;
    tare::Status update(const std::string &container, const tare::Limits &limits) override;
    tare::Result<tare::Stats> stats(const std::string &container) override;
    tare::Result<std::vector<tare::Process>> top(const std::string &container) override;
    tare::Status logs(const std::string &container, const tare::LogOptions &options,
                      const std::function<bool(const tare::LogLine &)> &line, const tare::CancelToken &cancel) override;
    tare::Result<std::unique_ptr<tare::Session>> attach(const std::string &container, bool withStdin) override;
    tare::Result<std::unique_ptr<tare::Session>> exec(const std::string &container, const tare::ExecSpec &spec) override;
    tare::Status exportContainer(const std::string &container, const std::string &file, const tare::ProgressSink &progress,
                           const tare::CancelToken &cancel) override;
    tare::Result<tare::Image> commit(const std::string &container, const std::string &reference, const tare::CommitOptions &options,
                         const tare::ProgressSink &progress, const tare::CancelToken &cancel) override;
    tare::Result<std::vector<tare::FileChange>> changes(const std::string &container) override;
    tare::Status copyFrom(const std::string &container, const std::string &source, const std::string &target,
                    const tare::CopyOptions &options, const tare::CancelToken &cancel) override;
    tare::Status copyTo(const std::string &container, const std::string &source, const std::string &target,
                  const tare::CopyOptions &options, const tare::CancelToken &cancel) override;
    tare::Result<tare::Pruned> pruneContainers(const tare::PruneOptions &options) override;
    tare::Result<std::unique_ptr<tare::Subscription>>
    subscribe(const std::function<void(const tare::Event &)> &callback, std::optional<std::int64_t> since = {}) override;

private:
    struct Watch;
    tare::Status check() const;
    void note(const std::string &call);

    std::mutex m_watchMutex;
    std::set<Watch *> m_watches;
};

// A plausible image; `number` makes its id.
[[nodiscard]] tare::Image fakeImage(int number, const std::string &name);
