// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/inspect/layer_index.h"

#include "core/base/file.h"
#include "core/image/inspect/index_hash.h"
#include "core/image/inspect/package_section.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tare::image {
namespace {

constexpr std::uint64_t maxFile = 8ULL << 30U;
constexpr std::int64_t maxBytes = 16LL
                                  << 40U; // of a layer's files: sums over all layers stay far from overflow

tl::unexpected<Error> damaged(const std::string &why)
{
    return fail(Errc::CorruptArchive, "layer index", why);
}

template <class T> std::span<const T> spanAt(const std::byte *bytes, const IndexHeader::Section &s)
{
    return {reinterpret_cast<const T *>(bytes + s.offset), static_cast<std::size_t>(s.size / sizeof(T))};
}

// The entry of a node in a section that has only some; null when there is none.
template <class T> const T *entryOf(std::span<const T> section, std::uint32_t node)
{
    const auto it = std::lower_bound(section.begin(), section.end(), node,
                                     [](const T &a, std::uint32_t n) { return a.node < n; });
    return it == section.end() || it->node != node ? nullptr : &*it;
}

std::uint32_t u32At(std::span<const std::byte> bytes, std::size_t at)
{
    std::uint32_t out = 0;
    std::memcpy(&out, bytes.data() + at, sizeof out);
    return out;
}

} // namespace

Result<std::shared_ptr<const LayerIndex>> LayerIndex::open(const std::string &file, const std::string &diffId)
{
    const UniqueFd fd = TARE_TRY(openFile(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
    struct stat st
    {
    };
    if (::fstat(fd.get(), &st) != 0)
        return failSystem("look at", file);
    if (!S_ISREG(st.st_mode) || st.st_size < 0 || static_cast<std::uint64_t>(st.st_size) > maxFile)
        return damaged(file + " is no index");
    // Read rather than mapped: what has been checked cannot change afterwards.
    const auto size = static_cast<std::size_t>(st.st_size);
    std::unique_ptr<std::byte[]> bytes(new std::byte[size + 8]);
    std::size_t have = 0;
    while (have < size) {
        const ssize_t n = ::read(fd.get(), bytes.get() + have, size - have);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failSystem("read", file);
        if (n == 0)
            return damaged(file + " is shorter than it was");
        have += static_cast<std::size_t>(n);
    }
    return parse(std::move(bytes), size, diffId);
}

Result<std::shared_ptr<const LayerIndex>> LayerIndex::parse(std::unique_ptr<std::byte[]> bytes,
                                                            std::size_t size, const std::string &diffId)
{
    std::shared_ptr<LayerIndex> out(new LayerIndex());
    out->m_bytes = std::move(bytes);
    TARE_CHECK(out->check(size, diffId));
    return std::shared_ptr<const LayerIndex>(std::move(out));
}

std::string LayerIndex::diffId() const
{
    return {m_header.diffId.data(), ::strnlen(m_header.diffId.data(), m_header.diffId.size())};
}

Status LayerIndex::check(std::size_t size, const std::string &diffId)
{
    IndexHeader &h = m_header;
    if (size < sizeof h)
        return damaged("shorter than its header");
    std::memcpy(&h, m_bytes.get(), sizeof h);
    if (h.magic != indexMagic || h.version != indexVersion)
        return damaged("of another version");
    if (h.fileSize != size || h.nodes == 0 || h.nodes == noNode)
        return damaged("of another size than it says");
    constexpr std::size_t summed = offsetof(IndexHeader, hashKey);
    if (checksum(m_bytes.get() + summed, size - summed) != h.checksum)
        return damaged("its checksum is another");
    if (this->diffId() != diffId)
        return damaged("of another layer: " + this->diffId());
    if (h.tarSize < 0 || h.fileBytes < 0 || h.entries < 0)
        return damaged("negative sizes");

    const std::uint64_t n = h.nodes;
    constexpr std::array<std::uint64_t, 16> unit = {1, 4, 4, 4, 4,  8, 8, 8, sizeof(IndexOwner),
                                                    1, 8, 8, 8, 12, 1, 1};
    const std::array<std::uint64_t, 16> exact = {n, 4 * n, 4 * n, 4 * (n + 1), 4 * n, 8 * n, 8 * n, 8 * n};
    for (std::size_t s = 0; s < h.sections.size(); ++s) {
        const auto &[offset, length] = h.sections[s];
        if (offset % 8 != 0 || offset < sizeof h || offset > size || length > size - offset ||
            length % unit[s] != 0 || (s <= SectionHash && length != exact[s]))
            return damaged("a section is not where it says");
    }
    const std::byte *b = m_bytes.get();
    m_flags = spanAt<std::uint8_t>(b, h.sections[SectionFlags]);
    m_parent = spanAt<std::uint32_t>(b, h.sections[SectionParent]);
    m_name = spanAt<std::uint32_t>(b, h.sections[SectionName]);
    m_firstChild = spanAt<std::uint32_t>(b, h.sections[SectionFirstChild]);
    m_owner = spanAt<std::uint32_t>(b, h.sections[SectionOwner]);
    m_size = spanAt<std::int64_t>(b, h.sections[SectionSize]);
    m_modified = spanAt<std::int64_t>(b, h.sections[SectionModified]);
    m_hash = spanAt<std::uint64_t>(b, h.sections[SectionHash]);
    m_owners = spanAt<IndexOwner>(b, h.sections[SectionOwners]);
    m_names = reinterpret_cast<const char *>(b + h.sections[SectionNames].offset);
    m_namesSize = static_cast<std::size_t>(h.sections[SectionNames].size);
    m_targets = spanAt<IndexPair>(b, h.sections[SectionTargets]);
    m_links = spanAt<IndexPair>(b, h.sections[SectionLinks]);
    m_below = spanAt<IndexPair>(b, h.sections[SectionBelow]);
    m_devices = spanAt<IndexDevice>(b, h.sections[SectionDevices]);
    m_attributes = spanAt<std::byte>(b, h.sections[SectionAttributes]);
    if (m_namesSize == 0 || m_names[m_namesSize - 1] != '\0')
        return damaged("its names have no end");
    TARE_CHECK(checkTree());
    TARE_CHECK(checkSparse());
    const auto packages = spanAt<char>(b, h.sections[SectionPackages]);
    m_packages = TARE_TRY(readPackageSection({packages.data(), packages.size()}));
    return {};
}

Status LayerIndex::checkTree() const
{
    const std::uint32_t n = count();
    if (m_name[0] >= m_namesSize || m_parent[0] != 0 || m_firstChild[0] != 1 || m_firstChild[n] != n ||
        type(0) != NodeType::Folder || !name(0).empty())
        return damaged("it has no root");
    std::int64_t bytes = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        if (m_size[i] < 0 || m_size[i] > maxBytes - bytes)
            return damaged("its files are larger than any layer's");
        bytes += m_size[i];
        const std::uint32_t first = m_firstChild[i];
        const std::uint32_t end = m_firstChild[i + 1];
        if (first <= i || end < first || end > n || m_name[i] >= m_namesSize ||
            m_owner[i] >= m_owners.size() || m_size[i] < 0 ||
            (m_flags[i] & IndexTypeMask) > static_cast<unsigned>(NodeType::Fifo))
            return damaged("node " + std::to_string(i) + " points out of it");
        if (end > first && type(i) != NodeType::Folder)
            return damaged("node " + std::to_string(i) + " has children and is no folder");
        for (std::uint32_t c = first; c < end; ++c) {
            if (m_parent[c] != i || m_name[c] >= m_namesSize)
                return damaged("node " + std::to_string(c) + " is not its parent's child");
            const std::string_view here = name(c);
            if (here.empty() || here == "." || here == ".." || here.find('/') != std::string_view::npos)
                return damaged("node " + std::to_string(c) + " has no possible name");
            if (c > first && name(c - 1) >= here)
                return damaged("the children of " + std::to_string(i) + " are not sorted");
        }
    }
    if (m_header.fileBytes > bytes)
        return damaged("its files are smaller than it says");
    return {};
}

Status LayerIndex::checkSparse() const
{
    const std::uint32_t n = count();
    auto sorted = [n](const auto &section) {
        for (std::size_t i = 0; i < section.size(); ++i) {
            if (section[i].node >= n || (i > 0 && section[i - 1].node >= section[i].node))
                return false;
        }
        return true;
    };
    if (!sorted(m_targets) || !sorted(m_links) || !sorted(m_below) || !sorted(m_devices))
        return damaged("a table is not sorted");
    for (const IndexPair &p : m_targets) {
        if (p.value >= m_namesSize)
            return damaged("a target points out of it");
    }
    for (const IndexPair &p : m_below) {
        if (p.value >= m_namesSize)
            return damaged("a hard link points out of it");
    }
    for (const IndexPair &p : m_links) {
        if (p.value > p.node || type(p.value) == NodeType::Folder || firstName(p.value) != p.value)
            return damaged("a hard link points out of it");
    }
    for (const IndexOwner &o : m_owners) {
        if (o.attributes == 0)
            continue;
        const std::size_t at = o.attributes - 1U;
        if (at > m_attributes.size() || m_attributes.size() - at < 4)
            return damaged("attributes point out of it");
        const std::size_t size = u32At(m_attributes, at);
        if (size > m_attributes.size() - at - 4)
            return damaged("attributes point out of it");
        for (std::size_t p = at + 4, end = at + 4 + size; p < end;) {
            if (end - p < 4 || u32At(m_attributes, p) > end - p - 4)
                return damaged("an attribute is longer than all of them");
            p += 4 + u32At(m_attributes, p);
        }
    }
    return {};
}

std::uint32_t LayerIndex::child(std::uint32_t n, std::string_view wanted) const
{
    std::uint32_t low = firstChild(n);
    std::uint32_t high = endChild(n);
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        const int order = name(middle).compare(wanted);
        if (order == 0)
            return middle;
        (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
    return noNode;
}

std::string LayerIndex::path(std::uint32_t n) const
{
    std::string out;
    for (; n != 0; n = parent(n))
        out = out.empty() ? std::string(name(n)) : std::string(name(n)) + "/" + out;
    return out;
}

std::string_view LayerIndex::target(std::uint32_t n) const
{
    const IndexPair *p = entryOf(m_targets, n);
    return p == nullptr ? std::string_view() : std::string_view(m_names + p->value);
}

IndexDevice LayerIndex::device(std::uint32_t n) const
{
    const IndexDevice *d = entryOf(m_devices, n);
    return d == nullptr ? IndexDevice{} : *d;
}

std::uint32_t LayerIndex::firstName(std::uint32_t n) const
{
    const IndexPair *p = entryOf(m_links, n);
    return p == nullptr ? n : p->value;
}

std::string_view LayerIndex::below(std::uint32_t n) const
{
    const IndexPair *p = entryOf(m_below, n);
    return p == nullptr ? std::string_view() : std::string_view(m_names + p->value);
}

std::string_view LayerIndex::attributeBytes(std::uint32_t n) const
{
    const std::uint32_t at = owner(n).attributes;
    if (at == 0)
        return {};
    return {reinterpret_cast<const char *>(m_attributes.data()) + at - 1 + 4, u32At(m_attributes, at - 1)};
}

std::vector<std::pair<std::string, std::string>> LayerIndex::attributes(std::uint32_t n) const
{
    std::vector<std::pair<std::string, std::string>> out;
    std::string_view rest = attributeBytes(n);
    auto take = [&rest] {
        std::uint32_t size = 0;
        if (rest.size() < sizeof size)
            return std::string(std::exchange(rest, {}));
        std::memcpy(&size, rest.data(), sizeof size);
        std::string one(rest.substr(sizeof size, size));
        rest.remove_prefix(sizeof size + one.size());
        return one;
    };
    while (!rest.empty()) {
        std::string key = take();
        out.emplace_back(std::move(key), take());
    }
    return out;
}

} // namespace tare::image
