// SPDX-License-Identifier: GPL-3.0-or-later
// The file of a layer's index from a hostile disk, with a checksum that is right: it is refused, or everything that is
// made of it stays within it.
#include "core/image/inspect/comparison.h"
#include "core/image/inspect/image_contents.h"
#include "core/image/inspect/index_hash.h"
#include "core/image/inspect/layer_index.h"

#include <algorithm>
#include <cstring>

using namespace tare;
using namespace tare::image;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string diffId = "sha256:" + std::string(64, 'a');
    if (size < sizeof(IndexHeader) || size > (1U << 20U))
        return 0;
    std::unique_ptr<std::byte[]> bytes(new std::byte[size]);
    std::memcpy(bytes.get(), data, size);
    IndexHeader header;
    std::memcpy(&header, bytes.get(), sizeof header);
    header.magic = indexMagic;
    header.version = indexVersion;
    header.fileSize = size;
    header.diffId = {};
    std::copy(diffId.begin(), diffId.end(), header.diffId.begin());
    std::memcpy(bytes.get(), &header, sizeof header);
    constexpr std::size_t summed = offsetof(IndexHeader, hashKey);
    header.checksum = checksum(bytes.get() + summed, size - summed);
    std::memcpy(bytes.get(), &header, sizeof header);
    const auto index = LayerIndex::parse(std::move(bytes), size, diffId);
    if (!index)
        return 0;
    ImageParts parts;
    parts.layers = {{diffId, "layer", 1, *index}, {diffId, "layer", 1, *index}, {diffId, "layer", 1, *index}};
    const auto contents = ImageContents::create(std::move(parts));
    if (!contents)
        return 0;
    for (const bool changes : {false, true}) {
        const auto tree = (*contents)->tree({1, std::nullopt, changes, true});
        for (NodeId id = 0; id < tree->idLimit(); ++id) {
            (void)tree->node(id);
            (void)tree->details(id);
            (void)tree->resolve(tree->path(id) + "/..");
            (void)tree->children(id, SortBy::Size);
        }
        (void)tree->search({"a*", false, 100});
        (void)tree->largest(5);
    }
    (void)(*contents)->waste();
    (void)compareImages(**contents, **contents);
    return 0;
}
