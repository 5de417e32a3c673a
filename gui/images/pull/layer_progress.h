// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "gui/images/pull/transfer_rate.h"

#include <QWidget>
#include <vector>

class QGridLayout;
class QLabel;
class QProgressBar;

namespace tare::gui {

// A row for each layer that is on its way: its digest, what happens to it, a bar, the bytes, and how fast they come.
class LayerProgress : public QWidget
{
    Q_OBJECT
public:
    enum class Direction { Pull, Push }; // what is there already is here, or at the registry
    explicit LayerProgress(Direction direction, QWidget *parent = nullptr);

    // `now` in milliseconds of a monotonic clock.
    void update(const std::vector<Progress> &parts, qint64 now);
    void clear();
    // Of all layers together; total 0 while it is not known.
    [[nodiscard]] qint64 current() const;
    [[nodiscard]] qint64 total() const;
    // Bytes that went over the network by now, and that have to yet: what was here already is in neither.
    [[nodiscard]] qint64 moved() const;
    [[nodiscard]] qint64 toMove() const;
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }

private:
    struct Row
    {
        Progress progress;
        TransferRate rate;
        qint64 moved = 0;
        QLabel *id = nullptr, *phase = nullptr, *bytes = nullptr, *speed = nullptr;
        QProgressBar *bar = nullptr;
    };
    Row &rowFor(const std::string &id);
    void show(Row &row);
    [[nodiscard]] QString phaseText(const Progress &progress) const;

    Direction m_direction = Direction::Pull;
    QGridLayout *m_grid = nullptr;
    std::vector<Row> m_rows;
};

} // namespace tare::gui
