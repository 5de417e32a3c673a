// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/support/fake_engine.h"

#include "core/base/time.h"

#include <algorithm>
#include <fmt/format.h>

using namespace tare;

struct FakeEngine::Watch : Subscription
{
    FakeEngine *engine = nullptr;
    std::function<void(const Event &)> callback;
    ~Watch() override
    {
        const std::lock_guard lock(engine->m_watchMutex);
        engine->m_watches.erase(this);
    }
};

void FakeEngine::emitEvent(const Event &event)
{
    const std::lock_guard lock(m_watchMutex);
    for (Watch *watch : m_watches)
        watch->callback(event);
}

std::vector<std::string> FakeEngine::callList() const
{
    const std::lock_guard lock(mutex);
    return calls;
}

Status FakeEngine::check() const
{
    const std::lock_guard lock(mutex);
    if (failing != nullptr)
        return tl::unexpected<Error>(*failing);
    return {};
}

void FakeEngine::note(const std::string &call)
{
    const std::lock_guard lock(mutex);
    calls.push_back(call);
}

Result<EngineInfo> FakeEngine::info()
{
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    return theInfo;
}

Result<std::vector<Image>> FakeEngine::images()
{
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    return theImages;
}

Result<Image> FakeEngine::image(const std::string &nameOrId)
{
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    for (const Image &image : theImages)
        if (image.id == nameOrId || std::count(image.names.begin(), image.names.end(), nameOrId) > 0)
            return image;
    return fail(Errc::NoSuchImage, nameOrId);
}

Result<std::string> FakeEngine::inspectImage(const std::string &nameOrId)
{
    const Image found = TARE_TRY(image(nameOrId));
    return fmt::format(
        R"({{"Id":"{}","Config":{{"Cmd":["/bin/sh"],"Env":["PATH=/bin","GREETING=<b>hello</b>"],)"
        R"("WorkingDir":"/work","Labels":{{"org.example.author":"someone"}}}}}})",
        found.id);
}

Result<Image> FakeEngine::pull(const std::string &reference, const PullOptions &,
                               const ProgressSink &progress, const CancelToken &cancel)
{
    note("pull " + reference);
    TARE_CHECK(check());
    if (onPull)
        return onPull(reference, progress, cancel);
    return fail(Errc::NetworkError, reference);
}

Result<PushResult> FakeEngine::push(const std::string &reference, const PushOptions &options,
                                    const ProgressSink &progress, const CancelToken &cancel)
{
    note("push " + reference);
    if (onPush)
        return onPush(reference, options, progress, cancel);
    const Image found = TARE_TRY(image(reference));
    return PushResult{reference, found.manifestDigest, 528};
}

Result<std::vector<SearchResult>> FakeEngine::search(const std::string &term, int limit,
                                                     const RegistryAccess &, const CancelToken &)
{
    note("search " + term);
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    auto out = theSearch;
    out.resize(std::min(out.size(), static_cast<std::size_t>(limit)));
    return out;
}

Result<std::vector<std::string>> FakeEngine::tags(const std::string &repository, const RegistryAccess &,
                                                  const CancelToken &)
{
    note("tags " + repository);
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    if (refusesTags && theAccounts.accounts.empty())
        return tl::unexpected<Error>(*refusesTags);
    return theTags;
}

Result<LoginResult> FakeEngine::login(const LoginSpec &spec, const CancelToken &)
{
    note("login " + spec.account.user + "@" + spec.server);
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    if (refusesLogin)
        return tl::unexpected<Error>(*refusesLogin);
    const std::string server = spec.server.empty() ? "docker.io" : spec.server;
    theAccounts.accounts.push_back({server, spec.account.user, theAccounts.keptIn, theAccounts.plainText});
    return LoginResult{server, theAccounts.keptIn, theAccounts.plainText};
}

Result<bool> FakeEngine::logout(const std::string &server)
{
    note("logout " + server);
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    return std::erase_if(theAccounts.accounts, [&](const KnownAccount &one) { return one.server == server; }) > 0;
}

Result<RegistryAccounts> FakeEngine::accounts(const std::string &)
{
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    return theAccounts;
}

Result<std::vector<Image>> FakeEngine::load(const std::string &file, const ProgressSink &,
                                            const CancelToken &)
{
    note("load " + file);
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    theImages.push_back(fakeImage(static_cast<int>(theImages.size()) + 50, "loaded/image:1"));
    return std::vector<Image>{theImages.back()};
}

Result<Image> FakeEngine::importRootfs(const std::string &file, const std::string &reference,
                                       const ImportOptions &, const ProgressSink &, const CancelToken &)
{
    note("import " + file + " " + reference);
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    theImages.push_back(fakeImage(static_cast<int>(theImages.size()) + 70, reference));
    return theImages.back();
}

Result<std::vector<std::string>> FakeEngine::removeImage(const std::string &nameOrId, bool)
{
    note("rmi " + nameOrId);
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    std::erase_if(theImages, [&](Image &image) {
        std::erase(image.names, nameOrId);
        return image.names.empty() || image.id == nameOrId;
    });
    return std::vector<std::string>{"Untagged: " + nameOrId};
}

Status FakeEngine::saveImages(const std::vector<std::string> &namesOrIds, const std::string &file, const SaveOptions &,
                              const ProgressSink &, const CancelToken &)
{
    std::string call = "save -o " + file;
    for (const std::string &name : namesOrIds)
        call += " " + name;
    note(call);
    return check();
}

Result<Pruned> FakeEngine::pruneImages(const PruneOptions &options)
{
    note(std::string("prune") + (options.all ? " -a" : "") + (options.dryRun ? " --dry-run" : ""));
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    Pruned out;
    for (const Image &image : theImages) {
        if (image.containers == 0 && (options.all || image.names.empty())) {
            out.ids.push_back(image.id);
            out.lines.push_back("deleted: " + image.id);
            out.reclaimed += image.uniqueSize;
        }
    }
    if (!options.dryRun)
        std::erase_if(theImages, [&](const Image &image) {
            return std::count(out.ids.begin(), out.ids.end(), image.id) > 0;
        });
    return out;
}

Result<DiskUsage> FakeEngine::diskUsage()
{
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    DiskUsage out;
    out.images = theImages;
    for (const Container &container : theContainers)
        out.containers.push_back({container, 0});
    return out;
}

Result<Image> FakeEngine::ensureStarter()
{
    TARE_CHECK(check());
    return fakeImage(1, "tare/starter:latest");
}

Result<std::shared_ptr<const image::ImageContents>>
FakeEngine::contents(const std::string &nameOrId, const ProgressSink &progress, const CancelToken &cancel)
{
    TARE_CHECK(check());
    note("contents " + nameOrId);
    if (!onContents)
        return fail(Errc::Unsupported, nameOrId, "this engine looks into no images");
    return onContents(nameOrId, progress, cancel);
}

Result<std::int64_t> FakeEngine::readImageFile(const std::string &nameOrId, const image::FileRequest &request,
                                               const image::FileSink &sink, const CancelToken &)
{
    TARE_CHECK(check());
    note("read " + nameOrId + " " + request.path);
    if (!onReadFile)
        return fail(Errc::NotFound, request.path);
    const std::string bytes = TARE_TRY(onReadFile(nameOrId, request));
    const auto size = static_cast<std::int64_t>(bytes.size());
    const std::int64_t begin = std::clamp<std::int64_t>(request.offset, 0, size);
    const std::int64_t length = std::clamp<std::int64_t>(request.length, 0, size - begin);
    if (length > 0)
        sink(std::string_view(bytes).substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(length)));
    return size;
}

Result<image::ImageDocuments> FakeEngine::imageDocuments(const std::string &nameOrId, bool verify,
                                                         const ProgressSink &, const CancelToken &)
{
    TARE_CHECK(check());
    note((verify ? "verify " : "documents ") + nameOrId);
    if (!onDocuments)
        return fail(Errc::Unsupported, nameOrId, "this engine shows no documents");
    return onDocuments(nameOrId, verify);
}

Result<std::vector<Container>> FakeEngine::containers()
{
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    return theContainers;
}

Result<Container> FakeEngine::container(const std::string &nameOrId)
{
    const std::lock_guard lock(mutex);
    for (const Container &container : theContainers)
        if (container.id == nameOrId || container.name == nameOrId)
            return container;
    return fail(Errc::NoSuchContainer, nameOrId);
}

Result<std::unique_ptr<Subscription>>
FakeEngine::subscribe(const std::function<void(const Event &)> &callback, std::optional<std::int64_t> since)
{
    TARE_CHECK(check());
    for (const Event &event : since ? thePast : std::vector<Event>()) {
        if (event.time >= *since)
            callback(event);
    }
    auto watch = std::make_unique<Watch>();
    watch->engine = this;
    watch->callback = callback;
    const std::lock_guard lock(m_watchMutex);
    m_watches.insert(watch.get());
    return watch;
}

Image fakeImage(int number, const std::string &name)
{
    Image image;
    image.id = fmt::format("sha256:{:064x}", number);
    image.manifestDigest = fmt::format("sha256:{:064x}", number + 1000);
    image.names = {name};
    image.created = nowNs() - number * 3'600'000'000'000LL;
    image.size = number * 1'234'567LL;
    image.compressedSize = number * 456'789LL;
    image.layers = {fmt::format("sha256:{:064x}", number + 2000)};
    image.architecture = "amd64";
    image.os = "linux";
    return image;
}

// What no test of a page needs.
Status FakeEngine::tag(const std::string &source, const std::string &target)
{
    note("tag " + source + " " + target);
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    for (Image &image : theImages) {
        if (image.id == source)
            image.names.push_back(target);
    }
    return {};
}
Result<std::vector<HistoryLine>> FakeEngine::history(const std::string &)
{
    return fail(Errc::Unsupported, "history");
}
Result<StoreReport> FakeEngine::checkStore(bool, const ProgressSink &, const CancelToken &)
{
    return fail(Errc::Unsupported, "checkStore");
}
Status FakeEngine::exportContainer(const std::string &, const std::string &, const ProgressSink &,
                                   const CancelToken &)
{
    return fail(Errc::Unsupported, "exportContainer");
}
Result<Image> FakeEngine::commit(const std::string &, const std::string &, const CommitOptions &,
                                 const ProgressSink &, const CancelToken &)
{
    return fail(Errc::Unsupported, "commit");
}
Result<std::vector<FileChange>> FakeEngine::changes(const std::string &)
{
    return fail(Errc::Unsupported, "changes");
}
Status FakeEngine::copyFrom(const std::string &, const std::string &, const std::string &, const CopyOptions &,
                            const CancelToken &)
{
    return fail(Errc::Unsupported, "copyFrom");
}
Status FakeEngine::copyTo(const std::string &, const std::string &, const std::string &, const CopyOptions &,
                          const CancelToken &)
{
    return fail(Errc::Unsupported, "copyTo");
}
Result<Pruned> FakeEngine::pruneContainers(const PruneOptions &)
{
    return fail(Errc::Unsupported, "pruneContainers");
}
Result<std::string> FakeEngine::inspectContainer(const std::string &)
{
    return fail(Errc::Unsupported, "inspectContainer");
}
Result<CreateSpec> FakeEngine::specOf(const std::string &nameOrId)
{
    TARE_CHECK(check());
    const std::lock_guard lock(mutex);
    const auto at = theSpecs.find(nameOrId);
    return at == theSpecs.end() ? Result<CreateSpec>(fail(Errc::NoSuchContainer, nameOrId)) : at->second;
}
Result<Container> FakeEngine::create(const CreateSpec &)
{
    return fail(Errc::Unsupported, "create");
}
Status FakeEngine::start(const std::string &)
{
    return fail(Errc::Unsupported, "start");
}
Result<std::unique_ptr<Session>> FakeEngine::startAttached(const std::string &, bool)
{
    return fail(Errc::Unsupported, "startAttached");
}
Status FakeEngine::stop(const std::string &, const StopOptions &, const CancelToken &)
{
    return fail(Errc::Unsupported, "stop");
}
Status FakeEngine::restart(const std::string &, const StopOptions &, const CancelToken &)
{
    return fail(Errc::Unsupported, "restart");
}
Status FakeEngine::kill(const std::string &, int)
{
    return fail(Errc::Unsupported, "kill");
}
Status FakeEngine::pause(const std::string &)
{
    return fail(Errc::Unsupported, "pause");
}
Status FakeEngine::unpause(const std::string &)
{
    return fail(Errc::Unsupported, "unpause");
}
Status FakeEngine::rename(const std::string &, const std::string &)
{
    return fail(Errc::Unsupported, "rename");
}
Status FakeEngine::remove(const std::string &, const RemoveOptions &)
{
    return fail(Errc::Unsupported, "remove");
}
Result<int> FakeEngine::wait(const std::string &, const CancelToken &)
{
    return fail(Errc::Unsupported, "wait");
}
Status FakeEngine::update(const std::string &, const Limits &)
{
    return fail(Errc::Unsupported, "update");
}
Result<Stats> FakeEngine::stats(const std::string &)
{
    return fail(Errc::Unsupported, "stats");
}
Result<std::vector<Process>> FakeEngine::top(const std::string &)
{
    return fail(Errc::Unsupported, "top");
}
Status FakeEngine::logs(const std::string &, const LogOptions &, const std::function<bool(const LogLine &)> &,
                        const CancelToken &)
{
    return fail(Errc::Unsupported, "logs");
}
Result<std::unique_ptr<Session>> FakeEngine::attach(const std::string &, bool)
{
    return fail(Errc::Unsupported, "attach");
}
Result<std::unique_ptr<Session>> FakeEngine::exec(const std::string &, const ExecSpec &)
{
    return fail(Errc::Unsupported, "exec");
}
