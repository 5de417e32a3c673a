// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace tare::gui {

// Fusion with room around the lines of trees and lists, to be read from the back row and hit by a mouse; and with outlines
// that show in the dark, where Fusion makes them darker than the dark.
class RoomyStyle : public QProxyStyle
{
    Q_OBJECT
public:
    RoomyStyle();

    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                         const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
};

} // namespace tare::gui
