// SPDX-License-Identifier: GPL-3.0-or-later
// The mouse and the keyboard of the person. On an X server they are the server's own (XTEST, by xdotool): a click goes to
// whatever window is under it, a key to whatever has the focus. On an offscreen platform Qt is told of them.
#pragma once

#include <QPoint>
#include <QStringList>
#include <QVector>

class QWidget;

namespace hand {

// What is hidden, covered by another window or outside the screen cannot be clicked: a warning, which fails the test.
void clickAt(QWidget *widget, const QPoint &at);
void click(QWidget *widget);
void drag(QWidget *widget, const QVector<QPoint> &path);
// To what has the keyboard, which must be in `widget`'s window. ASCII.
void type(QWidget *widget, const QString &text);
// An X keysym with its modifiers: "Return", "ctrl+a", "Delete".
void key(QWidget *widget, const QString &key);

} // namespace hand
