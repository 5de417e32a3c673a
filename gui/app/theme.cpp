// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/theme.h"

#include "gui/app/roomy_style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QStyle>
#include <QWidget>

namespace tare::gui {

using namespace Qt::StringLiterals;

namespace {

struct Colours
{
    QRgb window, base, alternate, text, quiet, button, disabled, accent, link, tooltip, light, mid, dark;
};

constexpr Colours lightColours = {0xfff5f5f4, 0xffffffff, 0xfffafaf9, 0xff1c1c1a, 0xff5f5f5b, 0xfffbfbfa, 0xffa3a39d,
                                  0xff0a6ebd, 0xff0a5c9e, 0xfffffff4, 0xffffffff, 0xffd9d9d6, 0xffb4b4b0};
constexpr Colours darkColours = {0xff232425, 0xff1b1c1d, 0xff202122, 0xffe8e8e6, 0xffa5a5a0, 0xff2f3031, 0xff70706c,
                                 0xff2a75b8, 0xff7ab8ec, 0xff2f3031, 0xff3c3d3e, 0xff45474a, 0xff151616};

QPalette makePalette(const Colours &c)
{
    QPalette p;
    p.setColor(QPalette::Window, QColor::fromRgb(c.window));
    p.setColor(QPalette::WindowText, QColor::fromRgb(c.text));
    p.setColor(QPalette::Base, QColor::fromRgb(c.base));
    p.setColor(QPalette::AlternateBase, QColor::fromRgb(c.alternate));
    p.setColor(QPalette::Text, QColor::fromRgb(c.text));
    p.setColor(QPalette::PlaceholderText, QColor::fromRgb(c.quiet));
    p.setColor(QPalette::Button, QColor::fromRgb(c.button));
    p.setColor(QPalette::ButtonText, QColor::fromRgb(c.text));
    p.setColor(QPalette::BrightText, Qt::white);
    p.setColor(QPalette::Highlight, QColor::fromRgb(c.accent));
    p.setColor(QPalette::HighlightedText, Qt::white);
    p.setColor(QPalette::Link, QColor::fromRgb(c.link));
    p.setColor(QPalette::LinkVisited, QColor::fromRgb(c.link));
    p.setColor(QPalette::ToolTipBase, QColor::fromRgb(c.tooltip));
    p.setColor(QPalette::ToolTipText, QColor::fromRgb(c.text));
    p.setColor(QPalette::Light, QColor::fromRgb(c.light));
    p.setColor(QPalette::Midlight, QColor::fromRgb(c.light));
    p.setColor(QPalette::Mid, QColor::fromRgb(c.mid));
    p.setColor(QPalette::Dark, QColor::fromRgb(c.dark));
    p.setColor(QPalette::Shadow, Qt::black);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, QColor::fromRgb(c.disabled));
    p.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgb(c.mid));
    return p;
}

constexpr int darkBelow = 128; // of 255: a background's lightness

} // namespace

Theme::Theme(QObject *parent) : QObject(parent)
{
    m_systemDark = QApplication::palette().color(QPalette::Window).lightness() < darkBelow;
    QApplication::setStyle(new RoomyStyle); // the application's from now on
    apply();
}

void Theme::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    apply();
}

void Theme::setSystemDark(bool dark)
{
    m_systemDark = dark;
    apply();
}

void Theme::apply()
{
    const bool dark = m_appearance == Appearance::Dark || (m_appearance == Appearance::System && m_systemDark);
    const QPalette palette = makePalette(dark ? darkColours : lightColours);
    if (QApplication::palette() != palette)
        QApplication::setPalette(palette);
}

QString appearanceName(Appearance appearance)
{
    switch (appearance) {
    case Appearance::Light:
        return u"light"_s;
    case Appearance::Dark:
        return u"dark"_s;
    case Appearance::System:
        break;
    }
    return u"system"_s;
}

Appearance appearanceFromName(const QString &name)
{
    if (name == "light"_L1)
        return Appearance::Light;
    return name == "dark"_L1 ? Appearance::Dark : Appearance::System;
}

bool isDark()
{
    return QApplication::palette().color(QPalette::Window).lightness() < darkBelow;
}

QColor subjectColor(measure::Subject subject)
{
    switch (subject) {
    case measure::Subject::Container:
        return QColor(0x00, 0x72, 0xB2);
    case measure::Subject::Vm:
        return QColor(0xE6, 0x9F, 0x00);
    case measure::Subject::Host:
        break;
    }
    return QColor(0x8A, 0x8A, 0x8A);
}

QColor subjectTextColor(measure::Subject subject)
{
    switch (subject) {
    case measure::Subject::Container:
        return isDark() ? QColor(0x5C, 0xB3, 0xE6) : QColor(0x00, 0x62, 0x9A);
    case measure::Subject::Vm:
        return isDark() ? QColor(0xF0, 0xB4, 0x30) : QColor(0x8A, 0x5A, 0x00);
    case measure::Subject::Host:
        break;
    }
    return isDark() ? QColor(0xB8, 0xB8, 0xB8) : QColor(0x5A, 0x5A, 0x5A);
}

QString subjectTitle(measure::Subject subject)
{
    switch (subject) {
    case measure::Subject::Container:
        return Theme::tr("Container");
    case measure::Subject::Vm:
        return Theme::tr("Virtual machine");
    case measure::Subject::Host:
        break;
    }
    return Theme::tr("Host process");
}

QColor limitColor()
{
    return QColor(0xD5, 0x5E, 0x00);
}

QColor accentColor()
{
    return isDark() ? QColor(0x4A, 0x9F, 0xE0) : QColor(0x0A, 0x6E, 0xBD);
}

QColor gridColor()
{
    return isDark() ? QColor(0x3A, 0x3C, 0x3E) : QColor(0xE2, 0xE2, 0xDF);
}

QColor quietTextColor()
{
    return QApplication::palette().color(QPalette::PlaceholderText);
}

QColor errorBackground()
{
    return isDark() ? QColor(0x46, 0x2C, 0x20) : QColor(0xFB, 0xE9, 0xDD);
}

QColor noticeBackground()
{
    return isDark() ? QColor(0x22, 0x34, 0x44) : QColor(0xE5, 0xF0, 0xF9);
}

QFont monospaceFont(const QWidget *widget)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(widget != nullptr ? widget->font().pointSizeF() : QApplication::font().pointSizeF());
    return font;
}

} // namespace tare::gui
