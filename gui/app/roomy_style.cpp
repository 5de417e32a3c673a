// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/roomy_style.h"

#include "gui/app/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOption>

namespace tare::gui {
namespace {

constexpr int fieldAlpha = 90, boxAlpha = 190; // a box is all outline, a field has a colour of its own

void outlineInTheDark(const QStyleOption &option, QPainter &painter, int alpha, qreal radius)
{
    if (!isDark() || option.state.testFlag(QStyle::State_HasFocus))
        return;
    QColor line = option.palette.color(QPalette::PlaceholderText);
    line.setAlpha(option.state.testFlag(QStyle::State_Enabled) ? alpha : alpha / 2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

} // namespace

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

void RoomyStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck)
        outlineInTheDark(*option, *painter, boxAlpha, 1);
    else if (element == PE_IndicatorRadioButton)
        outlineInTheDark(*option, *painter, boxAlpha, option->rect.width() / 2.0);
    else if (element == PE_FrameLineEdit)
        outlineInTheDark(*option, *painter, fieldAlpha, 2);
}

void RoomyStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                    const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox)
        outlineInTheDark(*option, *painter, fieldAlpha, 2);
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
