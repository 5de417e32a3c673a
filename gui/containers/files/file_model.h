// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/store_types.h"
#include "core/image/container/file_entry.h"
#include "gui/models/keyed_table_model.h"

#include <optional>

namespace tare::gui {

struct FileRow
{
    image::FileEntry entry;
    std::optional<FileChange::Kind> change; // since the container was made, as docker diff has it

    [[nodiscard]] bool isGone() const { return change == FileChange::Kind::Removed; }
    [[nodiscard]] bool isFolder() const
    {
        return entry.type == image::FileEntry::Type::Folder || entry.leadsToFolder;
    }
    bool operator==(const FileRow &) const = default;
};

// One row a file of one folder, or of what a search found. What was removed of the image is there, too, struck out.
class FileModel : public KeyedTableModel<FileRow>
{
    Q_OBJECT
public:
    enum Column { Name, Size, State, Mode, Owner, Modified, ColumnCount };
    enum Role { SortRole = Qt::UserRole, ChangedRole };
    using KeyedTableModel::KeyedTableModel;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    // Bytes as a key: each becomes one character.
    [[nodiscard]] static QString keyOf(const std::string &name) { return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())); }

Q_SIGNALS:
    void renameAsked(const std::string &name, const QString &wanted);

protected:
    [[nodiscard]] QString key(const FileRow &row) const override { return keyOf(row.entry.name); }

private:
    [[nodiscard]] static QVariant text(const FileRow &row, int column);
    [[nodiscard]] static QString toolTip(const FileRow &row, int column);
    [[nodiscard]] static QVariant sortKey(const FileRow &row, int column);
};

} // namespace tare::gui
