// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/compare/facts_view.h"

#include <QFont>
#include <QImage>
#include <QVector>

class QAbstractItemModel;

namespace tare::gui {

class BarChart;

// What a report shows from top to bottom; nothing here is owned.
struct ReportParts
{
    QString headline, verdict, emulation;
    QVector<const BarChart *> charts;
    const QAbstractItemModel *samples = nullptr;
    QVector<FactSection> sections;
    QFont font;
};

// One picture of it all, in the window's colours.
[[nodiscard]] QImage reportPicture(const ReportParts &parts);

} // namespace tare::gui
