// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/contents_parts.h"

#include <unordered_set>

namespace tare::image {

std::vector<HistoryStep> historySteps(const oci::ImageConfig &config, std::size_t layers)
{
    std::vector<HistoryStep> out;
    std::size_t next = 0;
    for (const oci::History &h : config.history) {
        HistoryStep step{h.created, h.createdBy, h.comment, h.author, std::nullopt};
        if (!h.emptyLayer && next < layers)
            step.layer = next++;
        out.push_back(std::move(step));
    }
    return out;
}

namespace {

void count(const UnionTree &all, std::vector<LayerInfo> &out)
{
    std::vector<std::unordered_set<std::uint64_t>> inodes(out.size()); // bytes of one file count once a layer
    auto bytesOf = [&](const UnionTree::Event &e, std::uint16_t layer) {
        return all.linked(e) && !inodes[layer].insert(all.inode(e)).second ? 0 : all.size(e);
    };
    for (NodeId id = 1; id < all.count(); ++id) {
        const UnionTree::Event *before = nullptr;
        for (const UnionTree::Event &e : all.events(id)) {
            const UnionTree::Event *after = e.gone() ? nullptr : &e;
            LayerInfo &layer = out[e.layer];
            const bool wasFolder = before != nullptr && all.type(*before) == NodeType::Folder;
            const bool isFolder = after != nullptr && all.type(*after) == NodeType::Folder;
            if (wasFolder != isFolder || (before == nullptr) != (after == nullptr)) {
                layer.foldersAdded += isFolder ? 1 : 0;
                layer.foldersRemoved += wasFolder ? 1 : 0;
            }
            const bool wasFile = before != nullptr && !wasFolder;
            const bool isFile = after != nullptr && !isFolder;
            LayerCounts *counts = nullptr;
            if (isFile && !wasFile) {
                counts = &layer.added;
            } else if (wasFile && !isFile) {
                ++layer.removed.files;
                layer.removed.bytes += bytesOf(*before, e.layer);
            } else if (isFile) {
                const Change change = all.change(before, after);
                counts = change == Change::Changed   ? &layer.changed
                         : change == Change::Touched ? &layer.touched
                                                     : nullptr;
            }
            if (counts != nullptr) {
                ++counts->files;
                counts->bytes += bytesOf(*after, e.layer);
            }
            before = after;
        }
    }
}

} // namespace

std::vector<LayerInfo> layerInfos(const ImageParts &parts, const UnionTree &all,
                                  const std::vector<HistoryStep> &history)
{
    std::vector<LayerInfo> out;
    for (const ImageParts::Layer &layer : parts.layers) {
        const IndexHeader &header = layer.index->header();
        LayerInfo info;
        info.digest = layer.digest;
        info.diffId = layer.index->diffId();
        info.mediaType = layer.mediaType;
        info.compressedSize = layer.compressedSize;
        info.size = header.fileBytes;
        info.tarSize = header.tarSize;
        info.entries = header.entries;
        for (std::uint32_t n = 0; n < layer.index->count(); ++n) {
            info.whiteouts += layer.index->has(n, IndexHides) ? 1 : 0;
            info.opaqueFolders += layer.index->has(n, IndexOpaque) ? 1 : 0;
        }
        out.push_back(std::move(info));
    }
    for (const HistoryStep &step : history) {
        if (!step.layer)
            continue;
        LayerInfo &info = out[*step.layer];
        info.created = step.created;
        info.createdBy = step.createdBy;
        info.comment = step.comment;
        info.author = step.author;
    }
    count(all, out);
    return out;
}

} // namespace tare::image
