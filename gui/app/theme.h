// SPDX-License-Identifier: GPL-3.0-or-later
// Light and dark, and the colours that mean something. Switched live: whoever paints asks when it paints, and a
// QEvent::PaletteChange tells when to do so again.
#pragma once

#include "core/measure/experiment.h"

#include <QColor>
#include <QObject>
#include <QString>

class QWidget;

namespace tare::gui {

enum class Appearance { System, Light, Dark };

class Theme : public QObject
{
    Q_OBJECT
public:
    // One an application, made after QApplication and before any widget; sets the style and the palette.
    explicit Theme(QObject *parent = nullptr);

    void setAppearance(Appearance appearance);
    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    // What the desktop prefers, when it says so later or changes its mind.
    void setSystemDark(bool dark);

private:
    void apply();

    Appearance m_appearance = Appearance::System;
    bool m_systemDark = false;
};

[[nodiscard]] QString appearanceName(Appearance appearance); // "system", "light", "dark": for settings
[[nodiscard]] Appearance appearanceFromName(const QString &name);

// Of the application's palette, now.
[[nodiscard]] bool isDark();

// Fixed in every chart: host grey, container blue #0072B2, VM orange #E69F00.
[[nodiscard]] QColor subjectColor(measure::Subject subject);
// Text or a thin line in the subject's colour that is legible on the window's background (4.5 : 1).
[[nodiscard]] QColor subjectTextColor(measure::Subject subject);
[[nodiscard]] QString subjectTitle(measure::Subject subject); // translated: "Host process", "Container", "Virtual machine"

// A limit's dashed line, #D55E00.
[[nodiscard]] QColor limitColor();
// A measured curve that is not a subject's: the accent.
[[nodiscard]] QColor accentColor();
// Grid lines and axes; text beside the point.
[[nodiscard]] QColor gridColor();
[[nodiscard]] QColor quietTextColor();
// Backgrounds of the message bar.
[[nodiscard]] QColor errorBackground();
[[nodiscard]] QColor noticeBackground();

// Platform's fixed-width font at the size of the widget's own.
[[nodiscard]] QFont monospaceFont(const QWidget *widget);

// The grid: every margin and gap is a multiple of it.
inline constexpr int gridUnit = 8;

} // namespace tare::gui
