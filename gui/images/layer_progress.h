// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QWidget>
#include <vector>

class QGridLayout;
class QLabel;
class QProgressBar;

namespace tare::gui {

// A row for each layer that is on its way: its digest, what happens to it, a bar, and the bytes.
class LayerProgress : public QWidget
{
    Q_OBJECT
public:
    explicit LayerProgress(QWidget *parent = nullptr);

    void update(const std::vector<Progress> &parts);
    void clear();
    // Of all layers together; total 0 while it is not known.
    [[nodiscard]] qint64 current() const;
    [[nodiscard]] qint64 total() const;
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }

private:
    struct Row
    {
        Progress progress;
        QLabel *id = nullptr, *phase = nullptr, *bytes = nullptr;
        QProgressBar *bar = nullptr;
    };
    Row &rowFor(const std::string &id);
    void show(Row &row);

    QGridLayout *m_grid = nullptr;
    std::vector<Row> m_rows;
};

} // namespace tare::gui
