// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/types.h"
#include "gui/models/keyed_table_model.h"

#include <QHash>
#include <QIcon>

namespace tare::gui {

// What a row shows of the last two readings.
struct LiveNumbers
{
    double cpuPercent = -1; // of one CPU; negative: not known
    qint64 memory = -1, memoryLimit = 0, pids = -1;
};

// One row a container, by its id. Live numbers change single cells, and only when their text does.
class ContainerModel : public KeyedTableModel<Container>
{
    Q_OBJECT
public:
    enum Column { State, Name, Image, StatusText, Cpu, Memory, Pids, ColumnCount };
    enum Role { SortRole = Qt::UserRole, IdRole };
    using KeyedTableModel::KeyedTableModel;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // A name is edited in place; what comes of it is the engine's to say.
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    [[nodiscard]] const Container *container(const QString &id) const;
    // Absent for a container that does not run.
    void setLive(const QHash<QString, LiveNumbers> &live);
    // "Up 3 minutes" grows old: called once a minute while it is shown, and once a second while one shows seconds.
    void updateTimes();
    [[nodiscard]] bool showsSeconds() const;

Q_SIGNALS:
    void renameAsked(const QString &id, const QString &name);

protected:
    [[nodiscard]] QString key(const Container &container) const override;

private:
    [[nodiscard]] QVariant text(const Container &container, int column) const;
    [[nodiscard]] QVariant sortKey(const Container &container, int column) const;
    [[nodiscard]] QVariant toolTip(const Container &container, int column) const;
    [[nodiscard]] QString liveText(const LiveNumbers &numbers, int column) const;

    [[nodiscard]] QIcon icon(ContainerStatus status) const;

    QHash<QString, LiveNumbers> m_live;
    mutable QHash<int, QIcon> m_icons; // reading the drawings again for every cell costs more than all else
};

// The icon's name for a state (gui/app/icons.h): a shape of its own for each.
[[nodiscard]] QString statusIconName(ContainerStatus status);
[[nodiscard]] inline bool isUp(ContainerStatus status)
{
    return status == ContainerStatus::Running || status == ContainerStatus::Paused;
}
// It runs, or its restart policy will start it again: to end it, it has to be stopped.
[[nodiscard]] inline bool isAlive(ContainerStatus status)
{
    return isUp(status) || status == ContainerStatus::Restarting;
}

} // namespace tare::gui
