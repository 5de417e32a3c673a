// SPDX-License-Identifier: GPL-3.0-or-later
// The files of an image as one layer left them, and how they differ from an earlier layer. Whiteouts, opaque
// folders and hard links as in image-spec's layer.md and overlayfs. Never changes; any thread may read it.
#pragma once

#include "core/base/cancel.h"
#include "core/image/inspect/node.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tare::image {

struct TreeQuery
{
    std::size_t layer = 0; // as this layer left it; 0 is the lowest
    std::optional<std::size_t>
        against;              // what changes are told from; unset: the layer below (nothing, for layer 0)
    bool onlyChanges = false; // what the layers after `against` hold or remove, with the folders on the way
    bool withRemoved = true;  // what was removed since `against` is there too, marked

    bool operator==(const TreeQuery &) const = default;
    // The entries of one layer.
    static TreeQuery ofLayer(std::size_t n) { return {n, std::nullopt, true, true}; }
    // The image as layer n left it.
    static TreeQuery upTo(std::size_t n) { return {n, std::nullopt, false, true}; }
};

enum class SortBy { Name, Size, Modified, Changes }; // Size: of all below

struct SearchQuery
{
    // A part of the name. With * ? or [: a glob(7) over the whole name. With a '/': the same over the path
    // ("**" is then any number of folders). ASCII letters in any case.
    std::string text;
    bool caseSensitive = false;
    std::size_t limit = 10'000;
};

class UnionTree;
struct TreeColumns;

class FileTree
{
public:
    // By ImageContents::tree().
    FileTree(std::shared_ptr<const UnionTree> all, const TreeQuery &query);
    ~FileTree();
    FileTree(const FileTree &) = delete;
    FileTree &operator=(const FileTree &) = delete;

    [[nodiscard]] const TreeQuery &query() const { return m_query; }
    // All ids are below this.
    [[nodiscard]] std::size_t idLimit() const;
    [[nodiscard]] bool contains(NodeId id) const;
    // A node that the tree does not contain: an empty one with id noNode.
    [[nodiscard]] Node node(NodeId id) const;
    [[nodiscard]] NodeDetails details(NodeId id) const;
    [[nodiscard]] NodeId parent(NodeId id) const;
    // "etc/passwd"; "" for the root.
    [[nodiscard]] std::string path(NodeId id) const;
    // Folders are not put first. Sizes and changes come in descending order unless `reversed`.
    [[nodiscard]] std::vector<NodeId> children(NodeId id, SortBy sort = SortBy::Name,
                                               bool reversed = false) const;
    // By name, without following a symlink. noNode.
    [[nodiscard]] NodeId find(std::string_view path) const;
    // Symlinks followed inside the image, the last one too, at most 40; what was removed is not there.
    // noNode.
    [[nodiscard]] NodeId resolve(std::string_view path) const;
    // In the order of a walk that goes by name. Ends early when cancelled.
    [[nodiscard]] std::vector<NodeId> search(const SearchQuery &query, const CancelToken &cancel = {}) const;
    // The largest files, largest first; hard links once.
    [[nodiscard]] std::vector<NodeId> largest(std::size_t count) const;

private:
    std::shared_ptr<const UnionTree> m_all;
    TreeQuery m_query;
    std::unique_ptr<TreeColumns> m_columns;
};

} // namespace tare::image
