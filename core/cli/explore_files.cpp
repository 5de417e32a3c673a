// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/strings.h"
#include "core/base/time.h"
#include "core/cli/explore.h"
#include "core/cli/output.h"

#include <nlohmann/json.hpp>

namespace tare::cli {
namespace {

using Json = nlohmann::ordered_json;
using image::Change;
using image::FileTree;
using image::Node;
using image::NodeId;
using image::NodeType;

const char *typeName(NodeType type)
{
    switch (type) {
    case NodeType::Folder: return "folder";
    case NodeType::File: return "file";
    case NodeType::Symlink: return "symlink";
    case NodeType::CharDevice: return "character device";
    case NodeType::BlockDevice: return "block device";
    case NodeType::Fifo: return "fifo";
    }
    return "";
}

const char *changeName(Change change)
{
    switch (change) {
    case Change::Unchanged: return "";
    case Change::Added: return "added";
    case Change::Changed: return "changed";
    case Change::Touched: return "touched";
    case Change::Removed: return "removed";
    }
    return "";
}

std::string modeText(const Node &n) // as ls -l
{
    static constexpr char types[] = "d-lcbp";
    std::string out(1, types[static_cast<int>(n.type)]);
    for (int shift = 6; shift >= 0; shift -= 3) {
        const unsigned bits = n.mode >> static_cast<unsigned>(shift) & 7U;
        out += (bits & 4U) != 0 ? 'r' : '-';
        out += (bits & 2U) != 0 ? 'w' : '-';
        const bool special = (n.mode & (shift == 6 ? 04000U : shift == 3 ? 02000U : 01000U)) != 0;
        const bool run = (bits & 1U) != 0;
        const char mark = shift == 0 ? 't' : 's';
        out += special ? (run ? mark : static_cast<char>(mark - 32)) : run ? 'x' : '-';
    }
    return out;
}

std::string shownName(const FileTree &tree, const Node &n, std::string name)
{
    name = escapeControl(name);
    if (n.type == NodeType::Folder)
        name += n.opaque ? "/ (opaque)" : "/";
    if (n.type == NodeType::Symlink)
        name += " -> " + escapeControl(tree.details(n.id).target);
    return name;
}

Json nodeJson(const FileTree &tree, const Node &n)
{
    Json out = {{"Path", "/" + tree.path(n.id)}, {"Type", typeName(n.type)}, {"Mode", n.mode},
                {"Uid", n.uid},                  {"Gid", n.gid},             {"Size", n.size},
                {"Modified", formatTime(n.modified)}, {"Layer", n.layer},    {"TotalSize", n.totalSize},
                {"TotalFiles", n.totalFiles}};
    if (n.change != Change::Unchanged)
        out["Change"] = changeName(n.change);
    if (n.opaque)
        out["Opaque"] = true;
    if (n.hardLink)
        out["HardLink"] = true;
    if (n.type == NodeType::Symlink)
        out["Target"] = tree.details(n.id).target;
    if (n.hasAttributes) {
        Json names = Json::array();
        for (const auto &[key, value] : tree.details(n.id).attributes)
            names.push_back(key);
        out["Attributes"] = std::move(names);
    }
    return out;
}

std::string listing(const FileTree &tree, const std::vector<NodeId> &ids, bool wholePaths, bool json)
{
    if (json) {
        Json out = Json::array();
        for (const NodeId id : ids)
            out.push_back(nodeJson(tree, tree.node(id)));
        return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    Table table({"MODE", "OWNER", "SIZE", "LAYER", "CHANGE", "NAME"});
    for (const NodeId id : ids) {
        const Node n = tree.node(id);
        table.add({modeText(n), std::to_string(n.uid) + ":" + std::to_string(n.gid), std::to_string(n.totalSize),
                   std::to_string(n.layer), changeName(n.change),
                   shownName(tree, n, wholePaths ? "/" + tree.path(id) : n.name)});
    }
    return table.text();
}

} // namespace

Result<std::string> exploreFolder(const FileTree &tree, const std::string &path, bool json)
{
    NodeId id = tree.find(path);
    if (id == image::noNode)
        id = tree.resolve(path);
    if (id == image::noNode)
        return fail(Errc::NotFound, path, "no such file in the image");
    if (tree.node(id).type == NodeType::Symlink) {
        if (const NodeId to = tree.resolve(path); to != image::noNode && tree.node(to).type == NodeType::Folder)
            id = to;
    }
    if (tree.node(id).type != NodeType::Folder)
        return listing(tree, {id}, true, json);
    return listing(tree, tree.children(id), false, json);
}

std::string exploreAll(const FileTree &tree, bool json)
{
    std::vector<NodeId> ids;
    std::vector<NodeId> todo = {image::rootNode};
    while (!todo.empty()) {
        const NodeId id = todo.back();
        todo.pop_back();
        const auto children = tree.children(id, image::SortBy::Name, true);
        todo.insert(todo.end(), children.begin(), children.end());
        const Node n = tree.node(id);
        const bool onTheWay = n.type == NodeType::Folder && n.change == Change::Unchanged;
        if (id != image::rootNode && !(tree.query().onlyChanges && onTheWay))
            ids.push_back(id);
    }
    return listing(tree, ids, true, json);
}

std::string exploreSearch(const FileTree &tree, const std::string &pattern, bool json)
{
    return listing(tree, tree.search({pattern, false, 100'000}), true, json);
}

} // namespace tare::cli
