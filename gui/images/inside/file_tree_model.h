// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/inspect/file_tree.h"

#include <QAbstractItemModel>
#include <memory>
#include <unordered_map>
#include <vector>

namespace tare::gui {

// The files of an image as a tree, or those that a search found as a list. Folders are listed when they are opened: a
// million files cost nothing until then. Row numbers change with the order; a NodeId never does.
class FileTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Size, State, Mode, Owner, Modified, ColumnCount };
    enum Role { IdRole = Qt::UserRole };

    explicit FileTreeModel(QObject *parent = nullptr);

    void setTree(std::shared_ptr<const image::FileTree> tree);
    [[nodiscard]] const std::shared_ptr<const image::FileTree> &tree() const { return m_tree; }
    // A list of these, with their whole paths, instead of the tree.
    void setFound(std::vector<image::NodeId> found);
    void leaveFound();
    [[nodiscard]] bool isList() const { return m_isList; }

    [[nodiscard]] image::NodeId idOf(const QModelIndex &index) const;
    // Lists the folders on the way; invalid when the tree does not have it.
    [[nodiscard]] QModelIndex indexOf(image::NodeId id) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    using Children = std::vector<image::NodeId>;
    [[nodiscard]] const Children &children(image::NodeId folder) const;
    [[nodiscard]] int rowOf(image::NodeId id, image::NodeId folder) const;
    [[nodiscard]] QVariant text(const image::Node &node, int column) const;
    [[nodiscard]] QString toolTip(const image::Node &node, int column) const;
    void forget();

    std::shared_ptr<const image::FileTree> m_tree;
    image::SortBy m_sort = image::SortBy::Name;
    bool m_reversed = false, m_isList = false;
    Children m_found;
    // Filled as the view asks.
    mutable std::unordered_map<image::NodeId, Children> m_children;
    mutable std::unordered_map<image::NodeId, int> m_rows;
};

// As ls begins a line.
[[nodiscard]] char kindLetter(image::NodeType type);

} // namespace tare::gui
