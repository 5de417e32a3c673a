// SPDX-License-Identifier: GPL-3.0-or-later
// What an image's files are, as plain data for whoever shows them. Names, targets and attributes come from a
// stranger: any bytes but '/' and NUL, never to be shown without escaping.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace tare::image {

// A path of an image. The same number is the same path in every tree of one ImageContents, so that a
// selection and what is unfolded survive a change of layer. 0 is the root.
using NodeId = std::uint32_t;
inline constexpr NodeId rootNode = 0;
inline constexpr NodeId noNode = std::numeric_limits<NodeId>::max();

enum class NodeType : std::uint8_t { Folder, File, Symlink, CharDevice, BlockDevice, Fifo };

enum class Change : std::uint8_t {
    Unchanged,
    Added,
    Changed, // other contents, another link target, or another type
    Touched, // the same contents with another mode, owner, time or attributes
    Removed, // by a whiteout, an opaque folder above, or a folder above that became something else
};

// What exactly differs from before.
enum ChangedPart : std::uint8_t {
    ChangedContents = 1, // bytes of a file, target of a link, number of a device
    ChangedType = 2,
    ChangedMode = 4,
    ChangedOwner = 8,
    ChangedTime = 16,
    ChangedAttributes = 32, // extended ones
};

struct Node
{
    NodeId id = noNode, parent = noNode; // the root has no parent
    std::string name;                    // empty: the root
    NodeType type = NodeType::Folder;
    std::uint32_t mode = 0; // permission bits with setuid, setgid and sticky
    std::uint32_t uid = 0, gid = 0;
    std::int64_t size = 0;     // of a file; 0 for everything else
    std::int64_t modified = 0; // ns since 1970
    Change change = Change::Unchanged;
    std::uint8_t changedParts = 0;  // ChangedPart; only with Changed and Touched
    bool opaque = false;            // a folder that this layer cut off from what is below
    bool implied = false;           // a folder that the layer needs and never names
    bool hardLink = false;          // one of several names of a file, other than the first
    bool hasAttributes = false;     // extended ones
    std::uint16_t layer = 0;        // which layer's entry it is
    std::int64_t totalSize = 0;     // itself and all below; hard links count once, what is removed not at all
                                    // (below a removed folder: what was removed)
    std::uint32_t totalFiles = 0;   // of all but folders, itself included, as totalSize
    std::uint32_t changesBelow = 0; // how many below it are not Unchanged
    std::uint32_t childCount = 0;
};

// What is asked for one node at a time.
struct NodeDetails
{
    std::string target;                                          // of a symlink
    std::uint32_t deviceMajor = 0, deviceMinor = 0;              // of a device
    std::vector<std::pair<std::string, std::string>> attributes; // extended ones: name and value, any bytes
    std::vector<NodeId> hardLinks;                               // the other names of the file in this tree
    std::uint64_t contentHash = 0; // equal for equal contents in this store; 0: no file
    struct Event
    {
        std::uint16_t layer = 0;
        Change change = Change::Unchanged;
        std::int64_t size = 0; // of the file from then on
    };
    std::vector<Event> history; // what each layer did to this path, lowest first
};

} // namespace tare::image
