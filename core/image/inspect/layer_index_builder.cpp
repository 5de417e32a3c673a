// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/layer_index_builder.h"

#include "core/base/strings.h"
#include "core/image/inspect/index_hash.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <limits>

namespace tare::image {
namespace {

constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();

tl::unexpected<Error> tooMuch(const char *what)
{
    return fail(Errc::TooLarge, "layer index", std::string("too many ") + what);
}

std::int64_t nanoseconds(const timespec &t)
{
    constexpr std::int64_t second = 1'000'000'000;
    constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max() / second - 1;
    return std::clamp<std::int64_t>(t.tv_sec, -limit, limit) * second +
           std::clamp<std::int64_t>(t.tv_nsec, 0, second - 1);
}

NodeType typeOf(TarEntry::Type type)
{
    switch (type) {
    case TarEntry::Type::Folder:
        return NodeType::Folder;
    case TarEntry::Type::Symlink:
        return NodeType::Symlink;
    case TarEntry::Type::Fifo:
        return NodeType::Fifo;
    case TarEntry::Type::CharDevice:
        return NodeType::CharDevice;
    case TarEntry::Type::BlockDevice:
        return NodeType::BlockDevice;
    default:
        return NodeType::File;
    }
}

std::size_t hashOf(std::uint32_t parent, std::string_view name)
{
    return static_cast<std::size_t>(checksum(name.data(), name.size()) ^ (parent * 0x9E3779B97F4A7C15ULL));
}

// As in layer/entry_path.h, on views.
Result<std::vector<std::string_view>> partsOf(std::string_view path, const std::string &shown)
{
    if (path.size() > 4096)
        return fail(Errc::TooLarge, shown.substr(0, 100) + "…",
                    "a path of " + std::to_string(path.size()) + " bytes");
    if (path.starts_with('/'))
        return fail(Errc::UnsafePath, shown, "the path is absolute");
    std::vector<std::string_view> out;
    for (const std::string_view part : split(path, '/')) {
        if (part.empty() || part == ".")
            continue;
        if (part == "..") {
            if (out.empty())
                return fail(Errc::UnsafePath, shown, "it climbs out of the layer with ..");
            out.pop_back();
            continue;
        }
        if (part.size() > 255 || part.find('\0') != std::string_view::npos)
            return fail(Errc::TooLarge, shown.substr(0, 100), "a file name longer than 255 bytes");
        out.push_back(part);
    }
    return out;
}

} // namespace

LayerIndexBuilder::LayerIndexBuilder() : m_names(1, '\0')
{
    m_owners.push_back({0755, 0, 0, 0});
    Slot root;
    root.flags = IndexImplied;
    m_nodes.push_back(root);
    m_table.assign(1024, 0);
}

Result<std::uint32_t> LayerIndexBuilder::text(std::string_view bytes)
{
    if (m_names.size() > most - bytes.size())
        return tooMuch("names");
    const auto at = static_cast<std::uint32_t>(m_names.size());
    m_names.append(bytes.substr(0, bytes.find('\0')));
    m_names += '\0';
    return at;
}

Result<std::uint32_t> LayerIndexBuilder::owner(const TarEntry &e)
{
    std::string set;
    for (const auto &[key, value] : e.xattrs) {
        for (const std::string &one : {std::cref(key), std::cref(value)}) {
            const auto size = static_cast<std::uint32_t>(one.size());
            set.append(reinterpret_cast<const char *>(&size), sizeof size);
            set += one;
        }
    }
    IndexOwner o{static_cast<std::uint32_t>(e.mode), static_cast<std::uint32_t>(e.uid),
                 static_cast<std::uint32_t>(e.gid), 0};
    if (!set.empty()) {
        const auto [it, isNew] = m_attributeOf.try_emplace(set, 0);
        if (isNew) {
            if (m_attributes.size() > most - set.size() - 8)
                return tooMuch("attributes");
            it->second = 1 + static_cast<std::uint32_t>(m_attributes.size());
            const auto size = static_cast<std::uint32_t>(set.size());
            m_attributes.append(reinterpret_cast<const char *>(&size), sizeof size);
            m_attributes += set;
        }
        o.attributes = it->second;
    }
    const IndexOwner &last = m_owners.back();
    if (std::memcmp(&last, &o, sizeof o) == 0)
        return static_cast<std::uint32_t>(m_owners.size() - 1);
    const auto [it, isNew] = m_ownerOf.try_emplace(std::string(reinterpret_cast<const char *>(&o), sizeof o),
                                                   static_cast<std::uint32_t>(m_owners.size()));
    if (isNew)
        m_owners.push_back(o);
    return it->second;
}

void LayerIndexBuilder::grow()
{
    m_table.assign(m_table.size() * 2, 0);
    for (std::uint32_t n = 1; n < m_nodes.size(); ++n) {
        if (m_nodes[n].dead)
            continue;
        std::size_t at = hashOf(m_nodes[n].parent, nameAt(m_nodes[n].name)) & (m_table.size() - 1);
        while (m_table[at] != 0)
            at = (at + 1) & (m_table.size() - 1);
        m_table[at] = n;
    }
}

std::uint32_t LayerIndexBuilder::find(std::uint32_t parent, std::string_view name) const
{
    for (std::size_t at = hashOf(parent, name) & (m_table.size() - 1); m_table[at] != 0;
         at = (at + 1) & (m_table.size() - 1)) {
        const Slot &slot = m_nodes[m_table[at]];
        if (!slot.dead && slot.parent == parent && nameAt(slot.name) == name)
            return m_table[at];
    }
    return noNode;
}

Result<std::uint32_t> LayerIndexBuilder::make(std::uint32_t parent, std::string_view name)
{
    if (m_nodes.size() >= most)
        return tooMuch("files");
    if (m_nodes.size() * 2 > m_table.size())
        grow();
    Slot slot;
    slot.parent = parent;
    slot.name = TARE_TRY(text(name));
    const auto n = static_cast<std::uint32_t>(m_nodes.size());
    m_nodes.push_back(slot);
    std::size_t at = hashOf(parent, name) & (m_table.size() - 1);
    while (m_table[at] != 0)
        at = (at + 1) & (m_table.size() - 1);
    m_table[at] = n;
    return n;
}

void LayerIndexBuilder::bury(std::uint32_t folder)
{
    // Children come after their parents.
    std::vector<bool> below(m_nodes.size(), false);
    below[folder] = true;
    for (std::uint32_t n = folder + 1; n < m_nodes.size(); ++n) {
        if (!m_nodes[n].dead && below[m_nodes[n].parent]) {
            below[n] = true;
            m_nodes[n].dead = true;
            m_group.erase(n);
        }
    }
}

Result<std::uint32_t> LayerIndexBuilder::folder(const std::vector<std::string_view> &parts,
                                                const std::string &shown)
{
    std::uint32_t at = 0;
    std::deque<std::string> todo(parts.begin(), parts.end());
    int links = 0;
    while (!todo.empty()) {
        const std::string part = std::move(todo.front());
        todo.pop_front();
        if (part.empty() || part == ".")
            continue;
        if (part == "..") {
            if (at == 0)
                return fail(Errc::UnsafePath, shown, "a symlink on its way climbs out of the layer");
            at = m_nodes[at].parent;
            continue;
        }
        std::uint32_t next = find(at, part);
        if (next == noNode) {
            next = TARE_TRY(make(at, part));
            m_nodes[next].flags = IndexImplied;
            m_nodes[next].owner = 0;
        }
        Slot &slot = m_nodes[next];
        if ((slot.flags & IndexNoEntry) != 0) { // a whiteout, and now a folder too
            slot.flags = static_cast<std::uint8_t>((slot.flags & IndexHides) | IndexImplied);
            slot.owner = 0;
        }
        const auto type = static_cast<NodeType>(slot.flags & IndexTypeMask);
        if (type == NodeType::Folder) {
            at = next;
            continue;
        }
        if (type != NodeType::Symlink)
            return fail(Errc::UnsafePath, shown, part + " on its way is not a folder");
        if (++links > 40)
            return fail(Errc::UnsafePath, shown, "too many symlinks on its way");
        const std::string_view target = nameAt(slot.extra);
        if (todo.size() > 4096)
            return fail(Errc::TooLarge, shown, "the target of symlink " + part + " is too long");
        if (target.starts_with('/'))
            at = 0;
        const auto pieces = split(target, '/');
        for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece)
            todo.emplace_front(*piece);
    }
    return at;
}

Status LayerIndexBuilder::hardLink(std::uint32_t node, const TarEntry &e)
{
    const auto parts = partsOf(e.target, e.target);
    if (!parts)
        return fail(parts.error().code, e.path,
                    "a hard link to " + e.target + ", which leads out of the layer");
    if (parts->empty())
        return fail(Errc::CorruptArchive, e.path, "a hard link to the root");
    std::uint32_t source = 0;
    for (const std::string_view part : *parts) {
        source = find(source, part);
        if (source == noNode)
            break;
    }
    if (source == noNode) {
        // The way may lead through symlinks of this layer; nothing is left behind when it leads nowhere.
        const std::size_t before = m_nodes.size();
        const auto in = folder({parts->begin(), parts->end() - 1}, e.path);
        source = in && m_nodes.size() == before ? find(*in, parts->back()) : noNode;
        for (std::size_t n = before; n < m_nodes.size(); ++n)
            m_nodes[n].dead = true;
    }
    Slot &slot = m_nodes[node];
    if (source == node)
        return {};
    if (source == noNode || (m_nodes[source].flags & IndexNoEntry) != 0) {
        std::string path;
        for (const std::string_view part : *parts)
            path += (path.empty() ? "" : "/") + std::string(part);
        const std::uint32_t at = TARE_TRY(text(path));
        m_nodes[node].extra = at;
        m_nodes[node].flags =
            static_cast<std::uint8_t>((m_nodes[node].flags & IndexHides) | static_cast<int>(NodeType::File));
        return {};
    }
    const Slot from = m_nodes[source];
    if ((from.flags & IndexTypeMask) == static_cast<int>(NodeType::Folder))
        return fail(Errc::CorruptArchive, e.path, "a hard link to the folder " + e.target);
    slot.owner = from.owner;
    slot.extra = from.extra;
    slot.size = from.size;
    slot.modified = from.modified;
    slot.hash = from.hash;
    slot.flags = static_cast<std::uint8_t>((slot.flags & IndexHides) | (from.flags & IndexTypeMask));
    const auto [it, isNew] = m_group.try_emplace(source, m_groups);
    if (isNew)
        ++m_groups;
    m_group[node] = it->second;
    return {};
}

Status LayerIndexBuilder::add(const TarEntry &e, std::uint64_t contentHash)
{
    ++m_entries;
    std::vector<std::string_view> parts = TARE_TRY(partsOf(e.path, e.path));
    if (parts.empty()) {
        if (e.type != TarEntry::Type::Folder)
            return fail(Errc::UnsafePath, e.path, "the root of the layer is not a folder");
        m_nodes[0].owner = TARE_TRY(owner(e));
        m_nodes[0].modified = nanoseconds(e.modified);
        m_nodes[0].flags &= static_cast<std::uint8_t>(~IndexImplied);
        return {};
    }
    std::string_view name = parts.back();
    parts.pop_back();
    for (const std::string_view part : parts) {
        if (part.starts_with(".wh..wh.")) // inside AUFS's own folders
            return {};
    }
    const bool opaque = name == ".wh..wh..opq";
    if (!opaque && name.starts_with(".wh..wh."))
        return {};
    const bool whiteout = !opaque && name.starts_with(".wh.");
    if (whiteout)
        name.remove_prefix(4);
    if (whiteout && (name.empty() || name == "." || name == ".."))
        return fail(Errc::UnsafePath, e.path, "a whiteout that hides no file");
    auto in = folder(parts, e.path);
    if (!in && whiteout)
        return {}; // nothing is there to hide
    const std::uint32_t parent = TARE_TRY(std::move(in));
    if (opaque) {
        m_nodes[parent].flags |= IndexOpaque;
        return {};
    }
    std::uint32_t node = find(parent, name);
    if (node == noNode) {
        node = TARE_TRY(make(parent, name));
        m_nodes[node].flags = IndexNoEntry | static_cast<int>(NodeType::File);
    }
    if (whiteout) {
        m_nodes[node].flags |= IndexHides;
        return {};
    }
    const bool wasFolder = (m_nodes[node].flags & (IndexTypeMask | IndexNoEntry)) == 0;
    if (wasFolder && e.type != TarEntry::Type::Folder)
        bury(node);
    m_group.erase(node);
    if (e.type == TarEntry::Type::HardLink)
        return hardLink(node, e);
    std::uint32_t extra = 0;
    if (e.type == TarEntry::Type::Symlink) {
        if (e.target.empty() || e.target.size() > 4095)
            return fail(Errc::CorruptArchive, e.path, "a symlink to nothing, or too long");
        extra = TARE_TRY(text(e.target));
    }
    const std::uint32_t owned = TARE_TRY(owner(e));
    Slot &slot = m_nodes[node];
    const bool device = e.type == TarEntry::Type::CharDevice || e.type == TarEntry::Type::BlockDevice;
    const auto kept = static_cast<std::uint8_t>(slot.flags & (IndexHides | (wasFolder ? IndexOpaque : 0)));
    slot.flags = static_cast<std::uint8_t>(kept | static_cast<std::uint8_t>(typeOf(e.type)));
    slot.owner = owned;
    slot.extra = extra;
    slot.size = e.type == TarEntry::Type::File ? std::max<std::int64_t>(e.size, 0) : 0;
    slot.modified = nanoseconds(e.modified);
    slot.hash = device ? e.device : e.type == TarEntry::Type::File ? contentHash : 0;
    return {};
}

} // namespace tare::image
