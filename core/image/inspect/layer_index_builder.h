// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a layer's index from its tar entries, in the order they come. What a later entry replaces is
// forgotten.
#pragma once

#include "core/base/result.h"
#include "core/image/inspect/layer_index.h"
#include "core/image/layer/tar_reader.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tare::image {

// A finished index as bytes, for a file or for LayerIndex::parse().
struct IndexBytes
{
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
};

class LayerIndexBuilder
{
public:
    LayerIndexBuilder();
    // Paths as in layer/entry_path.h: cleaned here; symlinks of this layer on the way are followed.
    // `contentHash` of a regular file. UnsafePath, CorruptArchive for what cannot be unpacked either;
    // TooLarge above 2³¹ of anything.
    [[nodiscard]] Status add(const TarEntry &entry, std::uint64_t contentHash = 0);
    void addDatabase(PackageDatabase database) { m_databases.push_back(std::move(database)); }
    [[nodiscard]] std::size_t nodes() const { return m_nodes.size(); }

    struct About
    {
        std::string diffId; // "sha256:…"
        std::int64_t tarSize = 0;
        std::uint64_t hashKey = 0; // ContentHash::keyId()
    };
    [[nodiscard]] Result<IndexBytes> finish(const About &about);

private:
    struct Slot
    {
        std::uint32_t parent = 0, name = 0, owner = 0;
        std::uint32_t extra =
            0; // target of a symlink, or the path of a hard link to a layer below; into m_names
        std::int64_t size = 0, modified = 0;
        std::uint64_t hash = 0; // of a device: its number
        std::uint8_t flags = 0;
        bool dead = false;
    };

    [[nodiscard]] Result<std::uint32_t> text(std::string_view bytes);
    [[nodiscard]] Result<std::uint32_t> owner(const TarEntry &entry);
    [[nodiscard]] std::uint32_t find(std::uint32_t parent, std::string_view name) const;
    [[nodiscard]] Result<std::uint32_t> make(std::uint32_t parent, std::string_view name);
    // The folder at these parts, after symlinks; noNode when it is not to be made, or cannot be.
    [[nodiscard]] Result<std::uint32_t> folder(const std::vector<std::string_view> &parts,
                                               const std::string &shown);
    [[nodiscard]] Status hardLink(std::uint32_t node, const TarEntry &entry);
    void bury(std::uint32_t folder); // what is below it
    void grow();
    [[nodiscard]] std::string_view nameAt(std::uint32_t offset) const { return m_names.data() + offset; }

    std::vector<Slot> m_nodes;
    std::string m_names;                // each ended by NUL; the first is empty
    std::vector<std::uint32_t> m_table; // open addressing by parent and name; 0: free
    std::vector<IndexOwner> m_owners;
    std::unordered_map<std::string, std::uint32_t> m_ownerOf;
    std::unordered_map<std::string, std::uint32_t> m_attributeOf;
    std::string m_attributes;
    std::unordered_map<std::uint32_t, std::uint32_t> m_group; // of nodes with several names
    std::uint32_t m_groups = 0;
    std::vector<PackageDatabase> m_databases;
    std::int64_t m_entries = 0;
};

} // namespace tare::image
