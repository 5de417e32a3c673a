// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of one layer, as its tar stream says it, in columns: about 60 bytes a file. Kept beside the layers
// by diff id, so that layers that images share are indexed once. What is below the layer is not known here.
// Nodes are numbered breadth first with the children of a folder together and sorted by their bytes; 0 is the
// root.
#pragma once

#include "core/base/result.h"
#include "core/image/inspect/node.h"
#include "core/image/inspect/packages.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tare::image {

// Version 1 of the file: this header, then sections at multiples of 8, all in the machine's byte order.
struct IndexHeader
{
    std::array<char, 8> magic{};
    std::uint32_t version = 0;
    std::uint32_t nodes = 0;
    std::uint64_t fileSize = 0;
    std::uint64_t checksum = 0; // XXH3 of all that follows this member
    std::uint64_t hashKey = 0;  // tells whether contents' hashes of two indexes can be compared
    std::int64_t tarSize = 0, fileBytes = 0, entries = 0;
    std::array<char, 144> diffId{}; // "sha256:…", padded with NUL
    struct Section
    {
        std::uint64_t offset = 0, size = 0;
    };
    std::array<Section, 16> sections{};
};

inline constexpr std::array<char, 8> indexMagic = {'t', 'a', 'r', 'e', 'i', 'd', 'x', '\0'};
inline constexpr std::uint32_t indexVersion = 1;

enum IndexSection : std::size_t {
    SectionFlags,      // u8 a node: NodeType, IndexFlag
    SectionParent,     // u32
    SectionName,       // u32 into SectionNames
    SectionFirstChild, // u32, one more than nodes: the end of one's children is where the next one's begin
    SectionOwner,      // u32 into SectionOwners
    SectionSize,       // i64
    SectionModified,   // i64, ns
    SectionHash,       // u64
    SectionOwners,     // IndexOwner
    SectionNames,      // text, each ended by NUL
    SectionTargets,    // IndexPair: symlink, into SectionNames
    SectionLinks,      // IndexPair: one name of several, the first name's node
    SectionBelow,      // IndexPair: a hard link to a file of a layer below, its path in SectionNames
    SectionDevices,    // IndexDevice
    SectionAttributes, // sets: u32 size of what follows, then pairs of u32 size and bytes
    SectionPackages,   // see package_section.h
};

enum IndexFlag : std::uint8_t {
    IndexTypeMask = 7,
    IndexImplied = 8,  // a folder that only its children need
    IndexOpaque = 16,  // a folder with an opaque whiteout
    IndexHides = 32,   // a whiteout with this name
    IndexNoEntry = 64, // nothing but whiteouts: of itself, or below it
    IndexLinked = 128, // one of several names of one file in this layer
};

struct IndexOwner
{
    std::uint32_t mode = 0, uid = 0, gid = 0;
    std::uint32_t attributes = 0; // 1 + offset into SectionAttributes; 0: none
};
struct IndexPair
{
    std::uint32_t node = 0, value = 0; // sorted by node
};
struct IndexDevice
{
    std::uint32_t node = 0, major = 0, minor = 0;
};

// A package manager's database in the layer. Status.d of distroless images: one for each file.
struct PackageDatabase
{
    std::string path;
    std::string unread;            // why it could not be read, or empty
    std::vector<Package> packages; // Package::layer is not set
};

class LayerIndex
{
public:
    // NotFound when there is none; CorruptArchive when it is damaged, of another version, or of another
    // layer, and then it is to be built again.
    [[nodiscard]] static Result<std::shared_ptr<const LayerIndex>> open(const std::string &file,
                                                                        const std::string &diffId);
    // Everything is checked before it is used: the bytes may come from a stranger.
    [[nodiscard]] static Result<std::shared_ptr<const LayerIndex>>
    parse(std::unique_ptr<std::byte[]> bytes, std::size_t size, const std::string &diffId);

    [[nodiscard]] std::uint32_t count() const { return m_header.nodes; }
    [[nodiscard]] const IndexHeader &header() const { return m_header; }
    [[nodiscard]] std::string diffId() const;

    [[nodiscard]] std::uint8_t flags(std::uint32_t n) const { return m_flags[n]; }
    [[nodiscard]] bool has(std::uint32_t n, IndexFlag flag) const { return (m_flags[n] & flag) != 0; }
    [[nodiscard]] NodeType type(std::uint32_t n) const
    {
        return static_cast<NodeType>(m_flags[n] & IndexTypeMask);
    }
    [[nodiscard]] std::uint32_t parent(std::uint32_t n) const { return m_parent[n]; }
    [[nodiscard]] std::string_view name(std::uint32_t n) const { return m_names + m_name[n]; }
    [[nodiscard]] std::uint32_t firstChild(std::uint32_t n) const { return m_firstChild[n]; }
    [[nodiscard]] std::uint32_t endChild(std::uint32_t n) const { return m_firstChild[n + 1]; }
    [[nodiscard]] const IndexOwner &owner(std::uint32_t n) const { return m_owners[m_owner[n]]; }
    [[nodiscard]] std::int64_t size(std::uint32_t n) const { return m_size[n]; }
    [[nodiscard]] std::int64_t modified(std::uint32_t n) const { return m_modified[n]; }
    [[nodiscard]] std::uint64_t hash(std::uint32_t n) const { return m_hash[n]; }
    // The child of that name; noNode.
    [[nodiscard]] std::uint32_t child(std::uint32_t n, std::string_view name) const;
    [[nodiscard]] std::string path(std::uint32_t n) const;

    [[nodiscard]] std::string_view target(std::uint32_t n) const; // of a symlink
    [[nodiscard]] IndexDevice device(std::uint32_t n) const;
    [[nodiscard]] std::uint32_t
    firstName(std::uint32_t n) const; // of a file with several names: itself when alone
    // The path in a layer below that this is a hard link to, or empty.
    [[nodiscard]] std::string_view below(std::uint32_t n) const;
    [[nodiscard]] std::span<const IndexPair> belowLinks() const { return m_below; }
    [[nodiscard]] std::span<const IndexPair> links() const { return m_links; }
    [[nodiscard]] std::string_view attributeBytes(std::uint32_t n) const; // equal bytes, equal attributes
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> attributes(std::uint32_t n) const;
    [[nodiscard]] const std::vector<PackageDatabase> &packages() const { return m_packages; }

private:
    LayerIndex() = default;
    [[nodiscard]] Status check(std::size_t size, const std::string &diffId);
    [[nodiscard]] Status checkTree() const;
    [[nodiscard]] Status checkSparse() const;

    std::unique_ptr<std::byte[]> m_bytes;
    IndexHeader m_header;
    std::span<const std::uint8_t> m_flags;
    std::span<const std::uint32_t> m_parent, m_name, m_firstChild, m_owner;
    std::span<const std::int64_t> m_size, m_modified;
    std::span<const std::uint64_t> m_hash;
    std::span<const IndexOwner> m_owners;
    const char *m_names = nullptr;
    std::size_t m_namesSize = 0;
    std::span<const IndexPair> m_targets, m_links, m_below;
    std::span<const IndexDevice> m_devices;
    std::span<const std::byte> m_attributes;
    std::vector<PackageDatabase> m_packages;
};

} // namespace tare::image
