// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/lower_indexes.h"

#include "core/base/strings.h"
#include "core/image/inspect/layer_index_builder.h"

#include <deque>
#include <map>
#include <sys/sysmacros.h>

namespace tare::image {
namespace {

using Names = std::vector<std::string>;

Names namesOf(const LayerIndex &index, std::uint32_t node)
{
    Names out;
    for (; node != 0; node = index.parent(node))
        out.insert(out.begin(), std::string(index.name(node)));
    return out;
}

bool isFolder(const LayerIndex &index, std::uint32_t node)
{
    return index.type(node) == NodeType::Folder &&
           (index.flags(node) & (IndexNoEntry | IndexHides)) != (IndexNoEntry | IndexHides);
}

// Where `names` of layer `n` really is: symlinks of the layers below are followed (the layer's own were, by
// its builder).
std::optional<Names> realPlace(const IndexList &layers, std::size_t n, const Names &names)
{
    std::deque<std::string> todo(names.begin(), names.end());
    Names at;
    int links = 0;
    while (!todo.empty()) {
        const std::string part = std::move(todo.front());
        todo.pop_front();
        if (part.empty() || part == ".")
            continue;
        if (part == "..") {
            if (at.empty())
                return std::nullopt;
            at.pop_back();
            continue;
        }
        at.push_back(part);
        const auto below = lookBelow(layers, n, at);
        if (!below || layers[below->layer]->type(below->node) != NodeType::Symlink)
            continue;
        if (++links > 40 || todo.size() > 4096)
            return std::nullopt;
        const std::string_view target = layers[below->layer]->target(below->node);
        at.pop_back();
        if (target.starts_with('/'))
            at.clear();
        const auto pieces = split(target, '/');
        for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece)
            todo.emplace_front(*piece);
    }
    return at;
}

std::string joined(const Names &names, const std::string &last = {})
{
    std::string out = join(names, "/");
    return last.empty() ? out : out.empty() ? last : out + "/" + last;
}

TarEntry entryOf(const LayerIndex &index, std::uint32_t n)
{
    TarEntry e;
    switch (index.type(n)) {
    case NodeType::Folder:
        e.type = TarEntry::Type::Folder;
        break;
    case NodeType::File:
        e.type = TarEntry::Type::File;
        break;
    case NodeType::Symlink:
        e.type = TarEntry::Type::Symlink;
        break;
    case NodeType::CharDevice:
        e.type = TarEntry::Type::CharDevice;
        break;
    case NodeType::BlockDevice:
        e.type = TarEntry::Type::BlockDevice;
        break;
    case NodeType::Fifo:
        e.type = TarEntry::Type::Fifo;
        break;
    }
    const IndexOwner &owner = index.owner(n);
    e.mode = owner.mode;
    e.uid = owner.uid;
    e.gid = owner.gid;
    e.size = index.size(n);
    constexpr std::int64_t second = 1'000'000'000;
    std::int64_t whole = index.modified(n) / second;
    std::int64_t rest = index.modified(n) % second;
    if (rest < 0) {
        --whole;
        rest += second;
    }
    e.modified = {static_cast<time_t>(whole), static_cast<long>(rest)};
    e.target = index.target(n);
    const IndexDevice device = index.device(n);
    e.device = makedev(device.major, device.minor);
    e.xattrs = index.attributes(n);
    return e;
}

// The same layer with folders moved: from a node to the names of its new place.
Result<std::shared_ptr<const LayerIndex>> moved(const LayerIndex &index,
                                                const std::map<std::uint32_t, Names> &moves)
{
    LayerIndexBuilder builder;
    std::vector<std::string> place(index.count()); // of folders
    for (std::uint32_t n = 0; n < index.count(); ++n) {
        const auto move = moves.find(n);
        const std::string &folder = place[index.parent(n)];
        const std::string path = move != moves.end() ? joined(move->second)
                                 : n == 0            ? std::string()
                                          : (folder.empty() ? "" : folder + "/") + std::string(index.name(n));
        const std::uint8_t flags = index.flags(n);
        if (index.type(n) == NodeType::Folder)
            place[n] = path;
        if ((flags & IndexHides) != 0) {
            TarEntry whiteout;
            whiteout.path =
                (folder.empty() ? "" : folder + "/") + std::string(".wh.") + std::string(index.name(n));
            TARE_CHECK(builder.add(whiteout));
        }
        if ((flags & IndexNoEntry) == 0 && (flags & IndexImplied) == 0) {
            TarEntry e = entryOf(index, n);
            e.path = path;
            if (!index.below(n).empty()) {
                e.type = TarEntry::Type::HardLink;
                e.target = index.below(n);
            } else if (const std::uint32_t first = index.firstName(n); first != n) {
                e.type = TarEntry::Type::HardLink;
                const std::string &in = place[index.parent(first)];
                e.target = (in.empty() ? "" : in + "/") + std::string(index.name(first));
            }
            TARE_CHECK(builder.add(e, index.hash(n)));
        }
        if ((flags & IndexOpaque) != 0) {
            TarEntry opaque;
            opaque.path = (path.empty() ? "" : path + "/") + ".wh..wh..opq";
            TARE_CHECK(builder.add(opaque));
        }
    }
    for (const PackageDatabase &d : index.packages())
        builder.addDatabase(d);
    IndexBytes out =
        TARE_TRY(builder.finish({index.diffId(), index.header().tarSize, index.header().hashKey}));
    return LayerIndex::parse(std::move(out.bytes), out.size, index.diffId());
}

} // namespace

std::optional<IndexPlace> lookBelow(const IndexList &layers, std::size_t count,
                                    std::span<const std::string> parts)
{
    for (std::size_t l = count; l-- > 0;) {
        const LayerIndex &index = *layers[l];
        std::uint32_t at = 0;
        bool hidesRest = false;
        bool here = true;
        for (const std::string &part : parts) {
            if (!isFolder(index, at))
                return std::nullopt; // a file stands where a folder would be
            hidesRest = hidesRest || index.has(at, IndexOpaque) || (at != 0 && index.has(at, IndexHides));
            const std::uint32_t next = index.child(at, part);
            if (next == noNode) {
                here = false;
                break;
            }
            if ((index.flags(next) & (IndexNoEntry | IndexHides)) == (IndexNoEntry | IndexHides))
                return std::nullopt;
            at = next;
        }
        if (here && !index.has(at, IndexNoEntry))
            return IndexPlace{static_cast<std::uint16_t>(l), at};
        if (hidesRest)
            return std::nullopt;
    }
    return std::nullopt;
}

Result<IndexList> followLowerLinks(IndexList layers)
{
    for (std::size_t l = 1; l < layers.size(); ++l) {
        const LayerIndex &index = *layers[l];
        std::map<std::uint32_t, Names> moves;
        for (std::uint32_t n = 1; n < index.count(); ++n) {
            const bool implied =
                index.has(n, IndexImplied) || (index.type(n) == NodeType::Folder &&
                                               index.has(n, IndexNoEntry) && !index.has(n, IndexHides));
            if (!implied)
                continue;
            bool inMoved = false;
            for (std::uint32_t up = index.parent(n); up != 0 && !inMoved; up = index.parent(up))
                inMoved = moves.contains(up);
            if (inMoved)
                continue;
            const Names names = namesOf(index, n);
            const auto below = lookBelow(layers, l, names);
            if (!below || layers[below->layer]->type(below->node) != NodeType::Symlink)
                continue;
            if (auto real = realPlace(layers, l, names))
                moves.emplace(n, std::move(*real));
        }
        if (!moves.empty())
            layers[l] = TARE_TRY(moved(index, moves));
    }
    return layers;
}

} // namespace tare::image
