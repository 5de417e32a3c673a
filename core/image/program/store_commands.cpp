// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/program/store_commands.h"

#include "core/base/file.h"
#include "core/image/archive/save.h"
#include "core/image/check_store.h"
#include "core/image/container/changes.h"
#include "core/image/container/commit.h"
#include "core/image/container/copy.h"
#include "core/image/container/tree_walk.h"
#include "core/image/program/browse_commands.h"
#include "core/image/pull.h"
#include "core/image/store_write.h"
#include "core/runtime/userns/userns.h"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <sys/stat.h>

namespace tare::image::program {
namespace {

using Json = nlohmann::ordered_json;

std::string textOf(const Json &json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Result<std::string> save(Store &store, const Options &options, const StoreOptions &s)
{
    TARE_CHECK(saveArchive(store, {s.names, s.format == "oci-archive"}, s.outputFd, options.unpack));
    return std::string("{}");
}

Result<std::string> exportTree(Store &store, const Options &options, const StoreOptions &s)
{
    TARE_CHECK(exportRootfs(store, s.layers, s.outputFd, options.unpack));
    return std::string("{}");
}

struct Views
{
    WorkFolder work;
    std::string place;
};

Result<Views> prepareViews(Store &store)
{
    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));
    TARE_CHECK(makeDirs(work.file("empty"), 0700));
    TARE_CHECK(enterPrivateMounts());
    std::string place = store.paths().root + "/rootfs";
    TARE_CHECK(makeDirs(place, 0700));
    return Views{std::move(work), std::move(place)};
}

Result<std::string> diff(Store &store, const Options &options, const StoreOptions &s)
{
    const Views views = TARE_TRY(prepareViews(store));
    const UniqueFd below = TARE_TRY(openView(s.layers, View::Image, views.place, views.work.file("empty")));
    const UniqueFd upper = TARE_TRY(openFile(s.layers.upper, O_PATH | O_DIRECTORY));
    Json out = Json::array();
    for (const Change &change : TARE_TRY(findChanges(upper.get(), below.get(), options.unpack.cancel)))
        out.push_back({change.kind == Change::Kind::Added     ? "A"
                       : change.kind == Change::Kind::Removed ? "D"
                                                              : "C",
                       "/" + change.path});
    return textOf(Json{{"changes", out}});
}

// The root that was given, of a container that runs, or one that is put together from its layers.
Result<std::string> withRoot(Store &store, const StoreOptions &s, View view, const std::function<Result<std::string>(int)> &work)
{
    if (s.rootFd >= 0)
        return work(s.rootFd);
    const Views views = TARE_TRY(prepareViews(store));
    const UniqueFd root = TARE_TRY(openView(s.layers, view, views.place, views.work.file("empty")));
    return work(root.get());
}

Result<std::string> copy(Store &store, const Options &options, const StoreOptions &s)
{
    CopyRequest request;
    request.stream = s.streamFd;
    request.source = s.source;
    request.target = s.target;
    request.archive = s.archive;
    request.followLink = s.followLink;
    request.userNamespace = userns::inside();
    request.firstId = s.firstId;
    request.cancel = options.unpack.cancel;
    return withRoot(store, s, View::Writable, [&](int root) -> Result<std::string> {
        request.root = root;
        TARE_CHECK(options.command == "copy-from" ? copyFromContainer(request) : copyToContainer(request));
        return std::string("{}");
    });
}

Result<std::string> commit(Store &store, const Options &options, const StoreOptions &s)
{
    CommitRequest request;
    request.image = s.image;
    request.container = s.container;
    request.config = s.config;
    request.author = s.author;
    request.message = s.message;
    request.changes = s.changes;
    request.layers = s.layers;
    if (!s.reference.empty())
        request.name = TARE_TRY(oci::Reference::parse(s.reference));
    if (request.name && !request.name->digest.empty())
        return fail(Errc::InvalidArgument, s.reference, "a new name cannot have a digest");
    const auto committed = commitContainer(store, request, options.unpack);
    if (!committed) {
        (void)store.dropUnused(); // what failed is what the user has to hear of
        return tl::unexpected<Error>(committed.error());
    }
    const StoredImage &image = *committed;
    tellImageEvent(store.paths(), "commit", image.id.text(), image.names.empty() ? "" : image.names.front());
    return textOf(Json{{"ids", {image.id.text()}}, {"names", image.names}});
}

// Bytes of the regular files, a hard-linked one counted once.
Result<std::int64_t> measureTree(int folder, std::set<std::pair<dev_t, ino_t>> &seen)
{
    std::int64_t out = 0;
    for (const std::string &name : TARE_TRY(namesIn(folder, "folder"))) {
        const UniqueFd fd(::openat(folder, name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
        struct stat st
        {};
        if (!fd || ::fstat(fd.get(), &st) != 0) // it went meanwhile
            continue;
        if (S_ISDIR(st.st_mode))
            out += measureTree(fd.get(), seen).value_or(0);
        else if (S_ISREG(st.st_mode) && (st.st_nlink == 1 || seen.insert({st.st_dev, st.st_ino}).second))
            out += st.st_size;
    }
    return out;
}

Result<std::string> measure(const StoreOptions &s)
{
    Json out = Json::array();
    for (const std::string &folder : s.names) {
        std::set<std::pair<dev_t, ino_t>> seen;
        const auto fd = openFile(folder, O_PATH | O_DIRECTORY | O_NOFOLLOW);
        out.push_back(fd ? measureTree(fd->get(), seen).value_or(0) : 0);
    }
    return textOf(Json{{"bytes", out}});
}

Result<std::string> fsck(Store &store, const Options &options, const StoreOptions &s)
{
    const CheckReport report = TARE_TRY(checkStore(store, s.repair, options.unpack));
    Json faults = Json::array();
    for (const CheckFault &fault : report.faults)
        faults.push_back({{"digest", fault.digest},
                          {"image", fault.image},
                          {"what", fault.what},
                          {"repaired", fault.repaired},
                          {"repairable", fault.repairable}});
    return textOf(Json{{"images", report.images},
                       {"blobs", report.blobs},
                       {"layers", report.layers},
                       {"bytes", report.bytes},
                       {"faults", faults}});
}

void addLayers(CLI::App *command, StoreOptions &s)
{
    command->add_option("--lower", s.layers.lower, "A layer's folder, lowest first")->allow_extra_args(false);
    command->add_option("--upper", s.layers.upper, "The container's own layer");
}

} // namespace

void addContainerRoot(CLI::App *command, StoreOptions &s)
{
    addLayers(command, s);
    command->add_option("--work", s.layers.work, "Overlayfs's work folder of a container that does not run");
    command->add_option("--mount", s.mounts, "[ro:]TARGET=SOURCE")->allow_extra_args(false);
    command->add_option("--root-fd", s.rootFd, "The root of a container that runs");
    command->add_option("--first-id", s.firstId, "Who is 0 in its user namespace");
}

void addStoreCommands(CLI::App &app, StoreOptions &s)
{
    CLI::App *save = app.add_subcommand("save", "Write images into an archive");
    save->add_option("images", s.names, "Names or ids")->required();
    save->add_option("--output-fd", s.outputFd, "Where it is written")->required();
    save->add_option("--format", s.format, "docker-archive or oci-archive")
        ->check(CLI::IsMember({"docker-archive", "oci-archive"}));
    CLI::App *exports = app.add_subcommand("export", "Write a container's files as tar");
    exports->add_option("--output-fd", s.outputFd, "Where it is written")->required();
    addLayers(exports, s);
    addLayers(app.add_subcommand("diff", "What a container changed"), s);
    CLI::App *commit = app.add_subcommand("commit", "Make an image of what a container changed");
    addLayers(commit, s);
    commit->add_option("--image", s.image, "The container's image")->required();
    commit->add_option("--container", s.container, "Its id");
    commit->add_option("--config", s.config, "What it ran with, as JSON");
    commit->add_option("--author", s.author, "Who made it");
    commit->add_option("--message", s.message, "The history's comment");
    commit->add_option("--change", s.changes, "A Dockerfile instruction")->allow_extra_args(false);
    commit->add_option("reference", s.reference, "The new image's name");
    for (const char *name : {"copy-from", "copy-to"}) {
        CLI::App *copy = app.add_subcommand(name, "Copy files between a container and the caller");
        addContainerRoot(copy, s);
        copy->add_option("--stream-fd", s.streamFd, "The tar that - stands for");
        copy->add_flag("--archive", s.archive, "Keep owners");
        copy->add_flag("--follow-link", s.followLink, "Follow the source when it is a symlink");
        copy->add_option("source", s.source, "A path, or -")->required();
        copy->add_option("target", s.target, "A path, or -")->required();
    }
    CLI::App *measure = app.add_subcommand("measure", "Count the bytes below folders");
    measure->add_option("folders", s.names, "Folders")->required();
    CLI::App *fsck = app.add_subcommand("fsck", "Compare everything in the store with its digest");
    fsck->add_flag("--repair", s.repair, "Get again what is broken");
    addBrowseCommands(app, s);
}

bool isStoreCommand(const std::string &name)
{
    static const std::set<std::string> names = {"save",    "export",  "diff",    "commit",
                                                "copy-to", "measure", "copy-from", "fsck"};
    return names.contains(name) || isBrowseCommand(name);
}

Result<std::string> runStoreCommand(const Options &options, StoreOptions &s)
{
    for (const int fd : {s.outputFd, s.rootFd, s.streamFd}) {
        if (fd >= 0)
            ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    for (const std::string &mount : s.mounts) {
        const std::size_t equals = mount.find("=/"); // the source is absolute
        if (equals == std::string::npos)
            return fail(Errc::InvalidArgument, mount, "not TARGET=SOURCE");
        const bool readOnly = mount.starts_with("ro:");
        const std::size_t from = readOnly ? 3 : 0;
        s.layers.mounts.push_back({mount.substr(from, equals - from), mount.substr(equals + 1), readOnly});
    }
    const Paths paths = TARE_TRY(Paths::resolve(options.root, options.state));
    Store store = TARE_TRY(Store::open(paths));
    TARE_CHECK(store.cleanUp());
    if (options.command == "save")
        return save(store, options, s);
    if (options.command == "export")
        return exportTree(store, options, s);
    if (options.command == "diff")
        return diff(store, options, s);
    if (options.command == "commit")
        return commit(store, options, s);
    if (options.command == "measure")
        return measure(s);
    if (options.command == "fsck")
        return fsck(store, options, s);
    if (isBrowseCommand(options.command)) {
        const View view = changesFiles(options.command) ? View::Writable : View::ReadOnly;
        return withRoot(store, s, view, [&](int root) { return runBrowseCommand(options, s, root); });
    }
    return copy(store, options, s);
}

} // namespace tare::image::program
