// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/person/hand.h"

#include <QApplication>
#include <QKeySequence>
#include <QProcess>
#include <QTest>
#include <QWidget>

namespace hand {

namespace {

constexpr int patience = 20'000; // ms

bool onScreen()
{
    return QGuiApplication::platformName() == QLatin1String("xcb");
}

// The server answers when the events are sent; Qt gets them in its own time, and what must have happened is waited for.
void xdotool(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral("xdotool"), arguments);
    if (!process.waitForFinished(patience) || process.exitCode() != 0)
        qWarning("xdotool %s failed", qPrintable(arguments.join(QLatin1Char(' '))));
}

QStringList move(const QPoint &global)
{
    return {QStringLiteral("mousemove"), QString::number(global.x()), QString::number(global.y())};
}

// Where the window manager has put the window is known to Qt a moment after it was shown.
bool reachable(QWidget *widget, const QPoint &at)
{
    QCoreApplication::processEvents(); // layouts that are due
    const bool there = QTest::qWaitFor(
        [&]() {
            return widget->isVisible() && QApplication::widgetAt(widget->mapToGlobal(at)) != nullptr &&
                   QApplication::widgetAt(widget->mapToGlobal(at))->window() == widget->window();
        },
        patience);
    if (!there)
        qWarning("%s cannot be reached by the mouse", qPrintable(widget->objectName()));
    return there;
}

bool hasKeyboard(QWidget *widget)
{
    const bool has =
        QTest::qWaitFor([&]() { return QApplication::activeWindow() == widget->window(); }, patience);
    if (!has)
        qWarning("the window of %s does not have the keyboard", qPrintable(widget->objectName()));
    return has;
}

} // namespace

void clickAt(QWidget *widget, const QPoint &at)
{
    if (!reachable(widget, at))
        return;
    if (onScreen())
        xdotool(move(widget->mapToGlobal(at)) + QStringList{QStringLiteral("click"), QStringLiteral("1")});
    else
        QTest::mouseClick(widget, Qt::LeftButton, {}, at);
}

void click(QWidget *widget)
{
    clickAt(widget, widget->rect().center());
}

void drag(QWidget *widget, const QVector<QPoint> &path)
{
    if (!reachable(widget, path.front()))
        return;
    if (!onScreen()) {
        QTest::mousePress(widget, Qt::LeftButton, {}, path.front());
        for (const QPoint &at : path)
            QTest::mouseMove(widget, at);
        QTest::mouseRelease(widget, Qt::LeftButton, {}, path.back());
        return;
    }
    QStringList arguments = move(widget->mapToGlobal(path.front())) + QStringList{QStringLiteral("mousedown"), QStringLiteral("1")};
    for (const QPoint &at : path)
        arguments += move(widget->mapToGlobal(at));
    xdotool(arguments + QStringList{QStringLiteral("mouseup"), QStringLiteral("1")});
}

void type(QWidget *widget, const QString &text)
{
    if (!hasKeyboard(widget))
        return;
    if (onScreen())
        xdotool({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("4"), QStringLiteral("--"), text});
    else
        QTest::keyClicks(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : widget, text);
}

void key(QWidget *widget, const QString &key)
{
    if (!hasKeyboard(widget))
        return;
    if (onScreen()) {
        xdotool({QStringLiteral("key"), key});
        return;
    }
    const auto combination = QKeySequence::fromString(key, QKeySequence::PortableText)[0];
    QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : widget, combination.key(),
                    combination.keyboardModifiers());
}

} // namespace hand
