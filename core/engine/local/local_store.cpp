// SPDX-License-Identifier: GPL-3.0-or-later
// The store as a whole: saving, history, pruning, how much it holds, whether it is sound.
#include "core/base/file.h"
#include "core/base/scope_exit.h"
#include "core/base/strings.h"
#include "core/engine/local/image_helper.h"
#include "core/engine/local/local_engine.h"
#include "core/engine/local/output_file.h"
#include "core/image/partial_blob.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace tare::local {
namespace {

std::string textOf(const nlohmann::json &object, const char *key)
{
    return object.contains(key) && object.at(key).is_string() ? object.at(key).get<std::string>() : std::string();
}

std::int64_t numberOf(const nlohmann::json &object, const char *key)
{
    return object.contains(key) && object.at(key).is_number_integer() ? object.at(key).get<std::int64_t>() : 0;
}

} // namespace

Status LocalEngine::saveImages(const std::vector<std::string> &namesOrIds, const std::string &file,
                               const SaveOptions &options, const ProgressSink &progress, const CancelToken &cancel)
{
    for (const std::string &name : namesOrIds)
        TARE_TRY(m_images.find(name));
    OutputFile output = TARE_TRY(OutputFile::create(file));
    HelperCall call;
    call.command = {"save", "--output-fd=3"};
    if (options.ociArchive)
        call.command.emplace_back("--format=oci-archive");
    call.command.emplace_back("--");
    call.command.insert(call.command.end(), namesOrIds.begin(), namesOrIds.end());
    call.fds.emplace_back(output.fd(), 3);
    TARE_TRY(callImageHelper(m_store.paths(), call, progress, cancel));
    return output.finish();
}

Result<std::vector<HistoryLine>> LocalEngine::history(const std::string &nameOrId)
{
    const image::StoredImage image = TARE_TRY(m_images.find(nameOrId));
    const std::vector<std::int64_t> sizes = m_images.layerSizes(image);
    std::vector<HistoryLine> out;
    std::size_t layer = 0;
    const auto takeLayer = [&](HistoryLine &line) {
        if (layer < sizes.size()) {
            line.layer = image.config.diffIds[layer].text();
            line.size = sizes[layer++];
        }
    };
    for (const oci::History &h : image.config.history) {
        HistoryLine &line = out.emplace_back();
        line.created = h.created;
        line.createdBy = h.createdBy;
        line.comment = h.comment;
        line.author = h.author;
        line.emptyLayer = h.emptyLayer;
        if (!h.emptyLayer)
            takeLayer(line);
    }
    // An image's history is optional; its layers are not.
    while (layer < sizes.size()) {
        HistoryLine &line = out.emplace_back();
        line.created = image.config.created;
        takeLayer(line);
    }
    std::reverse(out.begin(), out.end());
    for (HistoryLine &line : out)
        line.id = "<missing>";
    if (!out.empty()) {
        out.front().id = image.id.text();
        out.front().names = image.names;
    }
    return out;
}

Result<Pruned> LocalEngine::pruneImages(const PruneOptions &options)
{
    if (!options.dryRun) // of containers that removed themselves
        TARE_CHECK(m_images.letGo([this] { return usesOfImages(); }));
    const auto uses = imageUses();
    std::vector<oci::Digest> going;
    Pruned out;
    for (const image::StoredImage &image : TARE_TRY(m_images.list())) {
        const bool wanted = !uses.contains(image.id.text()) && (options.all || image.names.empty()) &&
                            fitsPrune(options, image.config.created, image.config.labels);
        if (!wanted)
            continue;
        going.push_back(image.id);
        out.ids.push_back(image.id.text());
    }
    image::Removal removal = TARE_TRY(m_images.removeImages(going, options.dryRun));
    out.lines = std::move(removal.lines);
    out.reclaimed = removal.bytes;
    if (!options.until && options.labels.empty() && options.notLabels.empty()) { // a broken pull has neither
        const Paths &paths = m_store.paths();
        const image::PartialDownloads partial =
            options.dryRun ? image::partialDownloads(paths) : image::removePartialDownloads(paths);
        out.partialDownloads = partial.count;
        out.reclaimed += partial.bytes;
    }
    return out;
}

Result<Pruned> LocalEngine::pruneContainers(const PruneOptions &options)
{
    Pruned out;
    for (const ContainerUsage &usage : TARE_TRY(containerUsage())) {
        const Container &c = usage.container;
        const bool stopped = c.status == ContainerStatus::Created || c.status == ContainerStatus::Exited ||
                             c.status == ContainerStatus::Dead;
        if (!stopped || !fitsPrune(options, c.created, c.labels))
            continue;
        if (!options.dryRun && !remove(c.id, false)) // started or removed meanwhile
            continue;
        out.ids.push_back(c.id);
        out.lines.push_back(c.id);
        out.reclaimed += usage.written;
    }
    return out;
}

Result<std::vector<ContainerUsage>> LocalEngine::containerUsage()
{
    std::vector<ContainerUsage> out;
    std::vector<std::string> folders;
    for (Container &c : TARE_TRY(containers())) {
        folders.push_back(m_store.paths().container(c.id) + "/upper");
        out.push_back({std::move(c), 0});
    }
    const auto bytes = TARE_TRY(measureFolders(m_store.paths(), folders));
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i].written = bytes[i];
    return out;
}

Result<DiskUsage> LocalEngine::diskUsage()
{
    DiskUsage out;
    out.images = TARE_TRY(images());
    out.containers = TARE_TRY(containerUsage());
    std::vector<std::string> folders;
    for (Volume &volume : TARE_TRY(m_volumes.list())) {
        folders.push_back(volume.mountpoint);
        out.volumes.push_back({std::move(volume), 0});
    }
    const auto sizes = TARE_TRY(measureFolders(m_store.paths(), folders));
    for (std::size_t i = 0; i < out.volumes.size(); ++i)
        out.volumes[i].bytes = sizes[i];
    const image::StoreBytes bytes = m_images.bytes();
    out.layers = bytes.layers;
    out.blobs = bytes.blobs;
    PruneOptions all;
    all.all = true;
    all.dryRun = true;
    out.partialDownloads = image::partialDownloads(m_store.paths()).bytes;
    out.reclaimableLayers =
        std::max<std::int64_t>(TARE_TRY(pruneImages(all)).reclaimed - out.partialDownloads, 0);
    for (const ContainerUsage &c : out.containers) {
        if (c.container.pid == 0)
            out.reclaimableWritten += c.written;
    }
    return out;
}

Result<StoreReport> LocalEngine::checkStore(bool repair, const ProgressSink &progress, const CancelToken &cancel)
{
    HelperCall call;
    call.command = {"fsck"};
    if (repair)
        call.command.emplace_back("--repair");
    const std::string text = TARE_TRY(callImageHelper(m_store.paths(), call, progress, cancel));
    const auto result = nlohmann::json::parse(text, nullptr, false);
    StoreReport out;
    out.images = numberOf(result, "images");
    out.blobs = numberOf(result, "blobs");
    out.layers = numberOf(result, "layers");
    out.bytes = numberOf(result, "bytes");
    if (!result.contains("faults") || !result.at("faults").is_array())
        return fail(Errc::Internal, "fsck", "tare-image gave no list of faults");
    for (const auto &fault : result.at("faults")) {
        if (fault.is_object())
            out.faults.push_back({textOf(fault, "digest"), textOf(fault, "image"), textOf(fault, "what"),
                                  fault.value("repaired", false), fault.value("repairable", false)});
    }
    return out;
}

} // namespace tare::local
