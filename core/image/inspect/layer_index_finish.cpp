// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of an index, from what its builder gathered.
#include "core/image/inspect/index_hash.h"
#include "core/image/inspect/layer_index_builder.h"
#include "core/image/inspect/package_section.h"

#include <algorithm>
#include <cstring>
#include <sys/sysmacros.h>

namespace tare::image {
namespace {

constexpr std::size_t rounded(std::size_t size)
{
    return (size + 7) / 8 * 8;
}

// A folder that is there only for whiteouts below it makes no folder.
constexpr std::uint8_t carrier = IndexNoEntry | static_cast<std::uint8_t>(NodeType::Folder);

} // namespace

Result<IndexBytes> LayerIndexBuilder::finish(const About &about)
{
    const auto all = static_cast<std::uint32_t>(m_nodes.size());
    // Folders with nothing but whiteouts, deepest first (children come after their parents).
    std::vector<bool> real(all, false);
    for (std::uint32_t n = all; n-- > 1;) {
        Slot &slot = m_nodes[n];
        if (slot.dead)
            continue;
        const bool implied =
            (slot.flags & IndexImplied) != 0 && (slot.flags & (IndexOpaque | IndexHides)) == 0;
        const bool onlyWhiteout = (slot.flags & IndexNoEntry) != 0;
        if (implied && !real[n])
            slot.flags = carrier;
        else if (!onlyWhiteout)
            real[slot.parent] = true;
    }
    // Children by parent, sorted.
    std::vector<std::uint32_t> begin(all + 1, 0);
    for (std::uint32_t n = 1; n < all; ++n)
        begin[m_nodes[n].parent + 1] += m_nodes[n].dead ? 0 : 1;
    for (std::uint32_t n = 0; n < all; ++n)
        begin[n + 1] += begin[n];
    std::vector<std::uint32_t> sorted(begin[all]);
    {
        std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
        for (std::uint32_t n = 1; n < all; ++n) {
            if (!m_nodes[n].dead)
                sorted[next[m_nodes[n].parent]++] = n;
        }
    }
    for (std::uint32_t n = 0; n < all; ++n) {
        const auto first = sorted.begin() + begin[n];
        const auto last = sorted.begin() + begin[n + 1];
        auto byName = [this](std::uint32_t a, std::uint32_t b) {
            return nameAt(m_nodes[a].name) < nameAt(m_nodes[b].name);
        };
        if (!std::is_sorted(first, last, byName))
            std::sort(first, last, byName);
    }
    // Breadth first; the root's number is 0.
    std::vector<std::uint32_t> order = {0};
    order.reserve(sorted.size() + 1);
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (std::uint32_t k = begin[order[i]]; k < begin[order[i] + 1]; ++k)
            order.push_back(sorted[k]);
    }
    sorted = {};
    const auto count = static_cast<std::uint32_t>(order.size());

    std::vector<IndexPair> targets, links, below;
    std::vector<IndexDevice> devices;
    std::unordered_map<std::uint32_t, std::pair<std::uint32_t, std::uint32_t>> groups; // first node, how many
    for (const auto &[node, group] : m_group)
        ++groups[group].second;
    for (auto &[group, what] : groups)
        what.first = noNode;
    std::size_t nameBytes = 1;
    for (const std::uint32_t n : order)
        nameBytes += nameAt(m_nodes[n].name).size() + 1;
    for (std::uint32_t i = 0; i < count; ++i) {
        const Slot &s = m_nodes[order[i]];
        const auto type = static_cast<NodeType>(s.flags & IndexTypeMask);
        if ((s.flags & IndexNoEntry) != 0)
            continue;
        if (type == NodeType::Symlink)
            targets.push_back({i, s.extra});
        else if (type == NodeType::File && s.extra != 0)
            below.push_back({i, s.extra});
        else if (type == NodeType::CharDevice || type == NodeType::BlockDevice)
            devices.push_back(
                {i, static_cast<std::uint32_t>(major(s.hash)), static_cast<std::uint32_t>(minor(s.hash))});
        const auto group = m_group.find(order[i]);
        if (group == m_group.end() || groups[group->second].second < 2)
            continue;
        auto &first = groups[group->second].first;
        first = first == noNode ? i : first;
        links.push_back({i, first});
    }
    for (std::vector<IndexPair> *list : {&targets, &below}) {
        for (const IndexPair &p : *list)
            nameBytes += nameAt(p.value).size() + 1;
    }
    if (nameBytes > 0xffffffffULL)
        return fail(Errc::TooLarge, "layer index", "too many names");
    const std::string packages = packageSection(m_databases);

    IndexHeader h;
    h.magic = indexMagic;
    h.version = indexVersion;
    h.nodes = count;
    h.hashKey = about.hashKey;
    h.tarSize = about.tarSize;
    h.entries = m_entries;
    if (about.diffId.size() >= h.diffId.size())
        return fail(Errc::InvalidArgument, about.diffId, "not a digest");
    std::memcpy(h.diffId.data(), about.diffId.data(), about.diffId.size());
    const std::size_t n = count;
    const std::array<std::size_t, 16> sizes = {n,
                                               4 * n,
                                               4 * n,
                                               4 * (n + 1),
                                               4 * n,
                                               8 * n,
                                               8 * n,
                                               8 * n,
                                               m_owners.size() * sizeof(IndexOwner),
                                               nameBytes,
                                               targets.size() * sizeof(IndexPair),
                                               links.size() * sizeof(IndexPair),
                                               below.size() * sizeof(IndexPair),
                                               devices.size() * sizeof(IndexDevice),
                                               m_attributes.size(),
                                               packages.size()};
    std::size_t at = rounded(sizeof h);
    for (std::size_t s = 0; s < sizes.size(); ++s) {
        h.sections[s] = {at, sizes[s]};
        at += rounded(sizes[s]);
    }
    h.fileSize = at;
    IndexBytes out{std::unique_ptr<std::byte[]>(new std::byte[at]()), at};
    std::byte *b = out.bytes.get();
    auto column = [&]<class T>(IndexSection section, T *) {
        return reinterpret_cast<T *>(b + h.sections[section].offset);
    };

    char *names = column(SectionNames, static_cast<char *>(nullptr));
    std::uint32_t nameAtEnd = 1; // the first is the root's, empty
    auto putName = [&](std::string_view name) {
        const std::uint32_t where = nameAtEnd;
        std::memcpy(names + where, name.data(), name.size());
        nameAtEnd += static_cast<std::uint32_t>(name.size()) + 1;
        return where;
    };
    std::vector<std::uint32_t> place(all, 0);
    for (std::uint32_t i = 0; i < count; ++i)
        place[order[i]] = i;
    auto *flags = column(SectionFlags, static_cast<std::uint8_t *>(nullptr));
    auto *parent = column(SectionParent, static_cast<std::uint32_t *>(nullptr));
    auto *name = column(SectionName, static_cast<std::uint32_t *>(nullptr));
    auto *firstChild = column(SectionFirstChild, static_cast<std::uint32_t *>(nullptr));
    auto *owner = column(SectionOwner, static_cast<std::uint32_t *>(nullptr));
    auto *size = column(SectionSize, static_cast<std::int64_t *>(nullptr));
    auto *modified = column(SectionModified, static_cast<std::int64_t *>(nullptr));
    auto *hash = column(SectionHash, static_cast<std::uint64_t *>(nullptr));
    std::uint32_t next = 1;
    for (std::uint32_t i = 0; i < count; ++i) {
        const Slot &s = m_nodes[order[i]];
        flags[i] = s.flags;
        parent[i] = place[s.parent];
        name[i] = i == 0 ? 0 : putName(nameAt(s.name));
        firstChild[i] = next;
        next += begin[order[i] + 1] - begin[order[i]];
        owner[i] = s.owner;
        const bool file = (s.flags & (IndexTypeMask | IndexNoEntry)) == static_cast<int>(NodeType::File);
        size[i] = file ? s.size : 0;
        modified[i] = s.modified;
        hash[i] = file ? s.hash : 0;
        h.fileBytes += size[i];
    }
    firstChild[count] = next;
    for (const IndexPair &p : links) {
        flags[p.node] |= IndexLinked;
        h.fileBytes -= p.node != p.value ? size[p.node] : 0; // counted once
    }
    for (std::vector<IndexPair> *list : {&targets, &below}) {
        for (IndexPair &p : *list)
            p.value = putName(nameAt(p.value));
    }
    auto copy = [&](IndexSection section, const void *from) {
        if (h.sections[section].size > 0)
            std::memcpy(b + h.sections[section].offset, from,
                        static_cast<std::size_t>(h.sections[section].size));
    };
    copy(SectionOwners, m_owners.data());
    copy(SectionTargets, targets.data());
    copy(SectionLinks, links.data());
    copy(SectionBelow, below.data());
    copy(SectionDevices, devices.data());
    copy(SectionAttributes, m_attributes.data());
    copy(SectionPackages, packages.data());
    std::memcpy(b, &h, sizeof h);
    constexpr std::size_t summed = offsetof(IndexHeader, hashKey);
    h.checksum = checksum(b + summed, at - summed);
    std::memcpy(b, &h, sizeof h);
    return out;
}

} // namespace tare::image
