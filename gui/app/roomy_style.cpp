// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/roomy_style.h"

#include "gui/app/theme.h"

#include <QAbstractItemView>

namespace tare::gui {

RoomyStyle::RoomyStyle() : QProxyStyle(QStringLiteral("Fusion"))
{
}

QSize RoomyStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                   const QWidget *widget) const
{
    QSize out = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_ItemViewItem)
        out.rheight() += gridUnit;
    return out;
}

int RoomyStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    // Between a number at its column's right edge and the words of the next column.
    if (metric == PM_FocusFrameHMargin && qobject_cast<const QAbstractItemView *>(widget) != nullptr)
        return gridUnit / 2;
    if (metric == PM_HeaderMargin)
        return gridUnit / 2 + 1; // a head stands above the words of its column
    return QProxyStyle::pixelMetric(metric, option, widget);
}

} // namespace tare::gui
