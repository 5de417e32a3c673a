// SPDX-License-Identifier: GPL-3.0-or-later
// What every GUI test does alike: a fresh home, widgets found by name, and a warning of Qt's is a failure.
#pragma once

#include "tests/support/temp_home.h"

#include <QSettings>
#include <QTest>
#include <QWidget>
#include <memory>

// A home and the settings of a window in it. They are written when they go, so they go before the home does.
class WindowHome : public TempHome
{
public:
    [[nodiscard]] QSettings *settings() { return &m_settings; }

private:
    QSettings m_settings{QString::fromStdString(file("s.ini")), QSettings::IniFormat};
};

// While it lives, qWarning() and worse are remembered; failed() says them. Platform plugins' own complaints about what
// an offscreen screen cannot do are left out.
class WarningTrap
{
public:
    WarningTrap();
    ~WarningTrap();
    WarningTrap(const WarningTrap &) = delete;
    WarningTrap &operator=(const WarningTrap &) = delete;
    [[nodiscard]] static QStringList take();
};

// Use at the end of every test function's cleanup().
#define TARE_NO_WARNINGS()                                                                                             \
    do {                                                                                                               \
        const QStringList tareWarnings = WarningTrap::take();                                                          \
        QVERIFY2(tareWarnings.isEmpty(), qPrintable(tareWarnings.join(QLatin1Char('\n'))));                            \
    } while (false)

// The one visible or hidden widget of this name below `root`; fails the test (returns null) when there is none.
template <class T> T *named(QWidget *root, const char *name)
{
    auto *found = root->findChild<T *>(QString::fromLatin1(name));
    if (found == nullptr)
        qWarning("there is no widget %s", name);
    return found;
}

inline void click(QWidget *widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}
