// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/container/commit.h"

#include "core/base/file.h"
#include "core/base/time.h"
#include "core/image/archive/changes.h"
#include "core/image/container/changes.h"
#include "core/image/container/tree_walk.h"
#include "core/image/image_draft.h"
#include "core/oci/media_type.h"

#include <fcntl.h>
#include <nlohmann/json.hpp>

namespace tare::image {
namespace {

using Json = nlohmann::ordered_json;

// Opened once and walked by descriptors: a path of the container's layer, part by part.
Result<UniqueFd> folderAt(int root, const std::string &path)
{
    UniqueFd at(::openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t from = 0; at && from < path.size();) {
        const std::size_t end = std::min(path.find('/', from), path.size());
        at.reset(::openat(at.get(), path.substr(from, end - from).c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        from = end + 1;
    }
    if (!at)
        return failSystem("open", path);
    return at;
}

Status writeChanges(int upper, const std::vector<Change> &changes, ByteSink &sink, const CancelToken &cancel)
{
    TarSink tar(sink);
    TreeWalk walk(tar, {false, cancel});
    for (const Change &change : changes) {
        const std::size_t slash = change.path.rfind('/');
        const std::string folder = slash == std::string::npos ? std::string() : change.path.substr(0, slash);
        const std::string name = change.path.substr(slash == std::string::npos ? 0 : slash + 1);
        if (change.kind == Change::Kind::Removed) {
            TarEntry whiteout;
            whiteout.path = (folder.empty() ? "" : folder + "/") + std::string(".wh.") + name;
            TARE_CHECK(tar.add(whiteout, nullptr));
            continue;
        }
        const UniqueFd parent = TARE_TRY(folderAt(upper, folder));
        TARE_TRY(walk.addOne(parent.get(), name, change.path));
    }
    return tar.finish();
}

Result<DraftLayer> makeLayer(WorkFolder &work, int upper, const std::vector<Change> &changes, oci::Digest &diffId,
                             const UnpackOptions &options)
{
    DraftLayer out;
    out.file = work.fresh("blob-");
    const UniqueFd fd = TARE_TRY(openFile(out.file, O_WRONLY | O_CREAT | O_EXCL));
    oci::Hasher diffHash, blobHash;
    std::int64_t diffBytes = 0;
    Sink sink = hashingSink(fileSink(fd.get(), "the new layer", options.cancel), blobHash, out.descriptor.size);
    sink = hashingSink(gzipSink(std::move(sink)), diffHash, diffBytes);
    TARE_CHECK(writeChanges(upper, changes, *sink, options.cancel));
    TARE_CHECK(sink->finish());
    diffId = diffHash.finish();
    out.descriptor.digest = blobHash.finish();
    out.descriptor.mediaType = oci::media::ociLayerGzip;
    return out;
}

} // namespace

Result<StoredImage> commitContainer(Store &store, const CommitRequest &request, const UnpackOptions &options)
{
    const StoredImage base = TARE_TRY(store.findHeld(request.image));
    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));
    TARE_CHECK(makeDirs(work.file("empty"), 0700));
    TARE_CHECK(enterPrivateMounts());
    const std::string place = store.paths().root + "/rootfs";
    TARE_CHECK(makeDirs(place, 0700));
    const UniqueFd below = TARE_TRY(openView(request.layers, View::Image, place, work.file("empty")));
    const UniqueFd upper = TARE_TRY(openFile(request.layers.upper, O_PATH | O_DIRECTORY));
    const std::vector<Change> changes = TARE_TRY(findChanges(upper.get(), below.get(), options.cancel));

    Json config = Json::parse(base.config.bytes, nullptr, false);
    if (!config.is_object())
        return fail(Errc::Internal, base.id.text(), "its configuration is no object");
    Json merged = config.contains("config") && config["config"].is_object() ? config["config"] : Json::object();
    if (const Json ran = Json::parse(request.config, nullptr, false); ran.is_object())
        merged.update(ran);
    // What the container ran, whatever the image is to run from now on: it is what made the layer.
    const Json cmd = merged["Cmd"];
    merged = Json::parse(TARE_TRY(applyChanges(request.changes, merged.dump())), nullptr, false);

    ImageDraft draft;
    for (const LayerBlob &layer : base.layers) {
        DraftLayer one;
        one.descriptor.mediaType = layer.mediaType;
        one.descriptor.digest = layer.digest;
        one.descriptor.size = layer.size;
        draft.layers.push_back(std::move(one));
    }
    const std::string created = formatTime(nowNs());
    Json history = {{"created", created}};
    if (!request.author.empty())
        history["author"] = request.author;
    std::string command;
    for (std::size_t i = 0; cmd.is_array() && i < cmd.size(); ++i)
        command += (i == 0 ? "" : " ") + (cmd[i].is_string() ? cmd[i].get<std::string>() : std::string());
    history["created_by"] = command;
    if (!request.message.empty())
        history["comment"] = request.message;
    if (changes.empty()) {
        history["empty_layer"] = true;
    } else {
        oci::Digest diffId;
        draft.layers.push_back(TARE_TRY(makeLayer(work, upper.get(), changes, diffId, options)));
        config["rootfs"]["diff_ids"].push_back(diffId.text());
    }
    config["history"].push_back(std::move(history));
    config["created"] = created;
    config["config"] = std::move(merged);
    config["container"] = request.container;
    config.erase("container_config");
    config.erase("author");
    if (!request.author.empty())
        config["author"] = request.author;

    std::string bytes = config.dump(-1, ' ', false, Json::error_handler_t::replace);
    draft.configDigest = oci::Digest::sha256(bytes);
    draft.config = TARE_TRY(oci::ImageConfig::parse(std::move(bytes)));
    if (request.name)
        draft.names = {*request.name};
    return storeDraft(store, work, draft, options);
}

Status exportRootfs(Store &store, const ContainerLayers &layers, int fd, const UnpackOptions &options)
{
    WorkFolder work = TARE_TRY(WorkFolder::create(store.paths()));
    TARE_CHECK(makeDirs(work.file("empty"), 0700));
    TARE_CHECK(enterPrivateMounts());
    const std::string place = store.paths().root + "/rootfs";
    TARE_CHECK(makeDirs(place, 0700));
    const UniqueFd root = TARE_TRY(openView(layers, View::ReadOnly, place, work.file("empty")));
    const Sink sink = fileSink(fd, "the archive", options.cancel);
    TarSink tar(*sink);
    TreeWalk walk(tar, {true, options.cancel});
    for (const std::string &name : TARE_TRY(namesIn(root.get(), "/")))
        TARE_CHECK(walk.add(root.get(), name, name));
    TARE_CHECK(tar.finish());
    return sink->finish();
}

} // namespace tare::image
